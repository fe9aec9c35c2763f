"""An outline to start from: the draft's own headings, with the missing sections in their places."""

from hegao.structure.conventions import conventions_of
from hegao.structure.model import Advice, SectionRow
from hegao.text.numerals import to_chinese


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
    for lack in advice.missing:
        role = lack.usual.role
        unheaded = role.id in {"lead", "closing", "appeal", "salutation"}
        row = ("" if unheaded else role.name, notes.get(role.id) or f"{role.name}写在这里", frozenset({role.id}))
        entries.insert(_place_after(entries, lack.after.id if lack.after else None), row)
    return [(heading, note) for heading, note, _ in entries]


def _place_after(entries: list[tuple[str, str, frozenset[str]]], role: str | None) -> int:
    if role is None:
        return 0
    return next((i + 1 for i in range(len(entries) - 1, -1, -1) if role in entries[i][2]), 0)
