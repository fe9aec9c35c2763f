"""Ordinals that open a sentence or clause inside a paragraph: 一是, 一要, 首先, 第一, 其一."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from hegao.draft.lines import HIDDEN, Line, shown
from hegao.draft.model import Draft
from hegao.draft.recognition import Heading
from hegao.draft.vocabulary import compiled, number, table
from hegao.text.expressions import Expression
from hegao.text.memory import remembered
from hegao.text.numerals import to_int

_FILE: Final = "outline"
_LEVEL: Final = 5
_AROUND: Final = " ,、:" + HIDDEN
_BRACKETS: Final = {"(": ")", "[": "]", "【": "】", "〔": "〕"}
_BRACKET = re.compile(f"[{re.escape(''.join([*_BRACKETS, *_BRACKETS.values()]))}]")
_CLAUSE_END = re.compile(r"[。;!?:,]")
_SENTENCE_END = re.compile(r"[。;!?]")


@dataclass(frozen=True, slots=True)
class _Ordinal:
    family: str
    label: str
    ordinal: int | None
    line: int
    start: int
    end: int


def series_entries(draft: Draft, lines: Sequence[Line], article: int) -> Iterator[Heading]:
    """The members of the series in ``lines``, level 5, each with the first clause behind its ordinal as text.

    An ordinal alone is no series: 首先 counts only where 其次 or its like follows, 最后 only where one went before.
    """
    found = [
        _Ordinal(family, label, value, i, *span)
        for i, line in enumerate(lines)
        for family, label, value, span in _openers(line.folded)
    ]
    for index, one in enumerate(found):
        if _belongs(found, index):
            following = found[index + 1] if index + 1 < len(found) else None
            limit = following.start if following and following.line == one.line else None
            yield _entry(draft, lines[one.line], one, article, limit)


@cache
def _opener() -> Expression:
    """Every family in one expression, at the start of a line or clause."""
    families = "|".join(
        re.sub(r"\(\?P<(label|ordinal)>", rf"(?P<\1_{row['name']}>", row["pattern"]) for row in table(_FILE, "series")
    )
    return compiled(_FILE, "series", rf"(?:^|(?<=[。;:,.!?…”’\)、]))\s*(?:{families})")


@cache
def _families() -> tuple[str, ...]:
    return tuple(row["name"] for row in table(_FILE, "series"))


@remembered(10_000)
def _openers(folded: str) -> tuple[tuple[str, str, int | None, tuple[int, int]], ...]:
    """Family, label, value and span of the ordinals that open something in a line."""
    found = []
    for match in _opener().finditer(folded):
        groups = match.groupdict()
        family = next(name for name in _families() if groups[f"label_{name}"])
        label = groups[f"label_{family}"]
        numeral = groups.get(f"ordinal_{family}")
        value = to_int(numeral) if numeral else table(_FILE, "series_ordinals").get(label)
        found.append((family, label, value, match.span(f"label_{family}")))
    return tuple(found)


def _belongs(found: Sequence[_Ordinal], index: int) -> bool:
    """Whether an ordinal has company of its family close by; a second or later one proves itself."""
    one = found[index]
    if one.ordinal is not None and one.ordinal > 1:
        return one.family != "order" or one.label == "其次" or _near(found, index, backward=True)
    return _near(found, index, backward=one.ordinal is None)


def _near(found: Sequence[_Ordinal], index: int, *, backward: bool) -> bool:
    """Whether the next member of the family on one side stands close by and continues the series."""
    one = found[index]
    window = int(number(_FILE, "series_limits", "window"))
    most = int(number(_FILE, "series_limits", "members"))
    near = range(index - 1, max(-1, index - most), -1) if backward else range(index + 1, min(len(found), index + most))
    for other in map(found.__getitem__, near):
        if abs(other.line - one.line) > window:
            return False
        if other.family == one.family:
            return other.ordinal != 1 or backward
    return False


def _entry(draft: Draft, line: Line, one: _Ordinal, article: int, limit: int | None) -> Heading:
    """The entry of one ordinal; its text ends with its sentence, its clause, or where the next ordinal begins."""
    folded = line.folded[:limit]
    behind = one.end + len(folded[one.end :]) - len(folded[one.end :].lstrip(_AROUND))
    sentence = _SENTENCE_END.search(folded, behind)
    end = sentence.start() if sentence else len(folded)
    if len(shown(folded[behind:end])) > number(_FILE, "series_limits", "text"):
        clause = _CLAUSE_END.search(folded, behind + 1)
        end = clause.start() if clause else end
    end = outside_brackets(line.folded, behind, end)
    end = behind + len(folded[behind:end].rstrip(_AROUND))
    text = shown(line.text[behind:end])
    return Heading(_LEVEL, text, line.place(draft, one.start, end), one.label, one.ordinal, True, article)


def outside_brackets(text: str, start: int, end: int) -> int:
    """``end``, or where the bracket opens in ``text[start:end]`` that does not close in it.

    Where nothing stands before that bracket, the end is behind its closing mark, if there is one.
    """
    opened: list[int] = []
    for bracket in _BRACKET.finditer(text, start, end):
        if bracket.group() in _BRACKETS:
            opened.append(bracket.start())
        elif opened and bracket.group() == _BRACKETS[text[opened[-1]]]:
            opened.pop()
    if opened and opened[0] == start:
        return text.find(_BRACKETS[text[start]], end) + 1 or end
    return opened[0] if opened else end
