"""Straight quotation marks in Chinese text, turned into opening and closing marks by turns.

Parameters: ``marks`` lists the straight mark, the opening and the closing one together (``'"“”'``). A mark between two
letters or digits is an apostrophe or a unit and stays; so does a pair without 汉字 inside. An odd number of marks in a
paragraph is reported without a replacement, for nobody can tell which one is missing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hegao.checks.base import Check, Parameters
from hegao.checks.texts import Mark, TextCheck
from hegao.text.characters import HAN_CLASS
from hegao.text.expressions import Clause

_HAN = re.compile(f"[{HAN_CLASS}]")


@dataclass(frozen=True, slots=True, eq=False)
class QuotesCheck(TextCheck):
    """The straight marks of one rule; see the module."""

    marks: tuple[tuple[str, ...], ...]

    @property
    def signs(self) -> Clause:
        """The straight marks."""
        return frozenset(straight for straight, _, _ in self.marks)

    def in_text(self, text: str) -> Iterable[Mark]:
        """One hit for each straight mark."""
        for straight, opening, closing in self.marks:
            yield from _marks(text, straight, (opening, closing))


def _marks(text: str, straight: str, turned: tuple[str, str]) -> Iterator[Mark]:
    positions = list(_positions(text, straight))
    if len(positions) % 2:
        for position in positions if _HAN.search(text) else ():
            yield Mark(position, position + 1)
        return
    for start, end in zip(positions[::2], positions[1::2], strict=True):
        # A pair without Chinese inside belongs to a formula, to program text or to English.
        if _HAN.search(text, start, end):
            yield Mark(start, start + 1, turned[:1])
            yield Mark(end, end + 1, turned[1:])


def _positions(text: str, mark: str) -> Iterator[int]:
    """Where ``mark`` is a quotation mark: not inside a Latin word or a number."""
    start = text.find(mark)
    while start >= 0:
        before, after = text[start - 1 : start] if start else "", text[start + 1 : start + 2]
        if not (before.isascii() and before.isalnum() and after.isascii() and after.isalnum()):
            yield start
        start = text.find(mark, start + 1)


def parse(params: Parameters) -> Check:
    """The check described by ``params``."""
    check = QuotesCheck(params.rows("marks", 3, required=True))
    params.finish()
    return check
