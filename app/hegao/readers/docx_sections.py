"""Page set-up of a Word file, section by section, and which headers and footers are really shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from hegao.draft.model import PageNumber, Section
from hegao.readers.docx_package import Package
from hegao.readers.docx_wrappers import is_reached
from hegao.readers.docx_xml import (
    attribute,
    child,
    child_value,
    children,
    descendants,
    is_on,
    kind,
    millimetres,
    points,
    relationship_id,
    whole,
)

_SAME_PAGE = frozenset({"continuous", "nextColumn"})
_CHAR_SPACE_UNITS = 4096  # to a point


@dataclass(frozen=True, slots=True)
class SectionSetup:
    """A section's page values, its headers and footers, and whether it begins a new page.

    ``stories`` are the parts with the headers and footers of each kind of page: ``first``, ``odd`` and ``even`` where
    they differ, else ``all``.
    """

    page: Section
    headers: tuple[str, ...]
    footers: tuple[str, ...]
    new_page: bool
    stories: Mapping[str, tuple[str, ...]]


def read_sections(package: Package, body: Element, settings: Element | None) -> tuple[SectionSetup, ...]:
    """The sections of a document in order; headers and footers are inherited from the section before."""
    even_pages = _is_set(settings, "evenAndOddHeaders")
    inherited: dict[tuple[str, str], str] = {}
    related = package.related(package.main)
    found = []
    for properties in _section_properties(body):
        for story in ("header", "footer"):
            for reference in children(properties, f"{story}Reference"):
                relation = related.get(relationship_id(reference) or "")
                if relation is not None and relation.target in package:
                    inherited[story, attribute(reference, "type") or "default"] = relation.target
        shown = ["default"]
        if _is_set(properties, "titlePg"):
            shown.insert(0, "first")
        if even_pages:
            shown.append("even")
        headers, footers = (
            tuple(inherited[story, page] for page in shown if (story, page) in inherited)
            for story in ("header", "footer")
        )
        new_page = child_value(properties, "type") not in _SAME_PAGE
        names = {"default": "odd" if even_pages else "all"}
        stories = {
            names.get(page, page): tuple(
                inherited[key] for key in (("header", page), ("footer", page)) if key in inherited
            )
            for page in shown
        }
        found.append(SectionSetup(_page(properties), headers, footers, new_page, stories))
    return tuple(found)


def numbered(setup: SectionSetup, paragraphs: Mapping[str, int]) -> Section:
    """The section with what is known of its page numbers: ``paragraphs`` hold them, by the part they stand in."""
    found = tuple(
        PageNumber(pages, next((paragraphs[part] for part in parts if part in paragraphs), None))
        for pages, parts in setup.stories.items()
    )
    return replace(setup.page, page_number=any(n.paragraph for n in found), page_numbers=found)


def _section_properties(body: Element) -> Iterator[Element]:
    for properties in descendants(body, "sectPr"):
        if is_reached(_ended(properties), body):
            yield properties


def _ended(properties: Element) -> Element:
    """The paragraph that a ``w:sectPr`` makes the last of its section, itself where it stands for the last section."""
    above = properties.getparent()
    paragraph = above.getparent() if above is not None and kind(above) == "w:pPr" else None
    if paragraph is None or kind(paragraph) != "w:p" or child(child(paragraph, "pPr"), "sectPr") is not properties:
        return properties
    return paragraph


def _page(properties: Element) -> Section:
    size, margins, grid = (child(properties, local) for local in ("pgSz", "pgMar", "docGrid"))
    # A negative margin only says that the header may not push the text down.
    top, bottom = (millimetres((attribute(margins, side) or "").lstrip("-")) for side in ("top", "bottom"))
    space = whole(attribute(grid, "charSpace"))
    return Section(
        width=millimetres(attribute(size, "w")),
        height=millimetres(attribute(size, "h")),
        top=top,
        bottom=bottom,
        left=millimetres(attribute(margins, "left") or attribute(margins, "start")),
        right=millimetres(attribute(margins, "right") or attribute(margins, "end")),
        gutter=millimetres(attribute(margins, "gutter")),
        header=millimetres(attribute(margins, "header")),
        footer=millimetres(attribute(margins, "footer")),
        grid_type=attribute(grid, "type"),
        grid_line_pitch=points(attribute(grid, "linePitch")),
        grid_char_space=None if space is None else round(space / _CHAR_SPACE_UNITS, 4),
        landscape=attribute(size, "orient") == "landscape",
        first_number=whole(attribute(child(properties, "pgNumType"), "start")),
    )


def _is_set(parent: Element | None, local: str) -> bool:
    element = child(parent, local)
    return element is not None and is_on(element)
