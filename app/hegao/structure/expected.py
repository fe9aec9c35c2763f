"""Which topics a report is expected to have a section on, and which of them a draft has none on."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Final

from hegao.structure.conventions import Limits
from hegao.structure.model import Gap, Lack, Numbered, Part, Piece, Role, Shape, UsualSection, Witness
from hegao.structure.proposals import proposed
from hegao.structure.topics import Topics

_SIDE = {Part.PAST: "（回顾部分）", Part.AHEAD: "（安排部分）", Part.WHOLE: ""}

_HALF = {Part.PAST: "工作回顾", Part.AHEAD: "工作安排"}
_LOST: Final = 2  # numbers that may be left out side by side; with more the label is misread
_ANY: Final = -1  # stands for whatever topic where a half itself is meant
_SECOND: Final = 2  # where a series of headings begins with it, the first is not there

Subject = tuple[Part, int]
"""A topic in one half of a report."""


@dataclass(frozen=True)
class Told:
    """A report with the topics of its pieces, the nearest first."""

    shape: Shape
    topics: tuple[tuple[int, ...], ...]

    @cached_property
    def subjects(self) -> list[Subject]:
        """The nearest topic of each piece with the half it stands in, in order, each once."""
        return list(dict.fromkeys((p.part, t[0]) for p, t in zip(self.shape.pieces, self.topics, strict=True) if t))

    @cached_property
    def touched(self) -> set[Subject]:
        """The same for all topics that are near."""
        return {(p.part, topic) for p, near in zip(self.shape.pieces, self.topics, strict=True) for topic in near}

    @cached_property
    def closing(self) -> set[Subject]:
        """The nearest topics of the pieces that no other of their series follows."""
        heads, found = self.shape.heads, set()
        for piece, near, at in zip(self.shape.pieces, self.topics, self.shape.leaves, strict=True):
            if near and (at + 1 == len(heads) or heads[at + 1].level < heads[at].level):
                found.add((piece.part, near[0]))
        return found

    def witness(self, piece: Piece) -> Witness:
        """The report as evidence, with one of its headings."""
        return self.shape.witness(piece.label + piece.heading)

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

    @cached_property
    def everyone(self) -> tuple[Told, ...]:
        """All the reports, those of the series first."""
        return (*self.series, *self.others)

    @cached_property
    def ranked(self) -> Mapping[Subject, float]:
        """How much each subject is expected, 0 to 1, the most expected first."""
        return self._scores([one.subjects for one in self.series], [one.subjects for one in self.others])

    @cached_property
    def wanted(self) -> Sequence[Subject]:
        """The subjects that a report can be trusted to touch.

        They are the surest ones, as many as let one whole report in so many be blamed for lacking one of them:
        ``limits.topics.blame`` reports in one. A subject that closes its series leaves no gap in the numbers behind it
        when it goes, so it is wanted from a lower expectation on.
        """
        sure = self._scores([one.touched for one in self.series], [one.touched for one in self.others])
        doubt, chosen = 0.0, []
        for subject, score in sure.items():
            doubt += 1 - score
            if doubt > self.limits.topics.blame or score < self.limits.topics.missing:
                break
            chosen.append(subject)
        closing = (s for s, score in sure.items() if score >= self.limits.topics.missing_last and self._closes(s))
        return list(dict.fromkeys([*chosen, *closing]))

    def _closes(self, subject: Subject) -> bool:
        """Whether the reports that have a section on a subject mostly have it last in its series."""
        having = [one for one in self.everyone if subject in one.subjects]
        return sum(subject in one.closing for one in having) >= max(self.limits.topics.closing * len(having), 1)

    def _scores(
        self, series: Sequence[Collection[Subject]], others: Sequence[Collection[Subject]]
    ) -> dict[Subject, float]:
        """For each subject the share of reports that have it, last year's counting most; the greatest first."""
        weights = self.limits.topics
        of_series, of_others = _shares(series), _shares(others)
        whole = (weights.last + weights.series if series else 0.0) + (weights.others if others else 0.0)
        scores = {
            subject: (
                (weights.last * (subject in series[0]) + weights.series * of_series.get(subject, 0.0) if series else 0)
                + weights.others * of_others.get(subject, 0.0)
            )
            / whole
            for subject in {*of_series, *of_others}
        }
        return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0])))

    def missing(self, draft: Told) -> Iterator[Lack]:
        """Subjects that are expected and that no piece of the draft touches, in the usual order."""
        touched, halves = draft.touched, {piece.part for piece in draft.shape.pieces}
        for subject in sorted(self.wanted, key=self._position):
            if subject not in touched and subject[0] in halves:
                yield self._lack(subject, draft)

    def half(self, draft: Told) -> Iterator[Lack]:
        """The half that looks back or ahead, where the draft has the other one only."""
        have = {head.part for head in draft.shape.heads} - {Part.WHOLE}
        end = len(draft.shape.outline)
        expected = self._scores([_halves(one) for one in self.series], [_halves(one) for one in self.others])
        for part, other, at in ((Part.PAST, Part.AHEAD, 0), (Part.AHEAD, Part.PAST, end)):
            if have == {other} and expected.get((part, _ANY), 0.0) >= self.limits.missing:
                having = [one for one in self.everyone if (part, _ANY) in _halves(one)]
                yield self._half(part, having, len(self.everyone), at, draft.shape.year)

    def _half(self, part: Part, having: Sequence[Told], of: int, at: int, year: int | None) -> Lack:
        heads = [(next(head for head in one.shape.heads if head.part is part), one.shape) for one in having]
        named = proposed(((head.text, shape.year) for head, shape in heads), year)
        seen = tuple(shape.witness(head.label + head.text) for head, shape in heads[: self.limits.witnesses])
        role = Role(f"half-{part.value}", _HALF[part])
        position = 1 if part is Part.PAST else 2
        return Lack(UsualSection(role, len(having), of, position, 0.0, False, seen), None, at, 1, named)

    def gaps(self, draft: Told) -> Iterator[Gap]:
        """The draft's gaps, with the subject most expected there."""
        missed = [subject for subject in self.ranked if subject not in draft.touched]
        for gap in gaps(draft.shape):
            beside = gap.after or gap.before
            likely = next((subject for subject in missed if beside and subject[0] is beside.part), None)
            lack = replace(self._lack(likely, draft), at=gap.at, level=beside.level) if beside and likely else None
            yield replace(gap, likely=lack)

    def _lack(self, subject: Subject, draft: Told) -> Lack:
        """A subject as lacking, beside the piece it would follow, or before the first of its half."""
        leaves = draft.shape.leaves
        pieces = list(zip(draft.shape.pieces, draft.topics, leaves, strict=True))
        own = [((part.part, near[0]), at) for part, near, at in pieces if near and part.part is subject[0]]
        before = [(other, at) for other, at in own if self._position(other) < self._position(subject)]
        headings = ((p.heading, one.shape.year) for one in self.everyone for p in one.on(subject))
        usual, named = self.usual(subject), proposed(headings, draft.shape.year)
        if before:
            other, at = max(before, key=lambda item: (self._position(item[0]), item[1]))
            return Lack(usual, self.role(other), at + 1, draft.shape.outline[at].level, named)
        first = next((at for piece, _, at in pieces if piece.part is subject[0]), 0)
        level = draft.shape.outline[first].level if draft.shape.outline else 1
        return Lack(usual, None, first, level, named)

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
        if subject not in self._positions:
            places = [one.subjects.index(subject) + 1 for one in self.everyone if subject in one.subjects]
            half = (Part.PAST, Part.WHOLE, Part.AHEAD).index(subject[0])
            self._positions[subject] = half, round(_mean(places))
        return self._positions[subject]

    @cached_property
    def _positions(self) -> dict[Subject, tuple[int, int]]:
        return {}


