"""Phrases that a draft shares with past reports to the letter, in sentences that stand nowhere as a whole."""

from collections.abc import Iterator, Mapping, Sequence

from hegao.corpus.records import StoredParagraph
from hegao.corpus.search import Match
from hegao.duplicates.units import Unit
from hegao.text.segmentation import clauses
from hegao.text.similarity import condense, condensed


def shared_phrases(
    unit: Unit, paragraphs: Mapping[int, str], stored: Mapping[int, StoredParagraph], least: int
) -> Iterator[tuple[Unit, tuple[Match, ...]]]:
    """The longest runs of clauses of a sentence that paragraphs hold word by word, each with one match a report.

    ``paragraphs`` are condensed texts by the ids of ``stored``; ``least`` is the fewest characters of a phrase.
    """
    pieces = _pieces(unit)
    at = 0
    while at < len(pieces):
        end, holders = _longest(pieces, at, paragraphs)
        phrase = _unit(unit, pieces[at:end]) if holders else None
        if phrase is None or len(phrase.text) < least:
            at += 1
            continue
        found: dict[int, Match] = {}
        for key in holders:
            found.setdefault(stored[key].document, _match(phrase.text, paragraphs[key], stored[key]))
        yield phrase, tuple(found.values())
        at = end


def bare(text: str) -> str:
    """A condensed text without the mark at its end, which depends on what follows."""
    return text.rstrip(".,;:!?")


def _pieces(unit: Unit) -> list[tuple[int, int, str]]:
    """The clauses of a sentence: where they stand in the paragraph, and their condensed text without the mark behind."""
    text = unit.block.paragraph.text[unit.start : unit.end]
    spans = ((unit.start + start, unit.start + end) for start, end in clauses(text))
    return [(start, end, condensed(unit.block.paragraph.text[start:end])) for start, end in spans]


def _longest(
    pieces: Sequence[tuple[int, int, str]], at: int, paragraphs: Mapping[int, str]
) -> tuple[int, tuple[int, ...]]:
    """How far the clauses from ``at`` on stand together in one paragraph, and the paragraphs that have them so."""
    text, end = "", at
    holders: tuple[int, ...] = tuple(paragraphs)
    while end < len(pieces):
        text += pieces[end][2]
        having = tuple(key for key in holders if bare(text) in paragraphs[key])
        if not having:
            break
        holders, end = having, end + 1
    return end, holders if end > at else ()


def _unit(unit: Unit, pieces: Sequence[tuple[int, int, str]]) -> Unit:
    start, end = pieces[0][0], pieces[-1][1]
    text = unit.block.paragraph.text[start:end]
    end -= len(text) - len(text.rstrip().rstrip("，；：、,;:"))
    return Unit(unit.block, start, end, condense(unit.block.paragraph.text[start:end]), unit.first, unit.last)


def _match(text: str, held: str, paragraph: StoredParagraph) -> Match:
    if text not in held:
        text = bare(text)
    at = held.index(text)
    return Match(paragraph, *condense(paragraph.text).span(at, at + len(text)), 1.0)
