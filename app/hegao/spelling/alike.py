"""The lexicon: which characters may be meant where another is written, and words by their readings."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hegao.spelling import lexicon as lx
from hegao.spelling.lexicon import Lexicon
from hegao.spelling.likeness import Likeness, blurred, log_probabilities, toneless
from hegao.spelling.symbols import Alphabet
from hegao.spelling.words import word_tables

WEIGHTS: Final = np.array(
    [1.6, 5.5, 4.6, 5.2, 2.7, 2.5, 0.8, 2.2, 1.7, -2.1, 6.5, 24.0, 1.1, 3.5, 1.8, -1.8, -0.7, -1.1, 1.3],
    dtype=np.float32,
)
"""Weights of likeness to begin with; :mod:`hegao.spelling.confusions` learns better ones."""
_CANDIDATE: Final = -6.2
"""Log10 probability from which a character may be proposed."""
_COMMONNESS: Final = 0.3
"""A character stands before others of its price the commoner it is: its probability to this power."""
_MOST, _MOST_FOR_RARE = 160, 24
"""Candidates of a character the language model knows, and of any other, at most."""
_DEAREST: Final = 6.0
_BATCH: Final = 256


def build_lexicon(alphabet: Alphabet, likeness: Likeness, words: Mapping[str, int]) -> Lexicon:
    """The lexicon of an alphabet; ``words`` are dictionary words with their frequencies."""
    starts, others, alike = candidates(likeness, WEIGHTS, len(alphabet))
    plain = {int(i): toneless(readings[0]) for i, readings in zip(likeness.numbers, likeness.readings, strict=True)}
    sounds = _numbered({i: blurred(reading) for i, reading in plain.items()}, len(alphabet))
    by_sound, frequencies = word_tables(alphabet, sounds, words)
    return Lexicon(
        starts,
        others,
        alike,
        sounds,
        _numbered(plain, len(alphabet)),
        by_sound,
        frequencies,
    )


def candidates(
    likeness: Likeness, weights: NDArray[np.float32], size: int
) -> tuple[NDArray[np.int32], NDArray[np.uint16], NDArray[np.uint8]]:
    """For ``size`` characters where their candidates start, the candidates, and how they are alike."""
    pool = np.flatnonzero(likeness.common[: likeness.known] > _CANDIDATE)
    logp = np.empty((len(pool), len(likeness.numbers)), dtype=np.float32)
    sound = np.empty(logp.shape, dtype=np.int8)
    for batch in np.array_split(np.arange(len(pool)), len(pool) // _BATCH + 1):
        for at, (heard, rows) in zip(batch.tolist(), likeness.measured(pool[batch]), strict=True):
            logp[at] = log_probabilities(rows, weights, likeness.known, int(pool[at]))
            sound[at] = heard
    counts = np.zeros(size + 1, dtype=np.int64)
    others: list[NDArray[np.uint16]] = []
    alike: list[NDArray[np.uint8]] = []
    worth = _COMMONNESS * likeness.common[pool]
    for at, number in enumerate(likeness.numbers.tolist()):
        most = _MOST if at < likeness.known else _MOST_FOR_RARE
        best = np.argsort(-(logp[:, at] + worth), kind="stable")[:most]
        best = np.sort(best[logp[best, at] > -_DEAREST])
        counts[number + 1] = len(best)
        others.append(likeness.numbers[pool[best]].astype(np.uint16))
        alike.append(lx.packed(sound[best, at], -logp[best, at]))
    return np.cumsum(counts).astype(np.int32), np.concatenate(others), np.concatenate(alike)


def _numbered(names: Mapping[int, str], size: int) -> NDArray[np.uint16]:
    number = {name: at for at, name in enumerate(sorted(set(names.values())), start=1)}
    result = np.zeros(size, dtype=np.uint16)
    for index, name in names.items():
        result[index] = number[name]
    return result
