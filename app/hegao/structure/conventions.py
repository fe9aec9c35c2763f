"""What is known of section roles before any report is counted: cue words, conventions of a genre, limits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from hegao.draft.genre import GenreRole, genre_named, roles
from hegao.resources import load_toml, rules_dir
from hegao.structure.model import Role
from hegao.text.characters import fold_width

_CLOSING: Final = 60  # characters of the longest paragraph that is a closing formula


@dataclass(frozen=True, slots=True)
class TopicLimits:
    """How topics are learnt and expected; see ``rules/structure/settings.toml``."""

    reports: int
    fewest: int
    most: int
    words: int
    common: float
    rounds: int
    same: float
    alike: float
    besides: float
    last: float
    series: float
    others: float
    recent: int
    usual: float
    missing: float
    missing_last: float
    closing: float
    blame: float
    general: frozenset[str]
    ends: frozenset[str]


@dataclass(frozen=True, slots=True)
class LengthLimits:
    """When a section is too long or too short; see the file."""

    reports: int
    outer: float
    short: float
    long: float


@dataclass(frozen=True, slots=True)
class HistoryLimits:
    """When the outline has changed and which sentences are typical; see the file."""

    reports: int
    side: int
    rare: float
    usual: float
    sentence: int
    sentences: float
    witnesses: int


@dataclass(frozen=True, slots=True)
class FollowedLimits:
    """What a series follows from year to year; see the file."""

    latest: int
    reports: int
    share: float
    names: int
    length: int
    kinds: frozenset[str]
    sure: frozenset[str]
    nouns: tuple[str, ...]
    works: tuple[str, ...]
    promises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """When advice speaks; see ``rules/structure/settings.toml``."""

    enough: int
    reports: int
    usual: float
    missing: float
    latest: int
    order: float
    twice: float
    witnesses: int
    headings_needed: int
    repeatable: frozenset[str]
    unheaded: frozenset[str]
    signer: re.Pattern[str]
    appendix: re.Pattern[str]
    past: tuple[str, ...]
    ahead: tuple[str, ...]
    sample: int
    opening: int
    topics: TopicLimits
    lengths: LengthLimits
    history: HistoryLimits
    followed: FollowedLimits


@cache
def load_limits() -> Limits:
    """The shipped limits."""
    table = load_toml(rules_dir() / "structure" / "settings.toml")
    parts = {
        "repeatable": frozenset(table["repeatable"]),
        "unheaded": frozenset(table["unheaded"]),
        "signer": re.compile(table["signer"]),
        "appendix": re.compile(table["appendix"]),
        "past": tuple(table["past"]),
        "ahead": tuple(table["ahead"]),
        "topics": TopicLimits(
            **{**table["topics"], **{name: frozenset(table["topics"][name]) for name in ("general", "ends")}}
        ),
        "lengths": LengthLimits(**table["lengths"]),
        "history": HistoryLimits(**table["history"]),
        "followed": _followed(table["followed"]),
    }
    return Limits(**{**table, **parts})


def _followed(table: dict[str, Any]) -> FollowedLimits:
    sets = {name: frozenset(table[name]) for name in ("kinds", "sure")}
    lists = {name: tuple(table[name]) for name in ("nouns", "works", "promises")}
    return FollowedLimits(**{**table, **sets, **lists})


@cache
def _levels() -> Mapping[str, re.Pattern[str]]:
    table = load_toml(rules_dir() / "structure" / "levels.toml")
    return {name: re.compile(expression) for name, expression in table["level"].items()}


@cache
def announcement() -> re.Pattern[str]:
    """Words at the end of a text that say how many sections follow, their number as group ``n``.

    They are those by which the rule ``numbering.headings_count`` knows them.
    """
    return re.compile(load_toml(rules_dir() / "numbering" / "headings_count.toml")["params"]["announce"])


def level_of(place: str | None) -> str | None:
    """The level a place is of, such as 省级, by its name; ``None`` where the name does not tell."""
    return next((name for name, expression in _levels().items() if place and expression.search(place)), None)


def conventions_of(genre: str) -> tuple[GenreRole, ...]:
    """The section roles of a genre in their conventional order, those told by headings or first words only."""
    known = roles()
    return tuple(role for role in genre_named(genre).roles if role.id in known and _told(role.id))


def _told(role_id: str) -> bool:
    role = roles()[role_id]
    return role_id in ("lead", "closing") or bool(role.headings or role.openings)


def role_named(role_id: str, genre: str) -> Role:
    """The role with this id, by the name it has in the genre."""
    names = {role.id: role.name for role in genre_named(genre).roles}
    return Role(role_id, names.get(role_id, roles()[role_id].name))


def heading_roles(heading: str, genre: str) -> tuple[str, ...]:
    """The roles whose words stand in a heading, in the order of the words; the longest word wins its characters.

    Words of roles that are usual in the genre are heard first: 工作思路 is a plan in a summary, an aim elsewhere.
    """
    text = fold_width(heading)
    usual = {role.id for role in genre_named(genre).roles}
    found = [(text.find(word), word, role.id) for role in roles().values() for word in role.headings if word in text]
    own = [item for item in found if item[2] in usual]
    taken: list[tuple[int, int, str]] = []
    for start, word, role_id in sorted(own or found, key=lambda item: (-len(item[1]), item[0])):
        end = start + len(word)
        if all(end <= other or other_end <= start for other, other_end, _ in taken):
            taken.append((start, end, role_id))
    return tuple(dict.fromkeys(role_id for _, _, role_id in sorted(taken)))


def opening_roles(paragraph: str) -> tuple[str, ...]:
    """The role whose words open a paragraph, if any."""
    text = fold_width(paragraph.strip())
    words = [(len(word), role.id) for role in roles().values() for word in role.openings if text.startswith(word)]
    return (max(words)[1],) if words else ()


def closing_roles(paragraph: str, genre: str) -> tuple[str, ...]:
    """``closing`` where a short paragraph holds one of the genre's closing formulas."""
    text = paragraph.strip()
    if len(text) > _CLOSING:
        return ()
    folded = fold_width(text)
    return ("closing",) if any(fold_width(word) in folded for word in genre_named(genre).closings) else ()
