"""An outline to start from: the draft's own headings, with the missing sections in their places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from hegao.structure.conventions import conventions_of
from hegao.structure.model import Advice, Lack
from hegao.text.numerals import to_chinese


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a skeleton: a heading of level 1 or 2 with its label, or at level 0 a note on what belongs there."""

    level: int
    label: str
    text: str


def skeleton(advice: Advice) -> str:
    """The proposed outline as text, one heading a line, each missing section followed by what belongs into it."""
    return "".join(f"{entry.label}{entry.text}\n" for entry in entries(advice))


def entries(advice: Advice) -> tuple[Entry, ...]:
    """The lines of the proposed outline: own headings keep their order, all are numbered anew."""
    return tuple(_numbered(_lines(advice)))


def _lines(advice: Advice) -> Iterator[tuple[int, str]]:
    notes = {convention.id: convention.note for convention in conventions_of(advice.genre.name)}
    lacks = sorted(_lacking(advice), key=lambda lack: lack.at)
    groups = {at: list(group) for at, group in groupby(lacks, key=lambda lack: lack.at)}
    for at in range(len(advice.outline) + 1):
        for shared in _sharing_a_section(groups.get(at, ())):
            yield from _section(shared, notes)
        if at < len(advice.outline):
            yield advice.outline[at].level, advice.outline[at].text


def _lacking(advice: Advice) -> list[Lack]:
    """What is missing, and what a gap in the numbering most likely held."""
    named = {lack.usual.role.id for lack in advice.missing}
    likely = (gap.likely for gap in advice.gaps if gap.likely)
    return [*advice.missing, *(lack for lack in likely if lack.usual.role.id not in named)]


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


def _section(lacks: Sequence[Lack], notes: dict[str, str]) -> Iterator[tuple[int, str]]:
    """A missing section: its heading in the archive's own form, then what belongs there."""
    first = lacks[0]
    if first.level:
        shared = [heading for heading in first.headings if all(heading in lack.headings for lack in lacks)]
        names = "、".join(lack.usual.role.short for lack in lacks)
        yield first.level, shared[0] if shared else names
    told = "；".join(_note(lack, notes) for lack in lacks)
    yield 0, f"（{told}）"


def _note(lack: Lack, notes: dict[str, str]) -> str:
    note = notes.get(lack.usual.role.id) or f"{lack.usual.role.short}写在这里"
    witness = next(iter(lack.usual.witnesses), None)
    return f"{note}，可参看《{witness.title}》" if witness else note


def _numbered(lines: Iterator[tuple[int, str]]) -> Iterator[Entry]:
    first = second = 0
    for level, text in lines:
        label = ""
        if level == 1:
            first, second = first + 1, 0
            label = f"{to_chinese(first)}、"
        elif level:
            second += 1
            label = f"（{to_chinese(second)}）"
        yield Entry(level, label, text)
