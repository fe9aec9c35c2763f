"""Literal words and phrases, thousands at a time: found in one pass.

Parameters: ``list`` names a file beside the rule with one entry a line, ``wrong → right`` (several right forms apart
by ``/``, best first) or just ``wrong``; ``entries`` gives the same inline. ``boundary = true`` drops matches that
cut a word in two by segmentation. ``except`` names longer strings inside which an entry is right.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ahocorasick_rs import AhoCorasick

from hegao.checks.base import Check, Parameters
from hegao.checks.texts import Mark, TextCheck
from hegao.errors import RuleError
from hegao.resources import load_lines
from hegao.text.expressions import Clause
from hegao.text.memory import remembered
from hegao.text.segmentation import segment

ARROW = "→"


@dataclass(frozen=True, eq=False)
class PhraseCheck(TextCheck):
    """The phrases of one rule; see the module."""

    fixes: Mapping[str, tuple[str, ...]]
    exceptions: frozenset[str]
    boundary: bool

    @cached_property
    def signs(self) -> Clause:
        """The phrases."""
        return frozenset(self.fixes)

    def in_text(self, text: str) -> Iterable[Mark]:
        """Matches in reading order, longest first where they overlap."""
        found = [(text[s:e], s, e) for _, s, e in self._automaton.find_matches_as_indexes(text, overlapping=True)]
        excused = [(start, end) for word, start, end in found if word in self.exceptions]
        position = 0
        for word, start, end in sorted(found, key=lambda match: (match[1], -match[2])):
            if word not in self.fixes or start < position or _inside(start, end, excused):
                continue
            if self.boundary and not {start, end} <= _edges(text):
                continue
            position = end
            yield Mark(start, end, self.fixes[word])

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(list({*self.fixes, *self.exceptions}))


def _inside(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(s <= start and end <= e and (s, e) != (start, end) for s, e in spans)


@remembered(1000)
def _edges(text: str) -> frozenset[int]:
    edges, position = {0}, 0
    for word in segment(text, guess=False):  # a guess makes words of what stands for none
        position += len(word)
        edges.add(position)
    return frozenset(edges)


def parse(params: Parameters) -> Check:
    """The check described by ``params``.

    Raises:
        RuleError: no entries, an entry twice, or an entry equal to its own correction.
    """
    lines: list[str] = list(params.strings("entries"))
    name = params.get("list", str, "")
    if name:
        lines.extend(load_lines(params.folder / name))
    fixes = dict(_entries(params.rule, lines))
    if not fixes:
        raise RuleError(f"规则 {params.rule} 没有词条，请在 entries 或 list 中写上。")
    check = PhraseCheck(fixes, frozenset(params.strings("except")), params.get("boundary", bool, default=False))
    params.finish()
    return check


def _entries(rule: str, lines: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    seen: set[str] = set()
    for line in lines:
        wrong, _, right = (part.strip() for part in line.partition(ARROW))
        fixes = tuple(right.split("/")) if right else ()
        if not wrong or wrong in seen or wrong in fixes:
            raise RuleError(f"规则 {rule} 的词条“{line}”重复或有误，请改正。")
        seen.add(wrong)
        yield wrong, fixes
