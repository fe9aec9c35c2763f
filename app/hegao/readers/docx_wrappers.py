"""What the content of a Word file may be wrapped in: insertions, links, content controls, alternatives."""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from hegao.readers.docx_xml import child, kind

INSERTIONS = frozenset({"w:ins", "w:moveTo"})
_WRAPPERS = INSERTIONS | {"w:customXml", "w:smartTag", "w:hyperlink", "w:dir", "w:bdo", "w:fldSimple"}


def unwrapped(parent: Element, wanted: frozenset[str]) -> Iterator[Element]:
    """The children of the wanted kinds, looking through content controls, insertions and the like."""
    for element in parent:
        name = kind(element)
        if name in wanted:
            yield element
        elif (inner := inside(element, name)) is not None:
            yield from unwrapped(inner, wanted)


def is_reached(element: Element, parent: Element) -> bool:
    """Whether ``unwrapped`` comes to an element on its way through ``parent``."""
    inner = element.getparent()
    while inner is not None and inner is not parent:
        wrapper = inner if kind(inner) in _WRAPPERS else inner.getparent()
        if wrapper is None or inside(wrapper, kind(wrapper)) is not inner:
            return False
        inner = wrapper.getparent()
    return inner is parent


def inside(element: Element, name: str) -> Element | None:
    """Where the content of a wrapper stands; ``None`` for what is no wrapper or holds nothing to be read."""
    if name == "w:sdt":
        return child(element, "sdtContent")
    if name == "mc:AlternateContent":
        branches = {kind(branch): branch for branch in reversed(element)}
        return branches.get("mc:Choice", branches.get("mc:Fallback"))
    return element if name in _WRAPPERS else None
