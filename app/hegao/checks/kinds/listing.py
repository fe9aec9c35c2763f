r"""A number of things announced, and another number of them named right behind: 五大系统, then four.

Parameters: ``find`` is an expression with the groups ``n`` (the number), ``noun`` (what is counted) and ``list``. Only a
list whose every item ends in that noun is counted, and only one of at least ``least`` items whose number is no more
than ``near`` away from the one announced: anything else names something other than the things announced. Items that
match ``strange`` (五大系统 again, 等) leave the whole list alone. The announcement is marked; the message may use {told}
and {found}.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hegao.checks.base import Check, Parameters
from hegao.checks.texts import Mark, TextCheck
from hegao.text.expressions import Clause, Expression, signs
from hegao.text.numerals import to_int

_BETWEEN = re.compile("[、，,]")
_QUOTES = str.maketrans("", "", "“”‘’ ")


@dataclass(frozen=True, slots=True, eq=False)
class ListingCheck(TextCheck):
    """The expression and what is left alone; see the module."""

    target: Expression
    strange: Expression
    least: int
    near: int

    @property
    def signs(self) -> Clause:
        """Those of the expression."""
        return signs([self.target])

    def in_text(self, text: str) -> Iterable[Mark]:
        """Announcements that do not fit their lists, in reading order."""
        for match in self.target.finditer(text):
            told, found = to_int(match["n"]), self._count(match)
            if found >= self.least and 0 < abs(told - found) <= self.near:
                values = {"told": match["n"], "found": str(found)}
                yield Mark(match.start("n"), match.end("noun"), (), values, (match.span("list"),))

    def _count(self, match: re.Match[str]) -> int:
        """How many of the things are listed; 0 where the list is of something else."""
        text = match["list"].translate(_QUOTES)
        if self.strange.search(text):
            return 0
        joint = re.compile(f"(?<={re.escape(match['noun'])})(?:和|及|以及|与)")
        items = [item for part in _BETWEEN.split(text) for item in joint.split(part)]
        return len(items) if all(item.endswith(match["noun"]) for item in items) else 0


def parse(params: Parameters) -> Check:
    """The check described by ``params``."""
    check = ListingCheck(
        params.expression("find"),
        params.expression("strange", "(?!)"),
        params.get("least", int, 3),
        params.get("near", int, 2),
    )
    params.finish()
    return check
