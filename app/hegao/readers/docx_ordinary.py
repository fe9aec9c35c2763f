"""Ordinary paragraphs of a Word file, taken out of its main part before the rest is parsed.

A draft is mostly paragraphs of text in runs that look alike. To parse each and to look at every property of every run
takes several times as long as to read once what is said of each look: so a paragraph of nothing but properties and runs
of text is set aside, and what stands before the text of a run is parsed once for all runs that begin with the same.

What is read is the same as if all had been parsed. Whatever is not certain to be ordinary is left to the parser.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, repeat
from operator import itemgetter
from typing import Final, NamedTuple

from lxml.etree import XMLSyntaxError
from lxml.etree import _Element as Element

from hegao.readers.docx_xml import WORD_NAMESPACES, descendants, kind
from hegao.readers.safe_xml import DangerousXmlError, has_too_much_markup, parse_xml

MARK: Final = "ordinary"
"""The attribute of an empty ``w:p`` that stands for a paragraph: its number."""

_MARK = MARK.encode()
_ATTRIBUTE = rb"""\s+[\w:.-]+\s*=\s*(?:"[^"<>&]*"|'[^'<>&]*')"""
_ATTRIBUTES = re.compile(rb"(?:%b)*" % _ATTRIBUTE)
_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(<\?xml(?:%b)*\s*\?>)?\s*(<w:document(?:%b)*\s*>)" % (_ATTRIBUTE, _ATTRIBUTE))
_OTHER_ENCODING = re.compile(rb"""\sencoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_DECLARED = re.compile(rb"""xmlns:([\w.-]+)\s*=\s*["']([^"']*)["']""")
_PARAGRAPH, _END_OF_PARAGRAPH = b"<w:p", b"</w:p>"
_BEGINNINGS = (b"<w:p>", b"<w:p ")
_PROPERTIES, _END_OF_PROPERTIES = b"<w:pPr>", b"</w:pPr>"
_RUN, _END_OF_RUN = b"<w:r>", b"</w:r>"
_SHOWN = re.compile(rb'<w:t( xml:space="preserve")?>([^<]*)</w:t></w:r>')
_BLANK = b" \t\r\n"
_UNUSUAL = re.compile(r"[>&\x00-\x1f\ufffe\uffff]")
_NO_CONCERN = frozenset({"w:proofErr"})
# What is counted in the whole part, or ends a section there.
_OF_CONCERN = ("sectPr", "ins", "del", "moveFrom", "moveTo", "altChunk", "subDoc")
_LONGEST_ROOT = 8_000
"""Bytes of the root's tag, with which each look is parsed."""
_LONGEST = 1_000_000
"""Bytes of a paragraph: the parser refuses a text of ten times as much."""
_MOST = 1_000
"""Different looks: where there are more, to parse each by itself gains nothing."""
_PATIENCE = 300
"""So many more paragraphs may turn out not to be ordinary than were, before the rest is left to the parser untried."""


class Ordinary(NamedTuple):
    """A paragraph of nothing but its ``w:pPr`` and runs of text.

    ``runs`` are the first code point, the one behind the last, and the ``w:rPr`` of each stretch of one look. What is
    written the same, here or in another paragraph, is the same element.
    """

    properties: Element | None
    text: str
    runs: tuple[tuple[int, int, Element | None], ...]


class _Refused(Exception):  # noqa: N818 - a paragraph that is not ordinary is no error
    """A paragraph is to be read with the rest."""


def set_aside(data: bytes) -> tuple[bytes, tuple[Ordinary, ...]]:
    """A main part without its ordinary paragraphs, and these: where ``<w:p ordinary="n"/>`` is left stood number n.

    A part that is not written as Word and WPS write (UTF-8, no comments, the usual prefix) is given back as it is.
    """
    start = _ROOT.match(data)
    if start is None or len(start[2]) > _LONGEST_ROOT or has_too_much_markup(data) or not _is_plain(data, start[1]):
        return data, ()
    reader = _Reader(start[2])
    *blocks, rest = data.split(_END_OF_PARAGRAPH)
    left = b"".join((*map(reader.left_of, blocks), rest))
    if not reader.found or not _means_one_thing(start[2], left[start.end() :]):
        return data, ()
    return left, tuple(reader.found)


def _is_plain(data: bytes, declaration: bytes | None) -> bool:
    """Whether nothing but tags and text in UTF-8 stands in a part, and nothing that looks like what is put there."""
    if declaration is not None and _OTHER_ENCODING.search(declaration):
        return False
    return b"<!" not in data and data.count(b"<?") == (declaration is not None) and _MARK not in data


def _means_one_thing(root: bytes, inside: bytes) -> bool:
    """Whether every prefix that the root declares means the same all through the part, and only ``w:`` means Word's."""
    of_word = sum(text.count(namespace.encode()) for text in (root, inside) for namespace in WORD_NAMESPACES)
    declared = dict(_DECLARED.findall(root))
    same = all(declared.get(prefix, namespace) == namespace for prefix, namespace in _DECLARED.findall(inside))
    return of_word == 1 and b"w" in declared and same


class _Reader:
    """Reads ordinary paragraphs, one after another; ``found`` are those read."""

    def __init__(self, root: bytes) -> None:
        self.found: list[Ordinary] = []
        self._root = root
        self._left = 0
        self._looks: dict[bytes, Element | None] = {}
        self._properties: dict[bytes, Element | None] = {}
        self._refused: set[bytes] = set()

    def left_of(self, block: bytes) -> bytes:
        """What is left of a stretch that ends with a paragraph when that is set aside, if it can be."""
        begin = 0 if block.startswith(_BEGINNINGS) else max(map(block.rfind, _BEGINNINGS))
        opened = block.find(b">", begin)
        attributes = block[begin + len(_PARAGRAPH) : opened]
        hopeful = begin >= 0 and len(block) <= _LONGEST and self._left <= len(self.found) + _PATIENCE
        if hopeful and (not attributes or _ATTRIBUTES.fullmatch(attributes)):
            try:
                self.found.append(self._read(block, opened + 1))
            except (_Refused, UnicodeDecodeError):
                pass
            else:
                return b'%b<w:p%b %b="%d"/>' % (block[:begin], attributes, _MARK, len(self.found) - 1)
        self._left += 1
        return block + _END_OF_PARAGRAPH

    def _read(self, block: bytes, at: int) -> Ordinary:
        """The paragraph whose content begins there and goes on to the end."""
        properties = None
        if block.startswith(_PROPERTIES, at):
            end = block.find(_END_OF_PROPERTIES, at) + len(_END_OF_PROPERTIES)
            properties, at = self._remembered(self._properties, block[at:end], _properties_in), end
        *shown, last = _SHOWN.split(block[at:])
        if last:
            self._remembered(self._looks, last + _RUN, _look_in)
        looks, texts = self._looks_of(shown[0::3]), _trimmed(shown[2::3], shown[1::3])
        whole = "".join(texts)
        if ("&" in whole or ">" in whole or not whole.isprintable()) and _UNUSUAL.search(whole):
            raise _Refused
        if whole and looks.count(looks[0]) == len(looks):
            return Ordinary(properties, whole, ((0, len(whole), looks[0]),))
        return Ordinary(properties, whole, tuple(_joined(texts, looks)))

    def _looks_of(self, beginnings: Sequence[bytes]) -> list[Element | None]:
        """The ``w:rPr`` of runs that begin so and have their text behind."""
        try:
            return list(map(self._looks.__getitem__, beginnings))  # most have been seen before
        except KeyError:
            return [self._remembered(self._looks, before, _look_in) for before in beginnings]

    def _remembered(
        self,
        known: dict[bytes, Element | None],
        written: bytes,
        read: Callable[[bytes, bytes], Element | None],
    ) -> Element | None:
        if written in known:
            return known[written]
        if written in self._refused or len(known) + len(self._refused) > _MOST:
            raise _Refused
        try:
            element = known[written] = read(self._root, written)
        except _Refused:
            self._refused.add(written)
            raise
        return element


def _properties_in(root: bytes, written: bytes) -> Element:
    """The ``w:pPr`` that is all that is written."""
    parts = _parsed(root, written)
    if len(parts) != 1 or kind(parts[0]) != "w:pPr":
        raise _Refused
    return parts[0]


def _look_in(root: bytes, written: bytes) -> Element | None:
    """The ``w:rPr`` of the run whose beginning is written, if it has one."""
    *others, run = _parsed(root, written + _END_OF_RUN)
    if any(kind(other) not in _NO_CONCERN for other in others) or kind(run) != "w:r":
        raise _Refused
    if len(run) > 1 or any(kind(part) != "w:rPr" for part in run):
        raise _Refused
    return run[0] if len(run) else None


def _parsed(root: bytes, written: bytes) -> Sequence[Element]:
    """The elements written, in a document that begins with ``root``.

    Raises:
        _Refused: there are none, they are not well-formed by themselves, or of concern beyond their paragraph.
    """
    try:
        document = parse_xml(b"%b%b</w:document>" % (root, written))
    except (XMLSyntaxError, DangerousXmlError) as error:
        raise _Refused from error
    if not len(document) or b"xmlns" in written or descendants(document, *_OF_CONCERN):
        raise _Refused
    return list(document)


def _trimmed(texts: Sequence[bytes], as_they_are: Sequence[bytes | None]) -> list[str]:
    """The texts without white space around them, but for those that are to be taken as they are."""
    trimmed = map(bytes.strip, texts, repeat(_BLANK))
    if not any(as_they_are):
        return [text.decode() for text in trimmed]
    chosen = zip(texts, trimmed, as_they_are, strict=True)
    return [(text if kept else own).decode() for text, own, kept in chosen]


def _joined(texts: Sequence[str], looks: Sequence[Element | None]) -> Iterator[tuple[int, int, Element | None]]:
    """The stretches of one look, empty ones left out."""
    start = 0
    shown = [(text, look) for text, look in zip(texts, looks, strict=True) if text]
    for look, group in groupby(shown, key=itemgetter(1)):
        end = start + sum(len(text) for text, _ in group)
        yield start, end, look
        start = end
