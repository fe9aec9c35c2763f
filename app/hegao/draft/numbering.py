"""Numbers at the start of a line: which form each has, and what stands behind it."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from hegao.draft.vocabulary import compiled, table
from hegao.text.expressions import Expression
from hegao.text.numerals import to_int

_FILE: Final = "outline"


@dataclass(frozen=True, slots=True)
class Form:
    """A form of numbering; a loose one lacks its mark and counts only among its like."""

    name: str
    pattern: Expression
    structural: bool
    loose: bool


@dataclass(frozen=True, slots=True)
class Number:
    """A number at the start of a line.

    ``end`` is where the heading's own words begin, counted from the start of the line. ``parts`` are the components of
    a decimal number, one for every other form.
    """

    form: str
    label: str
    parts: tuple[int, ...]
    end: int
    loose: bool

    @property
    def ordinal(self) -> int:
        """The last component."""
        return self.parts[-1]


@cache
def forms() -> tuple[Form, ...]:
    """The forms of ``rules/elements/outline.toml``, in order of precedence."""
    return tuple(
        Form(
            row["name"],
            compiled(_FILE, row["name"], row["pattern"]),
            row.get("structural", False),
            row.get("loose", False),
        )
        for row in table(_FILE, "form")
    )


def leading_number(text: str, folded: str) -> Number | None:
    """The number that ``text`` starts with, by the first form that fits, or ``None``; ``folded`` is it width-folded."""
    if folded[:1] not in _may_start_with():
        return None
    for form in forms():
        match = form.pattern.match(folded)
        if match is None or match.end() >= len(folded.rstrip()):
            continue
        behind = folded[match.end() :]
        end = match.end() + len(behind) - len(behind.lstrip())
        return Number(form.name, text[: match.end()].strip(), _parts(match), end, form.loose)
    return None


@cache
def _may_start_with() -> frozenset[str]:
    return frozenset("第([一二三四五六七八九十百0123456789" + "".join(table(_FILE, "limits")["signs"]))


def _parts(match: re.Match[str]) -> tuple[int, ...]:
    groups = match.groupdict()
    numeral = groups["ordinal"] or groups.get("ordinal2") or "0"
    return tuple(to_int(part) for part in numeral.split("."))
