"""Edits into a plain-text file: same encoding, byte order mark and line ends, all else byte for byte."""

import re
from collections.abc import Iterable

from hegao.errors import InputError
from hegao.fix.plan import CLASHES, STALE, Applied, Edit, Skipped, clash
from hegao.readers.plaintext import decode, encode, line_spans, shown

_LINE_END = re.compile(r"\r\n|\n|\r")


def apply_to_text(data: bytes, name: str, edits: Iterable[Edit]) -> Applied:
    """Make the edits in a text file's bytes.

    Raises:
        InputError: the file is not text, or its bytes cannot be given back exactly.
    """
    decoded = decode(data, name)
    if encode(decoded, decoded.text) != data:
        raise InputError(f"“{name}”的编码不规范，改了不能保证其余内容不变，请另存为 UTF-8 后再试。")
    placed, skipped = _placed(decoded.text, edits)
    writable = []
    for start, end, edit in placed:
        try:
            edit.text.encode(decoded.encoding)
        except UnicodeEncodeError:
            reason = f"文件的编码（{decoded.encoding.upper()}）写不了“{edit.text}”，请另存为 UTF-8 后再改。"
            skipped.append(Skipped(edit, reason))
        else:
            writable.append((start, end, edit))
    mended = _spliced(decoded.text, writable)
    return Applied(encode(decoded, mended), tuple(edit for _, _, edit in writable), tuple(skipped))


def edit_text(text: str, edits: Iterable[Edit]) -> tuple[str, tuple[Skipped, ...]]:
    """Make the edits in text that was read with ``read_text``; those that could not be made come second."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    placed, skipped = _placed(text.removeprefix(mark), edits)
    return mark + _spliced(text.removeprefix(mark), placed), tuple(skipped)


def _placed(text: str, edits: Iterable[Edit]) -> tuple[list[tuple[int, int, Edit]], list[Skipped]]:
    """Start and end in the whole text of each edit that still fits, in order."""
    lines = line_spans(text)
    placed: list[tuple[int, int, Edit]] = []
    skipped = []
    for edit in sorted(edits, key=lambda edit: (edit.paragraph, edit.start, edit.end)):
        last = placed[-1][2] if placed else None
        if last is not None and last.paragraph == edit.paragraph and clash(last, edit):
            skipped.append(Skipped(edit, CLASHES))
            continue
        start, end = lines[edit.paragraph - 1] if 0 < edit.paragraph <= len(lines) else (0, -1)
        span = start + edit.start, start + edit.end
        if not start <= span[0] <= span[1] <= end or shown(text[slice(*span)]) != edit.old:
            skipped.append(Skipped(edit, STALE))
        else:
            placed.append((*span, edit))
    return placed, skipped


def _spliced(text: str, placed: list[tuple[int, int, Edit]]) -> str:
    line_end = _LINE_END.search(text)
    parts, position = [], 0
    for start, end, edit in placed:
        new = _LINE_END.sub(line_end[0], edit.text) if line_end else edit.text
        parts += [text[position:start], new]
        position = end
    return "".join([*parts, text[position:]])
