"""Elements of a part found and replaced in its bytes: those that are not concerned stay as they are."""

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType
from xml.parsers import expat

from lxml.etree import _Element as Element
from lxml.etree import tostring

from hegao.errors import InputError
from hegao.fix.docx_changes import ODD_ENCODING
from hegao.fix.docx_runs import outermost
from hegao.readers.docx_package import Package
from hegao.readers.docx_xml import WORD_NAMESPACES, descendants

START_TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=>]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
_NAME = re.compile(rb"<([^\s/>]+)")
_STORIES = frozenset({"header", "footer", "footnotes", "endnotes", "comments"})


def element_spans(data: bytes, local: str, wanted: Collection[int]) -> list[tuple[int, int, int]]:
    """Where in a part's bytes the ``w:`` elements of a name begin and end.

    They are counted in document order; those whose count is in ``wanted`` are given as (count, start, end).
    """
    names = {f"{namespace} {local}" for namespace in WORD_NAMESPACES}
    spans: list[tuple[int, int, int]] = []
    open_elements: list[tuple[int, int] | None] = []
    seen = 0
    parser = expat.ParserCreate(namespace_separator=" ")

    def begin(name: str, _: object) -> None:
        nonlocal seen
        counted = name in names
        open_elements.append((seen, parser.CurrentByteIndex) if counted and seen in wanted else None)
        seen += counted

    def end(_: str) -> None:
        opened = open_elements.pop()
        if opened is not None:
            spans.append((*opened, _end_of_element(data, opened[1], parser.CurrentByteIndex)))

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.Parse(data, True)
    return sorted(spans)


def spliced(data: bytes, replaced: Mapping[tuple[int, int], bytes]) -> bytes:
    """Put other bytes in the place of spans that do not overlap."""
    pieces, position = [], 0
    for start, end in sorted(replaced):
        pieces += [data[position:start], replaced[start, end]]
        position = end
    return b"".join([*pieces, data[position:]])


def appended(data: bytes, markup: str, namespace: str = "") -> bytes:
    """A part with more elements at the end of its root.

    ``markup`` uses the prefix ``w`` for ``namespace``; without one, its elements have no prefix and get that of the root.

    Raises:
        InputError: the part is damaged or not in UTF-8.
    """
    starts: list[int] = []
    ends: list[int] = []
    encodings: list[str | None] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda *_: starts.append(parser.CurrentByteIndex)
    parser.EndElementHandler = lambda *_: ends.append(parser.CurrentByteIndex)
    parser.XmlDeclHandler = lambda _version, encoding, _standalone: encodings.append(encoding)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise InputError("文件里的批注、样式或目录部件已损坏，不能加批注，请用 Word 或 WPS 另存后再试。") from error
    if any(encoding is not None and encoding.upper() != "UTF-8" for encoding in encodings):
        raise InputError(ODD_ENCODING)
    tag, name = START_TAG.match(data, starts[0]), _NAME.match(data, starts[0])
    opening, root = (tag[0], name[1]) if tag and name else (b"", b"")
    more = _fitting(markup, namespace, opening, root)
    if opening.endswith(b"/>"):
        whole = opening[:-2] + b">" + more + b"</" + root + b">"
        return spliced(data, {(starts[0], starts[0] + len(opening)): whole})
    return spliced(data, {(ends[-1], ends[-1]): more})


def rewritten(data: bytes, touched: set[Element], sections: Mapping[int, Element] = MappingProxyType({})) -> bytes:
    """A part with the touched paragraphs written anew, and ``sections``: ``w:sectPr`` by their count in the part."""
    whole = set(outermost(touched))
    roots = (element.getroottree().getroot() for element in whole)
    every = enumerate(descendants(root, "p")) if (root := next(roots, None)) is not None else ()
    new = {"p": {index: element for index, element in every if element in whole}, "sectPr": sections}
    spans = (
        (of_name[at], start, end)
        for local, of_name in new.items()
        for at, start, end in element_spans(data, local, of_name)
    )
    return spliced(data, {(start, end): _written(element) for element, start, end in spans})


def story_parts(package: Package) -> list[bytes]:
    """The parts in which marks and comments are numbered."""
    related = {r.target for r in package.related(package.main).values() if r.kind in _STORIES and r.target in package}
    return [package.read(part) for part in (package.main, *sorted(related))]


def _written(element: Element) -> bytes:
    """An element as it is written inside its part, without the namespaces that are declared around it."""
    data = tostring(element, encoding="UTF-8", with_tail=False, xml_declaration=False)
    above = element.getparent()
    tag = START_TAG.match(data)
    opening = bare = tag[0] if tag else b""
    for prefix, namespace in above.nsmap.items() if above is not None else ():
        name = f" xmlns:{prefix}" if prefix else " xmlns"
        bare = bare.replace(f'{name}="{namespace}"'.encode(), b"")
    return bare + data[len(opening) :]


def _fitting(markup: str, namespace: str, opening: bytes, root: bytes) -> bytes:
    """The markup with the prefixes that hold at the end of a root with this start tag."""
    if not namespace:
        prefix, colon, _ = root.decode().rpartition(":")
        return re.sub(r"<(?=\w)", f"<{prefix}{colon}", markup).encode()
    if f'xmlns:w="{namespace}"'.encode() in opening:
        return markup.encode()
    # Declared on the elements themselves: the root calls the namespace something else.
    return re.sub(r"<w:(?:comment|style)(?= )", rf'\g<0> xmlns:w="{namespace}"', markup).encode()


def _end_of_element(data: bytes, start: int, told: int) -> int:
    """Where an element ends, when the parser tells where its end tag begins (or, without one, what follows it)."""
    tag = START_TAG.match(data, start)
    return told if tag and tag[0].endswith(b"/>") else data.index(b">", told) + 1
