"""Accepting and refusing tracked changes, as Word would: what the tests of tracked mending are measured by."""

from collections.abc import Collection

from lxml import etree

from tests.wordfiles import STRICT_WORD, WORD, unzipped, zipped

OURS = "hegao 核稿"
_COMMENT_MARKS = {"commentRangeStart", "commentRangeEnd"}
_LOOKS = {"rPrChange": (), "pPrChange": ("rPr", "sectPr"), "sectPrChange": ("headerReference", "footerReference")}
_NUMBERED = {"ins", "del", "moveFrom", "moveTo", "comment", *_LOOKS}
_HOLDERS = {"ins", "moveTo", "hyperlink", "sdt", "sdtContent", "smartTag", "r", "fldSimple", "del", "dir", "bdo"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def local(element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def word(element, name: str) -> str | None:
    return next(
        (element.get(f"{{{space}}}{name}") for space in (WORD, STRICT_WORD) if element.get(f"{{{space}}}{name}")), None
    )


def resolved(data: bytes, *, accept: bool, authors: Collection[str] | None = None) -> bytes:
    """The file with the changes of these authors (of all, by default) accepted or refused, and without our comments."""
    files = unzipped(data)
    for name, content in files.items():
        if name.startswith("word/") and name.endswith(".xml"):
            files[name] = _resolved_part(content, accept, authors)
    return zipped(files)


def normalised(data: bytes, part: str = "word/document.xml") -> bytes:
    """A part in canonical form, runs that were cut joined again, numbers of marks left out."""
    root = etree.fromstring(unzipped(data)[part])
    for element in root.iter(etree.Element):
        element.tail = (element.tail or "").strip()  # the white space of a file that is written with indents
        if len(element):
            element.text = (element.text or "").strip()
    for change in [e for e in root.iter() if local(e) in _LOOKS]:
        for name in [name for name in change.attrib if name.endswith("}id")]:
            del change.attrib[name]
    for properties in [e for e in root.iter() if local(e) in {"rPr", "pPr"} and not len(e)]:
        properties.getparent().remove(properties)  # says nothing
    for paragraph in [e for e in root.iter() if local(e) == "p"]:
        _join(paragraph)
    return etree.tostring(root, method="c14n")


def ids(data: bytes) -> list[str]:
    """The numbers of all marks and comments, each where it is given."""
    found = []
    for name, content in unzipped(data).items():
        if name.startswith("word/") and name.endswith(".xml"):
            elements = etree.fromstring(content).iter()
            found += [word(element, "id") for element in elements if local(element) in _NUMBERED]
    return found


def _resolved_part(content: bytes, accept: bool, authors: Collection[str] | None) -> bytes:
    root = etree.fromstring(content)
    for element in reversed(list(root.iter())):
        name = local(element)
        if name in _COMMENT_MARKS or (name == "r" and any(local(e) == "commentReference" for e in element)):
            element.getparent().remove(element)
        elif (
            name in {"ins", "del", "moveTo"}
            and len(element)
            and (authors is None or word(element, "author") in authors)
        ):
            kept = accept == (name != "del")
            _unwrap(element, kept)
        elif name in _LOOKS and (authors is None or word(element, "author") in authors):
            _resolve_look(element, accept)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _resolve_look(change, accept: bool) -> None:
    """A format change: what the properties say now, or what they said before."""
    properties, former = change.getparent(), change[0]
    properties.remove(change)
    if not accept:
        kept = [child for child in properties if local(child) in _LOOKS[local(change)]]
        before = [child for child in kept if local(child).endswith("Reference")]
        properties[:] = [*before, *former, *(child for child in kept if child not in before)]


def _unwrap(element, kept: bool) -> None:
    parent = element.getparent()
    for inner in list(element) if kept else []:
        for text in inner.iter():
            if local(text) == "delText":
                text.tag = text.tag.replace("delText", "t")
        element.addprevious(inner)
    parent.remove(element)


def _join(parent) -> None:
    """Join neighbours that say the same of their content; inside out."""
    for child in list(parent):
        if local(child) in _HOLDERS:
            _join(child)
    previous = None
    for child in list(parent):
        if local(child) == "t":
            if child.get(_SPACE) != "preserve":
                child.text = (child.text or "").strip(" \t\r\n")
            child.set(_SPACE, "preserve")
        if previous is not None and _alike(previous, child):
            if local(child) == "t":
                previous.text = (previous.text or "") + (child.text or "")
            else:
                previous.extend([inner for inner in child if local(inner) != "rPr"])
                _join(previous)
            parent.remove(child)
        else:
            previous = child
    if local(parent) in {"ins", "del", "moveTo"}:
        for name in [name for name in parent.attrib if name.endswith("}id")]:
            del parent.attrib[name]


def _alike(one, other) -> bool:
    name = local(one)
    if name != local(other) or name not in {"r", "t", "ins", "moveTo", "del", "smartTag"}:
        return False
    return name == "t" or _said(one) == _said(other)


def _said(element) -> tuple:
    attributes = {key: value for key, value in element.attrib.items() if not key.endswith("}id")}
    look = next((inner for inner in element if local(inner) == "rPr"), None)
    return attributes, b"" if look is None else etree.tostring(look, method="c14n")
