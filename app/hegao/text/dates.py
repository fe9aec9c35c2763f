"""Dates as official drafts write them, found with their exact spans."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from hegao.text.characters import fold_width
from hegao.text.memory import remembered
from hegao.text.numerals import to_int

WEEKDAYS: Final = "一二三四五六日"
"""The names of the days after 星期, Monday first."""


class DateForm(StrEnum):
    """How a date is written."""

    ARABIC = "arabic"  # 2024年5月8日
    CHINESE = "chinese"  # 二〇二四年五月八日
    NUMERIC = "numeric"  # 2024-05-08, 2024/5/8, 2024.5.8


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date in a text: its span, its numbers as written, and the day of the week written behind it.

    ``day`` is ``None`` for 2024年5月, ``year`` for 5月8日. The numbers need not make a day of the calendar.
    ``weekday`` counts from 0 for Monday and lies inside the span.
    """

    start: int
    end: int
    year: int | None
    month: int
    day: int | None
    form: DateForm
    weekday: int | None = None

    @property
    def value(self) -> date | None:
        """The day meant, or ``None`` when it is incomplete or impossible (2月30日)."""
        if self.year is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None

    @property
    def impossible(self) -> bool:
        """Whether no calendar has it: 13月, 2月30日, 2023年2月29日."""
        try:
            date(self.year or 2000, self.month, self.day or 1)
        except ValueError:
            return True
        return False

    @property
    def weekday_agrees(self) -> bool | None:
        """Whether the day of the week written is the right one; ``None`` where that cannot be told."""
        value = self.value
        return None if value is None or self.weekday is None else value.weekday() == self.weekday


_WEEKDAY = r"(?:\s*[(,，]?\s*(?:星期|礼拜|周)(?P<weekday>[一二三四五六日天])(?!\w)\s*\)?)?"
_DIGIT = "零〇○一二三四五六七八九"
_NUMBER = f"(?:[一二三]?十[{_DIGIT}]?|[廿卅][{_DIGIT}]?|[{_DIGIT}])"
_FORMS: Final = (
    (
        DateForm.ARABIC,
        r"(?<!\d)(?:(?P<year>\d{2}|\d{4})\s*年\s*)?(?P<month>\d{1,2})\s*月"
        r"(?:\s*(?P<day>\d{1,2})\s*[日号])?" + _WEEKDAY,
    ),
    (
        DateForm.CHINESE,
        rf"(?:(?P<year>[{_DIGIT}]{{4}})年|(?<![{_DIGIT}十廿卅]))(?P<month>{_NUMBER})月"
        rf"(?:(?P<day>{_NUMBER})[日号])?" + _WEEKDAY,
    ),
    (
        DateForm.NUMERIC,
        r"(?<![\d.\-/])(?P<year>(?:19|20)\d{2})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
        r"(?![\d.\-/]*\d)" + _WEEKDAY,
    ),
)
_PATTERNS: Final = tuple((form, re.compile(pattern)) for form, pattern in _FORMS)
_MONTH: Final = "月"


@remembered(5_000)
def find_dates(text: str) -> tuple[WrittenDate, ...]:
    """The dates with at least a month in ``text``, in order, none inside another.

    A month alone (5月, 三个月) is no date: a year or a day must stand beside it. A year of two digits is kept
    as written.
    """
    folded = fold_width(text)
    found = sorted(_candidates(folded), key=lambda d: (d.start, -d.end))
    kept: list[WrittenDate] = []
    for candidate in found:
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate)
    return tuple(kept)


def weekday_name(day: date) -> str:
    """星期 and the day's name: 星期三."""
    return "星期" + WEEKDAYS[day.weekday()]


def _candidates(folded: str) -> Iterator[WrittenDate]:
    for form, pattern in _PATTERNS:
        if form is not DateForm.NUMERIC and _MONTH not in folded:
            continue
        for match in pattern.finditer(folded):
            parts = match.groupdict()
            if parts["year"] is None and parts["day"] is None:
                continue
            weekday = parts["weekday"]
            yield WrittenDate(
                match.start(),
                match.end(),
                _value(parts["year"]),
                to_int(parts["month"]),
                _value(parts["day"]),
                form,
                None if weekday is None else WEEKDAYS.index("日" if weekday == "天" else weekday),
            )


def _value(numeral: str | None) -> int | None:
    return None if numeral is None else to_int(numeral)
