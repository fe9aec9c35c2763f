"""What is compared: paragraphs and sentences of the body, without headings, formalities and pasted residue."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from hegao.draft.model import Draft, Paragraph, Part, Place
from hegao.draft.recognition import Element, Heading, Recognition
from hegao.duplicates.settings import Settings, UnitSettings
from hegao.text.memory import remembered
from hegao.text.segmentation import clauses, sentences
from hegao.text.similarity import Condensed, condense

_COMPARED: Final = frozenset({Element.BODY, Element.HEADING, Element.RESIDUE})
_TABLE_ROW: Final = "|"  # of a Markdown table
_DEEPEST: Final = 4  # levels below it open sentences and are part of the text


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of body text in one paragraph: all of it, or what stands behind a run-in heading."""

    paragraph: Paragraph
    start: int
    end: int
    article: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph or a few sentences to compare.

    ``start`` and ``end`` are code points in the paragraph; ``first`` and ``last`` number the sentences of the draft
    that it covers, ``last`` excluded, so that neighbours are known across paragraphs.
    """

    block: Block
    start: int
    end: int
    condensed: Condensed
    first: int
    last: int

    @property
    def text(self) -> str:
        """The condensed text."""
        return self.condensed.text

    def place(self, draft: Draft) -> Place:
        """Where it stands."""
        return draft.place(self.block.paragraph, self.start, self.end)


def compared(draft: Draft, recognition: Recognition) -> tuple[Unit, ...]:
    """The sentences of a draft that are compared, in reading order."""
    return sentence_units(blocks(draft, recognition), Settings.load().units)


def blocks(draft: Draft, recognition: Recognition) -> tuple[Block, ...]:
    """The stretches of body text in reading order; tables say the same again and again by their nature."""
    headings: dict[int, Heading] = {}
    for heading in recognition.outline:
        if heading.level <= _DEEPEST and heading.place.paragraph is not None:
            headings[heading.place.paragraph] = heading
    pasted: dict[int, list[tuple[int, int]]] = {}
    for item in recognition.residue:
        if item.place.paragraph is not None:
            pasted.setdefault(item.place.paragraph, []).append((item.place.start, item.place.end))
    starts = recognition.article_starts
    found: list[Block] = []
    for paragraph in draft.paragraphs:
        start = _body_start(paragraph, headings.get(paragraph.number), recognition)
        if start is None:
            continue
        article = bisect_right(starts, paragraph.number) - 1
        spans = _outside(start, len(paragraph.text), pasted.get(paragraph.number, []))
        found.extend(Block(paragraph, *span, article=max(article, 0)) for span in spans)
    return tuple(found)


def sentence_units(blocks: Iterable[Block], settings: UnitSettings) -> tuple[Unit, ...]:
    """The sentences of the blocks, each with at least ``settings.minimum`` characters: short ones are joined."""
    units: list[Unit] = []
    for block in blocks:
        for start, end, condensed in _cut(block.paragraph.text, block.start, block.end, settings):
            units.append(Unit(block, start, end, condensed, len(units), len(units) + 1))
    return tuple(units)


def paragraph_units(sentences: Iterable[Unit], settings: UnitSettings) -> tuple[Unit, ...]:
    """The blocks that the sentences were cut from, each as one unit; very long ones left out."""
    grouped: dict[int, list[Unit]] = {}
    for unit in sentences:
        grouped.setdefault(id(unit.block), []).append(unit)
    return tuple(
        joined(group[0], group[-1])
        for group in grouped.values()
        if sum(len(unit.text) for unit in group) <= settings.longest
    )


def joined(first: Unit, last: Unit) -> Unit:
    """One unit from the first to the last of some in the same block."""
    if first is last:
        return first
    text = first.block.paragraph.text[first.start : last.end]
    return Unit(first.block, first.start, last.end, condense(text), first.first, last.last)


def _body_start(paragraph: Paragraph, heading: Heading | None, recognition: Recognition) -> int | None:
    if paragraph.part is not Part.BODY or paragraph.blank or paragraph.text.lstrip().startswith(_TABLE_ROW):
        return None
    if heading is not None:
        return heading.place.end if heading.run_in else None
    return 0 if recognition.element(paragraph) in _COMPARED else None


def _outside(start: int, end: int, gaps: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for gap_start, gap_end in sorted(gaps):
        if start < gap_start:
            yield start, gap_start
        start = max(start, gap_end)
    if start < end:
        yield start, end


@remembered(10_000)
def _cut(text: str, begin: int, stop: int, settings: UnitSettings) -> tuple[tuple[int, int, Condensed], ...]:
    """Spans of one or more sentences with the least length; a short tail goes with the sentence before it."""
    spans: list[tuple[int, int]] = []
    open_at, length = begin, 0
    for start, end in _pieces(text[begin:stop], settings.cut):
        length += _length(text[begin + start : begin + end])
        if length >= settings.minimum:
            spans.append((open_at, begin + end))
            open_at, length = begin + end, 0
    if length and spans:
        spans[-1] = (spans[-1][0], stop)
    trimmed = (_trimmed(text, start, end) for start, end in spans)
    return tuple((start, end, condense(text[start:end])) for start, end in trimmed)


def _pieces(text: str, cut: int) -> Iterator[tuple[int, int]]:
    for start, end in sentences(text):
        if end - start <= cut:
            yield start, end
            continue
        for clause_start, clause_end in clauses(text[start:end]):
            for piece in range(start + clause_start, start + clause_end, cut):
                yield piece, min(piece + cut, start + clause_end)


def _length(text: str) -> int:
    return len("".join(text.split()))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
