"""The looks that a house style accepts, as its profile states them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Accepted:
    """The values a house style accepts; ``say`` tells them to the user."""

    values: frozenset[str]
    low: float
    high: float
    say: str

    def admits(self, value: str | float) -> bool:
        """Whether ``value`` is one of them."""
        if isinstance(value, str):
            return value.replace(" ", "").casefold() in self.values
        return self.low <= value <= self.high


def accepted(formats: Mapping[str, Any], key: str) -> Accepted | None:
    """What the profile accepts for a dotted key such as ``body.font``; ``None`` where it says nothing.

    ``families`` are font families of ``formats.fonts``, ``values`` other words, ``min`` and ``max`` a range; ``say``
    tells it to the user.
    """
    table = _table(formats, key)
    if table is None:
        return None
    families = formats.get("fonts", {})
    fonts = (font for family in table.get("families", ()) for font in (family, *families.get(family, ())))
    values = frozenset(word.replace(" ", "").casefold() for word in (*fonts, *table.get("values", ())))
    return Accepted(values, float(table.get("min", 0)), float(table.get("max", 0)), str(table.get("say", "")))


def usual(formats: Mapping[str, Any], key: str) -> str | float | None:
    """The accepted value that is set where another stands; ``None`` where the profile says nothing.

    That is the font wished for the first family, the first word, or of a range the ``usual`` value, while it lies in
    the range, else the middle.
    """
    table = _table(formats, key)
    if table is None:
        return None
    if table.get("families"):
        family = str(table["families"][0])
        members = formats.get("fonts", {}).get(family, ())
        wish = formats.get("typeset", {}).get("fonts", {}).get(family)
        return str(wish) if wish in (family, *members) else str(members[0]) if members else family
    if table.get("values"):
        return str(table["values"][0])
    if "min" not in table or "max" not in table:
        return None
    low, high = float(table["min"]), float(table["max"])
    wish = table.get("usual")
    return float(wish) if wish is not None and low <= wish <= high else round((low + high) / 2, 2)


def _table(formats: Mapping[str, Any], key: str) -> Mapping[str, Any] | None:
    table: Any = formats
    for name in key.split("."):
        table = table.get(name) if isinstance(table, Mapping) else None
    return table if isinstance(table, Mapping) else None
