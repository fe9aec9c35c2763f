"""The word model: how likely a text is, cut into words in the likeliest way, by how words follow one another.

It knows the vocabulary of Chinese at large, which official texts alone do not teach: names of places, plain speech,
trades. :mod:`hegao.spelling.arpa` makes it.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hegao.spelling.language import BACKOFF_STEP, BACKOFF_TOP, STEP, Floats, Numbers
from hegao.spelling.lexicon import word_keys
from hegao.spelling.symbols import BREAK
from hegao.spelling.table import Extras, Keys, Table

LONGEST: Final = 4
"""Characters of the longest word it knows."""
UNKNOWN: Final = np.float32(-6.3)
"""The log10 probability of a character that is no word."""
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_PROOF: Final = np.uint64(0xD6E8FEB86659FD93)


def pair_keys(first: Keys, second: Keys) -> Keys:
    """One key for each pair of words, which have keys of :func:`~hegao.spelling.lexicon.word_keys`."""
    result: Keys = first * _MIX + second
    return result


def proofs(keys: Keys) -> NDArray[np.uint8]:
    """Eight bits more by which a key that is in a table is told from one that passes the table's own check by chance.

    A word taken for known by chance is worth as much as many characters, and there are many words to ask for.
    """
    mixed = keys ^ (keys >> np.uint64(31))
    mixed *= _PROOF
    return (mixed >> np.uint64(56)).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class _Cells:
    """The words that end at each place of each row, by length: (rows, places, ``LONGEST``)."""

    keys: Keys
    known: NDArray[np.bool_]
    logp: Floats
    backoff: Floats


@dataclass(frozen=True, slots=True)
class WordPairs:
    """``words`` gives words their probabilities, ``pairs`` those of a word right after another.

    What they hold further is the :func:`proofs` of the key, and for words above it the backoff weight.
    """

    words: Table
    pairs: Table

    def likelihoods(self, rows: Numbers) -> Floats:
        """The log10 probability of each row of characters in the likeliest words; they may be compared in one call only."""
        cells = self._cells(rows)
        follow = self._follow(cells)
        best = np.full((len(rows), rows.shape[1] + LONGEST, LONGEST), -np.inf, dtype=np.float32)
        best[:, LONGEST - 1, 0] = 0
        for at in range(rows.shape[1]):
            before = best[:, at : at + LONGEST][:, ::-1]
            best[:, at + LONGEST] = (before + follow[:, at]).max(axis=2)
        result: Floats = best[:, -1].max(axis=1)
        return result

    def _cells(self, rows: Numbers) -> _Cells:
        shape = (*rows.shape, LONGEST)
        keys, asked = np.zeros(shape, dtype=np.uint64), np.zeros(shape, dtype=np.bool_)
        for length in range(1, min(LONGEST, rows.shape[1]) + 1):
            spans = np.lib.stride_tricks.sliding_window_view(rows, length, axis=1)
            keys[:, length - 1 :, length - 1] = word_keys(spans.reshape(-1, length)).reshape(spans.shape[:2])
            # BREAK is number 0: with it in front a span has the key of what stands behind it.
            asked[:, length - 1 :, length - 1] = (spans[..., 0] > BREAK) | (length == 1)
        at = np.flatnonzero(asked)
        hit, said, further = _sure(self.words, keys.ravel()[at])
        known, logp, backoff = np.zeros(keys.size, dtype=np.bool_), np.full(keys.size, UNKNOWN), np.zeros(keys.size)
        known[at[hit]] = True
        logp[at[hit]] = said
        backoff[at[hit]] = np.float32(BACKOFF_TOP) - (further >> 8) * np.float32(BACKOFF_STEP)
        known = known.reshape(shape)
        known[:, :, 0] = True
        return _Cells(keys, known, logp.reshape(shape), backoff.reshape(shape).astype(np.float32))

    def _follow(self, cells: _Cells) -> Floats:
        """The log10 probability of each word after each that may stand before it: (rows, places, its length, the other's)."""
        rows, places, _ = cells.keys.shape
        follow = np.full((rows, places, LONGEST, LONGEST), -np.inf, dtype=np.float32)
        for length in range(1, min(LONGEST, places) + 1):
            own = slice(length, None), slice(None, places - length)
            after, before = own
            mine = cells.known[:, after, length - 1, None] & cells.known[:, before]
            follow[:, after, length - 1] = np.where(
                mine, cells.logp[:, after, length - 1, None] + cells.backoff[:, before], -np.inf
            )
            row, at, other = np.nonzero(mine)
            first, second = cells.keys[row, at, other], cells.keys[row, at + length, length - 1]
            hit, said, _ = _sure(self.pairs, pair_keys(first, second))
            follow[row[hit], at[hit] + length, length - 1, other[hit]] = said
            # What begins the row has nothing before it.
            start = cells.known[:, length - 1, length - 1]
            follow[start, length - 1, length - 1, 0] = cells.logp[start, length - 1, length - 1]
        return follow


def _sure(table: Table, keys: Keys) -> tuple[NDArray[np.intp], Floats, Extras]:
    """The places of the keys that are in the table, their log10 probabilities, and what it holds of them further."""
    found, value, places = table.look_up(keys)
    hit = np.flatnonzero(found)
    further = table.further((places[0][hit], places[1][hit], places[2][hit]))
    right = (further & 0xFF) == proofs(keys[hit])
    hit = hit[right]
    return hit, value[hit] * np.float32(-STEP), further[right]