def gaps(shape: Shape) -> Iterator[Gap]:
    """Where the headings of a series lack one or two, by their numbers or by what is announced, in order."""
    broken = list(_broken(shape))
    yield from broken
    for gap in _short(shape):
        if not any(gap.filled_at(one.at) for one in broken):
            yield gap


def _short(shape: Shape) -> Iterator[Gap]:
    """Where a section has one or two sections fewer than the words before them announce."""
    heads = shape.heads
    tops = [at for at, head in enumerate(heads) if head.level == 1]
    for at, end in pairwise([*tops, len(heads)]):
        announced, have = heads[at].announced or 0, end - at - 1
        if 0 < have < announced <= have + _LOST:
            yield Gap(heads[end - 1], None, end, announcing=heads[at], have=have)


def _broken(shape: Shape) -> Iterator[Gap]:
    """Where a heading's number leaves one or two out in its series, or a series does not begin with its first."""
    last: dict[int, Numbered | None] = {}
    counted: dict[int, int] = {}
    for at, head in enumerate(shape.heads):
        before, number = last.get(head.level), counted.get(head.level, 0)
        if head.number is not None:
            if head.number == _SECOND and number != 1:
                yield Gap(None, head, at)
            elif number + 2 <= head.number <= number + 1 + _LOST:
                yield Gap(before, head, at)
            counted[head.level] = head.number
        last[head.level] = head
        if head.level == 1:
            last[2], counted[2] = None, 0


def told(topics: Topics, shapes: Iterable[Shape]) -> tuple[Told, ...]:
    """Reports with the topics of their pieces."""
    return tuple(Told(shape, topics.of(shape)) for shape in shapes)


def _halves(one: Told) -> frozenset[Subject]:
    return frozenset((head.part, _ANY) for head in one.shape.heads)


def _shares(reports: Sequence[Collection[Subject]]) -> Mapping[Subject, float]:
    counted = Counter(subject for one in reports for subject in set(one))
    return {subject: count / len(reports) for subject, count in counted.items()}


def _share(one: Told, subject: Subject) -> float:
    total = sum(piece.characters for piece in one.shape.pieces)
    return sum(piece.characters for piece in one.on(subject)) / total if total else 0.0


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0
