"""Finding what is meant: the best replacements are made one after the other until the judge likes none."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from hegao.spelling.judge import KINDS
from hegao.spelling.language import REACH, Floats, Numbers
from hegao.spelling.lexicon import WORD_LENGTHS, Places
from hegao.spelling.model import Model
from hegao.spelling.proposals import LONGEST, Line, Proposals, characters, evidence, words
from hegao.spelling.symbols import BREAK, RESERVED, fold, pieces

if TYPE_CHECKING:
    from hegao.spelling.masked import MaskedModel

PAD: Final = max(REACH, LONGEST)
PARTICLES: Final = "的地得"
BAR: Final = -0.7
_ROUNDS: Final = 4
_REMEMBERED: Final = 50_000
"""Sentences remembered at most before those not asked for are forgotten."""
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
class _Slip:
    """What should read otherwise in a sentence: its first and last character counted in the folded sentence."""

    first: int
    last: int
    new: str
    log_odds: float


def line_of(sentences: Sequence[str], model: Model) -> tuple[Numbers, Places]:
    """Sentences as :func:`pieces` gives them as one line of symbols, and where each begins in it."""
    gap = PAD * RESERVED[BREAK]
    line = model.alphabet.numbers(gap + "".join(sentence + gap for sentence in sentences))
    lengths = np.array([0, *(len(sentence) for sentence in sentences[:-1])], dtype=np.int64)
    return line, PAD + np.cumsum(lengths) + PAD * np.arange(len(sentences))


class Corrector:
    """Corrects texts with one model and remembers what it found in the latest sentences.

    ``bar`` is how suspicious a place must be to be looked at, ``floor`` the log odds from which a replacement is made,
    ``second`` a judge that is asked about each replacement as well.
    """

    def __init__(
        self, model: Model, *, bar: float = BAR, floor: float = -1.0, second: "MaskedModel | None" = None
    ) -> None:
        self._model, self._bar, self._floor, self._second = model, bar, floor, second
        self._known: dict[str, tuple[_Slip, ...]] = {}

    def correct(self, texts: Sequence[str]) -> list[tuple[Correction, ...]]:
        """The corrections of each text in reading order; a sentence looked at lately costs nothing.

        Time grows with the length of the texts, memory with what is found, however long a text or a sentence is.
        """
        folded = [fold(text) for text in texts]
        cut = [tuple(pieces(each.text)) for each in folded]
        asked = dict.fromkeys(sentence for sentences in cut for _, sentence in sentences)
        known = self._known
        if len(known) > _REMEMBERED:
            known = {sentence: known[sentence] for sentence in asked if sentence in known}
        for batch in _batches([sentence for sentence in asked if sentence not in known]):
            known |= zip(batch, self._slips(batch), strict=True)
        self._known = known
        return [
            tuple(self._placed(text, each.origins, sentences, known))
            for text, each, sentences in zip(texts, folded, cut, strict=True)
        ]

    @staticmethod
    def _placed(
        text: str,
        origins: Sequence[int],
        sentences: Sequence[tuple[int, str]],
        known: Mapping[str, tuple[_Slip, ...]],
    ) -> Iterator[Correction]:
        for place, sentence in sentences:
            for slip in known[sentence]:
                begin, end = origins[place + slip.first], origins[place + slip.last]
                if end - begin == slip.last - slip.first:  # no white space inside
                    particle = slip.new in PARTICLES and text[begin] in PARTICLES
                    certainty = 1 / (1 + math.exp(-slip.log_odds))
                    yield Correction(begin, end + 1, slip.new, certainty, particle)

    def _slips(self, sentences: Sequence[str]) -> list[tuple[_Slip, ...]]:
        line, begins = line_of(sentences, self._model)
        numbers, odds = self.rewrite(line)
        result: list[list[_Slip]] = [[] for _ in sentences]
        changed = np.flatnonzero(numbers != line)
        for group in np.split(changed, np.flatnonzero(np.diff(changed) > 1) + 1) if len(changed) else ():
            index = int(np.searchsorted(begins, group[0], "right")) - 1
            # The mark before a sentence is no character of it.
            first, last = (int(at - begins[index]) - 1 for at in (group[0], group[-1]))
            new = "".join(self._model.alphabet.characters[n] for n in numbers[group])
            result[index].append(_Slip(first, last, new, float(odds[group].min())))
        if self._second is not None:
            result = [_heard(self._second, *each) for each in zip(sentences, result, strict=True)]
        return [tuple(slips) for slips in result]

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


def _heard(second: "MaskedModel", sentence: str, slips: Sequence[_Slip]) -> list[_Slip]:
    """The slips of a sentence with what a second judge says added."""
    if not slips:
        return []
    more = second.log_odds(sentence[1:], [(slip.first, slip.new) for slip in slips])
    return [replace(slip, log_odds=slip.log_odds + odds) for slip, odds in zip(slips, more, strict=True)]


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


def _batches(sentences: Sequence[str]) -> Iterator[Sequence[str]]:
    first, size = 0, 0
    for at, sentence in enumerate(sentences):
        size += len(sentence)
        if size >= _BATCH:
            yield sentences[first : at + 1]
            first, size = at + 1, 0
    if first < len(sentences):
        yield sentences[first:]
