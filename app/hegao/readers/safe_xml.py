"""XML from files of strangers: parsed with nothing fetched, no entities, and no more markup than a document has."""

from lxml.etree import XMLParser, XMLSyntaxError, fromstring
from lxml.etree import _Element as Element

_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_MAX_MARKUP = 1_500_000  # tags and attributes of one part; keeps the parsed tree well under 1 GB


class DangerousXmlError(ValueError):
    """A part with a document type declaration, or with more markup than a document can have."""


def parse_xml(data: bytes) -> Element:
    """The root of a part; nothing outside the bytes is ever read.

    Raises:
        DangerousXmlError: it declares a document type (entities) or is absurdly large.
        XMLSyntaxError: it is not well-formed, or nested beyond what the parser allows.
    """
    if any(mark in data for mark in _DOCTYPES):
        raise DangerousXmlError("doctype")
    if has_too_much_markup(data):
        raise DangerousXmlError("markup")
    root = fromstring(data, XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False))
    if root.getroottree().docinfo.internalDTD is not None:
        raise DangerousXmlError("doctype")
    return root


def has_too_much_markup(data: bytes) -> bool:
    """Whether a part holds more markup than a document can have."""
    return len(data) > _MAX_MARKUP and data.count(b"<") + data.count(b"=") > _MAX_MARKUP


def is_too_deep(error: XMLSyntaxError) -> bool:
    """Whether the parser gave up because elements were nested too deep."""
    return "depth" in str(error).lower()
