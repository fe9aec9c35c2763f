"""Numbers at the start of a line: which form each has, and what stands behind it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from hegao.draft.lines import Line
from hegao.draft.vocabulary import compiled, table
from hegao.text.expressions import Expression
from hegao.text.memory import remembered
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


def leading_number(line: Line) -> Number | None:
    """The number a line starts with, by the first form that fits, or ``None``."""
    return _leading(line.text, line.folded) if _may_start(line.folded) else None


@remembered(10_000)
def _leading(text: str, folded: str) -> Number | None:
    for form in forms():
        match = form.pattern.match(folded)
        if match is None or match.end() >= len(folded.rstrip()):
            continue
        behind = folded[match.end() :]
        end = match.end() + len(behind) - len(behind.lstrip())
        return Number(form.name, text[: match.end()].strip(), _parts(match), end, form.loose)
    return None


def starts_with_number(line: Line, names: Sequence[str] = ()) -> bool:
    """Whether a line starts with a number whose mark is there, of one of the forms ``names`` if any are given."""
    found = leading_number(line)
    return found is not None and not found.loose and (not names or found.form in names)


@cache
def _may_start_with() -> frozenset[str]:
    return frozenset("第([一二三四五六七八九十百0123456789" + "".join(table(_FILE, "limits")["signs"]))


def _may_start(folded: str) -> bool:
    return folded[:1] in _may_start_with()


def _parts(match: re.Match[str]) -> tuple[int, ...]:
    groups = match.groupdict()
    numeral = groups["ordinal"] or groups.get("ordinal2") or "0"
    return tuple(to_int(part) for part in numeral.split("."))
