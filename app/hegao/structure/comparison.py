"""One draft held against the past reports of its genre: what it lacks, says twice, or says out of order."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hegao.structure.conventions import Limits, role_named
from hegao.structure.model import Lack, Oddity, SectionRow, Shape, UsualSection, Witness
from hegao.structure.proposals import proposed
from hegao.structure.usual import order_agreement, witnesses


@dataclass(frozen=True, slots=True)
class Comparison:
    """A draft's shape, the shapes of past reports of its genre (none where there are too few), and their outline.

    ``series`` are those of the draft's own series, the newest first; where they are enough they decide what is missing.
    """

    draft: Shape
    past: Sequence[Shape]
    usual: Sequence[UsualSection]
    genre: str
    limits: Limits
    series: Sequence[Shape] = ()

    def missing(self) -> Iterator[Lack]:
        """Usual roles that the draft has not, each after the usual role before it.

        Nothing is missed where no heading of the draft speaks of a usual role, though its topics are known: then the
        headings tell content, not roles. Nor is what the latest reports of the series have where the draft has a section
        of a role that none of them has: 工作安排 this year stands for 重点工作 of the last.
        """
        have, usual = set(self.draft.roles), {section.role.id for section in self.usual}
        spoken = [role for row in self.draft.sections if row.heading for role in row.roles if role in usual]
        if self.draft.pieces and len(self.past) >= self.limits.topics.reports and not spoken:
            return
        latest = {role for shape in self.series[: self.limits.latest] for role in shape.roles}
        renamed = any(role not in latest for row in self.draft.sections if row.heading for role in row.roles)
        before, at = None, 0
        for section in self.usual:
            if section.role.id in have:
                at = self._end(section.role.id)
            else:
                told = self._of_series(section)
                expected = told.documents >= self.limits.missing * told.of if told.of else told.required
                if not expected or (told is not section and renamed):
                    continue
                headings = proposed(self._headings(section.role.id), self.draft.year)
                level = 0 if section.role.id in self.limits.unheaded and not headings else 1
                yield Lack(told, before, at, level, headings)
            before = section.role

    def _of_series(self, section: UsualSection) -> UsualSection:
        """A usual section as the latest reports of the series have it, all or none; else as all reports have it."""
        latest = self.series[: self.limits.latest]
        if len(latest) < self.limits.enough:
            return section
        role_id = section.role.id
        having = [shape for shape in latest if role_id in shape.roles]
        return replace(
            section,
            documents=len(having) if len(having) == len(latest) else 0,
            of=len(latest),
            witnesses=witnesses(role_id, having, self.limits.witnesses),
        )

    def _end(self, role_id: str) -> int:
        """Which heading of the draft's outline comes after the last section of a role."""
        outline = self.draft.outline
        starts = [at for at, head in enumerate(outline) if head.level == 1]
        headed = [row for row in self.draft.sections if row.heading]
        last = max((number for number, row in enumerate(headed) if role_id in row.roles), default=None)
        if last is None:  # a paragraph without a heading: before them all, or after
            return 0 if self.draft.sections and role_id in self.draft.sections[0].roles else len(outline)
        return starts[last + 1] if last + 1 < len(starts) else len(outline)

    def _headings(self, role_id: str) -> Iterator[tuple[str, int | None]]:
        """What past reports call the role, first those that have a section for it alone."""
        rows = [
            (row, shape.year)
            for shape in (*self.series, *self.past)
            for row in shape.sections
            if row.heading and role_id in row.roles
        ]
        return ((row.heading, year) for row, year in sorted(rows, key=lambda item: len(item[0].roles)))

    def twice(self) -> Iterator[Oddity]:
        """Sections whose main role another section has already, where past reports seldom do that."""
        first: dict[str, SectionRow] = {}
        for section in self.draft.sections:
            role_id = section.roles[0] if section.roles and section.heading else None
            if role_id is None or role_id in self.limits.repeatable:
                continue
            if role_id in first and self._seldom_twice(role_id):
                role = role_named(role_id, self.genre)
                reason = f"“{first[role_id].heading}”和“{section.heading}”写的都是{role.name}，请合并为一部分。"
                yield Oddity(role, section, reason, self._witnesses(role_id))
            first.setdefault(role_id, section)

    def misplaced(self) -> Iterator[Oddity]:
        """Roles outside the longest run that keeps the usual order, where past reports agree on that order."""
        position = {section.role.id: section.position for section in self.usual}
        roles = [role for role in self.draft.roles if role in position]
        kept = set(_longest_rising([position[role] for role in roles]))
        for index, role in enumerate(roles):
            if index in kept:
                continue
            before = [(other, True) for other in roles[:index] if position[other] > position[role]]
            after = [(other, False) for other in roles[index + 1 :] if position[other] < position[role]]
            oddities = (self._out_of_order(role, other, goes_first) for other, goes_first in before + after)
            if oddity := next(filter(None, oddities), None):
                yield oddity

    def _out_of_order(self, role_id: str, other: str, goes_first: bool) -> Oddity | None:
        """``role_id`` should go before (or after) ``other``; ``None`` where past reports do not agree on it."""
        pair = (role_id, other) if goes_first else (other, role_id)
        agreed, both = order_agreement(*pair, self.past)
        if self.past and (both < self.limits.enough or agreed < self.limits.order * both):
            return None
        section = next(section for section in self.draft.sections if role_id in section.roles)
        role, neighbour = role_named(role_id, self.genre), role_named(other, self.genre)
        counted = f"（{both} 篇往稿中有 {agreed} 篇如此）" if both else ""
        side = "之前" if goes_first else "之后"
        reason = f"“{role.name}”通常写在“{neighbour.name}”{side}{counted}，请考虑调整次序。"
        return Oddity(role, section, reason, self._witnesses(role_id))

    def _seldom_twice(self, role_id: str) -> bool:
        twice = sum(
            sum(bool(s.heading) and s.roles[:1] == (role_id,) for s in shape.sections) > 1 for shape in self.past
        )
        return not self.past or twice < self.limits.twice * len(self.past)

    def _witnesses(self, role_id: str) -> tuple[Witness, ...]:
        return witnesses(role_id, self.past, self.limits.witnesses)


def _longest_rising(values: Sequence[int]) -> list[int]:
    """The indices of a longest strictly rising subsequence."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int | None] = []
    for index, value in enumerate(values):
        at = bisect_left(tails, value)
        tails[at:] = [value]
        ends[at:] = [index]
        previous.append(ends[at - 1] if at else None)
    chain: list[int] = []
    step = ends[-1] if ends else None
    while step is not None:
        chain.append(step)
        step = previous[step]
    return chain[::-1]
