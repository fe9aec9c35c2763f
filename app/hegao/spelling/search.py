"""Ways to read a sentence: beam search over what the network holds possible, weighed with the character model.

The evidence for a reading is summed over what it changes, so that slips beside one another are mended together; the
weights of the evidence are those of a conditional logit (McFadden, 1974) over the readings of a sentence.
"""

from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np

from hegao.spelling.choices import FOREIGN, GAIN, Choice, choices
from hegao.spelling.language import REACH, Floats, LanguageModel, Numbers
from hegao.spelling.lexicon import WORD_LENGTHS, Lexicon
from hegao.spelling.model import Model
from hegao.spelling.proposals import Line
from hegao.spelling.symbols import PARTICLES

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
    "foremost",
    "whole words",
    "wording",
)
"""The evidence of a reading, in the order of its weights; see :func:`_evidence`."""
_BEAM: Final = 12
_BEHIND: Final = 10.0
"""How far behind the best a reading may fall before it is dropped."""
_LENIENCE: Final = 2.0
"""How far behind a reading may rank: its slips are weighed once more."""
_SPAN: Final = 1.2
"""What each run of changes costs a reading while the beam is cut."""

Search = Generator[Numbers, Floats, list["Reading"]]
"""A search asks for the scores of windows and tells what it found."""
Change = tuple[int, int]
"""A place of a sentence and the symbol that is put there."""


