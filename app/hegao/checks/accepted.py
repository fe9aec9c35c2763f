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
    table: Any = formats
    for name in key.split("."):
        table = table.get(name) if isinstance(table, Mapping) else None
    if not isinstance(table, Mapping):
        return None
    families = formats.get("fonts", {})
    fonts = (font for family in table.get("families", ()) for font in (family, *families.get(family, ())))
    values = frozenset(word.replace(" ", "").casefold() for word in (*fonts, *table.get("values", ())))
    return Accepted(values, float(table.get("min", 0)), float(table.get("max", 0)), str(table.get("say", "")))
