"""Passages that a draft shares with past reports: where they stand there, how alike they are, and what kind they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from hegao.corpus.cleaning import clean
from hegao.corpus.fingerprints import condensed_fingerprints
from hegao.corpus.metadata import content_hash, describe
from hegao.corpus.records import PastReport
from hegao.corpus.search import Candidates, Match
from hegao.draft.model import Draft
from hegao.draft.recognition import Recognition
from hegao.duplicates.fixed import FixedExpressions
from hegao.duplicates.model import Kind, Passage, Source
from hegao.duplicates.settings import AcrossSettings, Settings
from hegao.duplicates.twins import other_figures
from hegao.duplicates.units import Unit, blocks, joined, sentence_units
from hegao.text.similarity import changes, condensed, similarity

if TYPE_CHECKING:
    from hegao.corpus.store import Store


@dataclass(frozen=True, slots=True)
class _Shared:
    """Neighbouring sentences of one paragraph and where they stand together; ``others`` are further reports."""

    unit: Unit
    match: Match
    others: tuple[Match, ...]
    documents: int


def shared(
    draft: Draft, recognition: Recognition, store: "Store", settings: Settings | None = None
) -> tuple[Passage, ...]:
    """The passages of a draft that stand in past reports too, in reading order.

    The draft itself, when it has been stored, is no source. A passage of fixed expressions is told as such
    (:attr:`Kind.FIXED`), never as copied.

    Raises:
        StoreError: the store cannot be read.
    """
    settings = settings or Settings.load()
    sentences = sentence_units(blocks(draft, recognition), settings.units)
    if not sentences:
        return ()
    own = {content_hash(article.draft) for article in clean(draft, recognition)}
    known = {report.id for report in map(store.known, own) if report}
    found = _joined(sentences, _matches(sentences, store, settings.across, known), settings.across)
    numbers = {match.paragraph.document for item in found for match in (item.match, *item.others)}
    reports = {report.id: report for report in store.documents(numbers=numbers)}
    issuer = describe(draft, recognition).issuer
    passages = (_passage(draft, item, reports, issuer, settings.across) for item in found)
    return tuple(passage for passage in passages if not _parallel(passage, settings.across))


def _matches(
    sentences: Sequence[Unit], store: "Store", settings: AcrossSettings, own: set[int]
) -> list[dict[int, Match]]:
    """For each sentence its best place in each past report that has it, by the report's number."""
    prints = [condensed_fingerprints(unit.text) for unit in sentences]
    candidates = Candidates(store, prints, settings.rarest)
    ranked = [candidates.ranked(number, settings.candidates) for number in range(len(sentences))]
    candidates.load({key for keys in ranked for key in keys})
    found = []
    for group in _by_block(sentences):
        # What holds one sentence of a paragraph may hold its neighbour, were it ever so much edited.
        common = list(dict.fromkeys(key for unit in group for key in ranked[unit.first][:2]))[
            : settings.candidates
        ]
        for unit in group:
            keys = dict.fromkeys((*ranked[unit.first], *common))
            best: dict[int, Match] = {}
            for match in candidates.matches(unit.text, keys, settings.sentence):
                if match.paragraph.document not in own:
                    best.setdefault(match.paragraph.document, match)
            found.append(best)
    return found


def _by_block(sentences: Sequence[Unit]) -> Iterable[list[Unit]]:
    return (list(group) for _, group in groupby(sentences, key=lambda unit: id(unit.block)))


def _joined(
    sentences: Sequence[Unit], matches: Sequence[Mapping[int, Match]], settings: AcrossSettings
) -> list[_Shared]:
    """Each stretch of sentences with the report that has most of it in one piece."""
    found = []
    for group in _by_block(sentences):
        at = 0
        while at < len(group):
            here = matches[group[at].first : group[-1].last]
            runs = [_run(here, document, settings.gap) for document in here[0]]
            if not runs:
                at += 1
                continue
            run = max(runs, key=lambda run: (len(run), run[0].similarity))
            unit = joined(group[at], group[at + len(run) - 1])
            others = [m for m in here[0].values() if m.paragraph.document != run[0].paragraph.document]
            others.sort(key=lambda match: -match.similarity)
            documents = max(len(best) for best in here[: len(run)])
            match = _whole(unit, run)
            if len(unit.text) >= settings.short or match.similarity >= settings.short_sentence:
                found.append(_Shared(unit, match, tuple(others[: settings.sources - 1]), documents))
            at += len(run)
    return found


def _run(here: Sequence[Mapping[int, Match]], document: int, gap: int) -> list[Match]:
    """The places of successive sentences that follow each other in one paragraph of a report too."""
    run = [here[0][document]]
    for best in here[1:]:
        match = best.get(document)
        if (
            match is None
            or match.paragraph.id != run[-1].paragraph.id
            or abs(match.start - run[-1].end) > gap
        ):
            break
        run.append(match)
    return run


def _whole(unit: Unit, run: Sequence[Match]) -> Match:
    if len(run) == 1:
        return run[0]
    paragraph, start, end = run[0].paragraph, run[0].start, run[-1].end
    score = similarity(unit.text, condensed(paragraph.text[start:end]))
    return Match(paragraph, start, end, score)


def _passage(
    draft: Draft,
    item: _Shared,
    reports: Mapping[int, PastReport],
    issuer: str | None,
    settings: AcrossSettings,
) -> Passage:
    place = item.unit.place(draft)
    source, *others = (_source(match, reports) for match in (item.match, *item.others))
    kind = _kind(item, source, others, issuer, settings)
    return Passage(
        place,
        kind,
        item.match.similarity,
        source,
        changes(source.text, place.text),
        tuple(others),
        item.documents,
    )


def _parallel(passage: Passage, settings: AcrossSettings) -> bool:
    """Whether it is a statement of figures as others make it of theirs; the office's own old ones do matter."""
    if passage.kind is not Kind.COPIED:
        return False
    return other_figures(condensed(passage.place.text), condensed(passage.source.text), settings.figures)


def _kind(
    item: _Shared, source: Source, others: Sequence[Source], issuer: str | None, settings: AcrossSettings
) -> Kind:
    if FixedExpressions.shipped().make_up(item.unit.text):
        return Kind.FIXED
    own = issuer is not None and source.issuer == issuer
    elsewhere = sum(1 for other in (source, *others) if other.issuer is None or other.issuer != issuer)
    if item.documents >= settings.cliche and elsewhere >= settings.cliche - 1:
        return Kind.CLICHE
    return Kind.ROUTINE if own else Kind.COPIED


def _source(match: Match, reports: Mapping[int, PastReport]) -> Source:
    report, paragraph = reports[match.paragraph.document], match.paragraph
    return Source(
        report.id,
        report.path,
        report.title,
        report.date,
        report.issuer,
        paragraph.number,
        match.start,
        match.end,
        paragraph.text[match.start : match.end],
    )
