"""Which of the passages found are worth telling: not what two writers hit on, nor what the office keeps as its own."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from hegao.duplicates.figures import figures, unchanged
from hegao.duplicates.model import Kind, Passage
from hegao.duplicates.settings import AcrossSettings
from hegao.text.similarity import best_span, condensed


def telling(phrases: Iterable[Passage], settings: AcrossSettings) -> Iterable[Passage]:
    """The phrases that tell something: set ones, and those too long for two writers to hit on them."""
    for phrase in phrases:
        if phrase.kind in (Kind.FIXED, Kind.CLICHE) or len(condensed(phrase.place.text)) >= settings.short:
            yield phrase


def standing(passages: Iterable[Passage], texts: Sequence[str], settings: AcrossSettings) -> Iterable[Passage]:
    """The passages with those that the office keeps as its own made routine, wherever else they stand."""
    for passage in passages:
        own = condensed(passage.place.text)
        if passage.kind is not Kind.FIXED and any(best_span(own, text, cutoff=settings.sentence) for text in texts):
            yield replace(passage, kind=Kind.ROUTINE, reason="这是本单位存为常用段落的文字，可以照用。", marks=())
        else:
            yield passage


def parallel(passage: Passage, settings: AcrossSettings) -> bool:
    """Whether it is a statement of figures as others make it of theirs; the office's own old ones do matter."""
    if passage.kind not in (Kind.COPIED, Kind.CLICHE):
        return False
    text = condensed(passage.place.text)
    stated = [figure for figure in figures(passage.place.text) if figure.year is None]
    kept = len(unchanged(stated, passage.changes))
    return 2 * kept < len(stated) and sum(map(str.isdigit, text)) >= settings.figures * len(text)


def beyond_chance(passages: Sequence[Passage], settings: AcrossSettings) -> Iterable[Passage]:
    """The passages without the short ones that another writer would word nearly so, too.

    A short sentence of others tells of copying where it is theirs to the letter, or where more comes from that report.
    """
    copied = Counter(passage.source.document for passage in passages if passage.kind in (Kind.COPIED, Kind.STALE))
    for passage in passages:
        short = len(condensed(passage.place.text)) < settings.short and passage.similarity < settings.exact
        if passage.kind is not Kind.COPIED or not short or copied[passage.source.document] > 1:
            yield passage
