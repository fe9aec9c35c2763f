"""Straight quotation marks in Chinese text, turned into opening and closing marks by turns.

Parameters: ``marks`` lists the straight mark, the opening and the closing one together (``'"“”'``). A mark between two
letters or digits is an apostrophe or a unit and stays; so does a pair without 汉字 inside. An odd number of marks in a
paragraph is reported without a replacement, for nobody can tell which one is missing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hegao.checks.base import Check, Hit, Parameters, Passage, Scope, Subject
from hegao.text.characters import HAN_CLASS

_HAN = re.compile(f"[{HAN_CLASS}]")


@dataclass(frozen=True, slots=True)
class QuotesCheck:
    """The straight marks of one rule; see the module."""

    marks: tuple[tuple[str, ...], ...]

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """One hit for each straight mark."""
        for passage in subject.passages(scope):
            for straight, opening, closing in self.marks:
                if straight in passage.text:
                    yield from _hits(subject, passage, straight, (opening, closing))


def _hits(subject: Subject, passage: Passage, straight: str, turned: tuple[str, str]) -> Iterator[Hit]:
    text = passage.text
    positions = list(_positions(text, straight))
    if len(positions) % 2:
        for position in positions if _HAN.search(text) else ():
            yield subject.hit(passage.paragraph, position, position + 1)
        return
    for start, end in zip(positions[::2], positions[1::2], strict=True):
        # A pair without Chinese inside belongs to a formula, to program text or to English.
        if _HAN.search(text, start, end):
            yield subject.hit(passage.paragraph, start, start + 1, turned[0])
            yield subject.hit(passage.paragraph, end, end + 1, turned[1])


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
