"""The text of a Word file in reading order, each stretch with the element it comes from.

Reading and mending use this one walk, so a place found in a draft is the same place in the file. Where a file is only
read, paragraphs that were set aside before it was parsed are put in on the way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from lxml.etree import _Element as Element

from hegao.readers.docx_ordinary import MARK, Ordinary
from hegao.readers.docx_symbols import symbol
from hegao.readers.docx_wrappers import INSERTIONS, inside, unwrapped
from hegao.readers.docx_xml import KINDS, attribute, child, child_value, kind, whole

_MATHS = frozenset({"m:oMath", "m:oMathPara"})
_CONTROLS = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\v", "w:br": "\v", "w:noBreakHyphen": "-"}
_PICTURES = frozenset({"w:drawing", "w:pict", "w:object"})
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MAX_SPAN = 1000
_BLOCKS = frozenset({"w:p", "w:tbl"})
_ONE_LINE = str.maketrans("\t\n\r", "   ")


class Piece(NamedTuple):
    """A stretch of a paragraph's text, code points ``start`` to ``end``.

    ``node`` is the ``w:t`` that holds exactly this text, or ``None`` where the text cannot be edited (tabs, line
    breaks, symbols, field results, formulas, text with a reading above it). ``look`` is the ``w:rPr`` of its run,
    ``element`` what the text stands in, editable or not.
    """

    start: int
    end: int
    look: Element | None
    node: Element | None
    inserted: bool
    element: Element


class Block(NamedTuple):
    """A paragraph as it stands in the file, without its automatic number; ``properties`` is its ``w:pPr``.

    ``cell`` is (table, row, column), counted from 1; ``boxed`` says that it stands in a text box. ``instructions``
    are the codes of the fields in it. A page break before or after all its text is told by ``breaks_before`` and
    ``breaks_after``. ``drawings`` counts the shapes and pictures other than text boxes; ``columns`` the columns its
    cell covers; ``floating`` says that its table has a place of its own on the page.
    """

    element: Element
    properties: Element | None
    text: str
    pieces: tuple[Piece, ...]
    cell: tuple[int, int, int] | None
    boxed: bool
    instructions: str
    breaks_before: bool
    breaks_after: bool
    drawings: int
    columns: int = 1
    floating: bool = False


class Walker:
    """Walks the stories (body, headers, notes) of one file; tables are numbered through all of them."""

    def __init__(self) -> None:
        self._tables = count(1)
        self._ordinary: Sequence[Ordinary] = ()

    def story(self, container: Element, ordinary: Sequence[Ordinary] = ()) -> Iterator[Block]:
        """The paragraphs below a body, header, footer or note, text boxes after the paragraph they hang on.

        The text of ``ordinary`` ones, which were set aside, is told where their marks stand, but no ``node``.
        """
        self._ordinary = ordinary
        yield from self._blocks(container, None, False, [])

    def _blocks(
        self, container: Element, cell: tuple[int, int, int] | None, boxed: bool, fields: list[bool]
    ) -> Iterator[Block]:
        carried: _Line | None = None
        for element in unwrapped(container, _BLOCKS):
            if kind(element) == "w:tbl":
                yield from self._table(element, boxed, fields)
                continue
            mark = element.get(MARK) if self._ordinary else None
            if mark is not None and carried is None and not fields:
                yield _ordinary_block(element, self._ordinary[int(mark)], cell, boxed)
                continue
            line = carried or _Line(fields)
            if mark is None:
                line.read(element)
                properties = child(element, "pPr")
            else:
                line.take(element, self._ordinary[int(mark)])
                properties = self._ordinary[int(mark)].properties
            if _mark_is_deleted(properties):
                carried = line  # its text runs on into the next paragraph
                continue
            carried = None
            yield line.block(element, properties, cell, boxed)
            for box in line.boxes:
                yield from self._blocks(box, cell, True, [])
        if carried is not None and carried.length:
            yield carried.block(element, properties, cell, boxed)

    def _table(self, table: Element, boxed: bool, fields: list[bool]) -> Iterator[Block]:
        number = next(self._tables)
        floating = child(child(table, "tblPr"), "tblpPr") is not None
        open_columns: set[int] = set()
        for row_number, row in enumerate(unwrapped(table, frozenset({"w:tr"})), 1):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                continue
            column = 1 + _span(child_value(properties, "gridBefore"), 0)
            for cell in unwrapped(row, frozenset({"w:tc"})):
                place, columns = (number, row_number, column), _span(child_value(child(cell, "tcPr"), "gridSpan"), 1)
                if not _continues(cell, column, open_columns):
                    for block in self._blocks(cell, place, boxed, fields):
                        own = block.cell == place
                        yield block._replace(columns=columns, floating=floating) if own else block
                column += columns


@dataclass(slots=True)
class _Line:
    """The text of a paragraph while it is being gathered; ``fields`` is the state of the open fields of the story."""

    fields: list[bool]  # for each open field, whether its result has begun
    texts: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    instructions: list[str] = field(default_factory=list)
    length: int = 0
    breaks_before: bool = False
    breaks_after: bool = False
    drawings: int = 0

    def read(self, paragraph: Element) -> None:
        self._inline(paragraph, inserted=False, live=False)
        self._close()

    def _close(self) -> None:
        while self.fields and not self.fields[-1]:
            self.fields.pop()  # a field's code never goes beyond its paragraph: the file is damaged there

    def take(self, paragraph: Element, ordinary: Ordinary) -> None:
        """Read a paragraph that was set aside."""
        for start, end, look in ordinary.runs:
            self._add(ordinary.text[start:end], look, None, False, paragraph)
        self._close()

    def block(
        self, element: Element, properties: Element | None, cell: tuple[int, int, int] | None, boxed: bool
    ) -> Block:
        return Block(
            element=element,
            properties=properties,
            text="".join(self.texts),
            pieces=tuple(self.pieces),
            cell=cell,
            boxed=boxed,
            instructions="".join(self.instructions),
            breaks_before=self.breaks_before,
            breaks_after=self.breaks_after,
            drawings=self.drawings,
        )

    def _inline(self, parent: Element, inserted: bool, live: bool) -> None:
        for element in parent:
            name = KINDS[element.tag]
            if name == "w:r":
                self._run(element, None, inserted, live)
            elif name in _MATHS:
                formula = "".join(node.text or "" for node in element.iter() if kind(node) == "m:t")
                self._add(formula, None, None, inserted, element)
            elif (inner := inside(element, name)) is not None:
                if name == "w:fldSimple":
                    self.instructions += [" ", attribute(element, "instr") or ""]
                self._inline(inner, inserted or name in INSERTIONS, live or name == "w:fldSimple")

    def _run(self, parent: Element, look: Element | None, inserted: bool, live: bool) -> None:
        for element in parent:
            name = KINDS[element.tag]
            if name == "w:t":
                self._text(look, element, inserted, live)
            elif name == "w:rPr":
                look = element  # it stands before all that has it
            elif name in _CONTROLS:
                self._control(look, element, name, inserted)
            else:
                self._rare(look, element, name, inserted)

    def _rare(self, look: Element | None, element: Element, name: str, inserted: bool) -> None:
        if name == "w:sym":
            self._add(symbol(element), look, None, inserted, element)
        elif name in _PICTURES:
            boxes = list(_text_boxes(element))
            self.boxes.extend(boxes)
            self.drawings += not boxes
        elif name == "mc:AlternateContent":
            branch = inside(element, name)
            if branch is not None:
                self._run(branch, look, inserted, live=True)
        elif name == "w:ruby":
            base = child(element, "rubyBase")
            if base is not None:
                self._inline(base, inserted, live=True)
        else:
            self._field(element, name)

    def _text(self, look: Element | None, node: Element, inserted: bool, live: bool) -> None:
        text, plain = node.text or "", not len(node)
        if not plain:
            text += "".join([inner.tail or "" for inner in node])
        trimmed = text.strip(" \t\r\n")
        if trimmed != text and node.get(_XML_SPACE) != "preserve":
            text = trimmed
        if not text.isprintable():
            text = text.translate(_ONE_LINE)
        editable = plain and not live and not self.fields
        self._add(text, look, node if editable else None, inserted, node)

    def _control(self, look: Element | None, element: Element, name: str, inserted: bool) -> None:
        if name == "w:br" and attribute(element, "type") == "page":
            if "".join(self.texts).strip():
                self.breaks_after = True
            else:
                self.breaks_before = True
        self._add(_CONTROLS[name], look, None, inserted, element)

    def _field(self, element: Element, name: str) -> None:
        if name == "w:fldChar":
            match attribute(element, "fldCharType"):
                case "begin":
                    self.fields.append(False)
                    self.instructions.append(" ")
                case "separate" if self.fields:
                    self.fields[-1] = True
                case "end" if self.fields:
                    self.fields.pop()
        elif name == "w:instrText":
            self.instructions.append(element.text or "")
        elif name == "w:pgNum":
            self.instructions.append(" PAGE ")

    def _add(self, text: str, look: Element | None, node: Element | None, inserted: bool, element: Element) -> None:
        if not text or (self.fields and not all(self.fields)):
            return
        self.breaks_after = self.breaks_after and text.isspace()
        end = self.length + len(text)
        self.pieces.append(Piece(self.length, end, look, node, inserted, element))
        self.texts.append(text)
        self.length = end


def _ordinary_block(element: Element, ordinary: Ordinary, cell: tuple[int, int, int] | None, boxed: bool) -> Block:
    """A paragraph that was set aside, where no field is open and nothing was carried over to it."""
    pieces = [Piece(start, end, look, None, False, element) for start, end, look in ordinary.runs]
    return Block(element, ordinary.properties, ordinary.text, tuple(pieces), cell, boxed, "", False, False, 0)


def block_of(paragraph: Element) -> Block:
    """One paragraph by itself, as if no field were open at its start."""
    line = _Line([])
    line.read(paragraph)
    return line.block(paragraph, child(paragraph, "pPr"), None, boxed=False)


def _text_boxes(picture: Element) -> Iterator[Element]:
    for element in picture:
        name = kind(element)
        if name == "w:txbxContent":
            yield element
        elif name == "mc:AlternateContent":
            branch = inside(element, name)
            if branch is not None:
                yield from _text_boxes(branch)
        else:
            yield from _text_boxes(element)


def _mark_is_deleted(properties: Element | None) -> bool:
    mark = child(properties, "rPr")
    if mark is None or (child(mark, "del") is None and child(mark, "moveFrom") is None):
        return False
    return child(properties, "sectPr") is None


def _continues(cell: Element, column: int, open_columns: set[int]) -> bool:
    """Whether a cell only continues a merged one, whose text stands in its first cell."""
    properties = child(cell, "tcPr")
    across = child(properties, "hMerge")
    if across is not None and attribute(across, "val") != "restart":
        return True
    down = child(properties, "vMerge")
    if down is None:
        open_columns.discard(column)
        return False
    if attribute(down, "val") == "restart" or column not in open_columns:
        open_columns.add(column)
        return False
    return True


def _span(value: str | None, default: int) -> int:
    number = whole(value)
    return default if number is None else min(max(number, default), _MAX_SPAN)
