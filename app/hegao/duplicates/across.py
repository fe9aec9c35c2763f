"""Passages that a draft shares with past reports: where they stand there, how alike they are, and what kind they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from hegao.corpus.fingerprints import fingerprints_of
from hegao.corpus.metadata import Description
from hegao.corpus.presence import described, own_reports
from hegao.corpus.records import PastReport
from hegao.corpus.search import Candidates, Match
from hegao.draft.model import Draft
from hegao.draft.recognition import Recognition
from hegao.duplicates.earlier import EarlierReports, older, same_office
from hegao.duplicates.kinds import Sighting, kind_of
from hegao.duplicates.model import Kind, Passage, Source
from hegao.duplicates.phrases import shared_phrases
from hegao.duplicates.settings import AcrossSettings, Settings
from hegao.duplicates.stale import Judge
from hegao.duplicates.telling import beyond_chance, parallel, standing, telling
from hegao.duplicates.units import Unit, compared, joined
from hegao.text.similarity import changes, condensed, similarity

if TYPE_CHECKING:
    from hegao.corpus.store import Store


@dataclass(frozen=True, slots=True)
class _LookUp:
    """Where the sentences of a draft may stand: paragraphs of past reports, the most promising of each sentence first."""

    candidates: Candidates
    ranked: Sequence[Sequence[int]]
    common: Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class _Shared:
    """Neighbouring sentences of one paragraph and where they stand together; ``others`` are further reports."""

    unit: Unit
    match: Match
    others: tuple[Match, ...]
    documents: int


def shared(draft: Draft, recognition: Recognition, store: "Store") -> tuple[Passage, ...]:
    """The passages of a draft that stand in past reports too, in reading order, each with its kind and the reason.

    The draft itself, when it has been stored, is no source. A passage of fixed expressions is told as such
    (:attr:`Kind.FIXED`), never as copied; one with figures that an earlier report of the same office had is
    :attr:`Kind.STALE`.

    Raises:
        StoreError: the store cannot be read.
    """
    settings = Settings.load()
    sentences = compared(draft, recognition)
    if not sentences:
        return ()
    own = {report.id for report in own_reports(draft, recognition, store)}
    about = described(draft, recognition, store)
    earlier = EarlierReports.of(store, about, recognition.genre.name, own, settings.stale)
    look_up = _look_up(sentences, store, earlier, settings.across)
    matches = _matches(sentences, look_up, settings.across, own)
    found = _joined(sentences, matches, settings.across, earlier.reports)
    phrases = _phrases(sentences, found, look_up, settings.across, own)
    numbers = {match.paragraph.document for item in (*found, *phrases) for match in (item.match, *item.others)}
    reports = {report.id: report for report in store.documents(numbers=numbers)}
    passages = [_passage(draft, item, reports, about, settings.across) for item in found]
    named = [_passage(draft, item, reports, about, settings.across) for item in phrases]
    passages += telling(named, settings.across)
    judged = _judged(passages, Judge(draft, about, settings.stale), reports)
    kept = standing(judged, [condensed(one.text) for one in store.standing()], settings.across)
    told = beyond_chance([p for p in kept if not parallel(p, settings.across)], settings.across)
    return tuple(sorted(told, key=lambda passage: (passage.place.paragraph or 0, passage.place.start)))


def _look_up(sentences: Sequence[Unit], store: "Store", earlier: EarlierReports, settings: AcrossSettings) -> _LookUp:
    prints = fingerprints_of([unit.text for unit in sentences])
    groups = list(_by_block(sentences))
    together = [frozenset().union(*(prints[unit.first] for unit in group)) for group in groups]
    candidates = Candidates(store, [*prints, *together], settings.rarest)
    nearest = Candidates(earlier, prints, settings.rarest)
    ranked = [
        [*candidates.ranked(number, settings.candidates), *nearest.ranked(number, 2)]
        for number in range(len(sentences))
    ]
    candidates.load({key for keys in ranked for key in keys})
    common: list[list[int]] = []
    for index, group in enumerate(groups, len(sentences)):
        # What holds one sentence of a paragraph may hold its neighbour, were it ever so much edited.
        holders = [*candidates.ranked(index, 3), *(key for unit in group for key in ranked[unit.first][:2])]
        common += [list(dict.fromkeys(holders))[: settings.candidates]] * len(group)
    return _LookUp(candidates, ranked, common)


def _matches(
    sentences: Sequence[Unit], look_up: _LookUp, settings: AcrossSettings, own: set[int]
) -> list[dict[int, Match]]:
    """For each sentence its best place in each past report that has it, by the report's number."""
    found: list[dict[int, Match]] = []
    for group in _by_block(sentences):
        loose = []
        for unit in group:
            keys = dict.fromkeys((*look_up.ranked[unit.first], *look_up.common[unit.first]))
            matches = look_up.candidates.matches(unit.text, keys, settings.together)
            loose.append([match for match in matches if match.paragraph.document not in own])
        found += _supported(group, loose, settings)
    return found


