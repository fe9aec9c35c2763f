"""Sections that are too long or too short, measured by the share they take of past reports."""

from collections.abc import Iterator, Sequence

from hegao.structure.conventions import LengthLimits, role_named
from hegao.structure.model import Length, SectionRow, Shape, UsualSection


def unusual_lengths(
    draft: Shape, past: Sequence[Shape], usual: Sequence[UsualSection], genre: str, limits: LengthLimits
) -> Iterator[Length]:
    """The draft's sections of a usual role whose share lies far outside the range that most reports keep to."""
    names = {section.role.id: section for section in usual}
    for role in draft.roles:
        section = names.get(role)
        shares = sorted(share for shape in past if (share := _share(shape, role)) > 0)
        own = _share(draft, role)
        if section is None or len(shares) < limits.reports or not own:
            continue
        low, high = (shares[round(q * (len(shares) - 1))] for q in (limits.outer, 1 - limits.outer))
        row = next(row for row in draft.sections if role in row.roles)
        if own < low * limits.short or own > high * limits.long:
            reason = _reason(role_named(role, genre).name, own, low, high, len(shares))
            yield Length(section.role, row, own, low, high, reason, section.witnesses)


def _reason(name: str, own: float, low: float, high: float, reports: int) -> str:
    word, advice = ("短", "请看是否漏写了内容") if own < low else ("长", "请考虑压缩或分开写")
    return f"“{name}”占全文 {own:.0%}，{reports} 篇往稿多在 {low:.0%} 到 {high:.0%} 之间，偏{word}，{advice}。"


def _share(shape: Shape, role: str) -> float:
    total = sum(row.characters for row in shape.sections)
    return sum(_part(row, role) for row in shape.sections) / total if total else 0.0


def _part(row: SectionRow, role: str) -> float:
    return row.characters / len(row.roles) if role in row.roles else 0.0
