"""Figures and years in a text: what a report must state anew each time it is written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from hegao.duplicates.settings import Settings
from hegao.text.characters import normalise
from hegao.text.numerals import CHINESE_CLASS
from hegao.text.similarity import Change

_YEAR: Final = r"(?P<year>(?:19|20)\d\d)(?:年|(?=[-~至到](?:19|20)\d\d年))"
_ARABIC: Final = r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?![\d+a-z])"
_LEAD = re.compile(r"[^\W\d_]+$")
_LONG: Final = 8  # characters before a figure that say what it counts
_SHORT: Final = 4  # with fewer of them nobody knows


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its unit, or a year; ``start`` and ``end`` are code points in the text it was found in.

    ``weight`` is how much it tells when it stands unchanged in two texts: 0 for what never changes, 1 for what hardly
    ever is the same by chance. ``subject`` is what it counts, as far as the words right before it say so.
    """

    text: str
    start: int
    end: int
    weight: float
    year: int | None
    subject: str


def figures(text: str) -> tuple[Figure, ...]:
    """The figures and years of a text in order; ordinals, names such as 5G and telephone numbers are none."""
    plain = normalise(text)
    return tuple(_figure(text, plain, match) for match in _expression().finditer(plain))


def unchanged(found: Sequence[Figure], changes: Sequence[Change]) -> tuple[Figure, ...]:
    """Those of the figures of a text that none of its changes touches."""
    return tuple(figure for figure in found if not any(_touches(change, figure) for change in changes))


@cache
def _expression() -> re.Pattern[str]:
    settings = Settings.load().stale
    units = "|".join(sorted(map(re.escape, settings.units), key=len, reverse=True))
    unit = rf"(?P<unit>[十百千万亿]*(?:{units})?)"
    numeral = rf"[{CHINESE_CLASS}]+(?:点[{CHINESE_CLASS}]+)?"
    chinese = rf"(?P<percent>百分之{numeral})|(?P<chinese>[{CHINESE_CLASS}]{numeral})(?:{units})"
    names = "|".join(settings.names)
    return re.compile(rf"(?<![第\d.a-z+-])(?!{names})(?:{_YEAR}|{_ARABIC}{unit}|{chinese})")


def _figure(text: str, plain: str, match: re.Match[str]) -> Figure:
    start, end = match.span()
    lead = _LEAD.search(plain, max(0, start - _LONG), start)
    subject = lead[0] if lead else ""
    year = int(match["year"]) if match["year"] else None
    return Figure(text[start:end], start, end, 0.0 if year else _weight(match), year, subject)


def _weight(match: re.Match[str]) -> float:
    settings = Settings.load().stale
    if match[0] in settings.constant:
        return 0.0
    if match["number"] is None:
        return settings.weak if len(match[0]) < 4 else 1.0
    digits = sum(character.isdigit() for character in match["number"])
    return 1.0 if digits > 1 else settings.weak


def _touches(change: Change, figure: Figure) -> bool:
    start, end = change.new_span
    if figure.start < end and start < figure.end:
        return True
    # Text put in or left out right at an end belongs to the figure where it is part of a number itself.
    beside = start == figure.end or end == figure.start
    return beside and any(character.isdigit() or character in ".,万亿千百十" for character in change.old + change.new)


def subject_and_unit(figure: Figure) -> tuple[str, str] | None:
    """What two figures must have in common to state the same fact; ``None`` where the words before it are too few."""
    unit = figure.text.lstrip("0123456789.,")
    return (figure.subject, unit) if len(figure.subject) >= _SHORT and figure.year is None else None
