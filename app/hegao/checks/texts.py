"""Kinds that read each paragraph by itself: one pass over a text tells which of them may find something there.

What they found in a text is remembered, from draft to draft, so a draft that is checked again after a change costs
what has changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from ahocorasick_rs import AhoCorasick

from hegao.checks.base import Check, Hit, Passage, Scope, Subject
from hegao.text.expressions import Clause
from hegao.text.memory import LONGEST

_STRETCH = 20_000  # characters that are scanned in one go: the list of what is found stays small
_TEXTS = 20_000  # remembered for the rules of one scope


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
        for passage, marks in self._found(subject, scope):
            for mark in marks:
                place = subject.draft.place(passage.paragraph, mark.start, mark.end)
                shown = tuple(subject.draft.place(passage.paragraph, *span) for span in mark.evidence)
                yield Hit(place, mark.fixes, mark.values, shown)

    def chosen(self, passages: Sequence[Passage]) -> Sequence[Passage]:
        """Those of the ``passages`` that are read."""
        return passages

    def _found(self, subject: Subject, scope: Scope) -> Iterator[tuple[Passage, Iterable[Mark]]]:
        passages = subject.passages(scope)
        chosen = self.chosen(passages)
        reading = subject.readings.get(scope)
        if not isinstance(reading, Reading):
            yield from ((passage, self.in_text(passage.text)) for passage in chosen)
            return
        found = subject.once(("read", scope), lambda: reading.found(passages))
        for passage, marks in found.get(self, ()):
            if isinstance(marks, Exception):
                raise marks
            if len(chosen) == len(passages) or any(passage is one for one in chosen):
                yield passage, marks


Found = Sequence[Mark] | Exception
"""What a check found in a text, or what it raised there: that is told when the check is asked, not when others are."""


class Reading:
    """What some checks find in texts."""

    def __init__(self, checks: Iterable[TextCheck]) -> None:
        owners: defaultdict[str, list[TextCheck]] = defaultdict(list)
        always = []
        for check in checks:
            for sign in check.signs:
                owners[sign].append(check)
            if not check.signs:
                always.append(check)
        self._always = frozenset(always)
        self._owners = list(owners.values())
        self._longest = max(map(len, owners), default=0)
        self._automaton = AhoCorasick(list(owners))
        self._remembered = lru_cache(maxsize=_TEXTS)(self._read)

    def worth(self, text: str) -> frozenset[TextCheck]:
        """The checks that may find something in ``text``."""
        found: set[int] = set()
        for start in range(0, len(text), _STRETCH):
            stretch = text[start : start + _STRETCH + self._longest]
            found.update(number for number, _, _ in self._automaton.find_matches_as_indexes(stretch, overlapping=True))
        return self._always.union(*(self._owners[number] for number in found))

    def found(self, passages: Iterable[Passage]) -> Mapping[TextCheck, Sequence[tuple[Passage, Found]]]:
        """What each check finds in the passages, in their order."""
        found: defaultdict[TextCheck, list[tuple[Passage, Found]]] = defaultdict(list)
        for passage in passages:
            text = passage.text
            for check, marks in self._remembered(text) if len(text) <= LONGEST else self._read(text):
                found[check].append((passage, marks))
        return found

    def _read(self, text: str) -> Sequence[tuple[TextCheck, Found]]:
        found: list[tuple[TextCheck, Found]] = []
        for check in self.worth(text):
            try:
                marks: Found = tuple(check.in_text(text))
            except Exception as error:  # noqa: BLE001 - the engine tells it as this check's and runs the others
                marks = error
            if marks:
                found.append((check, marks))
        return found


def readings(checks: Iterable[tuple[Scope, Check]]) -> Mapping[Scope, Reading]:
    """By scope, what those of ``checks`` find that read each paragraph by itself."""
    of_scope: dict[Scope, list[TextCheck]] = {}
    for scope, check in checks:
        if isinstance(check, TextCheck):
            of_scope.setdefault(scope, []).append(check)
    return {scope: _reading(tuple(found)) for scope, found in of_scope.items()}


@lru_cache(maxsize=256)
def _reading(checks: tuple[TextCheck, ...]) -> Reading:
    return Reading(checks)
