"""What may be meant at each place of a sentence: characters and words, by the network and the character model at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final

import numpy as np

from hegao.spelling.language import REACH, Floats, Numbers
from hegao.spelling.lexicon import WORD_LENGTHS, Places, price
from hegao.spelling.model import Model
from hegao.spelling.proposals import Line, first, marked, rewritten

FOREIGN: Final = 5.0
"""The price (log10) of a character that neither sounds nor looks like the one written."""
_NETWORK, _PRICE, GAIN, _WORDING, _CHANGE = 0.3, 0.9, 0.75, 0.5, 0.2
"""Weights by which choices are listed and the beam is cut, before the readings are ranked."""
_IN_A_WORD: Final = 1.4
"""The price at most of a character of a word that sounds like what is written."""
_THOUGHT_OF: Final = 6
"""Characters the network holds likeliest at a place, alike or not, that are looked at."""
_OUT_OF_MIND: Final = 6.0
"""How much less likely than what is written (natural log) a character is that the network does not think of."""
_SHORTLIST: Final = 6
_CHARACTERS: Final = 3
_WORDS: Final = 2
_HOPELESS: Final = -4.0
_MOST_WORDING: Final = 4.0
"""What the word model is thought to add to the worth of a choice at most: it is not asked about one that would need more."""
_MORE: Final = 3
"""Choices beyond those listed about which the word model is asked."""
_ABOUT: Final = REACH
"""Characters to each side that the word model looks at, no more than stand between two sentences of a line."""
_FEW: Final = 100
"""Places whose scores are put in order together: more need memory and gain no speed."""


@dataclass(frozen=True, eq=False)
class Choice:
    """Symbols that may be meant from a place on; ``changed`` says which of them differ from what is written.

    ``network`` is how much likelier the network holds them (natural log), ``prices`` are those of the slips, one for
    each change; ``gains`` is how much likelier (log10) the character model holds each symbol from the first on to the
    last that feels the change, all else being as written, ``wording`` how much likelier the word model holds it all;
    ``foremost`` says that the network thinks of nothing before.
    """

    symbols: tuple[int, ...]
    changed: tuple[int, ...]
    network: float
    prices: tuple[float, ...]
    gains: tuple[float, ...]
    wording: float
    foremost: bool = False

    @cached_property
    def gain(self) -> float:
        """How much likelier the sentence becomes in all."""
        return sum(self.gains)

    @cached_property
    def worth(self) -> float:
        """What it adds to the worth of a reading."""
        price = _PRICE * sum(self.prices) + _CHANGE * len(self.changed)
        return _NETWORK * self.network + GAIN * self.gain + _WORDING * self.wording - price


@dataclass(frozen=True, slots=True)
class _Text:
    """The ``places`` of ``line`` that hold characters, and what the network says of them.

    ``scores`` has a row for each place of the sentences, ``rows`` its number by the place in the line; ``own`` is by
    the place in the line what the network says of the character written there, infinity where there is none.
    """

    line: Line
    places: Places
    rows: Places
    scores: Floats
    own: Floats

    @classmethod
    def of(cls, line: Line, parts: Sequence[slice], scores: Sequence[Floats], model: Model) -> "_Text":
        within = np.concatenate([np.arange(part.start, part.stop) for part in parts])
        rows = np.zeros(len(line.numbers), dtype=np.int64)
        rows[within] = np.arange(len(within))
        places = within[model.lexicon.sounds[line.numbers[within]] > 0]
        together = np.concatenate(scores)
        own = np.full(len(line.numbers), np.inf, dtype=np.float32)
        own[places] = together[rows[places], model.network.alphabet.numbers(model.text(line.numbers[places]))]
        return cls(line, places, rows, together, own)

    def network(self, places: Places, new: Numbers, model: Model) -> Floats:
        """How much likelier the network holds ``new`` at ``places`` than what is written there."""
        result: Floats = self.scores[self.rows[places], model.columns[new]] - self.own[places]
        return result

    def unlikely(self, places: Places) -> Floats:
        """How likely the character model holds what feels each place, as written: no replacement gains more than that."""
        felt: Floats = self.line.logp[places[:, None] + np.arange(REACH + 1)].sum(axis=1)
        return felt

    def gains(self, places: Places, new: Numbers, model: Model) -> Floats:
        """How much likelier the character model holds each symbol that feels ``new`` at ``places``."""
        return rewritten(self.line, places, new, model.language)[2]

    def wording(self, places: Places, new: Numbers, model: Model) -> Floats:
        """How much likelier (log10) the word model holds what stands about ``places`` with ``new`` there."""
        width = new.shape[1]
        windows = self.line.numbers[places[:, None] + np.arange(-_ABOUT, width + _ABOUT)]
        before, which = np.unique(places, return_inverse=True)
        written = self.line.numbers[before[:, None] + np.arange(-_ABOUT, width + _ABOUT)]
        windows[:, _ABOUT : _ABOUT + width] = new
        said = model.word_pairs.likelihoods(np.concatenate([windows, written]))
        likelier: Floats = said[: len(windows)] - said[len(windows) :][which]
        return likelier


def choices(
    line: Line, parts: Sequence[slice], scores: Sequence[Floats], model: Model
) -> list[Mapping[int, Sequence[Choice]]]:
    """For each sentence what may be meant from each of its places on, the best first.

    The sentences are ``parts`` of ``line``, in its order; ``scores`` is what the network says of their places.
    """
    listed: list[dict[int, list[Choice]]] = [{} for _ in parts]
    if not parts:
        return []
    text = _Text.of(line, parts, scores, model)
    starts = np.array([part.start for part in parts])
    if len(text.places):
        for place, choice in chain(_characters(text, model), *(_words(text, width, model) for width in WORD_LENGTHS)):
            at = int(np.searchsorted(starts, place, "right")) - 1
            listed[at].setdefault(place - parts[at].start, []).append(choice)
    return list(listed)


def _characters(text: _Text, model: Model) -> Iterator[tuple[int, Choice]]:
    places, symbols, prices = _alike_or_likely(text, model)
    network = text.network(places, symbols, model)
    numbers = text.line.numbers
    pairs = model.language.pair(numbers[places - 1], symbols) + model.language.pair(symbols, numbers[places + 1])
    best = np.zeros(len(numbers), dtype=np.float32)
    np.maximum.at(best, places, network)
    quick = _NETWORK * network - _PRICE * prices
    kept = marked(len(places), first(places, quick, _SHORTLIST), first(places, pairs - prices, _SHORTLIST))
    places, symbols, prices = places[kept], symbols[kept], prices[kept]
    network, quick = network[kept], quick[kept]
    hopeful = quick - GAIN * text.unlikely(places) > _HOPELESS
    places, symbols, prices = places[hopeful], symbols[hopeful], prices[hopeful]
    network, quick = network[hopeful], quick[hopeful]
    gains = text.gains(places, symbols[:, None], model)
    value = quick + GAIN * gains.sum(axis=1)
    for index, wording in _listed(text, places, symbols[:, None], value, _CHARACTERS, model):
        place, said, likelier = int(places[index]), float(network[index]), tuple(gains[index].tolist())
        price = (float(prices[index]),)
        choice = Choice((int(symbols[index]),), (0,), said, price, likelier, wording, foremost=said >= best[place])
        yield place, choice


def _listed(
    text: _Text, places: Places, new: Numbers, value: Floats, count: int, model: Model
) -> Iterator[tuple[int, float]]:
    """The ``count`` best of ``new`` for each place, and how much likelier the word model holds them.

    ``value`` is what they are worth without the word model, which is asked about few of them, being slow.
    """
    asked = first(places, value, count + _MORE)
    asked = asked[value[asked] > _HOPELESS - _MOST_WORDING]
    wording = text.wording(places[asked], new[asked], model)
    worth = value[asked] + _WORDING * wording
    for at in first(places[asked], worth, count):
        if worth[at] > _HOPELESS:
            yield int(asked[at]), float(wording[at])


def _alike_or_likely(text: _Text, model: Model) -> tuple[Places, Numbers, Floats]:
    """What is like each character, and what the network thinks of first in its place: places, symbols, prices."""
    written, places = text.line.numbers[text.places], text.places
    owner, symbols, alike = model.lexicon.candidates(written)
    thought, letters = _thought_of(text, model)
    owner = np.append(owner, thought)
    symbols = np.append(symbols, letters)
    prices = np.append(price(alike), np.full(len(letters), FOREIGN, dtype=np.float32))
    # What is alike stands first, so that each symbol of a place keeps its lower price.
    _, kept = np.unique(owner << 16 | symbols, return_index=True)
    kept = kept[(model.columns[symbols[kept]] >= 0) & (symbols[kept] != written[owner[kept]])]
    return places[owner[kept]], symbols[kept], prices[kept]


def _thought_of(text: _Text, model: Model) -> tuple[Places, Numbers]:
    """What the network holds likeliest at each place and not much less likely than what is written there."""
    columns, letters = model.writable
    owners, symbols = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.uint16)]
    for begin in range(0, len(text.places), _FEW):
        places = text.places[begin : begin + _FEW]
        scores = text.scores[np.ix_(text.rows[places], columns)]
        owner, column = np.nonzero(scores > (text.own[places] - _OUT_OF_MIND)[:, None])
        kept = first(owner, scores[owner, column], _THOUGHT_OF)
        owners.append(owner[kept] + begin)
        symbols.append(letters[column[kept]])
    return np.concatenate(owners), np.concatenate(symbols)


def _words(text: _Text, width: int, model: Model) -> Iterator[tuple[int, Choice]]:
    numbers = text.line.numbers
    # A window that reaches beyond its sentence holds what is no character, and sounds like no word.
    owner, new = model.lexicon.homophones(numbers[text.places[:, None] + np.arange(width)])
    known = (model.columns[new] >= 0).all(axis=1)
    places, new = text.places[owner[known]], new[known]
    spans = places[:, None] + np.arange(width)
    network = text.network(spans, new, model).sum(axis=1)
    gains = text.gains(places, new, model)
    value = _NETWORK * network + GAIN * gains.sum(axis=1)
    for index, wording in _listed(text, places, new, value, _WORDS, model):
        place, word = int(places[index]), new[index]
        changed = np.flatnonzero(word != numbers[spans[index]]).tolist()
        prices = [model.lexicon.prices(int(numbers[place + at]), word[at : at + 1], _IN_A_WORD) for at in changed]
        dear = tuple(min(float(price[0]), _IN_A_WORD) for price in prices)
        said, likelier = float(network[index]), tuple(gains[index].tolist())
        yield place, Choice(tuple(word.tolist()), tuple(changed), said, dear, likelier, wording)