def runs(places: Iterable[int]) -> list[tuple[int, int]]:
    """The first and the one behind the last of each run of neighbouring places."""
    result: list[tuple[int, int]] = []
    for place in places:
        if result and result[-1][1] == place:
            result[-1] = result[-1][0], place + 1
        else:
            result.append((place, place + 1))
    return result


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to read a sentence: what is chosen at which places, in order, what that changes, and what it is worth.

    ``gain`` (log10) is how much likelier the character model holds the whole sentence.
    """

    made: tuple[tuple[int, Choice], ...] = ()
    changes: tuple[Change, ...] = ()
    gain: float = 0.0
    worth: float = 0.0

    @property
    def prices(self) -> tuple[float, ...]:
        """The prices of the changes."""
        return tuple(price for _, choice in self.made for price in choice.prices)

    @property
    def end(self) -> int:
        """The place behind the last choice."""
        return self.made[-1][0] + len(self.made[-1][1].symbols) if self.made else 0

    def with_(self, place: int, choice: Choice) -> "Reading":
        """The reading with one choice more."""
        joined = choice.changed[0] == 0 and self.made and self.made[-1][1].changed[-1] + self.made[-1][0] == place - 1
        changes = (*self.changes, *((place + at, choice.symbols[at]) for at in choice.changed))
        worth = self.worth + choice.worth - (0 if joined else _SPAN)
        return Reading((*self.made, (place, choice)), changes, self.gain + choice.gain, worth)

    def gaining(self, gain: float) -> "Reading":
        """The reading when the character model is found to like it so much better."""
        return Reading(self.made, self.changes, self.gain + gain, self.worth + GAIN * gain)

    def crowded(self, place: int) -> bool:
        """Whether the character model feels several choices at ``place`` together."""
        return len(self.made) > 1 and place - self.made[-2][0] < len(self.made[-2][1].gains)

    def felt(self, place: int) -> list[tuple[int, Choice]]:
        """The choices that the character model feels at ``place``."""
        return [(start, choice) for start, choice in self.made[-REACH - 1 :] if place - start < len(choice.gains)]

    def spans(self) -> list[tuple[int, int]]:
        """The first place and the one behind the last of each run of changes."""
        return runs(place for place, _ in self.changes)

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

    @property
    def sure(self) -> bool:
        """Whether the best reading changes something and ranks before the one that does not."""
        return bool(self.readings[0].changes)

    def margin(self, span: tuple[int, int]) -> float:
        """By how much the first reading exceeds the best that changes nothing in ``span``; ``FOREIGN`` at most twice."""
        others = [
            float(score)
            for reading, score in zip(self.readings, self.scores, strict=True)
            if not any(span[0] <= place < span[1] for place, _ in reading.changes)
        ]
        return min(float(self.scores[0]) - max(others, default=-2 * FOREIGN), 2 * FOREIGN)


def readings(line: Line, parts: Sequence[slice], scores: Sequence[Floats], model: Model) -> list[Readings]:
    """The readings of each sentence, ranked; the one that changes nothing is among them.

    The sentences are ``parts`` of ``line``; ``scores`` is what the network says of their places.
    """
    listed = choices(line, parts, scores, model)
    searches = [_search(line, part, options) for part, options in zip(parts, listed, strict=True)]
    found = _searched(searches, model.language)
    return [_weighed(line.numbers[part], each, model) for part, each in zip(parts, found, strict=True)]


def _weighed(numbers: Numbers, found: Sequence[Reading], model: Model) -> Readings:
    words = _words(numbers, found, model.lexicon)
    particles = frozenset(model.alphabet.numbers(PARTICLES).tolist())
    read = np.stack([numbers, *(reading.of(numbers) for reading in found)])
    likely = model.word_pairs.likelihoods(read)
    rows = [_evidence(reading, numbers, words, particles) for reading in found]
    return ranked(numbers, found, np.column_stack([np.stack(rows), likely[1:] - likely[0]]), model.ranking)


def ranked(numbers: Numbers, found: Sequence[Reading], evidence: Floats, weights: Floats) -> Readings:
    """The readings of a sentence in the order of what their evidence, a row for each, is worth by ``weights``."""
    scores = evidence @ weights
    order = np.argsort(-scores, kind="stable")
    return Readings(numbers, tuple(found[at] for at in order), evidence[order], scores[order])


def _searched(searches: Sequence[Search], model: LanguageModel) -> list[list[Reading]]:
    """What each search finds: all are asked for windows, which the character model then scores at once."""
    found: list[list[Reading]] = [[] for _ in searches]
    answers: dict[int, Floats | None] = dict.fromkeys(range(len(searches)))
    while answers:
        asked: dict[int, Numbers] = {}
        for at, said in answers.items():
            try:
                asked[at] = next(searches[at]) if said is None else searches[at].send(said)
            except StopIteration as end:
                found[at] = end.value
        if not asked:
            break
        scored = model.score(np.concatenate(list(asked.values())))[0][:, 0]
        parts = np.split(scored, np.cumsum([len(windows) for windows in asked.values()])[:-1])
        answers = dict(zip(asked, parts, strict=True))
    return found


def _search(line: Line, part: slice, listed: Mapping[int, Sequence[Choice]]) -> Search:
    """The readings a beam over the sentence leaves, and the one that changes nothing."""
    beam = [Reading()]
    for place in range(1, part.stop - part.start):
        options = listed.get(place, ())
        beam += [reading.with_(place, choice) for reading in beam if reading.end <= place for choice in options]
        crowded = [at for at, reading in enumerate(beam) if reading.crowded(place)]
        if crowded:
            # What was expected of choices one by one is set right where several are felt together.
            said = yield _windows(line.numbers, part.start, place, [beam[at] for at in crowded])
            before = float(line.logp[part.start + place])
            for at, logp in zip(crowded, said.tolist(), strict=True):
                expected = sum(choice.gains[place - start] for start, choice in beam[at].felt(place))
                beam[at] = beam[at].gaining(logp - before - expected)
        if options:
            beam = _cut(beam)
    return beam if any(not reading.made for reading in beam) else [*beam, Reading()]


def _cut(beam: Iterable[Reading]) -> list[Reading]:
    """The best of the readings, those that change the same being one: words and their characters, or words in longer ones."""
    different: dict[tuple[Change, ...], Reading] = {}
    for reading in sorted(beam, key=lambda reading: (-reading.worth, reading.end)):
        different.setdefault(reading.changes, reading)
    best = list(islice(different.values(), _BEAM))
    return [reading for reading in best if reading.worth > best[0].worth - _BEHIND]


def _windows(numbers: Numbers, begin: int, place: int, beam: Sequence[Reading]) -> Numbers:
    """What stands at ``place`` of the sentence that begins at ``begin``, and before it, in each reading."""
    at = begin + place
    windows: Numbers = np.tile(numbers[at - REACH : at + 1], (len(beam), 1))
    for window, reading in zip(windows, beam, strict=True):
        for start, choice in reading.felt(place):
            for step in choice.changed:
                if place - REACH <= start + step <= place:
                    window[start + step - place + REACH] = choice.symbols[step]
    return windows


def _evidence(
    reading: Reading,
    numbers: Numbers,
    words: Mapping[bytes, float],
    particles: frozenset[int],
) -> Floats:
    """What speaks for a reading by itself; see :data:`RANKED`, of which the last is not among it."""
    changes, spans = reading.changes, reading.spans()
    prices = {place: price for (place, _), price in zip(changes, reading.prices, strict=True)}
    read = reading.of(numbers)
    return np.array(
        [
            sum(choice.network for _, choice in reading.made),
            sum(prices.values()),
            len(changes),
            reading.gain,
            len(spans),
            sum(max(prices[at] for at in range(*span)) for span in spans),
            sum(max((words[word.tobytes()] for word in words_over(read, span)), default=0.0) for span in spans),
            sum(max((words[word.tobytes()] for word in words_over(numbers, span)), default=0.0) for span in spans),
            sum(price >= FOREIGN for price in prices.values()),
            bool(spans),
            sum(numbers[place] in particles and new in particles for place, new in changes),
            sum(choice.foremost for _, choice in reading.made),
            sum(len(choice.symbols) > 1 for _, choice in reading.made),
        ],
        dtype=np.float32,
    )


def words_over(numbers: Numbers, span: tuple[int, int]) -> list[Numbers]:
    """What may be a word that holds the whole span."""
    begin, end = span
    return [
        numbers[first : first + length]
        for length in WORD_LENGTHS
        for first in range(max(end - length, 1), min(begin, len(numbers) - length) + 1)
    ]


def _words(numbers: Numbers, found: Sequence[Reading], lexicon: Lexicon) -> Mapping[bytes, float]:
    """How common everything is as a word that :func:`words_over` names for the readings; 0 for what is no word."""
    named = {
        word.tobytes(): word
        for reading in found
        for text in (numbers, reading.of(numbers))
        for span in reading.spans()
        for word in words_over(text, span)
    }
    result: dict[bytes, float] = {}
    for length in WORD_LENGTHS:
        words = [word for word in named.values() if len(word) == length]
        if words:
            common = lexicon.frequency(np.stack(words)).tolist()
            result |= zip((word.tobytes() for word in words), common, strict=True)
    return result
