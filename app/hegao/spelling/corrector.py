"""Finding what is meant: the best replacements are made one after the other until the judge likes none."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hegao.spelling.judge import KINDS
from hegao.spelling.language import REACH, Floats, Numbers
from hegao.spelling.lexicon import WORD_LENGTHS, Places
from hegao.spelling.model import Model, shipped
from hegao.spelling.proposals import LONGEST, Line, Proposals, characters, evidence, words
from hegao.spelling.symbols import BREAK, START, Folded, fold, sentence_ends

PAD: Final = max(REACH, LONGEST)
PARTICLES: Final = "的地得"
BAR: Final = -0.7
_ROUNDS: Final = 4
_REMEMBERED: Final = 20_000
"""Texts remembered at most before those not asked for are forgotten."""
_BATCH: Final = 20_000
"""Characters looked at together; more need memory and gain no speed."""
_AROUND: Final = 6


@dataclass(frozen=True, slots=True)
class Correction:
    """``text[start:end]`` should probably read ``new``; ``certainty`` is the probability of that.

    ``particle`` says that one of 的, 地, 得 stands for another.
    """

    start: int
    end: int
    new: str
    certainty: float
    particle: bool = False


@dataclass(frozen=True, slots=True)
class _Sentence:
    """Where a sentence stands: its text in the batch, its place in that text folded, and its place in the line."""

    text: int
    begin: int
    end: int
    place: int


@dataclass(slots=True)
class Batch:
    """Texts as one line of symbols."""

    folded: list[Folded]
    sentences: list[_Sentence]
    numbers: Numbers

    @classmethod
    def of(cls, texts: Sequence[str], model: Model) -> "Batch":
        """The texts cut into sentences, with ``BREAK`` between them."""
        gap = np.full(PAD, BREAK, dtype=np.uint16)
        start = np.array([START], dtype=np.uint16)
        pieces, place = [gap], PAD
        folded, sentences = [fold(text) for text in texts], []
        for index, text in enumerate(folded):
            numbers, begin = model.alphabet.numbers(text.text), 0
            for end in sentence_ends(text.text):
                sentences.append(_Sentence(index, begin, end, place + 1))
                pieces += [start, numbers[begin:end], gap]
                place += 1 + end - begin + PAD
                begin = end
        return cls(folded, sentences, np.concatenate(pieces))


class Corrector:
    """Corrects texts with one model and remembers what it found in the latest of them.

    ``bar`` is how suspicious a place must be to be looked at, ``floor`` the log odds from which a replacement is made.
    """

    def __init__(self, model: Model, *, bar: float = BAR, floor: float = -1.0) -> None:
        self._model, self._bar, self._floor = model, bar, floor
        self._known: dict[str, tuple[Correction, ...]] = {}

    def correct(self, texts: Sequence[str]) -> list[tuple[Correction, ...]]:
        """The corrections of each text in reading order; a text looked at lately costs nothing."""
        known = self._known
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if len(known) > _REMEMBERED:
            known = {text: known[text] for text in texts if text in known}
        for batch in _batches(new):
            known |= zip(batch, self._correct(batch), strict=True)
        self._known = known
        return [known[text] for text in texts]

    def _correct(self, texts: Sequence[str]) -> list[tuple[Correction, ...]]:
        batch = Batch.of(texts, self._model)
        numbers, odds = self.rewrite(batch.numbers)
        result: list[list[Correction]] = [[] for _ in texts]
        changed = np.flatnonzero(numbers != batch.numbers)
        places = np.array([s.place for s in batch.sentences], dtype=np.int64)
        for group in np.split(changed, np.flatnonzero(np.diff(changed) > 1) + 1) if len(changed) else ():
            first, last = int(group[0]), int(group[-1])
            sentence = batch.sentences[int(np.searchsorted(places, first, "right")) - 1]
            origins = batch.folded[sentence.text].origins
            begin, end = (origins[sentence.begin + at - sentence.place] for at in (first, last))
            new = "".join(self._model.alphabet.characters[n] for n in numbers[first : last + 1])
            if end - begin == last - first:  # no white space inside
                certainty = 1 / (1 + math.exp(-float(odds[group].min())))
                particle = new in PARTICLES and texts[sentence.text][begin] in PARTICLES
                result[sentence.text].append(Correction(begin, end + 1, new, certainty, particle))
        return [tuple(corrections) for corrections in result]

    def rewrite(self, numbers: Numbers) -> tuple[Numbers, Floats]:
        """The line as it is probably meant, and for each place the log odds of the replacement made there."""
        model = self._model
        numbers = numbers.copy()
        odds, done = np.zeros(len(numbers), dtype=np.float32), np.zeros(len(numbers), dtype=np.bool_)
        readable = model.lexicon.sounds[numbers] > 0
        for turn in range(_ROUNDS):
            line = Line.scored(numbers, model.language)
            if turn == 0:
                places = line.suspicious(np.flatnonzero(readable), self._bar)
            chosen = sorted(self._wanted(line, places), key=lambda item: -item[0])
            near = np.zeros(len(numbers), dtype=np.bool_)
            numbers = numbers.copy()
            for log_odds, start, new in chosen:
                end = start + len(new)
                if done[start:end].any() or near[start:end].any():
                    continue
                numbers[start:end] = new
                odds[start:end], done[start:end] = log_odds, True
                near[start - REACH : end + REACH] = True
            if not near.any():
                break
            wide = np.convolve(near, np.ones(2 * (_AROUND - REACH) + 1), "same") > 0
            places = np.flatnonzero(wide & readable & ~done)
        return numbers, odds

    def _wanted(self, line: Line, places: Places) -> Iterator[tuple[float, int, Numbers]]:
        for proposals in propose(line, places, self._model):
            odds = self.judged(line, proposals)
            for at in np.flatnonzero(odds > self._floor):
                new = proposals.new[at]
                # What a word leaves as it is says nothing about the characters it leaves.
                changed = np.flatnonzero(new != line.numbers[proposals.start[at] + np.arange(len(new))])
                low, high = int(changed[0]), int(changed[-1]) + 1
                yield float(odds[at]), int(proposals.start[at]) + low, new[low:high]

    def judged(self, line: Line, proposals: Proposals) -> Floats:
        """The log odds that each proposal is right."""
        rows = evidence(line, proposals, self._model.language, self._model.lexicon)
        particle = particles(line, proposals, self._model)
        weights = self._model.judge.kinds
        kind = KINDS[0] if proposals.width == 1 else KINDS[1]
        return np.where(particle, weights[KINDS[2]].log_odds(rows), weights[kind].log_odds(rows))


def propose(line: Line, places: Places, model: Model) -> Iterator[Proposals]:
    """What may be meant at ``places``, by width."""
    if len(places):
        yield characters(line, places, model.language, model.lexicon)
        for width in WORD_LENGTHS:
            yield words(line, places, width, model.language, model.lexicon)


def particles(line: Line, proposals: Proposals, model: Model) -> NDArray[np.bool_]:
    """Which proposals put one of 的, 地, 得 for another."""
    if proposals.width > 1:
        return np.zeros(len(proposals.start), dtype=np.bool_)
    three = model.alphabet.numbers(PARTICLES)
    both: NDArray[np.bool_] = np.isin(proposals.new[:, 0], three) & np.isin(line.numbers[proposals.start], three)
    return both


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    first, size = 0, 0
    for at, text in enumerate(texts):
        size += len(text)
        if size >= _BATCH:
            yield texts[first : at + 1]
            first, size = at + 1, 0
    if first < len(texts):
        yield texts[first:]


@cache
def corrector() -> Corrector:
    """The corrector with the model that comes with the program.

    Raises:
        ConfigError: the model is missing or damaged.
    """
    return Corrector(shipped())
