"""Characters: what is Chinese, what is punctuation, and foldings that keep every position where it was."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

HAN_CLASS: Final = (
    "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0002a6df\U0002a700-\U0002ebef\U0002ebf0-\U0002ee5f\U0002f800-\U0002fa1f\U00030000-\U000323af"
)
"""The inside of a regular expression's character class for every 汉字, extensions A to I included."""

SENTENCE_END: Final = "。！？!?…"
"""Marks that end a sentence (GB/T 15834, 句末点号), in both widths, 省略号 among them."""

CLAUSE_END: Final = "，；：,;:"
"""Marks that end a clause inside a sentence; 、 only parts words and is not among them."""

OPENING: Final = "“‘「『（(〔［[【《〈{｛"
"""Opening brackets and quotation marks, in both widths."""

CLOSING: Final = "”’」』）)〕］]】》〉}｝"
"""Closing brackets and quotation marks, each at the index of its partner in ``OPENING``."""

_HAN = re.compile(f"[{HAN_CLASS}]")

_WIDTH: Final = {
    **{full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)},
    **{ord(a): ord(b) for a, b in zip("\u3000\u00a0｡｢｣､･￠￡￥", "  。「」、・¢£¥", strict=True)},
}
_ALIKE: Final = {
    **{ord(mark): ord('"') for mark in "“”„‟「」『』〝〞＂"},
    **{ord(mark): ord("'") for mark in "‘’‚‛＇`´"},
    **{ord(mark): ord("-") for mark in "‐‑‒–—―−─－"},
    **{ord(mark): ord("~") for mark in "～〜∼"},
    **{ord(mark): ord("[") for mark in "〔［【〖"},
    **{ord(mark): ord("]") for mark in "〕］】〗"},
    **{ord(mark): ord(".") for mark in "．｡。"},
    **{ord(mark): ord("·") for mark in "・•‧∙⋅"},
    **{ord(mark): ord(" ") for mark in "\t\v\f\r\n\u2002\u2003\u2009\u200a\u202f\u205f"},
}


def is_han(character: str) -> bool:
    """Whether one character is a 汉字, 〇 and every extension included."""
    return _HAN.fullmatch(character) is not None


def han_count(text: str) -> int:
    """How many 汉字 stand in ``text``."""
    return len(_HAN.findall(text))


def is_punctuation(character: str) -> bool:
    """Whether one character is punctuation of any script or width (Unicode category P)."""
    return unicodedata.category(character).startswith("P")


def fold_width(text: str) -> str:
    """``text`` with full-width ASCII and spaces made half-width and half-width CJK marks made full.

    The result has the same length, so spans found in it hold in ``text``.
    """
    return text.translate(_WIDTH_TABLE)


def normalise(text: str) -> str:
    """``text`` as passages are compared: one form for every mark that looks alike, lower case, same length.

    Beyond :func:`fold_width` all quotation marks, dashes, square brackets, full stops and kinds of white
    space become one each, and compatibility ideographs become the character they stand for.
    """
    return text.translate(_NORMAL_TABLE)


class _Table(dict[int, str]):
    """A translation that fills itself as characters turn up.

    ``str.translate`` raises and catches a ``KeyError`` for each character that a plain table lacks, which costs more
    than all the rest.
    """

    def __init__(self, fold: Callable[[str], str]) -> None:
        super().__init__()
        self._fold = fold

    def __missing__(self, code: int) -> str:
        self[code] = folded = self._fold(chr(code))
        return folded


def _wide(character: str) -> str:
    return character.translate(_WIDTH)


def _single(character: str) -> str:
    folded = character.translate(_WIDTH).translate(_ALIKE)
    if "\uf900" <= folded <= "\ufaff" or "\U0002f800" <= folded <= "\U0002fa1f":
        return unicodedata.normalize("NFKC", folded)
    lower = folded.lower()
    return lower if len(lower) == 1 else folded


_WIDTH_TABLE: Final = _Table(_wide)
_NORMAL_TABLE: Final = _Table(_single)
