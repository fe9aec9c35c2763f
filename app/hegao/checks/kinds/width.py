"""Width: half-width marks in Chinese text that should be full-width, or full-width digits that should be half-width.

Parameters: ``marks`` lists ``half full`` pairs such as ``",，"``: such a mark is reported where it touches a 汉字 or a
full-width mark. ``stops`` lists the same for marks that count only behind a 汉字 and never before a letter, a digit or
another stop (the full stop). ``brackets`` lists four characters each, half and full, such as ``"()（）"``: both halves
of a bracket change together, when Chinese stands inside or beside it. ``except`` is an expression whose matches are
left to another rule. ``narrow`` goes the other way: its matches are written half-width.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hegao.checks.base import Check, Parameters
from hegao.checks.texts import Mark, TextCheck
from hegao.text.characters import HAN_CLASS, fold_width
from hegao.text.expressions import Clause, Expression, signs

_CHINESE = re.compile(f"[{HAN_CLASS}，。；：？！、…—“”‘’「」『』（）《》〈〉【】〔〕]")
_HAN_BEFORE = re.compile(f"[{HAN_CLASS}”’」』）》〉】〕]")
_STOP_FOLLOWS = re.compile(r"[A-Za-z0-9.．]")


@dataclass(frozen=True, slots=True, eq=False)
class WidthCheck(TextCheck):
    """The marks of one rule; see the module."""

    marks: dict[str, str]
    stops: dict[str, str]
    brackets: tuple[tuple[str, ...], ...]
    excepted: Expression | None
    finder: re.Pattern[str]

    @property
    def signs(self) -> Clause:
        """The half-width marks."""
        return frozenset((*self.marks, *self.stops, *(mark for row in self.brackets for mark in row[:2])))

    def in_text(self, text: str) -> Iterable[Mark]:
        """One hit for each half-width mark, with the full-width one as its fix."""
        changes = self._brackets(text)
        self._add_marks(text, changes)
        for start, end in self._left_out(text):
            for position in range(start, end):
                changes.pop(position, None)
        return (Mark(position, position + 1, (changes[position],)) for position in sorted(changes))

    def _left_out(self, text: str) -> Iterator[tuple[int, int]]:
        if self.excepted:
            yield from (match.span() for match in self.excepted.finditer(text))

    def _brackets(self, text: str) -> dict[int, str]:
        changes: dict[int, str] = {}
        for opening, closing, full_opening, full_closing in self.brackets:
            stack: list[int] = []
            for match in re.finditer(f"[{re.escape(opening + closing + full_opening + full_closing)}]", text):
                position = match.start()
                if match.group() in (opening, full_opening):
                    stack.append(position)
                elif stack and _in_chinese(text, start := stack.pop(), position):
                    if text[start] == opening:
                        changes[start] = full_opening
                    if text[position] == closing:
                        changes[position] = full_closing
        return changes

    def _add_marks(self, text: str, changes: dict[int, str]) -> None:
        for match in self.finder.finditer(text):
            position, character = match.start(), match.group()
            before, after = text[position - 1 : position] if position else "", text[position + 1 : position + 2]
            if character in self.marks:
                if position - 1 in changes or position + 1 in changes or _touches(before, after):
                    changes[position] = self.marks[character]
            else:
                behind_han = position - 1 in changes or _HAN_BEFORE.fullmatch(before)
                if behind_han and not _STOP_FOLLOWS.match(after):
                    changes[position] = self.stops[character]


def _touches(before: str, after: str) -> bool:
    return bool(_CHINESE.fullmatch(before) or _CHINESE.fullmatch(after))


def _in_chinese(text: str, start: int, end: int) -> bool:
    """Whether a bracket holds Chinese or follows it; behind a Latin word, f(x), its content alone decides."""
    if _CHINESE.search(text, start + 1, end):
        return True
    before, after = text[start - 1 : start] if start else "", text[end + 1 : end + 2]
    return not (before.isascii() and before.isalnum()) and _touches(before, after)


@dataclass(frozen=True, slots=True, eq=False)
class NarrowCheck(TextCheck):
    """Full-width characters that should be half-width; see the module."""

    wide: Expression

    @property
    def signs(self) -> Clause:
        """What every match holds."""
        return signs([self.wide])

    def in_text(self, text: str) -> Iterable[Mark]:
        """One hit for each match."""
        return (Mark(*match.span(), (fold_width(match.group()),)) for match in self.wide.finditer(text))


def parse(params: Parameters) -> Check:
    """The check described by ``params``."""
    check: Check
    if narrow := params.maybe("narrow"):
        check = NarrowCheck(narrow)
    else:
        marks = {row[0]: row[1] for row in params.rows("marks", 2)}
        stops = {row[0]: row[1] for row in params.rows("stops", 2)}
        finder = re.compile("|".join(map(re.escape, (*marks, *stops))) or "(?!)")
        check = WidthCheck(marks, stops, params.rows("brackets", 4), params.maybe("except"), finder)
    params.finish()
    return check
