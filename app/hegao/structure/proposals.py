"""Headings proposed for a draft: those past reports have, with their years brought up to the draft's."""

import re
from collections.abc import Iterable
from typing import Final

from hegao.text.characters import fold_width

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
_MOST: Final = 3


def proposed(headings: Iterable[tuple[str, int | None]], year: int | None) -> tuple[str, ...]:
    """The first few different headings; each comes with the year of its report, and ``year`` is the draft's.

    A heading that names years is left out where either year is not known.
    """
    renewed = (_renewed(heading, of, year) for heading, of in headings)
    return tuple(dict.fromkeys(heading for heading in renewed if heading))[:_MOST]


def _renewed(heading: str, of: int | None, year: int | None) -> str:
    """A heading for another year, 2023年工作回顾 for 2022年工作回顾."""
    if not _YEAR.search(fold_width(heading)):
        return heading
    if of is None or year is None:
        return ""
    return _YEAR.sub(lambda found: str(int(found[0]) + year - of), fold_width(heading))
