"""What a draft consists of, element by element in the order of a finished document; no look is decided here."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from hegao.draft.model import Draft, Paragraph, Part
from hegao.draft.recognition import Element, Heading, Recognised, Recognition

TAB = "\t"
_HEADER = frozenset(
    {Element.COPY_NUMBER, Element.SECRECY, Element.URGENCY, Element.ISSUER_MARK, Element.DOC_NUMBER, Element.SIGNER}
)
_IMPRINT = frozenset({Element.CC, Element.IMPRINT})
_FRAMED = _HEADER | _IMPRINT  # what offices put into tables and text boxes only to place it
_CARRIED = frozenset({Part.BODY, Part.TABLE, Part.TEXTBOX})
_AFTER_HEAD = "。：；？！.:;?!"
_PRINTED = re.compile(r"\s+(?=\S{0,4}年\S*印发)")
_SIGNED_BY = re.compile(r"签发人\s*[：:]\s*")
_CAPTION_LENGTH = 30


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in the look of its line, or of another role."""

    text: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph to be set: the role it plays and its text; ``centred`` is a caption. No spans: a red line."""

    role: str
    spans: tuple[Span, ...]
    centred: bool = False

    @property
    def text(self) -> str:
        """All of its text."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its first column and row counted from 1, how many columns it covers, its lines."""

    row: int
    column: int
    columns: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the draft; a column missing in a row belongs to the cell above."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Imprint:
    """The 版记: 抄送 and 印发 lines."""

    lines: tuple[Line, ...]


Block = Line | Table | Imprint


def arrange(draft: Draft, recognition: Recognition, attendance: re.Pattern[str] | None = None) -> list[Block]:
    """The blocks of the finished document; ``attendance`` matches the labels of those present, in minutes.

    All text of body, tables, text boxes and footnotes is there, in the order of the draft, except that a 版记 followed
    by attachments moves behind them and footnotes go behind the text. Dropped are blank paragraphs, white space at the
    ends of paragraphs, and white space between two elements in one paragraph (发文字号 and 签发人, 署名 and 成文日期,
    印发机关 and 印发日期), which stand apart by their place.
    """
    maker = _Maker(draft, recognition, attendance)
    blocks: list[Block] = []
    put_off: list[Block] = []
    # A row of footnotes goes last, whatever part of the file they come from.
    for part, group in groupby(maker.groups(), key=lambda g: g[0].part is Part.FOOTNOTE):
        for paragraphs in group:
            if part:
                put_off.extend(Line("footnote", (Span(p.text.strip()),)) for p in paragraphs if not p.blank)
            else:
                blocks.extend(maker.blocks(paragraphs))
    return _finished(_merged(blocks), put_off)


def _finished(blocks: Sequence[Block], notes: Sequence[Block]) -> list[Block]:
    """The blocks with 版记 and notes at their places and a red line under the head."""
    last = len(blocks) - 1
    moved = [
        i
        for i, block in enumerate(blocks)
        if isinstance(block, Imprint) and i < last and _role(blocks[i + 1]) == Element.ATTACHMENT_MARK
    ]
    tail = [blocks[i] for i in moved]
    if not tail and blocks and isinstance(blocks[last], Imprint):
        moved, tail = [last], [blocks[last]]
    body = [block for i, block in enumerate(blocks) if i not in moved]
    head = next((i for i, block in enumerate(body) if _role(block) not in _HEADER_ROLES), len(body))
    if any(_role(block) == Element.ISSUER_MARK for block in body[:head]):
        body.insert(head, Line("line", ()))
    return [*body, *notes, *tail]


_HEADER_ROLES = frozenset({*_HEADER, "number_and_signer"})


def _role(block: Block) -> str:
    return block.role if isinstance(block, Line) else ""


