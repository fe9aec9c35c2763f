"""Edits into the text of a Word file: only the characters concerned change, every other byte of every part stays."""

import html
import io
import re
import zipfile
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import attrgetter
from xml.parsers import expat

from lxml.etree import _Element as Element
from rapidfuzz.distance import Postfix, Prefix

from hegao.errors import InputError
from hegao.fix.plan import CLASHES, STALE, Applied, Edit, Skipped, clash
from hegao.readers.archive import MAX_TOTAL_BYTES, ZIP_ERRORS
from hegao.readers.docx import Located, WordFile
from hegao.readers.docx_package import Package
from hegao.readers.docx_walk import Block, Piece
from hegao.readers.docx_xml import WORD_NAMESPACES, descendants, kind

UNEDITABLE = "这一处含有域、制表符、换行或自动编号，请在 Word 或 WPS 中修改。"
UNWRITABLE = "新文字里有换行、制表符或不能写入 Word 的字符，请在 Word 或 WPS 中修改。"
ODD_ENCODING = "文件内部不是 UTF-8 编码，不能直接修改，请用 Word 或 WPS 另存为 .docx 后再试。"

_UNWRITABLE = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TEXT_ELEMENTS = frozenset(f"{namespace} t" for namespace in WORD_NAMESPACES)
_START_TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=>]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*>""")
_XML_SPACE = re.compile(rb"""\sxml:space\s*=\s*(?:"[^"]*"|'[^']*')""")
_ENCODINGS = frozenset({"UTF-8", "UTF8", "ASCII", "US-ASCII"})


