"""Kinds that read each paragraph by itself: one pass over a text tells which of them may find something there.

What each found in a text is remembered, from draft to draft, so a draft that is checked again after a change costs
what has changed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from ahocorasick_rs import AhoCorasick

from hegao.checks.base import Check, Hit, Passage, Scope, Sieve, Subject
from hegao.text.expressions import Clause

_STRETCH = 20_000  # characters that are scanned in one go: the list of what is found stays small


@dataclass(frozen=True, slots=True)
class Mark:
    """A hit in a text by itself, before anyone says which paragraph that is; ``evidence`` are spans of the same text."""

    start: int
    end: int
    fixes: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    evidence: tuple[tuple[int, int], ...] = ()


class TextCheck:
    """A kind that reads each paragraph by itself. Instances are told apart by identity."""

    __slots__ = ()

    def in_text(self, text: str) -> Iterable[Mark]:
        """The hits in ``text`` in reading order; they depend on nothing else."""
        raise NotImplementedError

    @property
    def signs(self) -> Clause:
        """Strings one of which every text with a hit holds; none where that cannot be told."""
        return frozenset()

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """The hits in the paragraphs of ``scope``."""
        passages = subject.passages(scope)
        chosen = self.chosen(passages)
        if (sieve := subject.sieves.get(scope)) is not None and len(chosen) == len(passages):
            chosen = subject.once(("sieved", scope), lambda: _sieved(sieve, passages)).get(self, ())
        for passage in chosen:
            for mark in _remembered(self, passage.text):
                place = subject.draft.place(passage.paragraph, mark.start, mark.end)
                shown = tuple(subject.draft.place(passage.paragraph, *span) for span in mark.evidence)
                yield Hit(place, mark.fixes, mark.values, shown)

    def chosen(self, passages: Sequence[Passage]) -> Sequence[Passage]:
        """Those of the ``passages`` that are read."""
        return passages


class TextSieve:
    """Tells which of some checks may find something in a text: a :data:`hegao.checks.base.Sieve`."""

    def __init__(self, checks: Iterable[Check]) -> None:
        owners: defaultdict[str, list[TextCheck]] = defaultdict(list)
        always = []
        for check in checks:
            if isinstance(check, TextCheck):
                for sign in check.signs:
                    owners[sign].append(check)
                if not check.signs:
                    always.append(check)
        self._always = frozenset(always)
        self._owners = list(owners.values())
        self._longest = max(map(len, owners), default=0)
        self._automaton = AhoCorasick(list(owners))

    def __call__(self, text: str) -> tuple[TextCheck, ...]:
        """The checks that may find something in ``text``, in no order."""
        found: set[int] = set()
        for start in range(0, len(text), _STRETCH):
            stretch = text[start : start + _STRETCH + self._longest]
            found.update(number for number, _, _ in self._automaton.find_matches_as_indexes(stretch, overlapping=True))
        return tuple(self._always.union(*(self._owners[number] for number in found)))


def _sieved(sieve: Sieve, passages: Sequence[Passage]) -> Mapping[Check, Sequence[Passage]]:
    """The passages each check has to read."""
    worth: defaultdict[Check, list[Passage]] = defaultdict(list)
    for passage in passages:
        for check in _through(sieve, passage.text):
            worth[check].append(passage)
    return worth


@lru_cache(maxsize=20_000)
def _through(sieve: Sieve, text: str) -> Collection[Check]:
    return sieve(text)


@lru_cache(maxsize=200_000)
def _remembered(check: TextCheck, text: str) -> tuple[Mark, ...]:
    return tuple(check.in_text(text))
