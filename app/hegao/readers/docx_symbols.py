"""Characters that a Word file names by a font and a code."""

from lxml.etree import _Element as Element

from hegao.readers.docx_xml import attribute

_PRIVATE_USE = range(0xE000, 0xF900)
# Boxes and ticks of the Wingdings fonts, which forms use; other pictures of that kind are no text.
_WINGDINGS = {0x6F: "□", 0xA8: "□", 0x52: "☑", 0xFE: "☑", 0xFC: "✓", 0x53: "☒", 0xFD: "☒"}


def symbol(element: Element) -> str:
    """The character of a ``w:sym``; empty where there is none that text can show."""
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        return ""
    if code in _PRIVATE_USE or code < 0x100:
        wingdings = (attribute(element, "font") or "").startswith("Wingdings")
        return _WINGDINGS.get(code & 0xFF, "") if wingdings else ""
    return chr(code) if code < 0xD800 or 0xE000 <= code < 0x110000 else ""
