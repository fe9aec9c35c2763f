"""Expressions whose wording is fixed to the letter, and that a draft nearly says.

Parameters: ``list`` names a file beside the rule with one expression a line; those with fewer than ``least``
characters are left out. An expression counts as meant where its first and last ``ends`` characters stand, and between
them at most the share ``rest`` of its characters (one at least) is otherwise. What differs only by characters of
``loose`` is another way to write it; so is what holds an expression of the list, or one of ``except``, as it should
be. The message may use {right}.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from hegao.checks.base import Check, Parameters
from hegao.checks.texts import Mark, TextCheck
from hegao.errors import RuleError
from hegao.resources import load_lines
from hegao.text.characters import normalise

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


@dataclass(frozen=True, eq=False)
class MisquotedCheck(TextCheck):
    """The expressions and how far a misquotation may depart from them; ``right`` is what is none. See the module."""

    expressions: tuple[str, ...]
    right: tuple[str, ...]
    ends: int
    rest: float
    loose: frozenset[str]

    def in_text(self, text: str) -> Iterable[Mark]:
        """What departs from an expression, in reading order; of several expressions the nearest is meant."""
        best: dict[int, tuple[int, int, str]] = {}
        for start, end, distance, right in self._near(normalise(text)):
            best[start] = min(best.get(start, (distance, end, right)), (distance, end, right))
        done = 0
        for start, (_, end, right) in sorted(best.items()):
            if start >= done:
                done = end
                yield Mark(start, end, (right,), {"right": right})

    def _near(self, text: str) -> Iterator[tuple[int, int, int, str]]:
        """Start, end, distance and the right wording of each place that nearly says an expression."""
        exact = self._exact.find_matches_as_indexes(text, overlapping=True)
        for head, start, _ in self._heads.find_matches_as_indexes(text, overlapping=True):
            for right in self._by_head[head]:
                plain = normalise(right)
                if text.startswith(plain, start):
                    continue
                found = self._end(text, start, plain)
                if found is not None and not any(s < found[0] and start < e for _, s, e in exact):
                    yield start, *found, right

    def _end(self, text: str, start: int, plain: str) -> tuple[int, int] | None:
        """Where an expression that begins at ``start`` ends, and how far it is from what it should be."""
        most = max(1, int(self.rest * len(plain)))
        tail = plain[-self.ends :]
        best = None
        for end in range(start + len(plain) - most, start + len(plain) + most + 1):
            said = text[start:end]
            if len(said) < end - start or not said.endswith(tail) or self._loosely(said, plain):
                continue
            distance = Levenshtein.distance(said, plain, score_cutoff=most)
            if distance <= most and (best is None or distance < best[1]):
                best = end, distance
        return best

    def _loosely(self, said: str, plain: str) -> bool:
        steps = Levenshtein.opcodes(said, plain)
        changed = (said[s.src_start : s.src_end] + plain[s.dest_start : s.dest_end] for s in steps if s.tag != "equal")
        return self.loose.issuperset("".join(changed))

    @cached_property
    def _by_head(self) -> Sequence[Sequence[str]]:
        return list(self._grouped.values())

    @cached_property
    def _heads(self) -> "AhoCorasick":
        return _automaton(list(self._grouped))

    @cached_property
    def _exact(self) -> "AhoCorasick":
        return _automaton([normalise(right) for right in self.right])

    @cached_property
    def _grouped(self) -> Mapping[str, Sequence[str]]:
        grouped: dict[str, list[str]] = {}
        for right in self.expressions:
            grouped.setdefault(normalise(right)[: self.ends], []).append(right)
        return grouped


def _automaton(words: Sequence[str]) -> "AhoCorasick":
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(words)


def parse(params: Parameters) -> Check:
    """The check described by ``params``.

    Raises:
        RuleError: no expression is left.
    """
    lines = load_lines(params.folder / params.get("list", str))
    least, ends = params.get("least", int), params.get("ends", int)
    expressions = tuple(line for line in lines if len(line) >= max(least, 2 * ends))
    if not expressions:
        raise RuleError(f"规则 {params.rule} 的词表里没有够长的词条，请补上，或改小 least。")
    check = MisquotedCheck(
        expressions,
        (*lines, *params.strings("except")),
        ends,
        params.get("rest", float),
        frozenset(normalise(params.get("loose", str, ""))),
    )
    params.finish()
    return check
