"""Word's own elements for a file made from nothing: styles, paragraphs, borders, tables, fields, page set-up."""

import re
from collections.abc import Iterable
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from hegao.fix.house import POINTS_PER_MM, Page, Role
from hegao.fix.placing import Indents

UNHOLDABLE = re.compile(r"[^\t\v\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Control characters that no Word file can hold."""
TWIPS = 20  # to a point
_EIGHTHS = 8  # to a point, in which borders are given
_CHAR_SPACE = 4096  # to a point
_HUNDREDTHS = 100  # to a character or a row
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_THIN = 0.5  # points


def make(tag: str, *content: Any, **attributes: object) -> Any:  # noqa: ANN401  python-docx elements are untyped
    """An element ``w:tag`` with ``w:`` attributes and children; ``None`` among the children is left out."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    for child in content:
        if child is not None:
            element.append(child)
    return element


def style(role: Role, line: float, between: float) -> Any:  # noqa: ANN401  likewise
    """The paragraph style of a role; ``line`` is the distance of its lines in points.

    ``between`` points are put between the characters of text that is set on the grid.
    """
    own = indents(role, Indents(role.left, role.right, role.first_line))
    properties = make(
        "pPr",
        make("keepNext") if role.level or role.key in ("issuer", "attachment_mark") else None,
        make("pageBreakBefore") if role.new_page else None,
        make("widowControl", val="0"),
        make("autoSpaceDE", val="0"),
        make("autoSpaceDN", val="0"),
        None if role.on_grid else make("snapToGrid", val="0"),
        spacing(line, role.rows),
        own,
        make("jc", val=role.align),
        make("outlineLvl", val=role.level - 1) if role.level else None,
    )
    return make(
        "style",
        make("name", val=role.name),
        make("basedOn", val="Normal"),
        make("uiPriority", val="1"),
        make("qFormat"),
        properties,
        run_properties(role, between if role.on_grid else 0.0),
        type="paragraph",
        styleId=role.key,
        customStyle="1",
    )


def run_properties(role: Role, between: float = 0.0) -> Any:  # noqa: ANN401  likewise
    """Font, colour and size of a role; ``between`` points are put between its characters, or taken where negative."""
    color = make("color", val=role.color) if role.color else None
    half_points = round(role.size * 2)
    return make(
        "rPr",
        make("rFonts", ascii=role.latin, hAnsi=role.latin, eastAsia=role.font, cs=role.latin),
        color,
        make("spacing", val=int(between * TWIPS // 1)) if between else None,
        make("sz", val=half_points),
        make("szCs", val=half_points),
    )


def spacing(line: float, rows: float, rows_after: float = 0.0) -> Any:  # noqa: ANN401  likewise
    """Lines at an exact distance, ``rows`` of them left blank before and ``rows_after`` behind."""
    blank: dict[str, int] = {}
    for side, count in (("before", rows), ("after", rows_after)):
        blank |= {side: round(count * line * TWIPS), f"{side}Lines": round(count * _HUNDREDTHS)}
    return make("spacing", **blank, line=round(line * TWIPS), lineRule="exact")


def lines(points: float, before: float = 0.0) -> Any:  # noqa: ANN401  likewise
    """Lines of an exact height and an exact distance from the paragraph above, both in points."""
    return make("spacing", before=round(before * TWIPS), after=0, line=round(points * TWIPS), lineRule="exact")


def indents(role: Role, given: Indents) -> Any:  # noqa: ANN401  likewise
    """Indents in characters of the role's size.

    Word counts characters of the grid, and ``leftChars`` to where the first row begins; text of another size has its
    indents in twips only.
    """
    attributes: dict[str, int] = {}
    for name, value in (("left", given.left), ("right", given.right), ("firstLine", given.first_line)):
        key = "hanging" if name == "firstLine" and value < 0 else name
        counted = value + min(given.first_line, 0.0) if name == "left" else abs(value)
        if role.on_grid:
            attributes[f"{key}Chars"] = round(counted * _HUNDREDTHS)
        attributes[key] = round((abs(value) if key == "hanging" else value) * role.size * TWIPS)
    return make("ind", **attributes)


def paragraph(key: str, *properties: Any, runs: Iterable[Any] = ()) -> Any:  # noqa: ANN401  likewise
    """A paragraph in the style of a role; ``properties`` in the order the schema demands."""
    return make("p", make("pPr", make("pStyle", val=key), *properties), *runs)


def run(text: str, properties: Any = None) -> Any:  # noqa: ANN401  likewise
    r"""A run of text; tabs and manual line breaks (``\v``) become Word's own, what XML cannot hold is left out."""
    element = make("r", properties)
    piece = ""
    for character in UNHOLDABLE.sub("", text) + "\0":
        if character not in "\t\v\0":
            piece += character
            continue
        if piece:
            node = make("t")
            node.text = piece
            node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            element.append(node)
            piece = ""
        if character != "\0":
            element.append(make("tab" if character == "\t" else "br"))
    return element


def field(code: str) -> list[Any]:
    """The runs of a field that Word works out when the file is opened."""
    instruction = make("instrText")
    instruction.text = f" {code} "
    kinds: tuple[Any, ...] = (
        make("fldChar", fldCharType="begin"),
        instruction,
        make("fldChar", fldCharType="separate"),
        run("1")[0],
        make("fldChar", fldCharType="end"),
    )
    return [make("r", kind) for kind in kinds]


def tabs(*stops: tuple[str, float]) -> Any:  # noqa: ANN401  likewise
    """Tab stops: alignment and distance from the left edge of the type area in points."""
    return make("tabs", *(make("tab", val=kind, pos=round(points * TWIPS)) for kind, points in stops))


def frame(width: float, top: float) -> Any:  # noqa: ANN401  likewise
    """Sets a paragraph ``top`` millimetres below the paper's upper edge, over ``width`` points in the middle."""
    return make(
        "framePr",
        w=round(width * TWIPS),
        wrap="notBeside",
        hAnchor="page",
        vAnchor="page",
        xAlign="center",
        y=round(top * POINTS_PER_MM * TWIPS),
    )


def rule(side: str, points: float, color: str = "auto", kind: str = "single") -> Any:  # noqa: ANN401  likewise
    """A line on one side of a paragraph or cell."""
    return make(side, val=kind, sz=max(2, round(points * _EIGHTHS)), space=0, color=color)


def lined_table(widths: list[float], inset: float) -> Any:  # noqa: ANN401  likewise
    """An empty table with columns of these widths, plain lines, and text ``inset`` from them, all in points."""
    borders = make("tblBorders", *(rule(side, _THIN) for side in _SIDES))
    return _table(widths, inset, make("jc", val="center"), borders=borders)


def foot_table(width: float, inset: float) -> Any:  # noqa: ANN401  likewise
    """An empty table of one column at the foot of the type area; measures in points."""
    anchors = {"vertAnchor": "margin", "horzAnchor": "margin", "tblpXSpec": "center", "tblpYSpec": "bottom"}
    return _table([width], inset, None, place=make("tblpPr", leftFromText=0, rightFromText=0, **anchors))


def _table(widths: list[float], inset: float, align: Any, *, place: Any = None, borders: Any = None) -> Any:  # noqa: ANN401
    margins = make("tblCellMar", *(make(side, w=round(inset * TWIPS), type="dxa") for side in ("left", "right")))
    whole = make("tblW", w=round(sum(widths) * TWIPS), type="dxa")
    properties = make("tblPr", place, whole, align, borders, make("tblLayout", type="fixed"), margins)
    return make("tbl", properties, make("tblGrid", *(make("gridCol", w=round(w * TWIPS)) for w in widths)))


def row(cells: Iterable[Any]) -> Any:  # noqa: ANN401  likewise
    """A row of a table, never parted by a page break."""
    return make("tr", make("trPr", make("cantSplit")), *cells)


def cell(content: Iterable[Any], *, span: int = 1, merge: str = "", edges: Iterable[Any] = ()) -> Any:  # noqa: ANN401
    """A cell of ``span`` columns; ``merge`` says that it may ``restart`` or does ``continue`` a merged one."""
    borders = make("tcBorders", *edges)
    properties = make(
        "tcPr",
        make("gridSpan", val=span) if span > 1 else None,
        make("vMerge", val=merge) if merge else None,
        borders if len(borders) else None,
        make("vAlign", val="center"),
    )
    return make("tc", properties, *content)


def grid(page: Page, lines: int, characters: int, size: float) -> Any:  # noqa: ANN401  likewise
    """A grid of so many lines over the type area, and what Word would make of so many characters of ``size`` points.

    The characters are spaced by the styles instead: LibreOffice sets them two cells apart where a cell is narrower than
    the font.
    """
    pitch = page.text_height * POINTS_PER_MM / lines
    space = char_space(page, characters, size) * _CHAR_SPACE
    return make("docGrid", type="lines", linePitch=int(pitch * TWIPS), charSpace=int(space // 1))


def char_space(page: Page, characters: int, size: float) -> float:
    """What is added to each character of ``size`` points so that so many fill a line, in points."""
    return page.text_width * POINTS_PER_MM / characters - size
