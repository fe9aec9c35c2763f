"""Literal words and phrases, thousands at a time: one automaton over all such rules, one pass over the draft.

Parameters: ``list`` names a file beside the rule with one entry a line, ``wrong → right`` (several right forms apart
by ``/``, best first) or just ``wrong``; ``entries`` gives the same inline. ``boundary = true`` drops matches that
cut a word in two by segmentation. ``except`` names longer strings inside which an entry is right.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hegao.checks.base import Check, Hit, Parameters, Passage, Scope, Subject
from hegao.errors import RuleError
from hegao.resources import load_lines
from hegao.text.segmentation import segment

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

ARROW = "→"


@dataclass(eq=False, slots=True)
class PhraseScanner:
    """One automaton for the phrases and exceptions of every phrase rule."""

    words: dict[str, int] = field(default_factory=dict)
    _automaton: "AhoCorasick | None" = None

    def add(self, words: Iterable[str]) -> None:
        """Make ``words`` findable; the automaton is rebuilt at the next scan."""
        for word in words:
            self.words.setdefault(word, len(self.words))
        self._automaton = None

    def scan(self, text: str) -> list[tuple[int, int, int]]:
        """All (word index, start, end) in ``text``, overlapping ones included."""
        if self._automaton is None:
            from ahocorasick_rs import AhoCorasick

            self._automaton = AhoCorasick(list(self.words))
        return self._automaton.find_matches_as_indexes(text, overlapping=True)


@dataclass(eq=False, slots=True)
class PhraseCheck:
    """The phrases of one rule. ``scanner`` is shared by all phrase rules of a rulebook after ``share``."""

    fixes: dict[str, tuple[str, ...]]
    exceptions: frozenset[str]
    boundary: bool
    scanner: PhraseScanner

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """Matches in reading order, longest first where they overlap."""
        for passage in subject.passages(scope):
            matches = self._matches(subject, passage)
            excused = [(s, e) for word, s, e in matches if word in self.exceptions]
            position = 0
            for word, start, end in sorted(matches, key=lambda m: (m[1], -m[2])):
                if word not in self.fixes or start < position or _inside(start, end, excused):
                    continue
                if self.boundary and not _on_boundary(subject, passage, start, end):
                    continue
                position = end
                yield subject.hit(passage.paragraph, start, end, *self.fixes[word])

    def _matches(self, subject: Subject, passage: Passage) -> list[tuple[str, int, int]]:
        key = (self.scanner, passage.text)
        found = subject.once(key, lambda: self.scanner.scan(passage.text))
        if not found:
            return []
        return [
            (word, start, end)
            for _, start, end in found
            if (word := passage.text[start:end]) in self.fixes or word in self.exceptions
        ]


def _inside(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(s <= start and end <= e and (s, e) != (start, end) for s, e in spans)


def _on_boundary(subject: Subject, passage: Passage, start: int, end: int) -> bool:
    edges = subject.once(("edges", passage.text), lambda: _edges(passage.text))
    return start in edges and end in edges


def _edges(text: str) -> frozenset[int]:
    edges, position = {0}, 0
    for word in segment(text):
        position += len(word)
        edges.add(position)
    return frozenset(edges)


def share(checks: Iterable[PhraseCheck]) -> None:
    """Give all ``checks`` one scanner, so a draft is read once for all of them."""
    scanner = PhraseScanner()
    for check in checks:
        scanner.add(check.fixes)
        scanner.add(check.exceptions)
        check.scanner = scanner


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
    check = PhraseCheck(
        fixes,
        frozenset(params.strings("except")),
        params.get("boundary", bool, default=False),
        PhraseScanner(),
    )
    params.finish()
    share([check])
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
