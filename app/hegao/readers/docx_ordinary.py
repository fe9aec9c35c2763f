"""Ordinary paragraphs of a Word file, taken out of its main part before the rest is parsed.

A draft is mostly paragraphs of text in runs that look alike. To parse each and to look at every property of every run
takes several times as long as to read once what is said of each look: so a paragraph of nothing but properties and runs
of text is set aside, and what stands before the text of a run is parsed once for all runs that begin with the same.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, repeat
from operator import itemgetter
from typing import Final, NamedTuple

from lxml.etree import XMLSyntaxError
from lxml.etree import _Element as Element

from hegao.readers.docx_xml import descendants, kind
from hegao.readers.safe_xml import DangerousXmlError, has_too_much_markup, parse_xml

MARK: Final = "ordinary"
"""The attribute of an empty ``w:p`` that stands for a paragraph: its number."""

_MARK = MARK.encode()
_ATTRIBUTE = rb"""\s+[\w:.-]+\s*=\s*(?:"[^"<>&]*"|'[^'<>&]*')"""
_ATTRIBUTES = re.compile(rb"(?:%b)*" % _ATTRIBUTE)
_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml(?:%b)*\s*\?>)?\s*(<w:document(?:%b)*\s*>)" % (_ATTRIBUTE, _ATTRIBUTE)
)
_OTHER_ENCODING = re.compile(rb"""<\?xml[^>]*\sencoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_NAMESPACE = b"xmlns:w="
_PARAGRAPH, _END_OF_PARAGRAPH = b"<w:p", b"</w:p>"
_BEGINNINGS = (b"<w:p>", b"<w:p ")
_PROPERTIES, _END_OF_PROPERTIES = b"<w:pPr>", b"</w:pPr>"
_RUN, _END_OF_RUN = b"<w:r>", b"</w:r>"
_SHOWN = re.compile(rb'<w:t( xml:space="preserve")?>([^<]*)</w:t></w:r>')
_BLANK = b" \t\r\n"
_UNUSUAL = re.compile(r"[>&\x00-\x1f\ufffe\uffff]")
_STYLE, _END_OF_STYLE, _OF_TABLE = b"<w:style ", b"</w:style>", b' w:type="table"'
_LATENT, _END_OF_LATENT = b"<w:latentStyles ", b"</w:latentStyles>"
_NO_CONCERN = frozenset({"w:proofErr"})
_REVISIONS = ("ins", "del", "moveFrom", "moveTo")
_MOST = 2_000
"""Different looks: where there are more, to parse each by itself gains nothing."""


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
    root = _ROOT.match(data)
    if root is None or has_too_much_markup(data):
        return data, ()
    reader = _Reader(root[1])
    *blocks, rest = data.split(_END_OF_PARAGRAPH)
    left = b"".join((*map(reader.left_of, blocks), rest))
    return (left, tuple(reader.found)) if _is_plain(left, len(reader.found)) else (data, ())


def without_table_styles(data: bytes) -> bytes:
    """A part with styles but those of tables: they are most of it in many files, and say nothing of what is read.

    Nor does the list of the styles that Word itself knows.
    """
    if b"<!" in data:
        return data
    head, opened, listed = data.partition(_LATENT)
    _, closed, behind = listed.partition(_END_OF_LATENT)
    *blocks, rest = (head + behind if opened and closed else data).split(_END_OF_STYLE)
    left = []
    for block in blocks:
        begin = block.rfind(_STYLE)
        of_table = begin >= 0 and _OF_TABLE in block[begin : block.find(b">", begin)]
        left.append(block[:begin] if of_table else block + _END_OF_STYLE)
    return b"".join((*left, rest))


def _is_plain(left: bytes, marks: int) -> bool:
    """Whether what was set aside stood in no comment and the like, and its marks and ``w:`` mean what they seem to."""
    strange = b"<!" in left or left.count(b"<?") > 1 or _OTHER_ENCODING.search(left)
    return not strange and left.count(_NAMESPACE) == 1 and left.count(b' %b="' % _MARK) == marks


class _Reader:
    """Reads ordinary paragraphs, one after another; ``found`` are those read."""

    def __init__(self, root: bytes) -> None:
        self.found: list[Ordinary] = []
        self._root = root
        self._known: dict[bytes, Element | None] = {}
        self._refused: set[bytes] = set()

    def left_of(self, block: bytes) -> bytes:
        """What is left of a stretch that ends with a paragraph when that is set aside, if it can be."""
        begin = 0 if block.startswith(_BEGINNINGS) else max(map(block.rfind, _BEGINNINGS))
        opened = block.find(b">", begin)
        attributes = block[begin + len(_PARAGRAPH) : opened]
        if begin < 0 or (attributes and not _ATTRIBUTES.fullmatch(attributes)):
            return block + _END_OF_PARAGRAPH
        try:
            self.found.append(self._read(block, opened + 1))
        except (_Refused, UnicodeDecodeError):
            return block + _END_OF_PARAGRAPH
        return b'%b<w:p%b %b="%d"/>' % (block[:begin], attributes, _MARK, len(self.found) - 1)

    def _read(self, block: bytes, at: int) -> Ordinary:
        """The paragraph whose content begins there and goes on to the end."""
        properties = None
        if block.startswith(_PROPERTIES, at):
            end = block.find(_END_OF_PROPERTIES, at) + len(_END_OF_PROPERTIES)
            properties, at = self._element(block[at:end]), end
        *shown, last = _SHOWN.split(block[at:])
        if last:
            self._element(last + _RUN)
        looks, texts = self._looks(shown[0::3]), _trimmed(shown[2::3], shown[1::3])
        whole = b"".join(texts).decode()
        if ("&" in whole or ">" in whole or not whole.isprintable()) and _UNUSUAL.search(whole):
            raise _Refused
        if whole and looks.count(looks[0]) == len(looks):
            return Ordinary(properties, whole, ((0, len(whole), looks[0]),))
        return Ordinary(properties, whole, tuple(_joined(texts, looks)))

    def _looks(self, beginnings: Sequence[bytes]) -> list[Element | None]:
        """The ``w:rPr`` of runs that begin so."""
        try:
            return list(map(self._known.__getitem__, beginnings))  # most have been seen before
        except KeyError:
            return [self._element(before) for before in beginnings]

    def _element(self, written: bytes) -> Element | None:
        """The ``w:pPr`` written there, or the ``w:rPr`` of the run that begins there and has its text behind.

        Raises:
            _Refused: anything else that is of concern is written there.
        """
        if written in self._known:
            return self._known[written]
        if written in self._refused or len(self._known) + len(self._refused) > _MOST:
            raise _Refused
        try:
            element = self._known[written] = self._parsed(written)
        except _Refused:
            self._refused.add(written)
            raise
        return element

    def _parsed(self, written: bytes) -> Element | None:
        run = not written.startswith(_PROPERTIES)
        try:
            root = parse_xml(b"%b%b%b</w:document>" % (self._root, written, _END_OF_RUN if run else b""))
        except (XMLSyntaxError, DangerousXmlError) as error:
            raise _Refused from error
        *others, last = root
        if any(kind(other) not in _NO_CONCERN for other in others):
            raise _Refused
        if not run:
            if kind(last) != "w:pPr" or others or _tells_more(last):
                raise _Refused
            return last
        if kind(last) != "w:r" or any(kind(part) != "w:rPr" for part in last) or len(last) > 1:
            raise _Refused
        return last[0] if len(last) else None


def _trimmed(texts: Sequence[bytes], as_they_are: Sequence[bytes | None]) -> Sequence[bytes]:
    """The texts without white space around them, but for those that are to be taken as they are."""
    trimmed = map(bytes.strip, texts, repeat(_BLANK))
    if not any(as_they_are):
        return list(trimmed)
    return [text if kept else own for text, own, kept in zip(texts, trimmed, as_they_are, strict=True)]


def _joined(texts: Sequence[bytes], looks: Sequence[Element | None]) -> Iterator[tuple[int, int, Element | None]]:
    """The stretches of one look, empty ones left out."""
    start = 0
    shown = [(text, look) for text, look in zip(texts, looks, strict=True) if text]
    for look, group in groupby(shown, key=itemgetter(1)):
        end = start + len(b"".join([text for text, _ in group]).decode())
        yield start, end, look
        start = end


def _tells_more(properties: Element) -> bool:
    """Whether a ``w:pPr`` ends a section or belongs to a tracked change."""
    return bool(descendants(properties, "sectPr", *_REVISIONS))