class _Maker:
    """Turns the paragraphs of one draft into blocks."""

    def __init__(self, draft: Draft, recognition: Recognition, attendance: re.Pattern[str] | None) -> None:
        self._draft = draft
        self._attendance = attendance
        self._elements: dict[int | None, list[Recognised]] = {}
        for found in recognition.elements:
            self._elements.setdefault(found.place.paragraph, []).append(found)
        self._heads = {h.place.paragraph: h for h in recognition.outline if 1 <= h.level <= 4}

    def groups(self) -> Iterator[list[Paragraph]]:
        """The paragraphs to be set: each by itself, those of a table together."""
        table: list[Paragraph] = []
        paragraphs = [p for p in self._draft.paragraphs if p.part in _CARRIED or p.part is Part.FOOTNOTE]
        last = {p.cell[0]: i for i, p in enumerate(paragraphs) if p.cell}
        end = -1
        for index, paragraph in enumerate(paragraphs):
            if paragraph.part is Part.TABLE and paragraph.cell and index > end:
                if table:
                    yield table
                table, end = [], last[paragraph.cell[0]]
            if index <= end:
                table.append(paragraph)
                continue
            if table:
                yield table
                table = []
            if not paragraph.blank:
                yield [paragraph]
        if table:
            yield table

    def blocks(self, paragraphs: list[Paragraph]) -> Iterator[Block]:
        """One paragraph as lines; a table as a table, unless it only places parts of the head or the 版记."""
        if paragraphs[0].part is Part.TABLE and not all(p.blank or self._framed(p) for p in paragraphs):
            yield _table(paragraphs)
            return
        for paragraph in paragraphs:
            if not paragraph.blank:
                yield from self._lines(paragraph)

    def _framed(self, paragraph: Paragraph) -> bool:
        return any(found.element in _FRAMED for found in self._elements.get(paragraph.number, ()))

    def _lines(self, paragraph: Paragraph) -> Iterator[Block]:
        found = sorted(self._elements.get(paragraph.number, ()), key=lambda r: r.place.start)
        elements = [r.element for r in found]
        head = self._heads.get(paragraph.number)
        if elements == [Element.DOC_NUMBER, Element.SIGNER]:
            number, signer = (found[i].place.text.strip() for i in (0, 1))
            yield Line("number_and_signer", (Span(number), Span(TAB), *_signed_by(signer)))
        elif len(elements) > 1:
            for one in found:
                yield Line(one.element, (Span(one.place.text.strip()),))
        elif head and (not elements or elements == [Element.HEADING]):
            yield _headed(paragraph, head)
        elif elements and elements[0] in _IMPRINT:
            texts = _PRINTED.split(paragraph.text.strip(), maxsplit=1)
            yield Imprint((Line(elements[0], _tabbed(texts)),))
        elif elements == [Element.SIGNER]:
            yield Line(Element.SIGNER, tuple(_signed_by(paragraph.text.strip())))
        else:
            yield self._plain(paragraph, elements[0] if elements else Element.BODY)

    def _plain(self, paragraph: Paragraph, element: Element) -> Line:
        text = paragraph.text.strip()
        if element not in (Element.BODY, Element.RESIDUE, Element.HEADING):
            return Line(element, (Span(text),))
        if self._attendance and (label := self._attendance.match(text)):
            return Line("attendance", (Span(label[0], "attendance_label"), Span(text[label.end() :])))
        return Line(Element.BODY, (Span(text),), centred=_caption(paragraph))


def _headed(paragraph: Paragraph, head: Heading) -> Line:
    """A heading; where text follows it, only the heading and its closing mark have its look."""
    text, role = paragraph.text, f"heading{head.level}"
    if not head.run_in:
        return Line(role, (Span(text.strip()),))
    end = head.place.end
    while end < len(text) and text[end] in _AFTER_HEAD:
        end += 1
    spans = (
        Span(text[: head.place.start].lstrip()),
        Span(text[head.place.start : end], role),
        Span(text[end:].rstrip()),
    )
    return Line(Element.BODY, tuple(span for span in spans if span.text))


def _signed_by(text: str) -> Iterable[Span]:
    match = _SIGNED_BY.match(text)
    return (Span(text[: match.end()]), Span(text[match.end() :], "signer_name")) if match else (Span(text),)


def _tabbed(texts: Sequence[str]) -> tuple[Span, ...]:
    return tuple(span for i, text in enumerate(texts) for span in ((Span(TAB),) if i else ()) + (Span(text),))


def _caption(paragraph: Paragraph) -> bool:
    centred = paragraph.format is not None and paragraph.format.alignment == "center"
    return centred and len(paragraph.text.strip()) <= _CAPTION_LENGTH and paragraph.text.rstrip()[-1] not in _AFTER_HEAD


def _table(paragraphs: Sequence[Paragraph]) -> Table:
    """The cells of the outer table; a table inside a cell is taken apart into lines of that cell."""
    outer = paragraphs[0].cell[0] if paragraphs[0].cell else 0
    cells: dict[tuple[int, int], Cell] = {}
    place = (1, 1)
    for paragraph in paragraphs:
        if paragraph.cell and paragraph.cell[0] == outer:
            place = paragraph.cell[1:]
            cells.setdefault(place, Cell(*place, paragraph.columns, ()))
        if not paragraph.blank and paragraph.part is Part.TABLE:
            cell = cells[place]
            cells[place] = replace(cell, lines=(*cell.lines, Line("table", (Span(paragraph.text.strip()),))))
    return Table(tuple(cells.values()))


def _merged(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with those that belong in one: 发文字号 and 签发人 under it, the lines of a 版记."""
    merged: list[Block] = []
    for block in blocks:
        last = merged[-1] if merged else None
        if isinstance(last, Imprint) and isinstance(block, Imprint):
            merged[-1] = Imprint(_joined(last.lines, block.lines[0]))
        elif isinstance(last, Line) and isinstance(block, Line) and (last.role, block.role) == _NUMBER_THEN_SIGNER:
            merged[-1] = Line("number_and_signer", (*last.spans, Span(TAB), *block.spans))
        else:
            merged.append(block)
    return merged


_NUMBER_THEN_SIGNER = (Element.DOC_NUMBER, Element.SIGNER)


def _joined(lines: tuple[Line, ...], line: Line) -> tuple[Line, ...]:
    """The 印发机关 and the 印发日期 under it stand in one line."""
    last = lines[-1]
    if last.role == line.role == Element.IMPRINT and "印发" not in last.text:
        return (*lines[:-1], Line(Element.IMPRINT, (*last.spans, Span(TAB), *line.spans)))
    return (*lines, line)
