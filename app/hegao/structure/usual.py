"""The usual sequence of section roles over past reports, with counts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean

from hegao.corpus.records import PastReport
from hegao.draft.genre import GenreRole
from hegao.structure.conventions import Limits, conventions_of, role_named
from hegao.structure.model import Shape, UsualSection, Witness


def usual_sections(
    shapes: Sequence[Shape],
    conventions: Sequence[GenreRole],
    genre: str,
    limits: Limits,
    series: Sequence[Shape] = (),
) -> tuple[UsualSection, ...]:
    """The roles that at least ``limits.usual`` of the reports have, or all the latest of ``series``, in their order.

    With no reports the sections the conventions name are returned, with counts of 0.
    """
    if not shapes:
        return _conventional(conventions, genre)
    have = Counter(role for shape in shapes for role in shape.roles)
    required = {c.id for c in conventions if c.required}
    usual = {role for role, count in have.items() if count >= limits.usual * len(shapes)}
    latest = [set(shape.roles) for shape in series[: limits.latest]]
    if len(latest) >= limits.enough:
        usual |= set.intersection(*latest)
    common = sorted(usual, key=lambda role: (_mean_position(role, shapes, usual), role))
    return tuple(
        UsualSection(
            role=role_named(role, genre),
            documents=have[role],
            of=len(shapes),
            position=position,
            share=_share(role, shapes),
            required=role in required,
            witnesses=witnesses(role, shapes, limits.witnesses),
        )
        for position, role in enumerate(common, start=1)
    )


def conventional_sections(genre: str) -> tuple[UsualSection, ...]:
    """The sections the conventions of a genre name, in their order, with counts of 0."""
    return _conventional(conventions_of(genre), genre)


def _conventional(conventions: Sequence[GenreRole], genre: str) -> tuple[UsualSection, ...]:
    return tuple(
        UsualSection(role_named(c.id, genre), 0, 0, position, 0.0, c.required, ())
        for position, c in enumerate(conventions, start=1)
    )


def _mean_position(role: str, shapes: Iterable[Shape], among: set[str]) -> float:
    """Where the role stands among the common roles of a report, 0 first and 1 last, on average."""
    positions = []
    for shape in shapes:
        roles = [r for r in shape.roles if r in among]
        if role in roles:
            positions.append(roles.index(role) / max(len(roles) - 1, 1))
    return fmean(positions)


def _share(role: str, shapes: Iterable[Shape]) -> float:
    """Which part of the length the role's sections take, on average over the reports that have it."""
    shares = []
    for shape in shapes:
        total = sum(section.characters for section in shape.sections)
        own = sum(s.characters / len(s.roles) for s in shape.sections if role in s.roles)
        if own and total:
            shares.append(own / total)
    return fmean(shares) if shares else 0.0


def witnesses(role: str, shapes: Iterable[Shape], limit: int) -> tuple[Witness, ...]:
    """The newest reports that have ``role``, with the heading it stands under."""
    found = [
        shape.witness(section.label + section.heading)
        for shape in sorted(shapes, key=lambda s: (s.date or "", -s.document), reverse=True)
        for section in shape.sections
        if role in section.roles
    ]
    first: Mapping[int, Witness] = {w.document: w for w in reversed(found)}
    return tuple(sorted(first.values(), key=found.index)[:limit])


def witness_of(report: PastReport, heading: str = "") -> Witness:
    """A past report as evidence."""
    return Witness(report.id, report.title, heading, report.date, report.issuer or report.place, report.year)


def order_agreement(first: str, second: str, shapes: Iterable[Shape]) -> tuple[int, int]:
    """In how many of the reports that have both roles ``first`` comes before ``second``, and how many have both."""
    before = both = 0
    for shape in shapes:
        roles = shape.roles
        if first in roles and second in roles:
            both += 1
            before += roles.index(first) < roles.index(second)
    return before, both
