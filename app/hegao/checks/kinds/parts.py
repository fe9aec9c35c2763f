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

from hegao.checks.base import Check, Hit, Parameters, Passage, Scope, Subject

_PART = re.compile(r"[^\d、，,]{0,16}(?P<number>\d{1,7})(?P<unit>[\u4e00-\u9fff]{1,2})")
_BETWEEN = re.compile(r"[、，,]\s*(?:以及|和|及)?")
# An open list of two parts is as likely a choice as a breakdown.
_FEWEST_OPEN, _FEWEST = 3, 2
# A total this small cannot be off by a tenth: one or two more or less is still near.
_NEAR = 2


@dataclass(frozen=True, slots=True)
class PartsCheck:
    """The expression and how near a sum must come; see the module."""

    target: re.Pattern[str]
    share: float

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """Totals that are off, in reading order."""
        for passage in subject.passages(scope):
            for match in self.target.finditer(passage.text):
                yield from self._off(subject, passage, match)

    def _off(self, subject: Subject, passage: Passage, match: re.Match[str]) -> Iterator[Hit]:
        parts = _parts(passage.text, *match.span("list"))
        fewest = _FEWEST_OPEN if match.groupdict().get("open") else _FEWEST
        if len(parts) < fewest or not passage.text.startswith(parts[0]["unit"], match.end("total")):
            return
        total, found = int(match["total"]), sum(int(part["number"]) for part in parts)
        if total == found or abs(total - found) > max(_NEAR, self.share * total):
            return
        place = subject.draft.place(passage.paragraph, match.start("total"), match.end("total") + len(parts[0]["unit"]))
        shown = tuple(subject.draft.place(passage.paragraph, *part.span()) for part in parts)
        yield Hit(place, values={"sum": f"{found}{parts[0]['unit']}"}, evidence=shown)


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
    check = PartsCheck(params.pattern("find"), params.get("share", float))
    params.finish()
    return check
