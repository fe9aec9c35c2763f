"""What a draft lacks, says twice or says out of order against the usual outline of its genre."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from hegao.corpus.metadata import Description
from hegao.corpus.presence import described, own_reports
from hegao.corpus.records import PastReport
from hegao.corpus.store import Store
from hegao.draft.model import Draft
from hegao.draft.recognition import Genre, Recognition
from hegao.structure.comparison import Comparison
from hegao.structure.conventions import Limits, conventions_of, level_of, load_limits
from hegao.structure.expected import Expectation, Told, gaps, told
from hegao.structure.followed import followed, unanswered
from hegao.structure.history import typical, variants
from hegao.structure.lengths import unusual_lengths
from hegao.structure.model import Advice, Gap, Lack, Shape, Typical, UsualSection, Variant
from hegao.structure.sections import draft_shape, past_lines, past_shapes
from hegao.structure.topics import Topics
from hegao.structure.usual import usual_sections


def advise(draft: Draft, recognition: Recognition, store: Store) -> Advice:
    """The usual outline of the draft's genre in the store, beside the draft's own.

    The draft itself, when it has been stored, is no evidence. Figures and promises are those of earlier reports of
    its series.

    Raises:
        StoreError: the store cannot be read.
    """
    limits, genre = load_limits(), recognition.genre
    own = {report.id for report in own_reports(draft, recognition, store)}
    about = described(draft, recognition, store)
    reports = [report for report in store.documents(genre=genre.name) if report.id not in own]
    chosen = evidence(reports, about, limits)
    enough = len(chosen) >= limits.enough
    past = Past.of(past_shapes(store, chosen) if enough else (), chosen, about, genre.name, limits)
    advice = past.advice(draft_shape(draft, recognition), genre, len(chosen))
    series = [r for r in chosen if _in_series(r, about) and not _later(r, about)][: limits.followed.latest]
    if not series:
        return advice
    told_series = list(zip(series, past_lines(store, series), strict=True))
    return replace(
        advice,
        followed=tuple(followed(draft, told_series, limits.followed)),
        unanswered=tuple(unanswered(draft, told_series[0], past.common, limits.followed)),
    )


def evidence(reports: Sequence[PastReport], about: Description, limits: Limits) -> list[PastReport]:
    """The reports a draft is held against, newest first: its series whole, then those of its level, then others."""
    newest = sorted(reports, key=_age, reverse=True)
    level = level_of(about.place)
    nearness = [(0 if _in_series(r, about) else 1 if level and level_of(r.place) == level else 2) for r in newest]
    nearest = sorted(range(len(newest)), key=lambda number: nearness[number])[: limits.reports]
    return [newest[number] for number in sorted(nearest)]


def _age(report: PastReport) -> tuple[str, int]:
    return report.date or str(report.year or ""), report.id


def _in_series(report: PastReport, about: Description) -> bool:
    return about.series is not None and report.series == about.series


def _later(report: PastReport, about: Description) -> bool:
    return about.year is not None and report.year is not None and report.year >= about.year


@dataclass(frozen=True)
class Past:
    """What past reports of a genre show, those of one series apart; made once, it serves any draft of the series.

    ``shapes_of_series`` are those of the series, the newest first.
    """

    shapes: Sequence[Shape]
    usual: Sequence[UsualSection]
    expectation: Expectation | None
    limits: Limits
    shapes_of_series: Sequence[Shape] = ()

    @classmethod
    def of(
        cls, shapes: Sequence[Shape], reports: Sequence[PastReport], about: Description, genre: str, limits: Limits
    ) -> Self:
        """What ``shapes``, the newest first, show; ``reports`` are whose they are."""
        of_series = {report.id for report in reports if _in_series(report, about)}
        own = [shape for shape in shapes if shape.document in of_series]
        usual = usual_sections(shapes, conventions_of(genre), genre, limits, own)
        topics = Topics.learnt(shapes, limits.topics)
        if topics is None:
            return cls(shapes, usual, None, limits, own)
        level = level_of(about.place)
        of_level = {report.id for report in reports if level and level_of(report.place) == level}
        series = told(topics, own)
        latest = max((shape.year for shape in shapes if shape.year), default=0)
        since = (about.year or latest) - limits.topics.recent
        near = [s for s in shapes if s.document not in of_series and (s.year or latest) >= since]
        alike = [s for s in near if s.document in of_level]
        others = told(topics, alike if len(alike) >= limits.topics.reports else near)
        return cls(shapes, usual, Expectation(topics, series, others, limits), limits, own)

    @property
    def common(self) -> Collection[str]:
        """Words that several sections have; none where the reports are too few to tell."""
        return self.expectation.topics.common if self.expectation else ()

    @cached_property
    def variants(self) -> tuple[Variant, ...]:
        """How the outline changed over the years."""
        return tuple(variants(self.expectation, self.limits.history)) if self.expectation else ()

    @cached_property
    def typical(self) -> tuple[Typical, ...]:
        """The sentences that open and close reports and sections."""
        return tuple(typical(self.expectation, self.limits.history)) if self.expectation else ()

    def advice(self, shape: Shape, genre: Genre, documents: int) -> Advice:
        """The advice on a draft's shape; ``documents`` past reports are there, with too few of them no shapes."""
        compared = Comparison(shape, self.shapes, self.usual, genre.name, self.limits, self.shapes_of_series)
        lacks, found, topics = self._told(shape)
        return Advice(
            genre=genre,
            documents=documents,
            series=_evidence_words(
                genre.name,
                documents,
                len(self.shapes_of_series),
                bool(self.shapes),
                bool(self.usual),
                self.limits.topics.reports,
            ),
            conventional=not self.shapes,
            usual=tuple(self.usual),
            sections=shape.sections,
            missing=_without_doubles([*compared.missing(), *lacks]),
            superfluous=tuple(compared.twice()),
            misplaced=tuple(compared.misplaced()),
            title=shape.title,
            outline=shape.outline,
            gaps=found,
            topics=topics,
            lengths=tuple(unusual_lengths(shape, self.shapes, self.usual, genre.name, self.limits.lengths)),
            variants=self.variants,
            typical=self.typical,
        )

    def _told(self, shape: Shape) -> tuple[tuple[Lack, ...], tuple[Gap, ...], tuple[UsualSection, ...]]:
        """Topics the draft lacks, its gaps in numbering, and the topics most expected of it."""
        if self.expectation is None:
            return (), tuple(gaps(shape)), ()
        own = Told(shape, self.expectation.topics.of(shape))
        usual = [s for s, score in self.expectation.ranked.items() if score >= self.limits.topics.usual]
        lacks = (*self.expectation.half(own), *self.expectation.missing(own))
        return (
            lacks,
            tuple(gap for gap in self.expectation.gaps(own) if not any(gap.filled_at(lack.at) for lack in lacks)),
            tuple(self.expectation.usual(subject) for subject in usual),
        )


