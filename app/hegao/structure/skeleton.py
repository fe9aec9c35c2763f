"""An outline to start from: the draft's own headings, with the missing sections in their places."""

from collections.abc import Sequence

from hegao.structure.conventions import conventions_of
from hegao.structure.model import Advice, Lack, SectionRow
from hegao.text.numerals import to_chinese

# Roles that are paragraphs without a heading.
_UNHEADED = frozenset({"lead", "closing", "appeal", "salutation"})


def skeleton(advice: Advice) -> str:
    """The proposed outline as text, one heading a line, each missing section followed by what belongs into it."""
    notes = {c.id: c.note for c in conventions_of(advice.genre.name)}
    own = [section for section in advice.sections if section.heading]
    lines: list[str] = []
    number = 0
    for heading, note in _entries(advice, own, notes):
        if heading:
            number += 1
            lines.append(f"{to_chinese(number)}、{heading}")
        if note:
            lines.append(f"（{note}）")
    return "\n".join(lines) + "\n"


def _entries(advice: Advice, own: list[SectionRow], notes: dict[str, str]) -> list[tuple[str, str]]:
    """Headings with notes in order: own sections keep their order, missing ones follow what they would follow."""
    entries: list[tuple[str, str, frozenset[str]]] = [(s.heading, "", frozenset(s.roles)) for s in own]
    for lacks in _sharing_a_section(advice.missing):
        named = [lack.usual.role for lack in lacks]
        heading = "" if named[0].id in _UNHEADED else "、".join(role.name for role in named)
        note = "；".join(notes.get(role.id) or f"{role.name}写在这里" for role in named)
        after = lacks[0].after
        entries.insert(
            _place_after(entries, after.id if after else None), (heading, note, frozenset(role.id for role in named))
        )
    return [(heading, note) for heading, note, _ in entries]


def _sharing_a_section(missing: Sequence[Lack]) -> list[list[Lack]]:
    """Missing roles, those together that the newest past reports write under one heading."""
    groups: list[list[Lack]] = []
    for lack in missing:
        before = groups[-1][-1].usual.witnesses if groups else ()
        if before and lack.usual.witnesses and before[0] == lack.usual.witnesses[0] and before[0].heading:
            groups[-1].append(lack)
        else:
            groups.append([lack])
    return groups


def _place_after(entries: list[tuple[str, str, frozenset[str]]], role: str | None) -> int:
    if role is None:
        return 0
    return next((i + 1 for i in range(len(entries) - 1, -1, -1) if role in entries[i][2]), 0)
