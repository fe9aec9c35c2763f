"""Straight quotation marks in Chinese text, turned into opening and closing marks by turns.

Parameters: ``marks`` lists the straight mark, the opening and the closing one together (``'"“”'``). A mark between two
letters or digits is an apostrophe or a unit and stays; so does a paragraph without 汉字. An odd number of marks in a
paragraph is reported without a replacement, for nobody can tell which one is missing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hegao.checks.base import Check, Hit, Parameters, Scope, Subject
from hegao.text.characters import HAN_CLASS

_HAN = re.compile(f"[{HAN_CLASS}]")


@dataclass(frozen=True, slots=True)
class QuotesCheck:
    """The straight marks of one rule; see the module."""

    marks: tuple[tuple[str, ...], ...]

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """One hit for each straight mark."""
        for passage in subject.passages(scope):
            if not _HAN.search(passage.text):
                continue
            for straight, opening, closing in self.marks:
                positions = tuple(_positions(passage.text, straight))
                paired = len(positions) % 2 == 0
                for turn, position in enumerate(positions):
                    fixes = ((opening, closing)[turn % 2],) if paired else ()
                    yield subject.hit(passage.paragraph, position, position + 1, *fixes)


def _positions(text: str, mark: str) -> Iterator[int]:
    """Where ``mark`` is a quotation mark: not inside or right behind a Latin word or a number."""
    start = text.find(mark)
    while start >= 0:
        before, after = text[start - 1 : start] if start else "", text[start + 1 : start + 2]
        if not (before.isascii() and before.isalnum() and (after.isascii() and after.isalnum())):
            yield start
        start = text.find(mark, start + 1)


def parse(params: Parameters) -> Check:
    """The check described by ``params``."""
    check = QuotesCheck(params.rows("marks", 3, required=True))
    params.finish()
    return check
