"""Which topics a report is expected to have a section on, and which of them a draft has none on."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hegao.structure.conventions import Limits
from hegao.structure.model import Gap, Lack, Numbered, Part, Piece, Role, Shape, UsualSection, Witness
from hegao.structure.topics import Topics

_SIDE = {Part.PAST: "（回顾部分）", Part.AHEAD: "（安排部分）", Part.WHOLE: ""}

Subject = tuple[Part, int]
"""A topic in one half of a report."""


@dataclass(frozen=True, slots=True)
class Told:
    """A report with the topics of its pieces, the nearest first."""

    shape: Shape
    topics: tuple[tuple[int, ...], ...]

    @property
    def subjects(self) -> list[Subject]:
        """The nearest topic of each piece with the half it stands in, in order, each once."""
        return list(dict.fromkeys((p.part, t[0]) for p, t in zip(self.shape.pieces, self.topics, strict=True) if t))

    @property
    def touched(self) -> set[Subject]:
        """The same for all topics that are near."""
        return {(p.part, topic) for p, near in zip(self.shape.pieces, self.topics, strict=True) for topic in near}

    def witness(self, piece: Piece) -> Witness:
        """The report as evidence, with one of its headings."""
        shape = self.shape
        return Witness(shape.document, shape.title, piece.label + piece.heading, shape.date, shape.issuer)

    def on(self, subject: Subject) -> Iterator[Piece]:
        """The pieces on a subject."""
        for piece, near in zip(self.shape.pieces, self.topics, strict=True):
            if near and (piece.part, near[0]) == subject:
                yield piece


@dataclass(frozen=True)
class Expectation:
    """What past reports let one expect of a report: those of its own series, newest first, and others."""

    topics: Topics
    series: Sequence[Told]
    others: Sequence[Told]
    limits: Limits

    @property
    def everyone(self) -> tuple[Told, ...]:
        """All the reports, those of the series first."""
        return (*self.series, *self.others)

    def ranked(self) -> Mapping[Subject, float]:
        """How much each subject is expected, 0 to 1, the most expected first."""
        weights = self.limits.topics
        series, others = _shares(self.series), _shares(self.others)
        last = set(self.series[0].subjects) if self.series else set()
        whole = (weights.last + weights.series if self.series else 0.0) + (weights.others if self.others else 0.0)
        scores = {
            subject: (
                (weights.last * (subject in last) + weights.series * series.get(subject, 0.0) if self.series else 0.0)
                + weights.others * others.get(subject, 0.0)
            )
            / whole
            for subject in {*series, *others}
        }
        return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0])))

    def missing(self, draft: Told) -> Iterator[Lack]:
        """Subjects that are expected and that no piece of the draft touches, in the usual order."""
        touched, halves = draft.touched, {piece.part for piece in draft.shape.pieces}
        wanted = [s for s, score in self.ranked().items() if score >= self.limits.topics.missing]
        for subject in sorted(wanted, key=self._position):
            if subject not in touched and subject[0] in halves:
                yield Lack(self.usual(subject), self._before(subject, draft))

    def gaps(self, draft: Told) -> Iterator[Gap]:
        """The draft's gaps in numbering, with the subject most expected there."""
        missed = [subject for subject in self.ranked() if subject not in draft.touched]
        for gap in gaps(draft.shape):
            likely = next((subject for subject in missed if subject[0] is gap.after.part), None)
            yield replace(gap, likely=self.usual(likely) if likely else None)

    def usual(self, subject: Subject) -> UsualSection:
        """A subject as past reports have it, those of the series named first."""
        having = [one for one in self.everyone if subject in one.subjects]
        return UsualSection(
            role=self.role(subject),
            documents=len(having),
            of=len(self.everyone),
            position=self._position(subject)[1],
            share=_mean(_share(one, subject) for one in having),
            required=False,
            witnesses=tuple(one.witness(next(one.on(subject))) for one in having[: self.limits.witnesses]),
        )

    def role(self, subject: Subject) -> Role:
        """The role a subject plays, by its own name."""
        part, topic = subject
        return Role(f"topic-{part.value}-{topic}", self.topics.topics[topic].name + _SIDE[part])

    def _position(self, subject: Subject) -> tuple[int, int]:
        places = [one.subjects.index(subject) + 1 for one in self.everyone if subject in one.subjects]
        half = (Part.PAST, Part.WHOLE, Part.AHEAD).index(subject[0])
        return half, round(_mean(places))

    def _before(self, subject: Subject, draft: Told) -> Role | None:
        """What the draft has that usually stands before the subject."""
        own = [other for other in draft.subjects if self._position(other) < self._position(subject)]
        return self.role(max(own, key=self._position)) if own else None


def gaps(shape: Shape) -> Iterator[Gap]:
    """Where a heading's number leaves one out in its series, or a series does not begin with its first."""
    last: dict[int, Numbered | None] = {}
    for head in shape.heads:
        before = last.get(head.level)
        expected = (before.number or 0) + 1 if before else 1
        known = before is None or before.number is not None
        if head.number == expected + 1 and known:
            yield Gap(before, head, None)
        last[head.level] = head
        if head.level == 1:
            last[2] = None


def told(topics: Topics, shapes: Iterable[Shape]) -> tuple[Told, ...]:
    """Reports with the topics of their pieces."""
    return tuple(Told(shape, topics.of(shape)) for shape in shapes)


def _shares(reports: Sequence[Told]) -> Mapping[Subject, float]:
    counted = Counter(subject for one in reports for subject in one.subjects)
    return {subject: count / len(reports) for subject, count in counted.items()}


def _share(one: Told, subject: Subject) -> float:
    total = sum(piece.characters for piece in one.shape.pieces)
    return sum(piece.characters for piece in one.on(subject)) / total if total else 0.0


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0
