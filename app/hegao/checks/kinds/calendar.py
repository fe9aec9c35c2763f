"""Dates and times of day that cannot be.

Parameters: ``report`` is ``date`` (no calendar has it: 2月30日), ``weekday`` (the day of the week written behind a full date
is another one; the right one is the fix) or ``time`` (24时61分).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from hegao.checks.base import Check, Hit, Parameters, Passage, Scope, Subject
from hegao.errors import RuleError
from hegao.text.dates import DateForm, WrittenDate, find_dates, weekday_name

# Cheap gate: most paragraphs hold no date at all.
_MONTH = re.compile(r"月|[-/.]\d{1,2}[-/.]\d")
_TIME = re.compile(r"(?<![\d.])(?P<hour>\d{1,2})[时点](?P<minute>\d{1,2})分(?!之|钟)")
_WEEKDAY = re.compile(r"(?:星期|礼拜|周)[一二三四五六日天]")

_Finder = Callable[[Subject, Passage], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class CalendarCheck:
    """One of the finders of this module."""

    finder: _Finder

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """The impossible dates or times in reading order."""
        for passage in subject.passages(scope):
            yield from self.finder(subject, passage)


def _dates(subject: Subject, passage: Passage) -> tuple[WrittenDate, ...]:
    if not _MONTH.search(passage.text):
        return ()
    found = subject.once(("dates", passage.text), partial(find_dates, passage.text))
    # 2024.13.45 may as well be a clause or a version number.
    return tuple(d for d in found if d.form is not DateForm.NUMERIC or "." not in passage.text[d.start : d.end])


def _impossible(subject: Subject, passage: Passage) -> Iterator[Hit]:
    for date in _dates(subject, passage):
        if date.impossible:
            yield subject.hit(passage.paragraph, date.start, date.end)


def _weekday(subject: Subject, passage: Passage) -> Iterator[Hit]:
    for date in _dates(subject, passage):
        if date.weekday_agrees is not False or date.value is None or date.value.year < 1900:
            continue
        match = _WEEKDAY.search(passage.text, date.start, date.end)
        if match:
            right = weekday_name(date.value)
            right = match.group()[:-1] + right[-1]
            day = passage.text[date.start : match.start()].rstrip(" (（,，")
            yield subject.hit(passage.paragraph, match.start(), match.end(), right, date=day)


def _time(subject: Subject, passage: Passage) -> Iterator[Hit]:
    for match in _TIME.finditer(passage.text):
        hour, minute = int(match["hour"]), int(match["minute"])
        if hour > 24 or minute > 59 or (hour == 24 and minute > 0):
            yield subject.hit(passage.paragraph, *match.span())


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
