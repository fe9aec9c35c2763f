"""What is known of section roles before any report is counted: cue words, conventions of a genre, limits."""

from dataclasses import dataclass
from functools import cache

from hegao.draft.genre import GenreRole, genre_named, roles
from hegao.resources import load_toml, rules_dir
from hegao.structure.model import Role
from hegao.text.characters import fold_width


@dataclass(frozen=True, slots=True)
class Limits:
    """When advice speaks; see ``rules/structure/settings.toml``."""

    enough: int
    reports: int
    usual: float
    missing: float
    order: float
    twice: float
    witnesses: int
    headings_needed: int
    lead_length: int
    repeatable: frozenset[str]


@cache
def load_limits() -> Limits:
    """The shipped limits."""
    table = load_toml(rules_dir() / "structure" / "settings.toml")
    return Limits(**{**table, "repeatable": frozenset(table["repeatable"])})


def conventions_of(genre: str) -> tuple[GenreRole, ...]:
    """The section roles of a genre in their conventional order, those told by headings or first words only."""
    known = roles()
    return tuple(role for role in genre_named(genre).roles if role.id in known and _told(role.id))


def _told(role_id: str) -> bool:
    role = roles()[role_id]
    return role_id in ("lead", "closing") or bool(role.headings or role.openings)


def role_named(role_id: str) -> Role:
    """The role with this id."""
    return Role(role_id, roles()[role_id].name)


def heading_roles(heading: str) -> tuple[str, ...]:
    """The roles whose words stand in a heading, in the order of the words; the longest word wins its characters."""
    text = fold_width(heading)
    found = [
        (text.find(word), len(word), role.id) for role in roles().values() for word in role.headings if word in text
    ]
    taken: list[tuple[int, int, str]] = []
    for start, length, role_id in sorted(found, key=lambda item: (-item[1], item[0])):
        if all(start + length <= other or other + size <= start for other, size, _ in taken):
            taken.append((start, length, role_id))
    return tuple(dict.fromkeys(role_id for _, _, role_id in sorted(taken)))


def opening_roles(paragraph: str) -> tuple[str, ...]:
    """The role whose words open a paragraph, if any."""
    text = fold_width(paragraph.strip())
    words = [(len(word), role.id) for role in roles().values() for word in role.openings if text.startswith(word)]
    return (max(words)[1],) if words else ()


def closing_roles(paragraph: str, genre: str) -> tuple[str, ...]:
    """``closing`` where a short paragraph holds one of the genre's closing formulas."""
    text = fold_width(paragraph.strip())
    spec = genre_named(genre)
    return ("closing",) if any(fold_width(word) in text for word in spec.closings) and len(text) <= 60 else ()
