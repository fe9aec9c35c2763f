"""Points that a draft makes twice in other words: sentences that share the words which are rare in the draft."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from hegao.draft.model import Draft
from hegao.draft.recognition import Recognition
from hegao.duplicates.fixed import FixedExpressions
from hegao.duplicates.model import Pair
from hegao.duplicates.settings import RestatedSettings, Settings
from hegao.duplicates.sharing import Criterion, Sharing
from hegao.duplicates.twins import other_figures
from hegao.duplicates.units import Unit, compared
from hegao.text.characters import han_count
from hegao.text.memory import remembered
from hegao.text.segmentation import segment
from hegao.text.similarity import changes, similarity

_PAIR = re.compile(r"(?=([\u3400-\u9fff]{2}))")


def restated(draft: Draft, recognition: Recognition, sentences: Sequence[Unit] | None = None) -> tuple[Pair, ...]:
    """Each sentence that says in other words what an earlier one of another paragraph says, with that one.

    ``similarity`` is the share of the weight of their words that both have. Sentences that are alike to the letter
    are repetitions (:func:`hegao.duplicates.within.repeated`) and not told here. The words common in the draft are
    left out, so its subject alone makes no two sentences alike. ``sentences`` are those of the draft that are compared,
    where they are known already.
    """
    settings = Settings.load()
    limits = settings.restated
    sentences = compared(draft, recognition) if sentences is None else sentences
    units = [unit for unit in sentences if _fit(unit, limits)]
    candidates = _candidates(units, limits)
    if not candidates:
        return ()  # and the dictionary, which takes longer to load than most drafts to check, is not needed
    found = []
    for number, other, share in _best(units, candidates, limits):
        if not _alike(units[number], units[other], settings):
            place, earlier = units[number].place(draft), units[other].place(draft)
            found.append(Pair(place, earlier, share, changes(earlier.text, place.text)))
    return tuple(found)


def _fit(unit: Unit, limits: RestatedSettings) -> bool:
    return limits.shortest <= len(unit.text) <= limits.longest and not FixedExpressions.shipped().make_up(unit.text)


def _candidates(units: Sequence[Unit], limits: RestatedSettings) -> Mapping[int, Sequence[int]]:
    """For each sentence the earlier ones with which it shares enough rare pairs of characters to share words."""
    found: dict[int, Sequence[int]] = {}
    with _sharing().of([_pairs(unit.text) for unit in units]) as shared:
        weights = _Weights(shared.units, shared.times, limits.common_pairs)
        for number, unit in enumerate(units):
            apart = [other for other in shared.near(number) if _apart(unit, units[other])]
            if near := [other for other in apart if weights.share(number, other) >= limits.pairs]:
                found[number] = near
    return found


@cache
def _sharing() -> Sharing[str]:
    limits = Settings.load().restated
    return Sharing(Criterion(lambda _: limits.words, limits.common_pairs, first=False))


def _best(
    units: Sequence[Unit], candidates: Mapping[int, Sequence[int]], limits: RestatedSettings
) -> Iterator[tuple[int, int, float]]:
    """Each sentence that shares enough words with an earlier one, with the one most like it, and how alike they are."""
    words = [_words(unit.text) for unit in units]
    times = Counter(chain.from_iterable(words))
    weights = _Weights(words, times.__getitem__, limits.common)
    for number, others in candidates.items():
        shares = {
            other: weights.share(number, other) for other in others if weights.rare(number, other) >= limits.words
        }
        best = max(shares, key=shares.__getitem__, default=None)
        if best is not None and shares[best] >= limits.share:
            yield number, best, shares[best]


class _Weights:
    """What the pieces of sentences weigh: the more, the fewer sentences have them, and nothing if more than ``most`` do."""

    def __init__(self, sentences: Sequence[frozenset[str]], times: Callable[[str], int], most: int) -> None:
        self._sentences, self._times = sentences, times
        self._weights = [0.0, *(math.log(1 + len(sentences) / number) for number in range(1, most + 1))]
        self._wholes: dict[int, float] = {}

    def rare(self, number: int, other: int) -> int:
        """How many pieces that weigh anything two sentences have in common."""
        return len(self._weighed(self._sentences[number] & self._sentences[other]))

    def share(self, number: int, other: int) -> float:
        """The share of the weight of all pieces of two sentences that both have."""
        both = math.fsum(self._weighed(self._sentences[number] & self._sentences[other]))
        either = self._whole(number) + self._whole(other) - both
        return both / either if either else 0.0

    def _whole(self, number: int) -> float:
        if number not in self._wholes:
            self._wholes[number] = math.fsum(self._weighed(self._sentences[number]))
        return self._wholes[number]

    def _weighed(self, pieces: Iterable[str]) -> Sequence[float]:
        times = [self._times(piece) for piece in pieces]
        return [self._weights[number] for number in times if number < len(self._weights)]


@remembered(10_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in segment(text) if han_count(word) >= 2)


@remembered(10_000)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(_PAIR.findall(text))


def _apart(unit: Unit, other: Unit) -> bool:
    """Whether they stand in different paragraphs of one article; the next sentence of a paragraph takes its point up."""
    return unit.block.article == other.block.article and unit.block.paragraph is not other.block.paragraph


def _alike(unit: Unit, other: Unit, settings: Settings) -> bool:
    """Whether the two are a repetition to the letter, or state the same of different figures."""
    literal = similarity(unit.text, other.text, cutoff=settings.within.paragraph) >= settings.within.paragraph
    figures = settings.within.figures
    return literal or other_figures(unit.text, other.text, figures) or other_figures(other.text, unit.text, figures)
