"""The sieve: which characters of a text look wrong at first sight, by a network so small that it reads every sentence.

Of each character it is told what the character model and the lexicon say of its place; three layers of convolutions see
a few characters to each side, the second also the mean of the sentence. Computed with NumPy; :mod:`hegao.spelling.sift`
teaches it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from hegao.spelling import matrices
from hegao.spelling.language import Floats, LanguageModel, Numbers
from hegao.spelling.lexicon import WORD_LENGTHS, Lexicon, Places, items_of
from hegao.spelling.proposals import Line
from hegao.spelling.symbols import BREAK, Alphabet

WEIGHTS: Final = "sieve.npz"
SEEN: Final = ((-2, -1, 0, 1, 2), (-2, -1, 0, 1, 2), (-4, -2, 0, 2, 4))
"""Which characters, counted from its own, each layer sees; the gaps between sentences of a line are no narrower."""
MEASURES: Final = 5 + 2 * len(WORD_LENGTHS)
"""How many numbers are told of each character."""
UNREADABLE: Final = -15.0
"""What stands for the log odds of a mark, a digit or a letter."""
_RAREST: Final = -7.0
# These bring the measures near to the range from -1 to 1.
_HALF, _WORD = np.float32(0.5), np.float32(0.3)


class Pass(NamedTuple):
    """What came of one pass: what went into each layer and came out of it, the means, and each place's log odds.

    ``spans`` are the first places of the sentences and the ones behind their last.
    """

    spans: tuple[Places, Places]
    into: list[Floats]
    out: list[Floats]
    means: Floats
    odds: Floats


@dataclass(frozen=True, slots=True)
class Sieve:
    """``symbols`` gives for each character of the ground its row of the embedding; ``weights`` by name."""

    symbols: Numbers
    weights: Mapping[str, Floats]

    @classmethod
    def load(cls, folder: Path, characters: Alphabet, letters: Alphabet) -> "Sieve":
        """The sieve in ``folder`` for a ground of ``characters``; its rows are those of the network's ``letters``.

        Raises:
            OSError, ValueError, KeyError: it is missing or damaged.
        """
        arrays = matrices.load(folder / WEIGHTS)
        if len(arrays[matrices.EMBEDDING]) != len(letters):
            raise ValueError("the weights belong to other characters")
        return cls(letters.numbers(characters.characters), arrays)

    def marks(self, line: Line, language: LanguageModel, lexicon: Lexicon) -> Floats:
        """The log odds (natural) that each character of ``line`` is wrong, ``UNREADABLE`` for what is none of 汉字."""
        odds = forward(self.weights, self.symbols[line.numbers], measures(line, language, lexicon)).odds
        odds[lexicon.sounds[line.numbers] == 0] = UNREADABLE
        return odds


def measures(line: Line, language: LanguageModel, lexicon: Lexicon) -> Floats:
    """What is told of each character of ``line``, a row of ``MEASURES`` numbers each.

    Its probability, the length of the n-gram that ends with it, and how common it is; for two, three and four characters
    from there on how common they are as a word, and how much commoner the commonest word is that sounds like them.
    """
    numbers = line.numbers
    sounds, known = lexicon.sounds[numbers], language.known(numbers)
    rows = np.zeros((len(numbers), MEASURES), dtype=np.float32)
    rows[:, 0] = line.logp[: len(numbers)] * _HALF + 1
    rows[:, 1] = line.length[: len(numbers)] * _HALF - 1
    rows[:, 2] = np.maximum(language.single[known], _RAREST) * _HALF + np.float32(1.5)
    rows[:, 3] = known != numbers
    rows[:, 4] = sounds > 0
    starts = np.flatnonzero(sounds > 0)
    for at, width in enumerate(WORD_LENGTHS, start=2):
        longer = starts[starts < len(numbers) - width + 1]
        starts = longer[sounds[longer + width - 1] > 0]
        spans = starts[:, None] + np.arange(width)
        common = lexicon.frequency(numbers[spans])
        rows[starts, 2 * at + 1] = common * _WORD
        rows[starts, 2 * at + 2] = np.maximum(lexicon.commonest(sounds[spans]) - common, 0) * _WORD
    return rows


def forward(arrays: Mapping[str, Floats], symbols: Numbers, told: Floats) -> Pass:
    """One pass over a line of ``symbols`` with ``BREAK`` between its sentences, told ``told`` of each."""
    inside = symbols > BREAK
    edges = np.flatnonzero(np.diff(inside, prepend=False, append=False))
    spans = edges[::2], edges[1::2]
    mask = inside[:, None].astype(np.float32)
    hidden = np.concatenate([arrays[matrices.EMBEDDING][symbols], told], axis=1) * mask
    into, out, means = [], [], np.empty(0, dtype=np.float32)
    for layer, seen in enumerate(SEEN):
        into.append(hidden)
        result = arrays[f"bias.{layer}"] + convolved(hidden, arrays[f"layer.{layer}"], seen)
        if layer == 1:
            means = mean_of(hidden, spans)
            result += spread(means @ arrays["mean"], spans, len(symbols))
        np.maximum(result, 0, out=result)
        result *= mask
        out.append(result)
        hidden = result + hidden if layer else result
    into.append(hidden)
    return Pass(spans, into, out, means, (hidden @ arrays["odds"])[:, 0] + arrays["bias.odds"])


def convolved(rows: Floats, weight: Floats, seen: tuple[int, ...]) -> Floats:
    """The sum over ``seen`` of the rows so far from each, each times its part of ``weight``."""
    parts = weight.reshape(len(seen), rows.shape[1], -1)
    result: Floats = rows @ parts[seen.index(0)]
    more = np.empty_like(result)
    for step, part in zip(seen, parts, strict=True):
        if step < 0:
            result[-step:] += np.matmul(rows[:step], part, out=more[-step:])
        elif step > 0:
            result[:-step] += np.matmul(rows[step:], part, out=more[:-step])
    return result


def sizes_of(spans: tuple[Places, Places]) -> Floats:
    """How many places each sentence has, a row each."""
    begins, ends = spans
    return (ends - begins)[:, None].astype(np.float32)


def mean_of(rows: Floats, spans: tuple[Places, Places]) -> Floats:
    """The mean of the rows of each sentence; between sentences rows must be 0."""
    sums: Floats = np.add.reduceat(rows, spans[0], axis=0)
    return sums / sizes_of(spans)


def spread(rows: Floats, spans: tuple[Places, Places], size: int) -> Floats:
    """One row of each sentence put at all its places, and zeros between."""
    begins, ends = spans
    result = np.zeros((size, rows.shape[1]), dtype=np.float32)
    owner, at = items_of(begins, ends - begins)
    result[at] = rows[owner]
    return result
