"""WordprocessingML by short names, the same for transitional and strict files."""

import re
from functools import cache

from lxml.etree import _Element as Element

_TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
WORD_NAMESPACES = (_TRANSITIONAL, _STRICT)
_PREFIXES = {
    _TRANSITIONAL: "w",
    _STRICT: "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
}
_RELATIONSHIP_IDS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_MANY_NAMES = 4096
_MEASURE = re.compile(r"(-?\d+(?:\.\d+)?)(mm|cm|in|pt|pc|pi)?")
_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}


class _Kinds(dict[object, str]):
    """Short names by tag, each worked out once; what comments have for a tag has none."""

    def __missing__(self, tag: object) -> str:
        uri, _, local = tag[1:].partition("}") if isinstance(tag, str) and tag.startswith("{") else ("", "", "")
        short = f"{_PREFIXES[uri]}:{local}" if uri in _PREFIXES else ""
        if len(self) < _MANY_NAMES:
            self[tag] = short
        return short


KINDS = _Kinds()
"""``w:p``, ``mc:Choice`` and so on by the tag of an element; empty for comments and for names of no interest."""


def kind(element: Element) -> str:
    """The short name of an element, as in ``KINDS``."""
    return KINDS[element.tag]


@cache
def _names(local: str) -> tuple[str, ...]:
    return tuple(f"{{{namespace}}}{local}" for namespace in WORD_NAMESPACES)


def child(element: Element | None, local: str) -> Element | None:
    """The first ``w:`` child of that local name."""
    if element is None:
        return None
    names = _names(local)
    for found in element:  # twice as fast as iterchildren where there are few
        if found.tag in names:
            return found
    return None


def children(element: Element | None, local: str) -> list[Element]:
    """All ``w:`` children of that local name."""
    return [] if element is None else list(element.iterchildren(*_names(local)))


def descendants(element: Element, *locals_: str) -> list[Element]:
    """All ``w:`` elements of those local names below ``element``, in document order."""
    return list(element.iter(*(name for local in locals_ for name in _names(local))))


def attribute(element: Element | None, local: str) -> str | None:
    """A ``w:`` attribute."""
    if element is None:
        return None
    value = element.get(f"{{{_TRANSITIONAL}}}{local}")
    return value if value is not None else element.get(f"{{{_STRICT}}}{local}")


def child_value(element: Element | None, local: str) -> str | None:
    """The ``w:val`` of the first child of that name."""
    return attribute(child(element, local), "val")


def is_on(element: Element) -> bool:
    """What an on/off element such as ``w:b`` says; no value means on."""
    return attribute(element, "val") not in {"0", "false", "off", "none"}


def relationship_id(element: Element) -> str | None:
    """The ``r:id`` of a reference."""
    return next((element.get(name) for name in _RELATIONSHIP_IDS if element.get(name)), None)


def whole(value: str | None) -> int | None:
    """A whole number, or ``None`` where there is none or it makes no sense."""
    try:
        number = int(value) if value is not None else None
    except ValueError:
        return None
    return number if number is not None and abs(number) < 2**31 else None


def points(value: str | None, per_point: int = 20) -> float | None:
    """A measure in points; a bare number counts in units of which ``per_point`` make a point (20: twips)."""
    match = _MEASURE.fullmatch((value or "").strip())
    if match is None:
        return None
    number, unit = float(match[1]), match[2]
    return number * _POINTS[unit] if unit else number / per_point


def millimetres(value: str | None) -> float | None:
    """A measure given in twips or with a unit, in millimetres."""
    size = points(value)
    return None if size is None else round(size * 25.4 / 72, 2)
