"""An empty Word file in a house style: styles, page, grid, page numbers on odd and even pages, no text."""

from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm

from hegao.fix import word_xml as xml
from hegao.fix.house import POINTS_PER_MM, Form, House, Role
from hegao.fix.placing import Indents

_LOOSE = 1.3  # of its size, the distance of lines where the grid does not count


def empty_document(house: House, form: Form) -> Any:  # noqa: ANN401  python-docx is untyped
    """A python-docx document ready to take paragraphs in the styles of the roles.

    Raises:
        ConfigError: the house style lacks a value.
    """
    document = Document()
    for name in ("author", "comments", "title"):  # the template's own
        setattr(document.core_properties, name, "")
    _drop_thumbnail(document)
    _put_styles(document, house)
    _put_settings(document)
    _set_up_page(document.sections[0], house)
    _put_page_numbers(document.sections[0], house)
    if form.is_letter:
        _set_first_page_apart(document.sections[0], house, ruled=form is Form.LETTER)
    return document


def _drop_thumbnail(document: Any) -> None:  # noqa: ANN401  likewise
    package = document.part.package
    for key in [key for key, r in package.rels.items() if r.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del package.rels[key]


def _put_styles(document: Any, house: House) -> None:  # noqa: ANN401  likewise
    root = document.styles.element
    for child in list(root):
        root.remove(child)
    body = house.roles["body"]
    language = xml.make("lang", val="en-US", eastAsia="zh-CN")
    defaults = xml.run_properties(body)
    defaults.append(language)
    root.append(xml.make("docDefaults", xml.make("rPrDefault", defaults), xml.make("pPrDefault")))
    root.append(xml.make("style", xml.make("name", val="Normal"), type="paragraph", styleId="Normal", default="1"))
    for style in _styles(house, body):
        root.append(style)


def _styles(house: House, body: Role) -> Iterator[Any]:
    between = xml.char_space(house.page, house.setting("grid", "characters"), body.size)
    for role in (*house.roles.values(), _page_number(house)):
        small = role.key in ("line", "page_number")
        line = role.size * _LOOSE if small else house.line_spacing
        if role.key == "table":
            line = house.setting("table_line")
        yield xml.style(role, line, between)


def _page_number(house: House) -> Role:
    table = house.setting("page_number")
    return house.role("page_number", {key: table[key] for key in ("name", "font", "latin", "size")})


def _put_settings(document: Any) -> None:  # noqa: ANN401  likewise
    document.settings.odd_and_even_pages_header_footer = True


def _set_up_page(section: Any, house: House) -> None:  # noqa: ANN401  likewise
    page = house.page
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.gutter = Mm(0)
    section.header_distance = Mm(page.top / 2)
    number = _page_number(house)
    # The dashes beside the number stand in the middle of its line.
    below = house.setting("page_number", "gap") + number.size * _LOOSE / 2 / POINTS_PER_MM
    section.footer_distance = Mm(house.number("page_number_distance.footer", page.bottom - below))
    properties = section._sectPr  # noqa: SLF001  python-docx has no door to the grid
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    grid = house.setting("grid")
    properties.append(xml.grid(page, grid["lines"], grid["characters"], house.roles["body"].size))


def _put_page_numbers(section: Any, house: House) -> None:  # noqa: ANN401  likewise
    """Odd pages at the outer right, even ones at the outer left."""
    setting, role = house.setting("page_number"), _page_number(house)
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = xml.paragraph(
            role.key,
            xml.indents(role, Indents(**{side: setting["inset"]})),
            xml.make("jc", val=side),
            runs=[xml.run(setting["before"]), *xml.field("PAGE"), xml.run(setting["after"])],
        )
        _fill(footer, paragraph)


def _set_first_page_apart(section: Any, house: House, *, ruled: bool) -> None:  # noqa: ANN401  likewise
    """The first page of a letter has no number, and a double red line at its foot where the mark is printed."""
    section.different_first_page_header_footer = True
    letter, line = house.setting("letter"), house.setting("line")
    edge = xml.rule("top", letter["points"], line["color"], kind="thinThickSmallGap")
    foot = xml.frame(letter["width"] * POINTS_PER_MM, house.page.height - letter["foot"])
    look = (foot, xml.make("pBdr", edge), xml.lines(1.0)) if ruled else ()
    _fill(section.first_page_footer, xml.paragraph("line", *look), *([xml.paragraph("line")] if ruled else []))


def _fill(footer: Any, *paragraphs: Any) -> None:  # noqa: ANN401  likewise
    footer.is_linked_to_previous = False
    element = footer._element  # noqa: SLF001  python-docx has no door to it
    for old in list(element):
        element.remove(old)
    element.extend(paragraphs)
