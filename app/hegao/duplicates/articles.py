"""Whole articles of a stitched file that are the same text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hegao.draft.model import Draft, Place
from hegao.draft.recognition import Recognition
from hegao.duplicates.twins import Twin
from hegao.duplicates.units import Unit


@dataclass(frozen=True, slots=True)
class SameArticle:
    """An article that stands in another one, with the share of its text that does, and the twins that show it."""

    article: int
    other: int
    share: float
    twins: tuple[Twin, ...]


@dataclass(slots=True)
class _Shared:
    """The sentences of two articles that stand in the other one, and the twins."""

    own: set[int] = field(default_factory=set)
    others: set[int] = field(default_factory=set)
    twins: list[Twin] = field(default_factory=list)


def same_articles(sentences: Sequence[Unit], twins: Sequence[Twin], least: float) -> tuple[SameArticle, ...]:
    """The articles of which at least the share ``least`` stands in another, the later of two named first."""
    shared: dict[tuple[int, int], _Shared] = {}
    for twin in twins:
        key = twin.unit.block.article, twin.other.block.article
        if key[0] != key[1]:
            entry = shared.setdefault(key, _Shared())
            entry.own.update(range(twin.unit.first, twin.unit.last))
            entry.others.update(range(twin.other.first, twin.other.last))
            entry.twins.append(twin)
    lengths = [len(unit.text) for unit in sentences]
    totals: dict[int, int] = {}
    for unit in sentences:
        totals[unit.block.article] = totals.get(unit.block.article, 0) + len(unit.text)
    found = []
    for (later, earlier), entry in shared.items():
        forth = sum(lengths[i] for i in entry.own) / totals[later]
        back = sum(lengths[i] for i in entry.others) / totals[earlier]
        if forth >= least:
            found.append(SameArticle(later, earlier, forth, tuple(entry.twins)))
        elif back >= least:
            found.append(SameArticle(earlier, later, back, tuple(entry.twins)))
    return tuple(found)


def title_places(draft: Draft, recognition: Recognition, sentences: Sequence[Unit]) -> Mapping[int, Place]:
    """Where each article begins: its title, or its first sentence where it has none."""
    places: dict[int, Place] = {}
    for heading in recognition.outline:
        if heading.level == 0:
            places.setdefault(heading.article, heading.place)
    for unit in sentences:
        if unit.block.article not in places:
            places[unit.block.article] = unit.place(draft)
    return places
