"""Teach the sieve: ``python -m hegao.spelling.sift LESSONS --ground FOLDER --to FOLDER``; minutes on one processor core.

``LESSONS`` holds sentences that the ground has not seen: sentences a model was made from are likelier to it than any
draft will be. Slips of the pen are made in them by chance, other ones every time, and the sieve learns where.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from hegao.spelling import matrices
from hegao.spelling.language import Floats, Numbers
from hegao.spelling.model import Ground, load_ground
from hegao.spelling.proposals import Line
from hegao.spelling.sieve import MEASURES, SEEN, WEIGHTS, Pass, forward, mean_of, measures, sizes_of, spread
from hegao.spelling.symbols import BREAK, LONG, PARTICLES, RESERVED, START, Alphabet

_SLIPS: Final = (0.0, 0.01, 0.025, 0.05, 0.1)
"""Shares of the characters that are slips, one drawn for each sentence; half of them are whole words."""
_WITH_PARTICLES, _PARTICLES = 0.15, 0.35
"""Sentences that have slips among 的, 地, 得, and the share of these drawn anew there."""
_ANYTHING: Final = 0.08
"""The share of slips that write any character at all."""
_GAP: Final = max(map(max, SEEN))
"""Places between sentences, so that none is seen from another."""
_BATCH: Final = 6_000
"""Characters in one step."""
_RATE: Final = 2e-3
_WARM: Final = 0.03
_FADE, _FADE_SQUARES = 0.1, 0.01
_OFTEN: Final = 200
"""Steps from one report to the next."""


class Hand:
    """Makes slips in the numbers of sentences, as the lessons say."""

    def __init__(self, lessons: Mapping[str, NDArray[Any]], letters: Alphabet, chance: np.random.Generator) -> None:
        self._size, self._chance = len(letters), chance
        self._characters, self._until = lessons["characters"], lessons["until"].astype(np.float32)
        self._keys, self._words = lessons["keys"], lessons["words"]
        self._readable = self._until[:, -1] > 0
        often = np.sqrt(np.bincount(lessons["sentences"], minlength=self._size)) * self._readable
        self._any = np.cumsum(often) / often.sum()
        self._particles = letters.numbers(PARTICLES)

    def slipped(self, meant: Numbers, lengths: NDArray[np.int64]) -> Numbers:
        """What might be written for sentences of these lengths, one behind the other."""
        chance = self._chance
        share = np.repeat(np.array(_SLIPS)[chance.integers(0, len(_SLIPS), len(lengths))], lengths) / 2
        particles = np.repeat(chance.random(len(lengths)) < _WITH_PARTICLES, lengths) * _PARTICLES
        written = self._other_words(meant, share)
        places = np.flatnonzero((chance.random(len(written)) < share) & self._readable[written])
        old = written[places]
        drawn = (chance.random(len(places))[:, None] > self._until[old]).sum(axis=1)
        new = self._characters[old, np.minimum(drawn, self._until.shape[1] - 1)]
        anything = np.searchsorted(self._any, chance.random(len(places)))
        written[places] = np.where(chance.random(len(places)) < _ANYTHING, anything, new)
        places = np.flatnonzero(np.isin(written, self._particles) & (chance.random(len(written)) < particles))
        written[places] = chance.choice(self._particles, len(places))
        return written

    def _other_words(self, meant: Numbers, share: NDArray[np.float64]) -> Numbers:
        keys = meant[:-1].astype(np.int64) * self._size + meant[1:]
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        first = np.flatnonzero((self._keys[at] == keys) & (self._chance.random(len(keys)) < share[:-1]))
        first = first[np.diff(first, prepend=-2) > 1]
        words = self._words[at[first], self._chance.integers(0, self._words.shape[1], len(first))]
        written = meant.copy()
        written[first], written[first + 1] = words // self._size, words % self._size
        return written


@dataclass(slots=True)
class Learner:
    """Weights as they are learned, by Adam (Kingma and Ba, 2015)."""

    arrays: dict[str, Floats]
    steps: int = 0
    first: dict[str, Floats] = field(default_factory=dict)
    second: dict[str, Floats] = field(default_factory=dict)

    def step(self, slopes: Mapping[str, Floats], rate: float) -> None:
        """One step against the slopes, which are shortened where they are longer than 1 together."""
        self.steps += 1
        length = np.sqrt(sum(float(np.vdot(slope, slope)) for slope in slopes.values()))
        scale = np.float32(1 / max(length, 1.0))
        whole, squares = 1 - (1 - _FADE) ** self.steps, np.float32(1 - (1 - _FADE_SQUARES) ** self.steps)
        for name, whole_slope in slopes.items():
            slope = whole_slope * scale
            mean = self.first.setdefault(name, np.zeros_like(slope))
            square = self.second.setdefault(name, np.zeros_like(slope))
            mean += (slope - mean) * np.float32(_FADE)
            square += (slope * slope - square) * np.float32(_FADE_SQUARES)
            self.arrays[name] -= np.float32(rate / whole) * mean / (np.sqrt(square / squares) + np.float32(1e-8))


def new_weights(symbols: int, letters: int, width: int) -> dict[str, Floats]:
    """Weights to begin with, for so many symbols, numbers a symbol, and numbers a place."""
    chance = np.random.default_rng(0)

    def drawn(rows: int, columns: int, spread: float) -> Floats:
        return (chance.standard_normal((rows, columns)) * spread).astype(np.float32)

    arrays = {matrices.EMBEDDING: drawn(symbols, letters, 0.3)}
    before = letters + MEASURES
    for layer, seen in enumerate(SEEN):
        rows = before * len(seen)
        arrays[f"layer.{layer}"] = drawn(rows, width, (2 / rows) ** 0.5 * (0.5 if layer else 1))
        arrays[f"bias.{layer}"] = np.zeros(width, dtype=np.float32)
        before = width
    arrays |= {"mean": drawn(width, width, 0.3 * width**-0.5), "odds": drawn(width, 1, 0.1)}
    arrays["bias.odds"] = np.full(1, -3.5, dtype=np.float32)
    return arrays


def slopes_of(arrays: Mapping[str, Floats], symbols: Numbers, done: Pass, error: Floats) -> dict[str, Floats]:
    """How the loss grows with each weight, where it grows by ``error`` with the log odds of each place.

    ``done`` is what :func:`~hegao.spelling.sieve.forward` made of ``symbols``.
    """
    mask = (symbols > BREAK)[:, None].astype(np.float32)
    slopes = {"odds": done.into[-1].T @ error[:, None], "bias.odds": error.sum(keepdims=True)}
    above = error[:, None] * arrays["odds"].T
    for layer in range(len(SEEN) - 1, -1, -1):
        felt = above * (done.out[layer] > 0)
        slopes[f"bias.{layer}"] = felt.sum(axis=0)
        slopes[f"layer.{layer}"], below = _convolved_back(done.into[layer], arrays[f"layer.{layer}"], felt, SEEN[layer])
        if layer == 1:
            sizes = sizes_of(done.spans)
            sums: Floats = mean_of(felt, done.spans) * sizes
            slopes["mean"] = done.means.T @ sums
            below += spread(sums @ arrays["mean"].T / sizes, done.spans, len(symbols))
        above = (below + above if layer else below) * mask
    rows = above[:, : arrays[matrices.EMBEDDING].shape[1]]
    order = np.argsort(symbols, kind="stable")
    first = np.flatnonzero(np.diff(symbols[order].astype(np.int64), prepend=-1))
    slopes[matrices.EMBEDDING] = np.zeros_like(arrays[matrices.EMBEDDING])
    slopes[matrices.EMBEDDING][symbols[order[first]]] = np.add.reduceat(rows[order], first, axis=0)
    return slopes


def _convolved_back(rows: Floats, weight: Floats, felt: Floats, seen: tuple[int, ...]) -> tuple[Floats, Floats]:
    """The slopes of a layer's weight and of the rows that went into it."""
    parts = weight.reshape(len(seen), rows.shape[1], -1)
    slope, below = np.empty_like(parts), np.zeros_like(rows)
    for at, step in enumerate(seen):
        near, far = (
            (slice(-step, None), slice(None, step)) if step < 0 else (slice(len(rows) - step), slice(step, None))
        )
        slope[at] = rows[far].T @ felt[near]
        below[far] += felt[near] @ parts[at].T
    return slope.reshape(weight.shape), below


