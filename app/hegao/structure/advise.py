"""What a draft lacks, says twice or says out of order against the usual outline of its genre."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from hegao.corpus.store import Store
from hegao.draft.model import Draft
from hegao.draft.recognition import Recognition
from hegao.structure.conventions import Limits, conventions_of, load_limits, role_named
from hegao.structure.model import Advice, Lack, Oddity, SectionRow, Shape, UsualSection
from hegao.structure.sections import draft_shape, past_shapes
from hegao.structure.usual import order_agreement, usual_sections, witnesses


def advise(draft: Draft, recognition: Recognition, store: Store) -> Advice:
    """The usual outline of the draft's genre in the store, beside the draft's own."""
    limits, genre = load_limits(), recognition.genre
    reports = store.documents(genre=genre.name)
    newest = sorted(reports, key=lambda r: (r.date or "", r.id), reverse=True)[: limits.reports]
    enough = len(newest) >= limits.enough
    shapes = past_shapes(store, newest) if enough else ()
    conventions = conventions_of(genre.name)
    usual = usual_sections(shapes, conventions, limits)
    shape = draft_shape(draft, recognition)
    return Advice(
        genre=genre,
        documents=len(newest),
        series=_series(genre.name, len(newest), enough, bool(usual)),
        conventional=not enough,
        usual=usual,
        sections=shape.sections,
        missing=tuple(_missing(shape, usual, limits)),
        superfluous=tuple(_twice(shape, shapes, limits)),
        misplaced=tuple(_misplaced(shape, shapes, usual, limits)),
    )


def _series(genre: str, documents: int, enough: bool, known: bool) -> str:
    if enough:
        return f"根据往稿库中 {documents} 篇{genre}。"
    if known:
        return f"往稿库中只有 {documents} 篇{genre}，不足以统计，以下按这一文种的通行写法提出；多添加往稿后再看会更准。"
    return f"往稿库中只有 {documents} 篇{genre}，也没有通行写法可以对照；请先添加几篇同类往稿，或更正文种。"


def _missing(shape: Shape, usual: Sequence[UsualSection], limits: Limits) -> Iterator[Lack]:
    have = set(shape.roles)
    before = None
    for section in usual:
        if section.role.id in have:
            before = section.role
        elif section.required if not section.of else section.documents >= limits.missing * section.of:
            yield Lack(section, before)
            before = section.role


def _twice(shape: Shape, shapes: Sequence[Shape], limits: Limits) -> Iterator[Oddity]:
    """Roles that two sections of the draft share as their main one, which past reports seldom do."""
    repeatable = limits.repeatable
    first: dict[str, SectionRow] = {}
    for section in shape.sections:
        role = section.roles[0] if section.roles and section.heading else None
        if role is None or role in repeatable:
            continue
        if role in first and _seldom_twice(role, shapes, limits):
            name = role_named(role)
            reason = f"“{first[role].heading}”和“{section.heading}”写的都是{name.name}，请合并为一部分。"
            yield Oddity(name, section, reason, witnesses(role, shapes, limits.witnesses))
        first.setdefault(role, section)


def _seldom_twice(role: str, shapes: Sequence[Shape], limits: Limits) -> bool:
    twice = sum(sum(s.roles[:1] == (role,) and bool(s.heading) for s in shape.sections) > 1 for shape in shapes)
    return not shapes or twice < limits.twice * len(shapes)


def _misplaced(
    shape: Shape, shapes: Sequence[Shape], usual: Sequence[UsualSection], limits: Limits
) -> Iterator[Oddity]:
    position = {section.role.id: section.position for section in usual}
    roles = [role for role in shape.roles if role in position]
    kept = set(_longest_rising([position[role] for role in roles]))
    for index, role in enumerate(roles):
        if index in kept:
            continue
        later = [other for other in roles[:index] if position[other] > position[role]]
        earlier = [other for other in roles[index + 1 :] if position[other] < position[role]]
        for other, comes_first in [(o, True) for o in later] + [(o, False) for o in earlier]:
            first, second = (role, other) if comes_first else (other, role)
            before, both = order_agreement(first, second, shapes)
            if shapes and before < limits.order * both:
                continue
            yield _out_of_order(shape, shapes, role, other, comes_first, (before, both), limits)
            break


def _out_of_order(
    shape: Shape,
    shapes: Sequence[Shape],
    role: str,
    other: str,
    comes_first: bool,
    agreement: tuple[int, int],
    limits: Limits,
) -> Oddity:
    section = next(s for s in shape.sections if role in s.roles)
    side = "之前" if comes_first else "之后"
    name, neighbour = role_named(role), role_named(other)
    before, both = agreement
    counted = f"（{both} 篇往稿中有 {before} 篇如此）" if both else ""
    reason = f"“{name.name}”通常写在“{neighbour.name}”{side}{counted}，请考虑调整次序。"
    return Oddity(name, section, reason, witnesses(role, shapes, limits.witnesses))


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
