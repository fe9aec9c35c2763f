"""Which place a past report is of, and which series it belongs to: the same report of the same place, other years."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Final

from hegao.draft.vocabulary import compiled, pattern, table, words
from hegao.text.characters import fold_width
from hegao.text.expressions import Expression

_FILE: Final = "past_reports"
_LEAST_STEM: Final = 2  # characters a title must have left to name a series
SAME_PLACE: Final = 2
"""Characters by which a short name (延边州) and a full one (延边朝鲜族自治州) are the same."""


@dataclass(frozen=True, slots=True)
class _Known:
    pattern: Expression
    opening: Expression
    stem: str
    issuer: str
    country_issuer: str


def place_of(issuer: str | None, title: str, opening: Sequence[str], path: str) -> str | None:
    """The place a report is of, from its issuer, its title, or a folder called by the place; ``None`` if unknown.

    A folder that has the same place's fuller name gives that name. ``opening`` are the report's first lines: they
    tell a report to the national congress, whose title names no place.
    """
    named = next((area for text in (issuer, title) if text and (area := _area(text))), None)
    if named is None and any(pattern(_FILE, "place", "occasion").search(line) for line in (title, *opening)):
        named = str(table(_FILE, "place")["country_name"])
    for folder in _folders(path):
        area = _area(folder)
        if area == folder and (named is None or named[:SAME_PLACE] == folder[:SAME_PLACE]):
            return named if named and len(named) > len(folder) else folder
    return named


def series_of(
    title: str, genre: str, issuer: str | None, place: str | None, opening: Sequence[str], path: str
) -> str | None:
    """The name of a report's series, such as 望川县 政府工作报告; ``None`` where nobody is known to issue it.

    ``opening`` are the report's first lines.
    """
    known = _known(title, opening, path)
    if known is not None:
        head = place or issuer
        return f"{head} {known.stem}" if head else None
    head = place if issuer is None or pattern(_FILE, "stem", "government").search(issuer) else issuer
    stem = _stem(title, issuer, place)
    return f"{head} {stem if len(stem) >= _LEAST_STEM else genre}" if head else None


def issuer_by_series(title: str, place: str | None, opening: Sequence[str], path: str) -> str | None:
    """Who gives a report of its series in a place; ``None`` where it belongs to no series known by name."""
    known = _known(title, opening, path)
    if known is None or place is None:
        return None
    at_large = place == table(_FILE, "place")["country_name"]
    return (known.country_issuer if at_large else known.issuer.format(place=place)) or None


def in_full(issuer: str, place: str | None) -> str:
    """The name of an issuer with that of its place where it says 自治区 alone."""
    bare = next((word for word in words(_FILE, "place", "bare") if issuer.startswith(word)), None)
    return place + issuer.removeprefix(bare) if bare and place and place.endswith(bare) else issuer


def called(title: str, name: str) -> str:
    """A title for people: marks before it left out, and ``name`` put in where it tells an occasion or a place alone."""
    title = pattern(_FILE, "title_line", "marks").sub("", title)
    if found := pattern(_FILE, "title_line", "occasion").match(title):
        return f"{name}（{found['occasion']}）"
    country = pattern(_FILE, "place", "country").fullmatch(title)
    return title + name if country or _area(title) == title else title


def _known(title: str, opening: Sequence[str], path: str) -> _Known | None:
    lines = [fold_width(line) for line in opening]
    folded = fold_width(title)
    for known in _series():
        if known.pattern.search(folded) or any(map(known.opening.search, (folded, *lines))):
            return known
    folders = _folders(path)
    return next((known for known in _series() if any(map(known.pattern.search, folders))), None)


@cache
def _series() -> tuple[_Known, ...]:
    return tuple(
        _Known(
            compiled(_FILE, "series", row["pattern"]),
            compiled(_FILE, "series", row["opening"]),
            row["stem"],
            row.get("issuer", ""),
            row.get("country_issuer", ""),
        )
        for row in table(_FILE, "series")
    )


def _stem(title: str, issuer: str | None, place: str | None) -> str:
    text = pattern(_FILE, "stem", "noise").sub("", fold_width(title))
    text = pattern(_FILE, "stem", "time").sub("", text)
    text = pattern(_FILE, "stem", "about").sub("", text)
    for name in (issuer, place):
        if name and text.startswith(name):
            text = text.removeprefix(name)
    text = pattern(_FILE, "place", "country").sub("", text)
    return pattern(_FILE, "stem", "about").sub("", text)


def _area(text: str) -> str | None:
    folded = fold_width("".join(text.split()))
    rest = pattern(_FILE, "place", "prefix").sub("", folded)
    if pattern(_FILE, "place", "country").search(rest):
        return str(table(_FILE, "place")["country_name"])
    match = pattern(_FILE, "place", "area").match(rest)
    return match[0] if match and match[0] not in words(_FILE, "place", "bare") else None


def _folders(path: str) -> tuple[str, ...]:
    """The names of the folders above a file, the nearest first."""
    return tuple(reversed(PurePosixPath(path.replace("\\", "/")).parts[:-1]))
