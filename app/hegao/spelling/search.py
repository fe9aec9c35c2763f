"""Ways to read a sentence: beam search over what the network holds possible, weighed with the character model.

The evidence for a reading is summed over what it changes, so that slips beside one another are mended together; the
weights of the evidence are those of a conditional logit (McFadden, 1974) over the readings of a sentence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

import numpy as np

from hegao.spelling.language import REACH, Floats, Numbers
from hegao.spelling.lexicon import LEAST_COST, WORD_LENGTHS, Lexicon, Places, cost
from hegao.spelling.model import Model
from hegao.spelling.symbols import BREAK, PARTICLES

FOREIGN: Final = 5.625
"""The price (log10 units above the least) of a character that neither sounds nor looks like the one written."""
RANKED: Final = (
    "network",
    "price",
    "changes",
    "gain",
    "spans",
    "dearest",
    "new words",
    "old words",
    "foreign",
    "changed at all",
    "particles",
)
"""The evidence of a reading, in the order of its weights; see :func:`_evidence`."""
_BEAM: Final = 8
_LENIENCE: Final = 2.0
"""How far behind a reading may rank: its slips are weighed once more."""
_CHOICES: Final = 3
_MANY: Final = 24
"""Places with choices from which fewer are looked at in each: what is so strange throughout is no slip."""
_THOUGHT_OF: Final = 6
"""Characters the network holds likeliest at a place, alike or not, that are looked at."""
_UNLIKELY: Final = -9.0
_HOPELESS: Final = -7.0
# Weights by which choices are listed and the beam is cut, before the readings are ranked.
_NETWORK, _PRICE, _CHANGE, _GAIN, _SPAN = 0.3, 0.9, 1.0, 0.75, 1.2

Change = tuple[int, int]
"""A place of a sentence and the symbol that is put there."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A symbol that may be meant, how much likelier the network holds it (natural log), and the price of the slip."""

    symbol: int
    network: float
    price: float


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to read a sentence: what it changes, in order, and the sums over that."""

    changes: tuple[Change, ...] = ()
    network: float = 0.0
    price: float = 0.0
    gain: float = 0.0

    def with_(self, place: int, choice: Choice) -> "Reading":
        """The reading with one change more."""
        changes = (*self.changes, (place, choice.symbol))
        return Reading(changes, self.network + choice.network, self.price + choice.price, self.gain)

    def spans(self) -> list[tuple[int, int]]:
        """The first place and the one behind the last of each run of changes."""
        result: list[tuple[int, int]] = []
        for place, _ in self.changes:
            if result and result[-1][1] == place:
                result[-1] = result[-1][0], place + 1
            else:
                result.append((place, place + 1))
        return result

    def of(self, numbers: Numbers) -> Numbers:
        """The sentence as it is read."""
        result = numbers.copy()
        for place, symbol in self.changes:
            result[place] = symbol
        return result


@dataclass(frozen=True, slots=True)
class Readings:
    """The best readings of a sentence, best first, with their evidence and, once ranked, their scores."""

    numbers: Numbers
    readings: tuple[Reading, ...]
    evidence: Floats
    scores: Floats

    @property
    def best(self) -> Reading:
        """The best reading; one that changes something also where it ranks a little behind the one that does not."""
        changed = np.array([bool(reading.changes) for reading in self.readings])
        return self.readings[int(np.argmax(self.scores + np.where(changed, _LENIENCE, 0)))]

    def margin(self, span: tuple[int, int]) -> float:
        """By how much the first reading exceeds the best that changes nothing in ``span``; ``FOREIGN`` at most twice."""
        others = [
            float(score)
            for reading, score in zip(self.readings, self.scores, strict=True)
            if not any(span[0] <= place < span[1] for place, _ in reading.changes)
        ]
        return min(float(self.scores[0]) - max(others, default=-2 * FOREIGN), 2 * FOREIGN)


def readings(numbers: Numbers, logp: Floats, scores: Floats, model: Model) -> Readings:
    """The readings of a sentence, ranked; the one that changes nothing is among them.

    ``logp`` is what the character model says of each of its symbols, ``scores`` what the network says.
    """
    listed = _choices(numbers, scores, model)
    found = _searched(numbers, logp, listed, model)
    words = _words(numbers, found, model.lexicon)
    particles = frozenset(model.alphabet.numbers(PARTICLES).tolist())
    evidence = np.stack([_evidence(reading, numbers, listed, words, particles) for reading in found])
    order = np.argsort(-(evidence @ model.ranking), kind="stable")
    ranked = evidence[order]
    return Readings(numbers, tuple(found[at] for at in order), ranked, ranked @ model.ranking)


def _choices(numbers: Numbers, scores: Floats, model: Model) -> Mapping[int, Sequence[Choice]]:
    """What may be meant at each place where something else may: what is alike, and what the network thinks of most."""
    places = np.flatnonzero(model.lexicon.sounds[numbers] > 0)
    own = scores[places, model.network.alphabet.numbers(model.text(numbers[places]))]
    owner, symbols, alike = model.lexicon.candidates(numbers[places])
    columns = model.columns[symbols]
    network = np.where(columns >= 0, scores[places[owner], columns] - own[owner], -np.inf)
    listed: dict[int, dict[int, Choice]] = {}
    _list(listed, places[owner], symbols, network, cost(alike) - LEAST_COST)
    writable, letters = model.writable
    better = scores[np.ix_(places, writable)] - own[:, None]
    count = min(_THOUGHT_OF, better.shape[1])
    top = np.argpartition(-better, count - 1, axis=1)[:, :count].ravel() if count else np.empty(0, dtype=np.intp)
    owner = np.repeat(np.arange(len(places)), count)
    prices = np.full(len(top), FOREIGN, dtype=np.float32)
    _list(listed, places[owner], letters[top], better[owner, top], prices)
    count = max(_CHOICES // (1 + len(listed) // _MANY), 1)
    return {
        place: sorted(choices.values(), key=lambda choice: (-_value(choice), choice.symbol))[:count]
        for place, options in sorted(listed.items())
        if (choices := {symbol: choice for symbol, choice in options.items() if symbol != numbers[place]})
    }


def _list(
    listed: dict[int, dict[int, Choice]], places: Places, symbols: Numbers, network: Floats, prices: Floats
) -> None:
    """Add the choices that are worth a look, the first for each symbol of a place."""
    worth = (network > _UNLIKELY) & (_NETWORK * network - _PRICE * prices > _HOPELESS)
    for at in np.flatnonzero(worth):
        symbol = int(symbols[at])
        options = listed.setdefault(int(places[at]), {})
        options.setdefault(symbol, Choice(symbol, float(network[at]), float(prices[at])))


def _value(choice: Choice) -> float:
    return _NETWORK * choice.network - _PRICE * choice.price


def _searched(numbers: Numbers, logp: Floats, listed: Mapping[int, Sequence[Choice]], model: Model) -> list[Reading]:
    """The readings a beam over the sentence leaves, and the one that changes nothing."""
    heard = _windows(numbers, listed, model)
    beam = [Reading()]
    for place in range(1, len(numbers)):
        options = listed.get(place, ())
        beam += [reading.with_(place, choice) for reading in beam for choice in options]
        before = float(logp[place])
        beam = [_heard(reading, numbers, place, before, heard) for reading in beam]
        if len(beam) > _BEAM:
            beam = sorted(beam, key=lambda reading: (-_worth(reading), reading.changes))[:_BEAM]
    return beam if any(not reading.changes for reading in beam) else [*beam, Reading()]


def _windows(numbers: Numbers, listed: Mapping[int, Sequence[Choice]], model: Model) -> Mapping[tuple[int, ...], float]:
    """What the character model says of the last symbol of each window that some reading may have."""
    at = [BREAK] * REACH + numbers.tolist()
    options = [[symbol, *(c.symbol for c in listed.get(place - REACH, ()))] for place, symbol in enumerate(at)]
    felt = sorted({place + step for place in listed for step in range(REACH + 1) if place + step < len(numbers)})
    windows = [window for place in felt for window in product(*options[place : place + REACH + 1])]
    if not windows:
        return {}
    said = model.language.score(np.array(windows, dtype=np.uint16))[0][:, 0]
    return dict(zip(windows, said.tolist(), strict=True))


def _heard(
    reading: Reading, numbers: Numbers, place: int, before: float, heard: Mapping[tuple[int, ...], float]
) -> Reading:
    """The reading with what the character model says at ``place``, which is ``before`` as the sentence is written."""
    if not reading.changes or reading.changes[-1][0] < place - REACH:
        return reading
    first = place - REACH
    window = [int(numbers[at]) if at >= 0 else BREAK for at in range(first, place + 1)]
    for at, symbol in reversed(reading.changes):
        if at < first:
            break
        window[at - first] = symbol
    return replace(reading, gain=reading.gain + heard[tuple(window)] - before)


def _worth(reading: Reading) -> float:
    count = len(reading.changes)
    return (
        _NETWORK * reading.network
        - _PRICE * reading.price
        + _GAIN * reading.gain
        - _CHANGE * count
        - _SPAN * len(reading.spans())
    )


def _evidence(
    reading: Reading,
    numbers: Numbers,
    listed: Mapping[int, Sequence[Choice]],
    words: Mapping[bytes, float],
    particles: frozenset[int],
) -> Floats:
    """What speaks for a reading; see :data:`RANKED`."""
    prices = {place: next(c.price for c in listed[place] if c.symbol == new) for place, new in reading.changes}
    spans = reading.spans()
    read = reading.of(numbers)
    return np.array(
        [
            reading.network,
            reading.price,
            len(reading.changes),
            reading.gain,
            len(spans),
            sum(max(prices[at] for at in range(*span)) for span in spans),
            sum(max((words[word.tobytes()] for word in _over(read, span)), default=0.0) for span in spans),
            sum(max((words[word.tobytes()] for word in _over(numbers, span)), default=0.0) for span in spans),
            sum(price >= FOREIGN for price in prices.values()),
            bool(spans),
            sum(numbers[place] in particles and new in particles for place, new in reading.changes),
        ],
        dtype=np.float32,
    )


def _over(numbers: Numbers, span: tuple[int, int]) -> list[Numbers]:
    """What may be a word that holds the whole span."""
    begin, end = span
    return [
        numbers[first : first + length]
        for length in WORD_LENGTHS
        for first in range(max(end - length, 1), min(begin, len(numbers) - length) + 1)
    ]


def _words(numbers: Numbers, found: Sequence[Reading], lexicon: Lexicon) -> Mapping[bytes, float]:
    """How common everything is as a word that :func:`_over` names for the readings; 0 for what is no word."""
    named = {
        word.tobytes(): word
        for reading in found
        for text in (numbers, reading.of(numbers))
        for span in reading.spans()
        for word in _over(text, span)
    }
    result: dict[bytes, float] = {}
    for length in WORD_LENGTHS:
        words = [word for word in named.values() if len(word) == length]
        if words:
            common = lexicon.frequency(np.stack(words)).tolist()
            result |= zip((word.tobytes() for word in words), common, strict=True)
    return result
