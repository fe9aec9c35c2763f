"""Where lines of a document go so that they look right: widths in characters, title breaks, signatures, hangings."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from hegao.text.segmentation import segment

_NARROW = {" ": 0.25, ".": 0.25, ",": 0.25}
_HALF = 0.5
_SLACK = 0.2  # of a character, so that rounding never pushes the last one to the next row
_ITEM = re.compile(r"(?:附件\s*[：:]?\s*)?(?:\d{1,2}\s*[.．、]\s*)?")
_LABEL = re.compile(r"附件\s*[：:]?\s*")


@dataclass(frozen=True, slots=True)
class Indents:
    """Indents in characters; a negative first line hangs out to the left."""

    left: float = 0.0
    right: float = 0.0
    first_line: float = 0.0


def width(text: str) -> float:
    """How wide ``text`` is set, counted in 汉字; digits and letters are taken for half as wide."""
    wide = ("W", "F", "A")
    return sum(1.0 if unicodedata.east_asian_width(c) in wide else _NARROW.get(c, _HALF) for c in text)


def title_indents(text: str, line: float, never_first: str, never_last: Sequence[str]) -> Indents:
    """Indents that make a title of more than one row break between words, in rows of much the same length.

    ``line`` is the width of the page in characters of the title. No row begins with a character of ``never_first`` or
    ends with a word of ``never_last`` where that can be helped. Nothing is put into the text.
    """
    total = width(text)
    if total <= line or "\v" in text:
        return Indents()
    rows = -int(-total // line)
    words = segment(text)
    ends = {*accumulate(len(word) for word in words)}
    best: tuple[int, float] | None = None
    for limit in _limits(total / rows, line):
        breaks = list(_breaks(text, limit))
        if len(breaks) >= rows:
            continue
        faults = sum(_faulty(text, at, ends, never_first, never_last) for at in breaks)
        if best is None or faults < best[0]:
            best = (faults, limit)
    side = max(0.0, (line - best[1]) / 2 - _SLACK) if best else 0.0
    return Indents(left=round(side, 2), right=round(side, 2))


def _limits(shortest: float, longest: float) -> Iterator[float]:
    limit = -int(-shortest // 1)
    while limit <= longest:
        yield float(limit)
        limit += 1


def _breaks(text: str, limit: float) -> Iterator[int]:
    """Where rows of at most ``limit`` characters begin, but for the first."""
    used = 0.0
    for index, character in enumerate(text):
        used += width(character)
        if used > limit:
            yield index
            used = width(character)


def _faulty(text: str, at: int, ends: set[int], never_first: str, never_last: Sequence[str]) -> int:
    row = text[:at]
    return (at not in ends) + (text[at] in never_first) + row.endswith(tuple(never_last))


def sealed(issuers: Sequence[str], date: str, right_date: float) -> tuple[list[Indents], Indents]:
    """Right indents of issuers and date where a seal is put over them: the issuer centred above the date.

    The date stands ``right_date`` characters from the right (GB/T 9704—2012, 7.3.5.1); further in where an issuer's
    name would reach beyond the margin.
    """
    longest = max((width(issuer) for issuer in issuers), default=0.0)
    middle = max(right_date + width(date) / 2, longest / 2)
    return [_from_right(middle - width(issuer) / 2) for issuer in issuers], _from_right(middle - width(date) / 2)


def unsealed(issuers: Sequence[str], date: str, right_issuer: float, shift: float) -> tuple[list[Indents], Indents]:
    """Right indents without a seal: the date begins ``shift`` characters behind the issuer's beginning (7.3.5.2).

    Where the date is the longer one, it stands ``right_issuer`` characters from the right instead.
    """
    last = width(issuers[-1]) if issuers else 0.0
    date_right = right_issuer + last - shift - width(date)
    issuer_right = right_issuer
    if issuers and date_right < right_issuer:
        issuer_right += right_issuer - date_right
        date_right = right_issuer
    return [_from_right(issuer_right) for _ in issuers], _from_right(date_right if issuers else right_issuer)


def _from_right(size: float) -> Indents:
    return Indents(right=round(max(size, 0.0), 2))


def attachment_indents(text: str, left: float, *, follows: bool) -> Indents:
    """Indents of a row of the 附件说明: rows it wraps into begin under the first character of the name (7.3.4).

    ``follows`` is true for the rows under the first, which begin under its number.
    """
    match = _ITEM.match(text)
    lead = width(match[0]) if match else 0.0
    start = left + (width("附件：") if follows and not _LABEL.match(text) else 0.0)
    return Indents(left=start + lead, first_line=-lead)