def batches(sentences: Numbers, chance: np.random.Generator) -> Iterator[tuple[Numbers, NDArray[np.int64]]]:
    """Without end: some sentences one behind the other, and their lengths, in an order drawn anew each round."""
    marks = np.flatnonzero(sentences == START)
    begins = np.concatenate([np.arange(a, b, LONG) for a, b in zip(marks, [*marks[1:], len(sentences)], strict=True)])
    sizes = np.diff(begins, append=len(sentences))
    while True:
        order = chance.permutation(len(begins))
        edges = np.searchsorted(np.cumsum(sizes[order]), np.arange(_BATCH, sizes.sum(), _BATCH))
        for part in np.split(order, edges):
            if len(part):
                yield (
                    np.concatenate([sentences[b : b + n] for b, n in zip(begins[part], sizes[part], strict=True)]),
                    sizes[part],
                )


def taught(
    lessons: Mapping[str, NDArray[Any]], letters: Alphabet, ground: Ground, most: int, shape: tuple[int, int]
) -> dict[str, Floats]:
    """The weights after so many characters of lessons, for ``shape`` as :func:`new_weights` takes it."""
    chance = np.random.default_rng(1)
    hand, learner = Hand(lessons, letters, chance), Learner(new_weights(len(letters), *shape))
    numbers = ground.alphabet.numbers(letters.characters)
    seen, average = 0, 1.0
    for meant, lengths in batches(lessons["sentences"], chance):
        if seen >= most:
            break
        written = hand.slipped(meant, lengths)
        wrong, symbols = _lined(written != meant, lengths), _lined(written, lengths)
        line = Line.scored(numbers[symbols], ground.language)
        asked = ground.lexicon.sounds[line.numbers] > 0
        told = measures(line, ground.language, ground.lexicon)
        done = forward(learner.arrays, symbols, told)
        error = np.where(asked, 1 / (1 + np.exp(-done.odds)) - wrong, 0).astype(np.float32) / np.float32(asked.sum())
        part = seen / most
        learner.step(
            slopes_of(learner.arrays, symbols, done, error), _RATE * min(part / _WARM + 0.02, 1.0) * (1 - part)
        )
        seen += len(meant)
        odds = done.odds[asked]
        average += (float(np.mean(np.logaddexp(0, odds) - odds * wrong[asked])) - average) / min(learner.steps, 100)
        if learner.steps % _OFTEN == 0:
            sys.stdout.write(f"{seen / 1e6:6.1f} million characters  loss {average:.4f}\n")
            sys.stdout.flush()
    return learner.arrays


