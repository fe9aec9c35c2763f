"""Passages that a draft says twice, exactly or nearly: paragraphs, sentences, and whole stitched articles."""

from collections.abc import Iterable, Sequence
from functools import cache

from hegao.draft.model import Draft
from hegao.draft.recognition import Recognition
from hegao.duplicates.articles import same_articles, title_places
from hegao.duplicates.fixed import FixedExpressions
from hegao.duplicates.model import Pair, Repetition
from hegao.duplicates.settings import Settings
from hegao.duplicates.sharing import Criterion, Sharing
from hegao.duplicates.twins import Twin, merged, runs, twins
from hegao.duplicates.units import Unit, compared, paragraph_units
from hegao.text.similarity import changes


def repeated(draft: Draft, recognition: Recognition, sentences: Sequence[Unit] | None = None) -> tuple[Repetition, ...]:
    """The repetitions of a draft: whole articles first, then runs in the order of the later passage.

    Headings, formalities, pasted residue, fixed expressions and short items are not compared. Neighbouring passages
    that repeat neighbouring passages are one repetition. ``sentences`` are those of the draft that are compared, where
    they are known already. The time needed grows with the draft's length only.
    """
    settings = Settings.load()
    sentences = compared(draft, recognition) if sentences is None else sentences
    found = _twins(sentences, settings)
    repetitions = []
    told: set[int] = set()
    titles = title_places(draft, recognition, sentences)
    for same in same_articles(sentences, found, settings.within.article):
        told.update(twin.unit.first for twin in same.twins)
        pairs = _pairs(draft, same.twins, settings)
        places = titles[same.article], titles[same.other]
        repetitions.append(Repetition(*places, same.share, pairs, (same.article, same.other)))
    for run in runs(twin for twin in found if twin.unit.first not in told):
        pairs = _pairs(draft, run, settings)
        repetitions.append(Repetition(pairs[0].place, pairs[0].other, _mean(pairs), pairs))
    return tuple(repetitions)


def _twins(sentences: Sequence[Unit], settings: Settings) -> list[Twin]:
    """Twins of single sentences, or of the whole paragraph where that one is more alike than the sentences cover.

    Sentences find a paragraph that was torn in two, the whole paragraph one that was edited throughout.
    """
    fixed, within = FixedExpressions.shipped(), settings.within
    paragraphs = paragraph_units(sentences, settings.units)
    lengths = {unit.first: len(unit.text) for unit in sentences}
    alike, alike_paragraphs = _sharing("sentences"), _sharing("paragraphs")
    found = {twin.unit.first: twin for twin in twins(sentences, alike, fixed, within, within.sentence)}
    for twin in twins(paragraphs, alike_paragraphs, fixed, within, within.paragraph):
        numbers = range(twin.unit.first, twin.unit.last)
        covered = sum(lengths[number] for number in numbers if number in found)
        if twin.similarity * sum(lengths[number] for number in numbers) >= covered:
            for number in numbers:
                found.pop(number, None)
            found[twin.unit.first] = twin
    return list(found.values())


@cache
def _sharing(_units: str) -> Sharing[int]:
    """How passages are found that are worth comparing: the sentences of drafts and their paragraphs, each by themselves."""
    within = Settings.load().within
    return Sharing(Criterion(lambda prints: within.shared * prints, within.postings, first=True))


def _pairs(draft: Draft, found: Iterable[Twin], settings: Settings) -> tuple[Pair, ...]:
    ordered = sorted(found, key=lambda twin: twin.unit.first)
    return tuple(_pair(draft, twin) for twin in merged(ordered, settings.within.sentence))


def _pair(draft: Draft, twin: Twin) -> Pair:
    place, other = twin.unit.place(draft), twin.other.place(draft)
    return Pair(place, other, twin.similarity, changes(other.text, place.text))


def _mean(pairs: tuple[Pair, ...]) -> float:
    """The similarity of the pairs, the longer counting more."""
    total = sum(len(pair.place.text) for pair in pairs)
    return sum(pair.similarity * len(pair.place.text) for pair in pairs) / total
