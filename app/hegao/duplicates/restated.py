"""Points that a draft makes twice in other words: sentences that share the words which are rare in the draft."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hegao.draft.model import Draft
from hegao.draft.recognition import Recognition
from hegao.duplicates.fixed import FixedExpressions
from hegao.duplicates.model import Pair
from hegao.duplicates.settings import RestatedSettings, Settings
from hegao.duplicates.twins import other_figures
from hegao.duplicates.units import Unit, blocks, sentence_units
from hegao.text.characters import han_count
from hegao.text.segmentation import segment
from hegao.text.similarity import changes, similarity


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of each sentence that say what it is about, and what each word weighs."""

    of: Sequence[frozenset[str]]
    weights: Mapping[str, float]

    def weight(self, words: frozenset[str]) -> float:
        return sum(self.weights[word] for word in words)


def restated(draft: Draft, recognition: Recognition, settings: Settings | None = None) -> tuple[Pair, ...]:
    """Each sentence that says in other words what an earlier one of another paragraph says, with that one.

    ``similarity`` is the share of the weight of their words that both have. Sentences that are alike to the letter
    are repetitions (:func:`hegao.duplicates.within.repeated`) and not told here. The words common in the draft are
    left out, so its subject alone makes no two sentences alike.
    """
    settings = settings or Settings.load()
    limits = settings.restated
    units = [unit for unit in sentence_units(blocks(draft, recognition), settings.units) if _fit(unit, limits)]
    words = _words(units, limits)
    holders: dict[str, list[int]] = {}
    found = []
    for number, unit in enumerate(units):
        best = _best(units, number, words, holders, limits)
        if best is not None and not _alike(unit, units[best[1]], settings):
            place, other = unit.place(draft), units[best[1]].place(draft)
            found.append(Pair(place, other, best[0], changes(other.text, place.text)))
        for word in words.of[number]:
            holders.setdefault(word, []).append(number)
    return tuple(found)


def _fit(unit: Unit, limits: RestatedSettings) -> bool:
    return limits.shortest <= len(unit.text) <= limits.longest and not FixedExpressions.shipped().make_up(unit.text)


def _words(units: Sequence[Unit], limits: RestatedSettings) -> _Words:
    cut = [frozenset(word for word in segment(unit.text) if han_count(word) >= 2) for unit in units]
    numbers = Counter(word for words in cut for word in words)
    rare = {word for word, number in numbers.items() if number <= limits.common}
    weights = {word: math.log(1 + len(units) / numbers[word]) for word in rare}
    return _Words([words & rare for words in cut], weights)


def _best(
    units: Sequence[Unit], number: int, words: _Words, holders: Mapping[str, Sequence[int]], limits: RestatedSettings
) -> tuple[float, int] | None:
    own = words.of[number]
    shared = Counter(other for word in own for other in holders.get(word, ()))
    best = None
    for other, many in sorted(shared.items()):
        if many < limits.words or not _apart(units[number], units[other]):
            continue
        common = words.weight(own & words.of[other])
        share = common / words.weight(own | words.of[other])
        if share >= limits.share and (best is None or share > best[0]):
            best = share, other
    return best


def _apart(unit: Unit, other: Unit) -> bool:
    """Whether they stand in different paragraphs of one article; the next sentence of a paragraph takes its point up."""
    return unit.block.article == other.block.article and unit.block.paragraph is not other.block.paragraph


def _alike(unit: Unit, other: Unit, settings: Settings) -> bool:
    """Whether the two are a repetition to the letter, or state the same of different figures."""
    literal = similarity(unit.text, other.text, cutoff=settings.within.paragraph) >= settings.within.paragraph
    return literal or other_figures(unit.text, other.text, settings.within.figures)
