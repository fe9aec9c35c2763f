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

from hegao.checks.base import Check, Hit, Parameters, Scope, Subject
from hegao.text.numerals import to_int

_BETWEEN = re.compile("[、，,]")
_QUOTES = str.maketrans("", "", "“”‘’ ")


@dataclass(frozen=True, slots=True)
class ListingCheck:
    """The expression and what is left alone; see the module."""

    target: re.Pattern[str]
    strange: re.Pattern[str]
    least: int
    near: int

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """Announcements that do not fit their lists, in reading order."""
        for passage in subject.passages(scope):
            for match in self.target.finditer(passage.text):
                told, found = to_int(match["n"]), self._count(match)
                if found >= self.least and 0 < abs(told - found) <= self.near:
                    place = subject.draft.place(passage.paragraph, match.start("n"), match.end("noun"))
                    listed = subject.draft.place(passage.paragraph, *match.span("list"))
                    yield Hit(place, values={"told": match["n"], "found": str(found)}, evidence=(listed,))

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
        params.pattern("find"),
        params.pattern("strange", "(?!)"),
        params.get("least", int, 3),
        params.get("near", int, 2),
    )
    params.finish()
    return check