def _phrases(
    sentences: Sequence[Unit],
    found: Iterable[_Shared],
    look_up: _LookUp,
    settings: AcrossSettings,
    own: set[int],
) -> list[_Shared]:
    """What the sentences that were not found have word by word in common with past reports."""
    done = {number for item in found for number in range(item.unit.first, item.unit.last)}
    phrases = []
    for unit in sentences:
        if unit.first in done:
            continue
        stored = look_up.candidates.load(look_up.ranked[unit.first])
        stored = {key: paragraph for key, paragraph in stored.items() if paragraph.document not in own}
        texts = look_up.candidates.texts(stored)
        for phrase, matches in shared_phrases(unit, texts, stored, settings.phrase):
            phrases.append(_Shared(phrase, matches[0], matches[1:], len(matches)))
    return phrases


def _supported(
    group: Sequence[Unit], loose: Sequence[Sequence[Match]], settings: AcrossSettings
) -> Iterable[dict[int, Match]]:
    """The matches of a paragraph's sentences that are alike enough, by themselves or with others beside them.

    A sentence that is alike by less counts where it is long, or where more of its paragraph stands in the same place.
    """
    company: dict[int, int] = {}
    for unit, matches in zip(group, loose, strict=True):
        for match in matches:
            company[match.paragraph.id] = company.get(match.paragraph.id, 0) + len(unit.text)
    for unit, matches in zip(group, loose, strict=True):
        best: dict[int, Match] = {}
        for match in matches:
            least = settings.sentence if len(unit.text) >= settings.short else settings.short_sentence
            if company[match.paragraph.id] >= settings.long:
                least = settings.together
            if match.similarity >= least:
                best.setdefault(match.paragraph.document, match)
        yield best


def _by_block(sentences: Sequence[Unit]) -> Iterable[list[Unit]]:
    return (list(group) for _, group in groupby(sentences, key=lambda unit: id(unit.block)))


def _joined(
    sentences: Sequence[Unit],
    matches: Sequence[Mapping[int, Match]],
    settings: AcrossSettings,
    earlier: Mapping[int, PastReport],
) -> list[_Shared]:
    """Each stretch of sentences with the report that has most of it in one piece, the office's own before others."""
    found = []
    for group in _by_block(sentences):
        at = 0
        while at < len(group):
            here = matches[group[at].first : group[-1].last]
            runs = [_run(here, document, settings.gap) for document in here[0]]
            if not runs:
                at += 1
                continue
            run = max(runs, key=lambda r: (len(r), round(r[0].similarity, 2), r[0].paragraph.document in earlier))
            unit = joined(group[at], group[at + len(run) - 1])
            others = _others(unit, here[: len(run)], run[0].paragraph.document, settings.gap)
            found.append(_Shared(unit, _whole(unit, run), others, len(others) + 1))
            at += len(run)
    return found


def _others(unit: Unit, here: Sequence[Mapping[int, Match]], source: int, gap: int) -> tuple[Match, ...]:
    """The places in further reports that have the whole of some sentences too, the most alike first."""
    runs = [_run(here, document, gap) for document in here[0] if document != source]
    whole = (_whole(unit, run) for run in runs if len(run) == len(here))
    return tuple(sorted(whole, key=lambda match: -match.similarity))


def _run(here: Sequence[Mapping[int, Match]], document: int, gap: int) -> list[Match]:
    """The places of successive sentences that follow each other in one paragraph of a report too."""
    run = [here[0][document]]
    for best in here[1:]:
        match = best.get(document)
        if match is None or match.paragraph.id != run[-1].paragraph.id or abs(match.start - run[-1].end) > gap:
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
    about: Description,
    settings: AcrossSettings,
) -> Passage:
    place = item.unit.place(draft)
    matches = (item.match, *item.others)
    seen = [Sighting(reports[m.paragraph.document], m.similarity, m.paragraph.text[m.start : m.end]) for m in matches]
    kind, reason = kind_of(item.unit.text, seen, item.documents, about, settings)
    source, *others = (_source(match, reports) for match in matches[: settings.sources])
    differences = changes(source.text, place.text)
    return Passage(place, kind, item.match.similarity, source, differences, tuple(others), item.documents, reason)


def _judged(passages: Sequence[Passage], judge: Judge, reports: Mapping[int, PastReport]) -> Iterable[Passage]:
    """The passages with those that kept what is no longer true made stale."""
    copied: dict[int | None, list[Passage]] = {}
    for passage in passages:
        copied.setdefault(passage.source.document, []).append(passage)
    for passage in passages:
        report = reports[passage.source.document or 0]
        if passage.kind is Kind.FIXED:
            yield passage
            continue
        if report.issuer is None or judge.about.issuer is None or same_office(report, judge.about):
            newer = not older(report, judge.about, judge.settings.months)
            marks = () if newer else judge.taken_over(passage, report)
            reason = "这段文字沿用了以前的报告，标出的内容没有更新，请逐项核对。"
        else:
            marks = judge.foreign_names(passage, copied[passage.source.document])
            reason = f"这段文字与{report.issuer}的往稿雷同，还留着那里的名称，请改正。"
        yield replace(passage, kind=Kind.STALE, reason=reason, marks=marks) if marks else passage


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