def _without_doubles(lacks: Sequence[Lack]) -> tuple[Lack, ...]:
    """The lacks, of two that a role and a topic tell of the same place and level only the first."""
    first: dict[tuple[int, int], Lack] = {}
    kept = []
    for lack in lacks:
        before = first.setdefault((lack.at, lack.level), lack)
        if before is lack or before.usual.role.id.startswith("topic-") == lack.usual.role.id.startswith("topic-"):
            kept.append(lack)
    return tuple(kept)


def _evidence_words(genre: str, documents: int, own: int, enough: bool, known: bool, sufficient: int) -> str:
    """What the advice rests on; below ``sufficient`` reports, of which no topics are learnt, it is said to be little."""
    if enough:
        series = f"，其中同一系列往年的 {own} 篇" if own else ""
        few = "" if documents >= sufficient else "篇数不多，只能看出大致的写法，请对照原文取舍。"
        return f"根据往稿库中 {documents} 篇{genre}{series}。{few}"
    stored = f"往稿库中只有 {documents} 篇{genre}，不足以统计" if documents else f"往稿库中没有{genre}"
    if known:
        return f"{stored}，以下按这一文种的通行写法提出；多添加往稿后再看会更准。"
    return f"{stored}，也没有通行写法可以对照；请先添加几篇同类往稿，或更正文种。"
