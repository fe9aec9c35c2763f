"""Changed parts back into the package: bytes that are not concerned stay as they are."""

import io
import re
import zipfile
from collections.abc import Collection, Mapping
from xml.parsers import expat

from hegao.errors import InputError
from hegao.fix.docx_changes import ODD_ENCODING
from hegao.readers.archive import MAX_TOTAL_BYTES, ZIP_ERRORS
from hegao.readers.docx_package import Package
from hegao.readers.docx_xml import WORD_NAMESPACES

START_TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=>]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
_NAME = re.compile(rb"<([^\s/>]+)")
_NEW_MEMBERS_DATE = (1980, 1, 1, 0, 0, 0)  # as Word itself dates them


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


def _fitting(markup: str, namespace: str, opening: bytes, root: bytes) -> bytes:
    """The markup with the prefixes that hold at the end of a root with this start tag."""
    if not namespace:
        prefix, colon, _ = root.decode().rpartition(":")
        return re.sub(r"<(?=\w)", f"<{prefix}{colon}", markup).encode()
    if f'xmlns:w="{namespace}"'.encode() in opening:
        return markup.encode()
    # Declared on the elements themselves: the root calls the namespace something else.
    return re.sub(r"<w:(?:comment|style)(?= )", rf'\g<0> xmlns:w="{namespace}"', markup).encode()


def repacked(package: Package, parts: Mapping[str, bytes]) -> bytes:
    """The package with some parts replaced, new ones at its end: same order, names, dates and compression.

    Raises:
        InputError: the package is too large, or damaged in a part that is never read.
    """
    members = {info.filename: info for info in package.zip.infolist()}
    if sum(info.file_size for info in members.values()) > MAX_TOTAL_BYTES:
        raise InputError(f"“{package.name}”解压后太大，不能生成修改后的文件，请删去大图片后再试。")
    replaced = {package.member(part).filename: data for part, data in parts.items() if part in package}
    buffer = io.BytesIO()
    try:
        with zipfile.ZipFile(buffer, "w") as target:
            target.comment = package.zip.comment
            for name, info in members.items():
                copy = zipfile.ZipInfo(name, info.date_time)
                copy.compress_type, copy.comment = info.compress_type, info.comment
                copy.external_attr, copy.create_system = info.external_attr, info.create_system
                target.writestr(copy, replaced[name] if name in replaced else package.zip.read(info))
            for part, data in parts.items():
                if part not in package:
                    target.writestr(zipfile.ZipInfo(part, _NEW_MEMBERS_DATE), data, zipfile.ZIP_DEFLATED)
    except ZIP_ERRORS as error:
        raise InputError(
            f"“{package.name}”里有损坏的部件，不能生成修改后的文件，请用 Word 或 WPS 另存后再试。"
        ) from error
    return buffer.getvalue()


def _end_of_element(data: bytes, start: int, told: int) -> int:
    """Where an element ends, when the parser tells where its end tag begins (or, without one, what follows it)."""
    tag = START_TAG.match(data, start)
    return told if tag and tag[0].endswith(b"/>") else data.index(b">", told) + 1
