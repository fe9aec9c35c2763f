"""What may be meant at each place of a sentence: characters and words, by the network and the character model at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final

import numpy as np

from hegao.spelling.language import Floats, Numbers
from hegao.spelling.lexicon import LEAST_COST, NEAR, WORD_LENGTHS, Places, cost, packed
from hegao.spelling.model import Model
from hegao.spelling.proposals import Line, first, rewritten

FOREIGN: Final = 5.625
"""The price (log10 units above the least) of a character that neither sounds nor looks like the one written."""
_NETWORK, _PRICE, GAIN, _CHANGE = 0.3, 0.9, 0.75, 1.0
"""Weights by which choices are listed and the beam is cut, before the readings are ranked."""
_SOUNDS_NEAR: Final = float(cost(packed(np.array([NEAR]), np.array([0]), np.array([0])))[0] - LEAST_COST)
_THOUGHT_OF: Final = 6
"""Characters the network holds likeliest at a place, alike or not, that are looked at."""
_SHORTLIST: Final = 6
_CHARACTERS: Final = 3
_WORDS: Final = 2
_HOPELESS: Final = -6.0


@dataclass(frozen=True, eq=False)
class Choice:
    """Symbols that may be meant from a place on; ``changed`` says which of them differ from what is written.

    ``network`` is how much likelier the network holds them (natural log), ``prices`` are those of the slips, one for
    each change; ``gains`` is how much likelier (log10) the character model holds each symbol from the first on to the
    last that feels the change, all else being as written; ``foremost`` says that the network thinks of nothing before.
    """

    symbols: tuple[int, ...]
    changed: tuple[int, ...]
    network: float
    prices: tuple[float, ...]
    gains: tuple[float, ...]
    foremost: bool = False

    @cached_property
    def gain(self) -> float:
        """How much likelier the sentence becomes in all."""
        return sum(self.gains)

    @cached_property
    def worth(self) -> float:
        """What it adds to the worth of a reading."""
        price = _PRICE * sum(self.prices) + _CHANGE * len(self.changed)
        return _NETWORK * self.network + GAIN * self.gain - price


@dataclass(frozen=True, slots=True)
class _Sentence:
    """``part`` of ``line``: its symbols, the network's scores of its places, and of what is written at each.

    What is no character has infinity for the latter.
    """

    line: Line
    part: slice
    scores: Floats
    own: Floats

    @classmethod
    def of(cls, line: Line, part: slice, scores: Floats, model: Model) -> "_Sentence":
        numbers = line.numbers[part]
        places = np.flatnonzero(model.lexicon.sounds[numbers] > 0)
        own = np.full(len(numbers), np.inf, dtype=np.float32)
        own[places] = scores[places, model.network.alphabet.numbers(model.text(numbers[places]))]
        return cls(line, part, scores, own)

    @property
    def numbers(self) -> Numbers:
        return self.line.numbers[self.part]

    def gains(self, places: Places, new: Numbers, model: Model) -> Floats:
        """How much likelier the character model holds each symbol that feels ``new`` at ``places``."""
        return rewritten(self.line, self.part.start + places, new, model.language)[2]


def choices(line: Line, part: slice, scores: Floats, model: Model) -> Mapping[int, Sequence[Choice]]:
    """What may be meant from each place of a sentence on, the best first.

    The sentence is ``part`` of ``line``; ``scores`` is what the network says of its places.
    """
    sentence = _Sentence.of(line, part, scores, model)
    listed: dict[int, list[Choice]] = {}
    if np.isfinite(sentence.own).any():
        found = chain(_characters(sentence, model), *(_words(sentence, width, model) for width in WORD_LENGTHS))
        for place, choice in found:
            listed.setdefault(place, []).append(choice)
    return listed


def _characters(sentence: _Sentence, model: Model) -> Iterator[tuple[int, Choice]]:
    places, symbols, prices = _alike_or_likely(sentence, model)
    network = sentence.scores[places, model.columns[symbols]] - sentence.own[places]
    numbers, at = sentence.line.numbers, sentence.part.start + places
    pairs = model.language.pair(numbers[at - 1], symbols) + model.language.pair(symbols, numbers[at + 1])
    best = np.zeros(len(sentence.numbers), dtype=np.float32)
    np.maximum.at(best, places, network)
    quick = _NETWORK * network - _PRICE * prices
    kept = np.union1d(first(places, quick, _SHORTLIST), first(places, pairs - prices, _SHORTLIST))
    places, symbols, prices = places[kept], symbols[kept], prices[kept]
    network, quick = network[kept], quick[kept]
    gains = sentence.gains(places, symbols[:, None], model)
    value = quick + GAIN * gains.sum(axis=1)
    for index in first(places, value, _CHARACTERS):
        if value[index] > _HOPELESS:
            place, said, likelier = int(places[index]), float(network[index]), tuple(gains[index].tolist())
            price = (float(prices[index]),)
            yield place, Choice((int(symbols[index]),), (0,), said, price, likelier, foremost=said >= best[place])


def _alike_or_likely(sentence: _Sentence, model: Model) -> tuple[Places, Numbers, Floats]:
    """What is like each character, and what the network thinks of first in its place: places, symbols, prices."""
    numbers, places = sentence.numbers, np.flatnonzero(np.isfinite(sentence.own))
    owner, symbols, alike = model.lexicon.candidates(numbers[places])
    columns, letters = model.writable
    count = min(_THOUGHT_OF, len(columns))
    top = np.argpartition(-sentence.scores[np.ix_(places, columns)], count - 1, axis=1)[:, :count]
    owner = np.append(owner, np.repeat(np.arange(len(places)), count))
    symbols = np.append(symbols, letters[top.ravel()])
    prices = np.append(cost(alike) - LEAST_COST, np.full(top.size, FOREIGN, dtype=np.float32))
    # What is alike stands first, so that each symbol of a place keeps its lower price.
    _, kept = np.unique(owner << 16 | symbols, return_index=True)
    kept = kept[(model.columns[symbols[kept]] >= 0) & (symbols[kept] != numbers[places[owner[kept]]])]
    return places[owner[kept]], symbols[kept], prices[kept]


def _words(sentence: _Sentence, width: int, model: Model) -> Iterator[tuple[int, Choice]]:
    numbers = sentence.numbers
    starts = np.arange(1, len(numbers) - width + 1)
    owner, new = model.lexicon.homophones(numbers[starts[:, None] + np.arange(width)])
    known = (model.columns[new] >= 0).all(axis=1)
    places, new = starts[owner[known]], new[known]
    spans = places[:, None] + np.arange(width)
    network = (sentence.scores[spans, model.columns[new]] - sentence.own[spans]).sum(axis=1)
    gains = sentence.gains(places, new, model)
    value = _NETWORK * network + GAIN * gains.sum(axis=1)
    for index in first(places, value, _WORDS):
        if value[index] > _HOPELESS:
            place, word = int(places[index]), new[index]
            changed = np.flatnonzero(word != numbers[spans[index]]).tolist()
            prices = [model.lexicon.prices(int(numbers[place + at]), word[at : at + 1], _SOUNDS_NEAR) for at in changed]
            dear = tuple(min(float(price[0]), _SOUNDS_NEAR) for price in prices)
            likelier = tuple(gains[index].tolist())
            yield place, Choice(tuple(word.tolist()), tuple(changed), float(network[index]), dear, likelier)
