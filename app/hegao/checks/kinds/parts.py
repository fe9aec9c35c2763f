r"""A total whose parts, listed behind it, do not add up to it.

Parameters: ``find`` is an expression with the groups ``total`` (a whole number) and ``list``, what is said to make it up, and
perhaps ``open``, matched where the list may leave something out (其中). Every item of the list must end in a whole
number with one and the same unit, and the total must have that unit; anything else is left alone. ``share`` is how far
the sum may be off, as a share of the total, and still be meant for it: a sum farther away lists something else. An open
list needs at least three parts. The total is marked; the parts are evidence. The message may use {sum}.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hegao.checks.base import Check, Parameters
from hegao.checks.texts import Mark, TextCheck
from hegao.text.expressions import Clause, Expression, signs

_PART = re.compile(r"[^\d、，,]{0,16}(?P<number>\d{1,7})(?P<unit>[\u4e00-\u9fff]{1,2})")
_BETWEEN = re.compile(r"[、，,]\s*(?:以及|和|及)?")
# An open list of two parts is as likely a choice as a breakdown.
_FEWEST_OPEN, _FEWEST = 3, 2
# A total this small cannot be off by a tenth: one or two more or less is still near.
_NEAR = 2


@dataclass(frozen=True, slots=True, eq=False)
class PartsCheck(TextCheck):
    """The expression and how near a sum must come; see the module."""

    target: Expression
    share: float

    @property
    def signs(self) -> Clause:
        """Those of the expression."""
        return signs([self.target])

    def in_text(self, text: str) -> Iterable[Mark]:
        """Totals that are off, in reading order."""
        for match in self.target.finditer(text):
            yield from self._off(text, match)

    def _off(self, text: str, match: re.Match[str]) -> Iterator[Mark]:
        parts = _parts(text, *match.span("list"))
        fewest = _FEWEST_OPEN if match.groupdict().get("open") else _FEWEST
        if len(parts) < fewest or not text.startswith(parts[0]["unit"], match.end("total")):
            return
        total, found = int(match["total"]), sum(int(part["number"]) for part in parts)
        if total == found or abs(total - found) > max(_NEAR, self.share * total):
            return
        unit = parts[0]["unit"]
        shown = tuple(part.span() for part in parts)
        yield Mark(match.start("total"), match.end("total") + len(unit), (), {"sum": f"{found}{unit}"}, shown)


def _parts(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The items of a list, or none where one of them has no number with the unit of the first."""
    parts: list[re.Match[str]] = []
    while start < end:
        part = _PART.match(text, start, end)
        between = _BETWEEN.match(text, part.end(), end) if part else None
        if part is None or part["unit"] != (parts or [part])[0]["unit"] or not (between or part.end() == end):
            return []
        parts.append(part)
        start = between.end() if between else end
    return parts


def parse(params: Parameters) -> Check:
    """The check described by ``params``."""
    check = PartsCheck(params.expression("find"), params.get("share", float))
    params.finish()
    return check
