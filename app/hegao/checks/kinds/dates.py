"""Dates in the form an official draft needs, and periods whose end lies before their start.

Parameters: ``want`` is ``form`` (a full date in Arabic digits, 2024年5月8日, with the fix; meant for the date elements),
``period`` (a start and an end joined by a dash or 至, the end earlier than the start) or ``days`` (为期10天 beside a
period of another length, its first and last day counted). The message may use {since} and {until} for a period, {right}
for its days.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from hegao.checks.base import Check, Parameters
from hegao.checks.texts import Mark, TextCheck
from hegao.errors import RuleError
from hegao.text.dates import WrittenDate, find_dates
from hegao.text.numerals import to_int
from hegao.text.segmentation import sentences

_JOINT = re.compile(r"\s*(?:[-—–~～－至到]|——|起至)\s*")
_CENTURY = 2000
_DAY = r"(?:(?P<year{0}>\d{{4}})年)?(?P<month{0}>\d{{1,2}})月(?P<day{0}>\d{{1,2}})日?"
_PERIOD = re.compile(
    rf"(?<!\d){_DAY.format('')}{_JOINT.pattern}(?:{_DAY.format('_')}|(?P<same_month>\d{{1,2}})日)(?![\d前后])"
)
_DAYS = re.compile(
    r"(?:为期|历时|(?<=[，,（(])(?:共计?|总共|时间))(?P<at>(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})天)(?!半)"
)
# Without a year a period may lie in either.
_YEARS = (2023, 2024)


@dataclass(frozen=True, slots=True, eq=False)
class DateCheck(TextCheck):
    """One of the questions; see the module."""

    want: str

    def in_text(self, text: str) -> Iterable[Mark]:
        """Dates or periods at fault, in reading order."""
        return (Mark(*span) for span in _FINDERS[self.want](text))


_Span = tuple[int, int, tuple[str, ...], dict[str, str]]


def _forms(text: str) -> Iterator[_Span]:
    for found in find_dates(text):
        if found.year is None or found.day is None:
            continue
        year = found.year if found.year > 99 else found.year + _CENTURY
        wanted = f"{year}年{found.month}月{found.day}日"
        if text[found.start : found.end] != wanted and found.weekday is None and not found.impossible:
            yield found.start, found.end, (wanted,), {}


def _periods(text: str) -> Iterator[_Span]:
    for start, end in pairwise(find_dates(text)):
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


def _days(text: str) -> Iterator[_Span]:
    """Numbers of days in sentences with one such number and one period."""
    for begin, stop in sentences(text) if "天" in text else ():
        told, periods = (list(pattern.finditer(text, begin, stop)) for pattern in (_DAYS, _PERIOD))
        if len(told) != 1 or len(periods) != 1:
            continue
        lengths = _lengths(periods[0])
        if lengths and to_int(told[0]["n"]) not in lengths:
            yield *told[0].span("at"), (), {"period": periods[0].group(), "right": str(min(lengths))}


def _lengths(period: re.Match[str]) -> frozenset[int]:
    """How many days a period may have; none where a day of it does not exist or it runs backwards."""
    month, day = int(period["month"]), int(period["day"])
    last_month = int(period["month_"] or month)
    last_day = int(period["day_"] or period["same_month"])
    lengths = set()
    for year in [int(period["year"])] if period["year"] else _YEARS:
        last_year = int(period["year_"] or year + (last_month < month))
        try:
            lengths.add((date(last_year, last_month, last_day) - date(year, month, day)).days + 1)
        except ValueError:
            continue
    return frozenset(length for length in lengths if length > 0)


_FINDERS: Mapping[str, Callable[[str], Iterator[_Span]]] = {"form": _forms, "period": _periods, "days": _days}


def parse(params: Parameters) -> Check:
    """The check described by ``params``.

    Raises:
        RuleError: ``want`` is none of form, period, days.
    """
    want = params.get("want", str)
    params.finish()
    if want not in _FINDERS:
        raise RuleError(f"规则 {params.rule} 的 params.want 只能是 {'、'.join(_FINDERS)}，请改正。")
    return DateCheck(want)
