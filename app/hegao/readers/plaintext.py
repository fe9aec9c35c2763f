"""Plain text files: which encoding, which lines, and back to the same bytes."""

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from hegao.draft.model import Draft, Paragraph
from hegao.errors import InputError

MAX_TEXT_BYTES = 16 * 1024 * 1024

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GUESSES = ("gb18030", "utf-16-le", "utf-16-be")
_LINE_END = re.compile(r"\r\n|\n|\r")
_INVISIBLE = re.compile("[\0\ud800-\udfff]")
_CONTROLS = "".join(chr(code) for code in range(1, 32) if chr(code) not in "\t\n\v\f\r\x1a")
_MAX_CONTROL_SHARE = 0.01
_SAMPLE = 40_000  # characters judged from the start, and as many from the end
_PLAUSIBLE = 0.7  # share of common characters below which a decoding is taken for mojibake
_CERTAIN = 0.95
_CERTAIN_FROM = 30  # characters beyond ASCII that a guess needs to be certain
_COMMON_RANGES = (
    (0x00B0, 0x00D7),
    (0x2010, 0x203B),
    (0x2103, 0x2103),
    (0x2160, 0x217F),
    (0x2190, 0x2193),
    (0x2460, 0x249B),
    (0x25A0, 0x25CF),
    (0x3000, 0x3029),
    (0x3220, 0x3229),
    (0xFF01, 0xFF5E),
    (0xFFE5, 0xFFE5),
)


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A text file decoded; ``bom + text.encode(encoding)`` gives the file's bytes again.

    ``encoding`` is a Python codec name without a byte order mark; ``certain`` is false for a guess that the user
    should look at.
    """

    text: str
    encoding: str
    bom: bytes
    certain: bool


def decode(data: bytes, name: str) -> DecodedText:
    """The text of a file in UTF-8, UTF-16 (with or without byte order mark), UTF-32 (with) or GB18030.

    Raises:
        InputError: no encoding gives plausible text, or the bytes are damaged.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _marked(data, bom, encoding, name)
    text = _strict(data, "utf-8")
    if text is not None and _few_controls(text):
        return DecodedText(text, "utf-8", b"", certain=True)
    return _guess(data, name)


def encode(decoded: DecodedText, text: str) -> bytes:
    """The bytes of ``text`` in the encoding, and with the byte order mark, of the file that was decoded.

    Raises:
        UnicodeEncodeError: the encoding has no such character.
    """
    return decoded.bom + text.encode(decoded.encoding)


def read_plain(data: bytes, name: str) -> Draft:
    """A text file as a draft, one paragraph a line.

    Raises:
        InputError: the file is empty, too large, not text, or in no encoding that can be told.
    """
    if len(data) > MAX_TEXT_BYTES:
        raise InputError(f"“{name}”超过 {MAX_TEXT_BYTES >> 20} MB，作为文本太大，请分成几个文件后再试。")
    decoded = decode(data, name)
    notices = []
    if not decoded.certain:
        label = decoded.encoding.upper()
        notices.append(f"“{name}”按 {label} 编码读取；如有乱码，请另存为 UTF-8 后再试。")
    return draft_of(decoded.text, name, encoding=decoded.encoding, notices=tuple(notices))


def draft_of(text: str, name: str, *, encoding: str | None = None, notices: tuple[str, ...] = ()) -> Draft:
    """Decoded text as a draft; NUL characters and lone surrogates are shown as U+FFFD so that no place moves.

    Raises:
        InputError: there is nothing but white space.
    """
    visible = shown(text)
    if not visible.strip("\ufeff\x1a \t\r\n\v\f\u3000\xa0"):
        raise InputError(f"“{name}”是空的，请换一个有文字的文件。")
    if visible != text:
        notices = (*notices, f"“{name}”里有不能显示的空字符，已用“\ufffd”代替，请核对这些地方。")
    paragraphs = tuple(
        Paragraph(number=number, text=visible[start:end], offset=start)
        for number, (start, end) in enumerate(line_spans(visible), 1)
    )
    return Draft(name=name, media="text", paragraphs=paragraphs, encoding=encoding, notices=notices)


