"""Points that a draft makes twice in other words: sentences that share the words which are rare in the draft."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from hegao.draft.model import Draft
from hegao.draft.recognition import Recognition
from hegao.duplicates.fixed import FixedExpressions
from hegao.duplicates.model import Pair
from hegao.duplicates.settings import RestatedSettings, Settings
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
    words = _Pieces.of([_words(unit.text) for unit in units], limits.common)
    found = []
    for number, others in candidates.items():
        best = _best(number, others, words, limits)
        if best is not None and not _alike(units[number], units[best[1]], settings):
            place, other = units[number].place(draft), units[best[1]].place(draft)
            found.append(Pair(place, other, best[0], changes(other.text, place.text)))
    return tuple(found)


def _fit(unit: Unit, limits: RestatedSettings) -> bool:
    return limits.shortest <= len(unit.text) <= limits.longest and not FixedExpressions.shipped().make_up(unit.text)


def _candidates(units: Sequence[Unit], limits: RestatedSettings) -> Mapping[int, Sequence[int]]:
    """For each sentence the earlier ones with which it shares enough rare pairs of characters to share words."""
    pairs = _Pieces.of([_pairs(unit.text) for unit in units], limits.common_pairs)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    found: dict[int, Sequence[int]] = {}
    for number, unit in enumerate(units):
        own = pairs.shared(number)
        common: dict[int, int] = {}  # few at a time, for which a Counter takes longer
        for pair in own:
            for other in holders[pair]:
                common[other] = common.get(other, 0) + 1
        many = sorted(other for other, pairs_in_both in common.items() if pairs_in_both >= limits.words)
        near = [other for other in many if _apart(unit, units[other]) and pairs.share(number, other) >= limits.pairs]
        if near:
            found[number] = near
        for pair in own:
            holders[pair].append(number)
    return found


def _best(number: int, others: Iterable[int], words: "_Pieces", limits: RestatedSettings) -> tuple[float, int] | None:
    best = None
    for other in others:
        if len(words.shared(number) & words.shared(other)) >= limits.words:
            share = words.share(number, other)
            if share >= limits.share and (best is None or share > best[0]):
                best = share, other
    return best


@dataclass(frozen=True, slots=True)
class _Pieces:
    """What sentences consist of, their words or their pairs of characters, and how many sentences have each.

    Rare are those that no more than ``common`` sentences have; they weigh the more the fewer these are.
    """

    of_sentence: Sequence[frozenset[str]]
    numbers: Mapping[str, int]
    weights: Sequence[float]
    recurring: frozenset[str]
    wholes: dict[int, float] = field(default_factory=dict)

    @classmethod
    def of(cls, of_sentence: Sequence[frozenset[str]], common: int) -> "_Pieces":
        """The pieces of each sentence, what is rare among them being told apart."""
        numbers = Counter(chain.from_iterable(of_sentence))
        weights = [math.log(1 + len(of_sentence) / number) for number in range(1, common + 1)]
        recurring = frozenset(piece for piece, number in numbers.items() if 1 < number <= common)
        return cls(of_sentence, numbers, [0.0, *weights], recurring)

    def shared(self, number: int) -> frozenset[str]:
        """The rare pieces of a sentence that others have too."""
        return self.of_sentence[number] & self.recurring

    def share(self, number: int, other: int) -> float:
        """The share of the weight of all rare pieces of two sentences that both have."""
        both = self._weight(self.of_sentence[number] & self.of_sentence[other])
        either = self._whole(number) + self._whole(other) - both
        return both / either if either else 0.0

    def _whole(self, number: int) -> float:
        """The weight of all rare pieces of a sentence."""
        if number not in self.wholes:
            self.wholes[number] = self._weight(self.of_sentence[number])
        return self.wholes[number]

    def _weight(self, pieces: Iterable[str]) -> float:
        numbers = (self.numbers[piece] for piece in pieces)
        return math.fsum(self.weights[number] for number in numbers if number < len(self.weights))


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