def apply_to_docx(data: bytes, name: str, edits: Iterable[Edit]) -> Applied:
    """Make the edits in a Word file's bytes.

    A replacement as long as what it replaces takes over the look of each character, any other that of the first.

    Raises:
        InputError: the file cannot be read.
    """
    by_paragraph: dict[int, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_paragraph[edit.paragraph].append(edit)
    word = WordFile(data, name)
    changed: dict[str, dict[Element, str]] = defaultdict(dict)
    done: list[Edit] = []
    skipped: list[Skipped] = []
    for located in word.located():
        wanted = by_paragraph.pop(located.paragraph.number, None)
        if wanted:
            line = _Line(located)
            for edit in sorted(wanted, key=attrgetter("start", "end")):
                reason = line.make(edit)
                done += [] if reason else [edit]
                skipped += [Skipped(edit, reason)] if reason else []
            changed[located.part_name] |= line.changed()
    skipped += [Skipped(edit, STALE) for left in by_paragraph.values() for edit in left]
    parts = {part: _mended_part(word.package, part, texts) for part, texts in changed.items() if texts}
    return Applied(_repacked(word.package, parts) if parts else data, tuple(done), tuple(skipped))


class _Line:
    """A paragraph being edited: what each of its code points has become."""

    def __init__(self, located: Located) -> None:
        self._block: Block = located.block
        self._shift = located.paragraph.numbering
        self._characters = list(located.block.text)
        self._starts = [piece.start for piece in located.block.pieces]
        self._touched: set[int] = set()
        self._last: Edit | None = None

    def make(self, edit: Edit) -> str | None:
        """Make an edit (they come in order); the reason where it cannot be made."""
        start, end = edit.start - self._shift, edit.end - self._shift
        reason = self._objection(edit, start, end) or self._replace(start, end, edit.text)
        if reason is None:
            self._last = edit
        return reason

    def changed(self) -> dict[Element, str]:
        """The new text of each ``w:t`` that an edit has touched."""
        pieces = (self._block.pieces[index] for index in sorted(self._touched))
        return {p.node: "".join(self._characters[p.start : p.end]) for p in pieces if p.node is not None}

    def _objection(self, edit: Edit, start: int, end: int) -> str | None:
        if start < 0:
            return UNEDITABLE
        if end > len(self._block.text) or self._block.text[start:end] != edit.old:
            return STALE
        if self._last is not None and clash(self._last, edit):
            return CLASHES
        encoding = self._block.element.getroottree().docinfo.encoding
        if encoding is not None and encoding.upper() not in _ENCODINGS:
            return ODD_ENCODING
        return UNWRITABLE if _UNWRITABLE.search(edit.text) else None

    def _replace(self, start: int, end: int, text: str) -> str | None:
        head = Prefix.similarity(self._block.text[start:end], text)
        tail = Postfix.similarity(self._block.text[start + head : end], text[head:])
        first, last, new = start + head, end - tail, text[head : len(text) - tail]
        if first == last:
            return self._insert(first, new, after=head > 0 or tail == 0)
        if not all(piece.node is not None for piece in self._pieces(first, last)):
            return UNEDITABLE
        same_length = len(new) == last - first
        self._characters[first:last] = new if same_length else [new, *[""] * (last - first - 1)]
        self._touched.update(range(self._index(first), self._index(last - 1) + 1))
        return None

    def _insert(self, position: int, text: str, *, after: bool) -> str | None:
        """Put text beside a character that can be edited, by preference one of the span that is replaced."""
        for neighbour in (position - 1, position) if after else (position, position - 1):
            index = self._index(neighbour) if 0 <= neighbour < len(self._characters) else -1
            if index >= 0 and self._block.pieces[index].node is not None:
                old = self._characters[neighbour]
                self._characters[neighbour] = old + text if neighbour < position else text + old
                self._touched.add(index)
                return None
        return UNEDITABLE

    def _pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        return self._block.pieces[self._index(start) : self._index(end - 1) + 1]

    def _index(self, position: int) -> int:
        return bisect_right(self._starts, position) - 1


def _mended_part(package: Package, part: str, texts: dict[Element, str]) -> bytes:
    """The bytes of a part with the text of some of its ``w:t`` replaced."""
    for node, text in list(texts.items()):
        twin = _twin(node)
        if twin is not None:
            texts[twin] = text
    root = next(iter(texts)).getroottree().getroot()
    new = {index: texts[node] for index, node in enumerate(descendants(root, "t")) if node in texts}
    return _spliced(package.read(part), new)


def _twin(node: Element) -> Element | None:
    """The same text in the fallback that older programs show instead of a text box."""
    choice = next((above for above in node.iterancestors() if kind(above) == "mc:Choice"), None)
    if choice is None:
        return None
    fallback = next((e for e in choice.itersiblings() if kind(e) == "mc:Fallback"), None)
    if fallback is None:
        return None
    ours, theirs = descendants(choice, "t"), descendants(fallback, "t")
    if [t.text for t in ours] != [t.text for t in theirs]:
        return None
    return theirs[ours.index(node)]


def _spliced(data: bytes, new: Mapping[int, str]) -> bytes:
    """Replace the content of the ``w:t`` elements counted by ``new``, byte for byte around them."""
    spans: list[tuple[int, int, str]] = []
    open_elements: list[tuple[int, str] | None] = []
    seen = 0
    parser = expat.ParserCreate(namespace_separator=" ")

    def begin(name: str, _: object) -> None:
        nonlocal seen
        is_text = name in _TEXT_ELEMENTS
        wanted = new.get(seen) if is_text else None
        open_elements.append(None if wanted is None else (parser.CurrentByteIndex, wanted))
        seen += is_text

    def end(_: str) -> None:
        opened = open_elements.pop()
        if opened is not None:
            spans.append((opened[0], parser.CurrentByteIndex, opened[1]))

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.Parse(data, True)
    pieces, position = [], 0
    for start, stop, text in spans:
        tag = _START_TAG.match(data, start)
        opening = tag[0] if tag else b""
        pieces += [data[position:start], _spaced(opening, text), html.escape(text, quote=False).encode()]
        position = stop
    return b"".join([*pieces, data[position:]])


def _spaced(tag: bytes, text: str) -> bytes:
    """The start tag, told to keep the white space at the ends of its text where there is some."""
    if text == text.strip():
        return tag
    return _XML_SPACE.sub(b"", tag[:-1]).rstrip() + b' xml:space="preserve">'


def _repacked(package: Package, parts: Mapping[str, bytes]) -> bytes:
    """The package with some parts replaced: same order, names, dates and compression."""
    members = {info.filename: info for info in package.zip.infolist()}
    if sum(info.file_size for info in members.values()) > MAX_TOTAL_BYTES:
        raise InputError(f"“{package.name}”解压后太大，不能生成修改后的文件，请删去大图片后再试。")
    replaced = {package.member(part).filename: data for part, data in parts.items()}
    buffer = io.BytesIO()
    try:
        with zipfile.ZipFile(buffer, "w") as target:
            target.comment = package.zip.comment
            for name, info in members.items():
                copy = zipfile.ZipInfo(name, info.date_time)
                copy.compress_type, copy.comment = info.compress_type, info.comment
                copy.external_attr, copy.create_system = info.external_attr, info.create_system
                target.writestr(copy, replaced[name] if name in replaced else package.zip.read(info))
    except ZIP_ERRORS as error:
        raise InputError(
            f"“{package.name}”里有损坏的部件，不能生成修改后的文件，请用 Word 或 WPS 另存后再试。"
        ) from error
    return buffer.getvalue()
