"""Edits into the text of a Word file: only the characters concerned change, every other byte of every part stays."""

import html
import re
from collections import defaultdict
from collections.abc import Iterable

from lxml.etree import _Element as Element

from hegao.fix.docx_changes import Change, planned_lines
from hegao.fix.docx_parts import START_TAG, element_spans, spliced
from hegao.fix.plan import Applied, Edit
from hegao.readers.docx import WordFile
from hegao.readers.docx_package import Package, repacked
from hegao.readers.docx_walk import Block
from hegao.readers.docx_xml import descendants

_XML_SPACE = re.compile(rb"""\sxml:space\s*=\s*(?:"[^"]*"|'[^']*')""")


def apply_to_docx(data: bytes, name: str, edits: Iterable[Edit]) -> Applied:
    """Make the edits in a Word file's bytes.

    A replacement as long as what it replaces takes over the look of each character, any other that of the first.

    Raises:
        InputError: the file cannot be read.
    """
    word = WordFile(data, name)
    lines, done, skipped = planned_lines(word, edits)
    changed: dict[str, dict[Element, str]] = defaultdict(dict)
    for line in lines:
        if line.changes:
            changed[line.part_name] |= _new_texts(line.block, line.changes)
            twin = line.twin()
            if twin is not None:
                changed[line.part_name] |= _new_texts(twin, line.changes)
    parts = {part: _mended_part(word.package, part, texts) for part, texts in changed.items()}
    return Applied(repacked(word.package, parts) if parts else data, tuple(done), tuple(skipped))


def _new_texts(block: Block, changes: Iterable[Change]) -> dict[Element, str]:
    """The new text of each ``w:t`` of a paragraph that the changes touch."""
    characters = list(block.text)
    before = [""] * len(characters)
    touched: set[int] = set()
    for change in changes:
        first, last = change.first, change.last
        touched.update(range(first, last) or (change.beside,))
        if first == last and change.beside < first:
            characters[change.beside] += change.text
        elif first == last:
            before[change.beside] += change.text
        else:
            characters[first:last] = change.text if change.by_character else [change.text, *[""] * (last - first - 1)]
    pieces = (p for p in block.pieces if p.node is not None and not touched.isdisjoint(range(p.start, p.end)))
    return {
        p.node: "".join(before[at] + characters[at] for at in range(p.start, p.end))
        for p in pieces
        if p.node is not None
    }


def _mended_part(package: Package, part: str, texts: dict[Element, str]) -> bytes:
    """The bytes of a part with the text of some of its ``w:t`` replaced."""
    root = next(iter(texts)).getroottree().getroot()
    new = {index: texts[node] for index, node in enumerate(descendants(root, "t")) if node in texts}
    data = package.read(part)
    spans = element_spans(data, "t", new.keys())
    return spliced(data, {(start, end): _filled(data[start:end], new[index]) for index, start, end in spans})


def _filled(element: bytes, text: str) -> bytes:
    """A ``w:t`` with other text, told to keep the white space at the ends where there is some."""
    tag = START_TAG.match(element)
    opening, closing = tag[0] if tag else b"", element[element.rindex(b"</") :]
    if text != text.strip():
        opening = _XML_SPACE.sub(b"", opening[:-1]).rstrip() + b' xml:space="preserve">'
    return opening + html.escape(text, quote=False).encode() + closing
