"""Winnowed fingerprints: a text's few numbers by which near copies of it are found (Schleimer et al. 2003)."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final

from hegao.text.similarity import condensed

HASH_VERSION: Final = 1
"""Raised whenever the same text would get other fingerprints; a store made with another version is made anew."""

GRAM: Final = 4
"""Characters that are hashed together."""

WINDOW: Final = 8
"""Hashes of which one is kept: two texts that share ``GRAM + WINDOW - 1`` characters share a fingerprint."""

_PRIME: Final = 2**61 - 1
_FACTOR: Final = 0x9E3779B97F4A7C15
_DIGIT: Final = re.compile("[1-9]")  # str.translate takes ten times as long over a text of 汉字


def fingerprints(text: str, window: int = WINDOW) -> frozenset[int]:
    """The fingerprints of ``text``, each in 0 … 2⁶¹-2; none for fewer than four characters.

    The text is condensed (:func:`hegao.text.similarity.condense`) and every Arabic digit becomes 0, so last year's
    figures do not hide this year's copy. Four code points a, b, c, d are the number ``((a·2²¹+b)·2²¹+c)·2²¹+d``;
    times 0x9E3779B97F4A7C15 modulo 2⁶¹-1 it is their hash. Of each ``window`` neighbours the smallest is kept.
    """
    return condensed_fingerprints(condensed(text), window)


@lru_cache(maxsize=10_000)
def condensed_fingerprints(text: str, window: int = WINDOW) -> frozenset[int]:
    """The same for a text that is condensed already; remembered, for a draft is checked again and again."""
    codes = [*map(ord, _DIGIT.sub("0", text))]
    pairs = [first << 21 | second for first, second in pairwise(codes)]
    hashes = [(ab << 42 | cd) * _FACTOR % _PRIME for ab, cd in zip(pairs, pairs[2:], strict=False)]
    width = min(window, len(hashes))
    return frozenset(map(min, zip(*(hashes[i:] for i in range(width)), strict=False)))