def _lined(values: NDArray[Any], lengths: NDArray[np.int64]) -> NDArray[Any]:
    """Values of sentences one behind the other as one line with gaps between."""
    line = np.zeros(len(values) + _GAP * (len(lengths) + 1), dtype=values.dtype)
    line[np.arange(len(values)) + _GAP * np.repeat(np.arange(1, len(lengths) + 1), lengths)] = values
    return line


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="hegao.spelling.sift", description=__doc__)
    parser.add_argument(
        "lessons", type=Path, help="folder made by hegao.spelling.lessons with the model the sieve is for"
    )
    parser.add_argument("--ground", type=Path, required=True, help="folder of a model made without these sentences")
    parser.add_argument("--to", type=Path, required=True, help="folder of the model")
    parser.add_argument("--characters", type=int, default=20_000_000, help="so many are read")
    parser.add_argument("--shape", nargs=2, type=int, default=(48, 64), help="numbers a character, and a place")
    options = parser.parse_args(arguments)
    letters = Alphabet(RESERVED + (options.lessons / "characters.txt").read_text(encoding="utf-8"))
    lessons = dict(np.load(options.lessons / "lessons.npz"))
    ground = load_ground(options.ground)
    matrices.save(options.to / WEIGHTS, taught(lessons, letters, ground, options.characters, tuple(options.shape)))


if __name__ == "__main__":
    main()
