"""Dates and times of day that cannot be.

Parameters: ``report`` is ``date`` (no calendar has it: 2月30日), ``weekday`` (the day of the week written behind a full date
is another one; the right one is the fix) or ``time`` (24时61分).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from hegao.checks.base import Check, Parameters
from hegao.checks.texts import Mark, TextCheck
from hegao.errors import RuleError
from hegao.text.dates import DateForm, WrittenDate, find_dates, weekday_name

# Cheap gate: most paragraphs hold no date at all.
_MONTH = re.compile(r"月|[-/.]\d{1,2}[-/.]\d")
_TIME = re.compile(r"(?<![\d.])(?P<hour>\d{1,2})[时点](?P<minute>\d{1,2})分(?!之|钟)")
_WEEKDAY = re.compile(r"(?:星期|礼拜|周)[一二三四五六日天]")

_Finder = Callable[[str], Iterator[Mark]]


@dataclass(frozen=True, slots=True, eq=False)
class CalendarCheck(TextCheck):
    """One of the finders of this module."""

    finder: _Finder

    def in_text(self, text: str) -> Iterable[Mark]:
        """The impossible dates or times in reading order."""
        return self.finder(text)


def _dates(text: str) -> Iterator[WrittenDate]:
    if _MONTH.search(text):
        for date in find_dates(text):
            # 2024.13.45 may as well be a clause or a version number.
            if date.form is not DateForm.NUMERIC or "." not in text[date.start : date.end]:
                yield date


def _impossible(text: str) -> Iterator[Mark]:
    return (Mark(date.start, date.end) for date in _dates(text) if date.impossible)


def _weekday(text: str) -> Iterator[Mark]:
    for date in _dates(text):
        if date.weekday_agrees is not False or date.value is None or date.value.year < 1900:
            continue
        match = _WEEKDAY.search(text, date.start, date.end)
        if match:
            right = weekday_name(date.value)
            day = text[date.start : match.start()].rstrip(" (（,，")
            yield Mark(*match.span(), (match.group()[:-1] + right[-1],), {"date": day})


def _time(text: str) -> Iterator[Mark]:
    for match in _TIME.finditer(text):
        hour, minute = int(match["hour"]), int(match["minute"])
        if hour > 24 or minute > 59 or (hour == 24 and minute > 0):
            yield Mark(*match.span())


_FINDERS: dict[str, _Finder] = {"date": _impossible, "weekday": _weekday, "time": _time}


def parse(params: Parameters) -> Check:
    """The check described by ``params``.

    Raises:
        RuleError: ``report`` is none of its words.
    """
    report = params.get("report", str)
    params.finish()
    if report not in _FINDERS:
        raise RuleError(f"规则 {params.rule} 的 params.report 只能是 {'、'.join(_FINDERS)}，请改正。")
    return CalendarCheck(_FINDERS[report])
