"""Finding what is meant in texts: sentences that look doubtful are read closely, and what was found is remembered."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from hegao.spelling.model import Model
from hegao.spelling.prior import shift
from hegao.spelling.slips import Slip, slips
from hegao.spelling.suspicion import Suspicion, batches, until
from hegao.spelling.symbols import LONG, fold, pieces

if TYPE_CHECKING:
    from hegao.spelling.masked import MaskedModel

_REMEMBERED: Final = 50_000
"""Sentences remembered at most before those not asked for are forgotten."""
_SHORT: Final = 200
"""So many characters of a text are read closely, doubtful or not."""
_ENOUGH: Final = 300
_SHARE: Final = 0.008
"""So many characters, and so much of the text, are read closely at most: of a long text the most doubtful sentences."""
_AGAIN: Final = LONG + 1
"""So many characters of a text, its most doubtful sentences, are looked at once more when they have been read."""
_LIKELY: Final = 2.0
"""Sentences for whose holding a slip the log odds are higher are read beside them, but no more than as much again."""
_WIDER: Final = 8
"""So many times as much is looked at for what is most doubtful: that which looks worst to the sieve."""
_DOUBT: Final = -2.0
"""The log odds that a sentence holds a slip from which it is read closely."""
_BATCH: Final = 3_000
"""Characters read closely together; more need memory and gain no speed."""


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


class Corrected(NamedTuple):
    """The corrections of each text, and how many doubtful sentences were not read closely."""

    texts: Sequence[tuple[Correction, ...]]
    unread: int


@dataclass(frozen=True, slots=True)
class _Found:
    """What should read otherwise in a sentence: its first and last character counted in the folded sentence."""

    first: int
    last: int
    new: str
    particle: bool
    log_odds: float


_Task = tuple[str, bool]
"""A sentence to be read closely, and whether its foremost readings are looked at once more."""


class Corrector:
    """Corrects texts with one model and remembers what it found in the latest sentences.

    ``floor`` are the log odds from which a correction is told, ``second`` a judge that is asked about each as well;
    ``thorough`` has every sentence read closely, not only the most doubtful ones of a long text.
    """

    def __init__(
        self, model: Model, *, floor: float = -1.0, second: "MaskedModel | None" = None, thorough: bool = False
    ) -> None:
        self._model, self._floor, self._second, self._thorough = model, floor, second, thorough
        self._suspicion = Suspicion(model)
        self._known: dict[_Task, tuple[_Found, ...]] = {}

    def correct(self, texts: Sequence[str]) -> Corrected:
        """The corrections of each text in reading order; a sentence looked at lately costs nothing.

        Time grows with the length of the texts, memory with what is found, however long a text or a sentence is.
        """
        folded = [fold(text) for text in texts]
        cut = [pieces(each.text) for each in folded]
        asked = dict.fromkeys(sentence for sentences in cut for _, sentence in sentences)
        self._forget(asked)
        close, unread = self._close(asked)
        for again in (True, False):
            tasks = [task for task in close if task[1] is again and task not in self._known]
            for batch in batches([sentence for sentence, _ in tasks], _BATCH):
                found = self._read(batch, again=again)
                self._known |= zip(((sentence, again) for sentence in batch), found, strict=True)
        known = {task[0]: self._known[task] for task in close}
        shifts = self._shifts(known.values(), len(asked))
        placed = [
            tuple(self._placed(each.origins, sentences, known, shifts))
            for each, sentences in zip(folded, cut, strict=True)
        ]
        return Corrected(placed, unread)

    def _shifts(self, known: Collection[tuple[_Found, ...]], sentences: int) -> tuple[float, float]:
        """How much more, or less, slips are to be believed in a text of so many sentences: others, and 的, 地, 得."""
        worst = [
            [max(odds) for found in known if (odds := [each.log_odds for each in found if each.particle is particle])]
            for particle in (False, True)
        ]
        others, particles = self._model.faulty
        return shift(worst[0], sentences, others), shift(worst[1], sentences, particles)

    @staticmethod
    def _placed(
        origins: Sequence[int],
        sentences: Sequence[tuple[int, str]],
        known: Mapping[str, tuple[_Found, ...]],
        shifts: tuple[float, float],
    ) -> Iterator[Correction]:
        for place, sentence in sentences:
            for each in known.get(sentence, ()):
                begin, end = origins[place + each.first], origins[place + each.last]
                if end - begin == each.last - each.first:  # no white space inside
                    certainty = 1 / (1 + math.exp(-each.log_odds - shifts[each.particle]))
                    yield Correction(begin, end + 1, each.new, certainty, each.particle)

    def _close(self, asked: Collection[str]) -> tuple[list[_Task], int]:
        """The sentences to be read closely, and how many doubtful ones are not since the text is so long.

        Which of them are looked at once more depends on how doubtful the others of the text are.
        """
        if self._thorough:
            return [(sentence, True) for sentence in asked], 0
        sentences = list(asked)
        lengths = np.array([len(sentence) for sentence in sentences])
        most = _ENOUGH + _SHARE * lengths.sum()
        doubts = self._suspicion.doubts(sentences, _WIDER * most)
        most += min(lengths[doubts > _LIKELY].sum(), most)
        doubtful = [sentences[at] for at in np.argsort(-doubts, kind="stable")]
        sure = int((doubts > _DOUBT).sum())
        close = list(until(doubtful[:sure], most))
        further = until(doubtful[sure:], _SHORT - sum(map(len, doubtful[:sure])))
        again = len(list(until(doubtful, _AGAIN)))
        return [(sentence, at < again) for at, sentence in enumerate([*close, *further])], sure - len(close)

    def _forget(self, asked: Collection[str]) -> None:
        """Forget the sentences that were not asked for, when there are too many."""
        if max(len(self._suspicion), len(self._known)) > _REMEMBERED:
            self._suspicion.forget(asked)
            for task in [task for task in self._known if task[0] not in asked]:
                del self._known[task]

    def _read(self, sentences: Sequence[str], *, again: bool) -> list[tuple[_Found, ...]]:
        """What is found in each sentence."""
        found = slips(sentences, self._model, again=again)
        return [tuple(self._told(sentence, each)) for sentence, each in zip(sentences, found, strict=True)]

    def _told(self, sentence: str, found: Sequence[Slip]) -> Iterator[_Found]:
        likely = [(slip, odds) for slip in found if (odds := slip.log_odds(self._model)) > self._floor]
        more = [0.0] * len(likely)
        if self._second is not None and likely:
            more = self._second.log_odds(sentence[1:], [(slip.start - 1, slip.new) for slip, _ in likely])
        for (slip, odds), further in zip(likely, more, strict=True):
            # The mark before a sentence is no character of it.
            yield _Found(slip.start - 1, slip.end - 2, slip.new, slip.particle, odds + further)
