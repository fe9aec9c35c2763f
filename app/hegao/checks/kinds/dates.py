"""Dates in the form an official draft needs, and periods whose end lies before their start.

Parameters: ``want`` is ``form`` (a full date in Arabic digits, 2024年5月8日, with the fix; meant for the date elements)
or ``period`` (a start and an end joined by a dash or 至, the end earlier than the start). The message may use {since}
and {until} for a period.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from hegao.checks.base import Check, Hit, Parameters, Scope, Subject
from hegao.errors import RuleError
from hegao.text.dates import WrittenDate, find_dates

_WANTS = ("form", "period")
_JOINT = re.compile(r"\s*(?:[-—–~～－至到]|——|起至)\s*")
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class DateCheck:
    """One of the two questions; see the module."""

    want: str

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """Dates or periods at fault, in reading order."""
        for passage in subject.passages(scope):
            text = passage.text
            dates = find_dates(text)
            spans = _forms(text, dates) if self.want == "form" else _periods(text, dates)
            for start, end, fixes, values in spans:
                yield subject.hit(passage.paragraph, start, end, *fixes, **values)


_Span = tuple[int, int, tuple[str, ...], dict[str, str]]


def _forms(text: str, dates: Iterable[WrittenDate]) -> Iterator[_Span]:
    for date in dates:
        if date.year is None or date.day is None:
            continue
        year = date.year if date.year > 99 else date.year + _CENTURY
        wanted = f"{year}年{date.month}月{date.day}日"
        if text[date.start : date.end] != wanted and date.weekday is None and not date.impossible:
            yield date.start, date.end, (wanted,), {}


def _periods(text: str, dates: tuple[WrittenDate, ...]) -> Iterator[_Span]:
    for start, end in pairwise(dates):
        if not _JOINT.fullmatch(text, start.end, end.start) or start.impossible or end.impossible:
            continue
        if _reversed(start, end):
            values = {"since": text[start.start : start.end], "until": text[end.start : end.end]}
            yield start.start, end.end, (), values


def _reversed(start: WrittenDate, end: WrittenDate) -> bool:
    """Whether the end is surely earlier.

    A year left out behind the dash may be that of the start or the next one (11月15日至3月15日), so then only days of
    one month are compared.
    """
    if end.year is None or start.year is None:
        return start.month == end.month and (start.day or 0) > (end.day or 31) and end.year is None
    if start.day is None or end.day is None:
        return (start.year, start.month) > (end.year, end.month)
    return (start.year, start.month, start.day) > (end.year, end.month, end.day)


def parse(params: Parameters) -> Check:
    """The check described by ``params``.

    Raises:
        RuleError: ``want`` is neither form nor period.
    """
    want = params.get("want", str)
    params.finish()
    if want not in _WANTS:
        raise RuleError(f"规则 {params.rule} 的 params.want 只能是 form 或 period，请改正。")
    return DateCheck(want)
