"""The character model: how likely each character is after the four before it."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hegao.spelling.symbols import ORDER, OTHER, START
from hegao.spelling.table import VALUE_BITS, Table

LEVELS: Final = 1 << VALUE_BITS
STEP: Final = 0.05
"""Width (log10) of a level of probability; the last level stands for all that is less likely."""
BACKOFF_STEP: Final = 0.02
BACKOFF_TOP: Final = 1.0
"""The log10 backoff weight of level 0; each level is ``BACKOFF_STEP`` less."""
REACH: Final = ORDER - 1
"""How many characters to each side a character's probability depends on it."""

Numbers = NDArray[np.uint16]
Floats = NDArray[np.float32]
Lengths = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """Log10 probabilities of single symbols, and a table of n-grams for each order from 2 to ``ORDER``.

    Symbols beyond those it has a probability for are ``OTHER`` to it.
    """

    single: Floats
    single_backoff: Floats
    tables: tuple[Table, ...]

    @property
    def size(self) -> int:
        """How many symbols it knows; n-gram keys are numbers in this base."""
        return len(self.single)

    def score(self, rows: Numbers) -> tuple[Floats, Lengths]:
        """The log10 probability of each symbol after those before it, and how long a known n-gram ends with it.

        Of each row the first ``REACH`` symbols are context only. What is no character has 0 for both.
        """
        rows = self.known(rows)
        scored, ends = rows[:, REACH:], rows[:, REACH - 1 :]
        keys, found = ends.astype(np.uint64), np.ones(ends.shape, dtype=np.bool_)
        total, weight = self.single[scored], self.single_backoff[ends[:, :-1]]
        length = np.ones(scored.shape, dtype=np.uint8)
        power = np.uint64(1)
        for n, table in enumerate(self.tables, start=2):
            if n == ORDER:  # no context is as long as this: what ends before the first scored symbol is of no use
                keys, found = keys[:, 1:], found[:, 1:]
            first = rows[:, ORDER - n - (n < ORDER) : rows.shape[1] - n + 1]
            power = power * np.uint64(self.size)
            keys = keys + first * power
            found, logp, weights = _asked(table, keys, found & (first > 0), weighed=n < ORDER)
            here = slice(None) if n == ORDER else slice(1, None)
            total = np.where(found[:, here], logp[:, here], total + weight)
            length += found[:, here]
            weight = weights[:, :-1]
        nothing = scored <= START
        total[nothing] = 0
        length[nothing] = 0
        return total, length

    def pair(self, first: Numbers, second: Numbers) -> Floats:
        """The log10 probability of ``second`` right after ``first``, both broadcast against each other."""
        first, second = np.broadcast_arrays(self.known(first), self.known(second))
        keys = first.astype(np.uint64) * np.uint64(self.size) + second
        found, logp = _asked(self.tables[0], keys, first > 0)[:2]
        result: Floats = np.where(found, logp, self.single_backoff[first] + self.single[second])
        return result

    def known(self, numbers: Numbers) -> Numbers:
        """``numbers`` with ``OTHER`` for what the model has no probability for."""
        return np.where(numbers < self.size, numbers, np.uint16(OTHER))


def _asked(
    table: Table, keys: NDArray[np.uint64], worth: NDArray[np.bool_], *, weighed: bool = False
) -> tuple[NDArray[np.bool_], Floats, Floats]:
    """Which of the ``keys`` that are ``worth`` asking for are known, their probabilities, and backoff weights if asked."""
    ask = np.flatnonzero(worth)
    hit, value, places = table.look_up(keys.ravel()[ask])
    at = ask[hit]
    found = np.zeros(keys.shape, dtype=np.bool_)
    logp, weights = np.zeros(keys.shape, dtype=np.float32), np.zeros(keys.shape, dtype=np.float32)
    found.ravel()[at] = True
    logp.ravel()[at] = value[hit] * np.float32(-STEP)
    if weighed:
        extra = table.further((places[0][hit], places[1][hit], places[2][hit]))
        weights.ravel()[at] = np.float32(BACKOFF_TOP) - extra * np.float32(BACKOFF_STEP)
    return found, logp, weights


def level(logp: NDArray[np.float64]) -> NDArray[np.uint16]:
    """Log10 probabilities as levels of ``STEP``."""
    return np.clip(np.rint(-logp / STEP), 0, LEVELS - 1).astype(np.uint16)


def backoff_level(weight: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Log10 backoff weights as levels of ``BACKOFF_STEP``."""
    return np.clip(np.rint((BACKOFF_TOP - weight) / BACKOFF_STEP), 0, 255).astype(np.uint8)
