"""Winnowed fingerprints: a text's few numbers by which near copies of it are found (Schleimer et al. 2003)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from hegao.text.similarity import condensed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HASH_VERSION: Final = 1
"""Raised whenever the same text would get other fingerprints; a store made with another version is made anew."""

GRAM: Final = 4
"""Characters that are hashed together."""

WINDOW: Final = 8
"""Hashes of which one is kept: two texts that share ``GRAM + WINDOW - 1`` characters share a fingerprint."""

_BITS: Final = 61
_PRIME: Final = 2**_BITS - 1
_FACTOR: Final = 0x9E3779B97F4A7C15
_OF_PLACES: Final = tuple(2 ** (21 * place) * _FACTOR % _PRIME for place in reversed(range(GRAM)))
_LOW: Final = 31
"""Bits of a factor that are multiplied by themselves, so that no product leaves 64 bits."""
_REMEMBERED: Final = 10_000

_known: dict[tuple[str, int], frozenset[int]] = {}


def fingerprints(text: str, window: int = WINDOW) -> frozenset[int]:
    """The fingerprints of ``text``, each in 0 … 2⁶¹-2; none for fewer than four characters.

    The text is condensed (:func:`hegao.text.similarity.condense`) and every Arabic digit becomes 0, so last year's
    figures do not hide this year's copy. Four code points a, b, c, d are the number ``((a·2²¹+b)·2²¹+c)·2²¹+d``;
    times 0x9E3779B97F4A7C15 modulo 2⁶¹-1 it is their hash. Of each ``window`` neighbours the smallest is kept.
    """
    return fingerprints_of([condensed(text)], window)[0]


def fingerprints_of(texts: Sequence[str], window: int = WINDOW) -> list[frozenset[int]]:
    """The same of texts that are condensed already, in far less time than one by one.

    The same object for the same text, as long as it is remembered: a draft is checked again and again.
    """
    found = {text: _known.get((text, window)) for text in texts}
    fresh = [text for text, known in found.items() if known is None]
    if fresh:
        found |= zip(fresh, _winnowed(fresh, window), strict=True)
        _known.update(((text, window), prints) for text in fresh if (prints := found[text]) is not None)
        for oldest in list(_known)[: max(len(_known) - _REMEMBERED, 0)]:
            _known.pop(oldest, None)
    return [prints for text in texts if (prints := found[text]) is not None]


def _winnowed(texts: Sequence[str], window: int) -> list[frozenset[int]]:
    # NumPy takes a while to load, and what needs no fingerprints should not wait for it.
    import numpy as np

    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    codes[(codes > ord("0")) & (codes <= ord("9"))] = ord("0")
    hashes = _hashes(codes)
    smallest = hashes.copy()
    for further in range(1, window):
        np.minimum(smallest[:-further], hashes[further:], out=smallest[:-further])
    found, begin = [], 0
    for text in texts:
        count = max(len(text) - GRAM + 1, 0)
        few = hashes[begin : begin + count]
        own = smallest[begin : begin + count - window + 1] if count >= window else np.sort(few)[:1]
        found.append(frozenset(own.tolist()))
        begin += len(text)
    return found


def _hashes(codes: "NDArray[np.uint64]") -> "NDArray[np.uint64]":
    """The hash of the four characters from each place on; where a text ends within them, a number without meaning."""
    import numpy as np

    count = max(len(codes) - GRAM + 1, 0)
    low, high = np.zeros(count, dtype=np.uint64), np.zeros(count, dtype=np.uint64)
    for place, factor in enumerate(_OF_PLACES):
        part = codes[place : place + count]
        low += part * np.uint64(factor % 2**_LOW)
        high += part * np.uint64(factor >> _LOW)
    # 2⁶¹ is 1 modulo the prime, so what would stand above it is added below.
    over = np.uint64(_BITS - _LOW)
    total = low + (high >> over) + ((high & np.uint64(2 ** (_BITS - _LOW) - 1)) << np.uint64(_LOW))
    total = (total & np.uint64(_PRIME)) + (total >> np.uint64(_BITS))
    result: NDArray[np.uint64] = np.where(total >= _PRIME, total - np.uint64(_PRIME), total)
    return result
