"""A draft laid out for the viewer: blocks of text pieces, each with its look and what a click on it means.

The viewer gets finished pieces and no offsets, because code points and the browser's UTF-16 units differ.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from hegao.draft.model import Draft, Paragraph, Part
from hegao.draft.recognition import Element, Heading, Recognition
from hegao.report.plain import PART_WORD

Piece = dict[str, Any]
Block = dict[str, Any]

# The look that shows where marks overlap, strongest first.
KINDS = ("stale", "copied", "repeated", "restated", "cliche", "routine", "fixed")  # of repetition, the gravest first
LOOKS = ("adopted", "error", "warning", "hint", "differs", *KINDS, "layout", "evidence")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of one paragraph to be marked; an empty span is a point between two characters.

    ``look`` is one of ``LOOKS``; ``target`` names what a click on it opens, nothing when empty; ``new`` is shown
    after the span as its replacement.
    """

    paragraph: int
    start: int
    end: int
    look: str
    target: str = ""
    new: str | None = None

    @property
    def rank(self) -> tuple[int, int]:
        """Stronger looks first, then shorter marks, so that a long mark does not hide the ones inside it."""
        return LOOKS.index(self.look), self.end - self.start


def pieces(text: str, marks: Iterable[Mark], bold: tuple[int, int] | None = None) -> list[Piece]:
    """``text`` cut at every mark's borders: ``t`` text, ``k`` look, ``m`` target, ``n`` replacement, ``b`` bold.

    The ``t`` of all pieces joined are ``text``.
    """
    ordered = sorted(marks, key=lambda mark: mark.rank)
    points = [mark for mark in ordered if mark.start == mark.end]
    spans = [mark for mark in ordered if mark.start < mark.end]
    borders = {0, len(text), *(bold or ()), *(p for mark in ordered for p in (mark.start, mark.end))}
    cuts = sorted(borders)
    found: list[Piece] = []
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        found += [_dress({"t": ""}, mark, start) for mark in points if mark.start == start]
        if start == end:
            continue
        piece: Piece = {"t": text[start:end]}
        if bold and bold[0] <= start and end <= bold[1]:
            piece["b"] = 1
        top = next((mark for mark in spans if mark.start <= start and end <= mark.end), None)
        found.append(_dress(piece, top, end) if top else piece)
    return found


def _dress(piece: Piece, mark: Mark, end: int) -> Piece:
    piece["k"] = mark.look
    if mark.target:
        piece["m"] = mark.target
    if mark.new is not None and end == mark.end:
        piece["n"] = mark.new
    return piece


def blocks(draft: Draft, recognition: Recognition, marks: Iterable[Mark], *, barred: bool = False) -> list[Block]:
    """The whole draft in reading order: paragraphs, and tables as rows of cells.

    With ``barred`` a bar beside each paragraph has the colour of its strongest mark.
    """
    layout = _Layout(draft, recognition, marks, barred)
    return [block for part in _runs(draft.paragraphs) for block in layout.blocks(part)]


def _runs(paragraphs: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """Neighbouring paragraphs that stand in the same table, or in the same part outside tables."""
    for _, run in groupby(paragraphs, key=lambda p: (p.part, p.cell and p.cell[0])):
        yield list(run)


class _Layout:
    def __init__(self, draft: Draft, recognition: Recognition, marks: Iterable[Mark], barred: bool) -> None:
        self._draft = draft
        self._barred = barred
        self._recognition = recognition
        self._marks: dict[int, list[Mark]] = {}
        for mark in marks:
            self._marks.setdefault(mark.paragraph, []).append(mark)
        self._headings: Mapping[int, Heading] = {
            h.place.paragraph: h for h in reversed(recognition.outline) if h.place.paragraph is not None and h.level < 5
        }

    def blocks(self, run: list[Paragraph]) -> Iterator[Block]:
        first = run[0]
        if first.cell is not None:
            yield {"rows": self._rows(run)}
            return
        if first.part is not Part.BODY:
            yield {"label": PART_WORD[first.part.value]}
        for paragraph in run:
            yield self._paragraph(paragraph)

    def _rows(self, run: list[Paragraph]) -> list[list[list[Block]]]:
        rows: dict[int, dict[int, list[Block]]] = {}
        for paragraph in run:
            if paragraph.cell is not None:
                _, row, column = paragraph.cell
                rows.setdefault(row, {}).setdefault(column, []).append(self._paragraph(paragraph, "cell"))
        return [[row[column] for column in sorted(row)] for _, row in sorted(rows.items())]

    def _paragraph(self, paragraph: Paragraph, kind: str | None = None) -> Block:
        heading = self._headings.get(paragraph.number)
        stands_alone = heading is not None and not heading.run_in
        bold = (heading.place.start, heading.place.end) if heading and heading.run_in else None
        marks = self._marks.get(paragraph.number, ())
        found = pieces(paragraph.text, marks, bold)
        if paragraph.text:
            _drop_indent(found)
        look = kind or self._class(paragraph, heading if stands_alone else None)
        if self._barred and marks:
            look += f" bar bar-{min(marks, key=lambda mark: mark.rank).look}"
        return {"p": paragraph.number, "c": look, "x": found}

    def _class(self, paragraph: Paragraph, heading: Heading | None) -> str:
        if paragraph.blank:
            return "blank"
        element = self._recognition.element(paragraph)
        if element is Element.RESIDUE or paragraph.part is not Part.BODY:
            return element.value
        if heading is not None:
            return "title" if heading.level == 0 else f"level{heading.level}"
        return element.value


def _drop_indent(found: list[Piece]) -> None:
    """Typed white space at the head of a paragraph is left out unless it is marked: the viewer indents by itself."""
    if "k" not in found[0]:
        found[0]["t"] = found[0]["t"].lstrip(" \t\u3000\xa0")