def shown(text: str) -> str:
    """The text as a draft shows it: as long, with U+FFFD for NUL characters and lone surrogates."""
    return _INVISIBLE.sub("\ufffd", text)


def line_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each line without its line end; a line end at the very end opens no further line."""
    ends = [(match.start(), match.end()) for match in _LINE_END.finditer(text)]
    if not ends or ends[-1][1] < len(text):
        ends.append((len(text), len(text)))
    return [(before, start) for (_, before), (start, _) in pairwise([(0, 0), *ends])]


def _marked(data: bytes, bom: bytes, encoding: str, name: str) -> DecodedText:
    text = _strict(data[len(bom) :], encoding)
    if text is None or not _few_controls(text):
        label = encoding.removesuffix("-le").removesuffix("-be").upper()
        raise InputError(f"“{name}”标明是 {label} 编码，但内容不完整或已损坏，请重新保存后再试。")
    return DecodedText(text, encoding, bom, certain=True)


def _guess(data: bytes, name: str) -> DecodedText:
    decoded = ((encoding, _strict(data, encoding)) for encoding in _GUESSES)
    texts = {encoding: text for encoding, text in decoded if text is not None and _few_controls(text)}
    shares = {encoding: _common_share(text) for encoding, text in texts.items()}
    best = max(shares, key=lambda encoding: shares[encoding], default=None)
    if best is None or shares[best] < _PLAUSIBLE:
        raise InputError(_why_not(data, name))
    foreign = sum(not char.isascii() for char in texts[best][:_SAMPLE])
    certain = shares[best] >= _CERTAIN and foreign >= _CERTAIN_FROM
    return DecodedText(texts[best], best, b"", certain=certain)


def _why_not(data: bytes, name: str) -> str:
    mended = data.decode("utf-8", errors="replace")
    damaged = mended.count("\ufffd")
    intact = sum(not char.isascii() for char in mended) - damaged
    if 0 < damaged <= max(3, len(mended) // 100) and damaged < intact and _few_controls(mended):
        line = mended.count("\n", 0, mended.index("\ufffd")) + 1
        return f"“{name}”像是 UTF-8 编码，但第 {line} 行有损坏的字节，请修复或重新保存为 UTF-8 后再试。"
    if data.count(0) or not _few_controls(mended):
        return f"“{name}”不是文本文件，请提供 .docx 或文本文件（.txt、.md）。"
    return f"无法判断“{name}”的文字编码，请用记事本或 WPS 另存为 UTF-8 后再试。"


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _few_controls(text: str) -> bool:
    """Whether NUL and control characters are stray ones; a file full of them is no text.

    Few letters of pure ASCII prove little: UTF-16 read as UTF-8 looks the same.
    """
    strays = text.count("\0") + sum(map(text.count, _CONTROLS))
    return strays <= max(1 if text.isascii() else 3, int(len(text) * _MAX_CONTROL_SHARE))


def _common_share(text: str) -> float:
    """How much of what lies beyond ASCII is everyday Chinese; 1.0 for pure ASCII."""
    counts = Counter(text[:_SAMPLE] + text[_SAMPLE:][-_SAMPLE:])
    foreign = {char: count for char, count in counts.items() if not char.isascii()}
    common = sum(count for char, count in foreign.items() if _is_common(char))
    return common / sum(foreign.values()) if foreign else 1.0


@lru_cache(maxsize=8192)
def _is_common(char: str) -> bool:
    code = ord(char)
    if any(first <= code <= last for first, last in _COMMON_RANGES):
        return True
    # The first level of GB 2312 (rows 16 to 55) holds the 3,755 characters in general use.
    lead = char.encode("gb2312", errors="ignore")[:1]
    return b"\xb0" <= lead <= b"\xd7"
