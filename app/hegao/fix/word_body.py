"""Blocks of a draft as the paragraphs and tables of a Word file, each line at its place."""

from collections.abc import Iterator, Sequence
from typing import Any

from docx.oxml.ns import qn

from hegao.draft.recognition import Element
from hegao.fix import word_xml as xml
from hegao.fix.arrangement import TAB, Block, Imprint, Line, Span, Table
from hegao.fix.house import POINTS_PER_MM, Form, House, Role
from hegao.fix.placing import Indents, attachment_indents, sealed, title_indents, unsealed, width

_TITLES = ("title", "attachment_title")
_NUMBERS = ("doc_number", "number_and_signer")
_SIGNED = ("issuer", "date")
_NARROWEST = 3.0  # characters in a column of a table
_WIDEST = 16.0
_COLON = "：:"
_LOOSE = 1.2  # of its size, the height of a row of large text


class Body:
    """Sets blocks one after another."""

    def __init__(self, house: House, form: Form) -> None:
        """For a document of this form in the house style ``house``."""
        self._house = house
        self._form = form
        self._line = house.line_spacing
        self._width = house.page.text_width * POINTS_PER_MM
        self._before: Role | None = None

    def elements(self, blocks: Sequence[Block]) -> Iterator[Any]:
        """The paragraphs and tables for ``blocks``, in order."""
        self._above = sum(
            1 for b in blocks[:3] if isinstance(b, Line) and b.role in ("copy_number", "secrecy", "urgency")
        )
        index = 0
        while index < len(blocks):
            block = blocks[index]
            if isinstance(block, Table):
                yield from self._table(block)
            elif isinstance(block, Imprint):
                yield from self._imprint(block, last=index == len(blocks) - 1)
            elif block.role == "line" and self._form is Form.LETTER:
                pass  # it has been drawn below the mark
            elif block.role in _SIGNED:
                signed = _signature(blocks, index)
                yield from self._signature(signed)
                index += len(signed) - 1
            else:
                yield self._paragraph(block, _follows(blocks, index), blocks[index + 1 : index + 2])
                if block.role == Element.ISSUER_MARK and self._form is Form.LETTER:
                    yield self._red_line()
            index += 1

    def _paragraph(self, line: Line, follows: bool, below: Sequence[Block]) -> Any:  # noqa: ANN401  untyped
        if line.role == "line":
            return self._red_line()
        role = self._house.roles[line.role]
        if line.role == Element.ISSUER_MARK:
            return self._mark(line, role)
        previous, self._before = self._before, role
        own, stops = self._indents(line, role, follows), None
        if line.role == "number_and_signer":
            own = Indents()
            stops = xml.tabs(("left", role.left * role.size), ("right", self._width - role.right * role.size))
            line = Line(line.role, (Span(TAB), *line.spans))
        new_page = role.key == "title" and previous is not None and not _heads(previous) and not follows
        rows = self._rows(previous, role, continued=follows)
        after = role.rows_after if any(self._wants_room(block, role) for block in below) else 0.0
        # A signature must not stand alone on a page (7.3.5.5): the line above goes with it.
        signed = any(isinstance(block, Line) and block.role in _SIGNED for block in below)
        return xml.paragraph(
            role.key,
            xml.make("keepNext") if signed else None,
            xml.make("pageBreakBefore") if new_page else None,
            stops,
            None if (rows, after) == (role.rows, 0.0) else xml.spacing(self._line, rows, after),
            xml.indents(role, own) if own is not None else None,
            self._alignment(line),
            runs=self._runs(line),
        )

    def _alignment(self, line: Line) -> Any:  # noqa: ANN401  likewise
        """An alignment that differs from the role's; the number of a letter stands at the right."""
        if line.role == Element.DOC_NUMBER and self._form.is_letter:
            return xml.make("jc", val="right")
        return xml.make("jc", val="center") if line.centred else None

    def _indents(self, line: Line, role: Role, follows: bool) -> Indents | None:
        """Indents that differ from the role's."""
        if line.role in _TITLES:
            breaks = self._house.setting("never_first"), self._house.setting("never_last")
            return title_indents(line.text, self._width / role.size, *breaks)
        if line.role == Element.ATTACHMENT_NOTE:
            return attachment_indents(line.text, role.left, follows=follows)
        if line.role == "attendance":
            lead = width(line.spans[0].text)
            return Indents(left=role.left + lead, first_line=-lead)
        return Indents() if line.centred else None

    def _wants_room(self, block: Block, above: Role) -> bool:
        """Whether blank rows after an element are to be made: those before the next one, if it has its own, do."""
        if not isinstance(block, Line):
            return True
        role = self._house.roles[block.role]
        return role.key != above.key and not role.joined and not role.rows

    def _runs(self, line: Line) -> Iterator[Any]:
        for span in line.spans:
            role = self._house.roles[span.role] if span.role else None
            # The font alone: size and the rest are the paragraph's.
            fonts = xml.make("rPr", xml.run_properties(role).find(qn("w:rFonts"))) if role else None
            yield xml.run(span.text, fonts)

    def _rows(self, previous: Role | None, role: Role, *, continued: bool) -> float:
        """The blank rows before a line: none at the head of the file and between rows of one element."""
        bare = role.key in _NUMBERS and (self._form is Form.LETTER or (previous and previous.key != "issuer_mark"))
        return 0.0 if previous is None or continued or bare else role.rows

    def _mark(self, line: Line, role: Role) -> Any:  # noqa: ANN401  likewise
        """The 发文机关标志: as large as fits one line, at its distance from the upper edge of the type area."""
        limits = self._house.setting("mark")
        fitting = self._width / max(width(line.text), 1.0)
        points = min(max(int(fitting), limits["smallest"]), limits["largest"])
        above = self._before.key if self._before else ""
        self._before = role
        top = self._house.setting("order", "top") if self._form is Form.ORDER else limits["top"]
        gap = max(0.0, top * POINTS_PER_MM - self._above * self._line - points * (_LOOSE - 1))
        if above == role.key or self._form is Form.LETTER:
            gap = 0.0
        return xml.paragraph(
            role.key,
            xml.frame(self._width, self._house.setting("letter", "top")) if self._form is Form.LETTER else None,
            xml.lines(points * _LOOSE, before=gap),
            runs=[xml.run(line.text, xml.make("rPr", xml.make("sz", val=round(points * 2))))],
        )

    def _red_line(self) -> Any:  # noqa: ANN401  likewise
        """A low empty row with the red line at its foot; a 命令（令） has none, that of a letter is double and wider."""
        role = self._before = self._house.roles["line"]
        setting, letter = self._house.setting("line"), self._house.setting("letter")
        height, edge, place = xml.lines(setting["gap"] * POINTS_PER_MM), None, None
        if self._form is Form.LETTER:
            edge = xml.rule("bottom", letter["points"], setting["color"], kind="thickThinSmallGap")
            beyond = (letter["width"] * POINTS_PER_MM - self._width) / 2 / role.size
            place = xml.indents(role, Indents(left=-beyond, right=-beyond))
        elif self._form is Form.USUAL:
            edge = xml.rule("bottom", setting["points"], setting["color"])
        return xml.paragraph(role.key, xml.make("pBdr", edge) if edge is not None else None, height, place)

    def _signature(self, lines: Sequence[Line]) -> Iterator[Any]:
        """署名 and 成文日期, placed one to the other."""
        setting = self._house.setting("signature")
        issuers = [line.text for line in lines if line.role == Element.ISSUER]
        date = next((line.text for line in lines if line.role == Element.DATE), "")
        if setting["form"] == "sealed":
            above, below = sealed(issuers, date, setting["right_date"])
        else:
            above, below = unsealed(issuers, date, setting["right_issuer"], setting["shift"])
        rows = setting["rows"][setting["form"]]
        left = iter(above)
        for index, line in enumerate(lines):
            role = self._before = self._house.roles[line.role]
            place = next(left) if line.role == Element.ISSUER else below
            space = xml.spacing(self._line, rows if index == 0 else 0.0)
            yield xml.paragraph(role.key, space, xml.indents(role, place), runs=self._runs(line))

    def _imprint(self, imprint: Imprint, *, last: bool) -> Iterator[Any]:
        """The 版记 as a table between lines, at the foot of the type area; that of a letter has none."""
        setting = self._house.setting("imprint")
        role = self._before = self._house.roles["cc"]
        inset = setting["inset"] * role.size
        table = xml.foot_table(self._width, inset)
        for index, line in enumerate(imprint.lines):
            edges = [xml.rule("top", setting["inner" if index else "outer"] * POINTS_PER_MM)]
            if index == len(imprint.lines) - 1:
                edges.append(xml.rule("bottom", setting["outer"] * POINTS_PER_MM))
            if self._form.is_letter:
                edges = []
            table.append(xml.row([xml.cell([self._imprint_line(line, self._width - 2 * inset)], edges=edges)]))
        yield table
        if last:
            # A table needs a paragraph after it; this one is too low to be seen.
            yield xml.paragraph("line", xml.lines(1.0))

    def _imprint_line(self, line: Line, space: float) -> Any:  # noqa: ANN401  likewise
        role = self._house.roles[line.role]
        label = next((i + 1 for i, c in enumerate(line.text) if c in _COLON), 0) if line.role == Element.CC else 0
        hang = width(line.text[:label])
        stops = xml.tabs(("right", space)) if "\t" in line.text else None
        place = xml.indents(role, Indents(left=hang, first_line=-hang))
        return xml.paragraph(role.key, stops, place, runs=self._runs(line))

    def _table(self, table: Table) -> Iterator[Any]:
        """A table of the draft with plain lines; a column that a row lacks continues the cell above."""
        role = self._before = self._house.roles["table"]
        columns = max(cell.column + cell.columns - 1 for cell in table.cells)
        made = xml.lined_table(_column_widths(table, columns, self._width), role.size / 4)
        cells = {(cell.row, cell.column): cell for cell in table.cells}
        spans: dict[int, int] = {}
        for number in sorted({cell.row for cell in table.cells}):
            row, column = [], 1
            while column <= columns:
                own = cells.get((number, column))
                spans[column] = own.columns if own else spans.get(column, 1)
                content = [xml.paragraph(role.key, runs=self._runs(line)) for line in (own.lines if own else ())]
                row.append(
                    xml.cell(
                        content or [xml.paragraph(role.key)], span=spans[column], merge="restart" if own else "continue"
                    )
                )
                column += spans[column]
            made.append(xml.row(row))
        yield made
        yield xml.paragraph("line", xml.lines(1.0))  # keeps it apart from a table that follows


def _column_widths(table: Table, columns: int, space: float) -> list[float]:
    longest = [_NARROWEST] * columns
    for cell in table.cells:
        if cell.columns == 1:
            size = max((width(line.text) for line in cell.lines), default=0.0)
            longest[cell.column - 1] = max(longest[cell.column - 1], min(size + 1, _WIDEST))
    return [space * size / sum(longest) for size in longest]


def _signature(blocks: Sequence[Block], start: int) -> list[Line]:
    """The lines from ``start`` that sign together: issuers, then their date."""
    found: list[Line] = []
    for block in blocks[start:]:
        if not isinstance(block, Line) or block.role not in _SIGNED:
            break
        found.append(block)
        if block.role == Element.DATE:
            break
    return found


def _follows(blocks: Sequence[Block], index: int) -> bool:
    """Whether the block before is a row of the same element."""
    before, block = blocks[index - 1] if index else None, blocks[index]
    return isinstance(before, Line) and isinstance(block, Line) and before.role == block.role


def _heads(role: Role) -> bool:
    return role.key in ("line", "signer", "copy_number", "secrecy", "urgency", "issuer_mark", *_NUMBERS)
