"""Kinds that read each paragraph by itself: one pass over a text tells which of them may find something there.

What they found in a text is remembered, from draft to draft, so a draft that is checked again after a change costs
what has changed.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from hegao.checks.base import Check, Hit, Scope, Subject
from hegao.checks.masking import mask_text
from hegao.draft.model import Paragraph, Part
from hegao.draft.recognition import Element
from hegao.text.expressions import Clause
from hegao.text.memory import LONGEST, remembered

_STRETCH = 20_000  # characters that are scanned in one go: the list of what is found stays small
_TEXTS = 20_000  # remembered for the rules of one scope, and for those of all scopes


class Mark(NamedTuple):
    """A hit in a text by itself, before anyone says which paragraph that is; ``evidence`` are spans of the same text."""

    start: int
    end: int
    fixes: tuple[str, ...] = ()
    values: Mapping[str, str] = MappingProxyType({})
    evidence: tuple[tuple[int, int], ...] = ()


class TextCheck:
    """A kind that reads each paragraph by itself; a hit may depend on what stands in others all the same.

    Instances are told apart by identity.
    """

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
        for paragraph, marks in self.in_draft(subject, scope):
            for mark in marks:
                place = subject.draft.place(paragraph, mark.start, mark.end)
                shown = tuple(subject.draft.place(paragraph, *span) for span in mark.evidence)
                yield Hit(place, mark.fixes, mark.values, shown)

    def in_draft(self, subject: Subject, scope: Scope) -> Iterable[tuple[Paragraph, Sequence[Mark]]]:
        """The paragraphs of ``scope`` that have hits by themselves, in reading order, with these."""
        readings = subject.readings
        if isinstance(readings, Readings):
            found = subject.once("read", lambda: readings.found(subject)).get(self, ())
        else:
            found = [(passage.paragraph, tuple(self.in_text(passage.text))) for passage in subject.passages(scope)]
        for paragraph, marks in found:
            if isinstance(marks, Exception):
                raise marks
            if marks:
                yield paragraph, marks


Found = Sequence[Mark] | Exception
"""What a check found in a text, or what it raised there: that is told when the check is asked, not when others are."""


class Readings:
    """What checks find that read each paragraph by itself: each paragraph is looked up once for all of them."""

    def __init__(self, checks: Mapping[Scope, tuple[TextCheck, ...]]) -> None:
        self._checks = checks
        self._scan = _scanner(tuple(chain.from_iterable(checks.values())))

    def found(self, subject: Subject) -> Mapping[TextCheck, Sequence[tuple[Paragraph, Found]]]:
        """What each check finds in the paragraphs of its scope, in their order."""
        sorts, sort_of = subject.sorts
        texts: list[list[str]] = [[] for _ in sorts]
        for passage, sort in zip(subject.written, sort_of, strict=True):
            texts[sort].append(passage.text)
        read = [self._of_sort(*sort).of(own, self._scan) for sort, own in zip(sorts, texts, strict=True)]
        found: defaultdict[TextCheck, list[tuple[Paragraph, Found]]] = defaultdict(list)
        for passage, sort in zip(subject.written, sort_of, strict=True):
            for check, marks in read[sort][passage.text]:
                found[check].append((passage.paragraph, marks))
        return found

    def _of_sort(self, part: Part, element: Element) -> "_Together":
        """The checks that read paragraphs of that sort."""
        scopes = [(scope.mask, checks) for scope, checks in self._checks.items() if scope.holds(part, element)]
        return _together(tuple(scopes))


def readings(checks: Iterable[tuple[Scope, Check]]) -> Readings:
    """The readings of those of ``checks`` that read each paragraph by itself."""
    of_scope: dict[Scope, list[TextCheck]] = {}
    for scope, check in checks:
        if isinstance(check, TextCheck):
            of_scope.setdefault(scope, []).append(check)
    return Readings({scope: tuple(found) for scope, found in of_scope.items()})


class Scanner:
    """Tells which of some checks may find something in a text."""

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

    def worth(self, text: str) -> frozenset[TextCheck]:
        """The checks that may find something in ``text``."""
        found: set[int] = set()
        for start in range(0, len(text), _STRETCH):
            stretch = text[start : start + _STRETCH + self._longest]
            found.update(number for number, _, _ in self._automaton.find_matches_as_indexes(stretch, overlapping=True))
        return self._always.union(*(self._owners[number] for number in found))


class _Reading:
    """What the checks of one scope find in texts, remembered."""

    def __init__(self, checks: tuple[TextCheck, ...]) -> None:
        self._checks = frozenset(checks)
        self._known: OrderedDict[str, Sequence[tuple[TextCheck, Found]]] = OrderedDict()

    def of(self, text: str, scan: Callable[[str], frozenset[TextCheck]]) -> Sequence[tuple[TextCheck, Found]]:
        """The checks that find something in ``text``, with what they find."""
        known = self._known.get(text)
        if known is None:
            known = tuple(self._read(text, self._checks & scan(text)))
            if len(text) <= LONGEST:
                self._known[text] = known
            if len(self._known) > _TEXTS:
                self._known.popitem(last=False)
        return known

    def _read(self, text: str, checks: Iterable[TextCheck]) -> Iterator[tuple[TextCheck, Found]]:
        for check in checks:
            try:
                marks: Found = tuple(check.in_text(text))
            except Exception as error:  # noqa: BLE001 - the engine tells it as this check's and runs the others
                marks = error
            if marks:
                yield check, marks


class _Together:
    """What the checks of several scopes find in texts, remembered by the text as it is before anything is masked."""

    def __init__(self, scopes: Iterable[tuple[frozenset[str], tuple[TextCheck, ...]]]) -> None:
        self._readings: defaultdict[frozenset[str], list[_Reading]] = defaultdict(list)
        for mask, checks in scopes:
            self._readings[mask].append(_reading(checks))
        self._known: OrderedDict[str, Sequence[tuple[TextCheck, Found]]] = OrderedDict()

    def of(
        self, texts: Iterable[str], scan: Callable[[str], frozenset[TextCheck]]
    ) -> Mapping[str, Sequence[tuple[TextCheck, Found]]]:
        """The checks that find something in each of the texts, with what they find."""
        found = {text: self._known.get(text) for text in texts}
        fresh: dict[str, list[tuple[TextCheck, Found]]] = {text: [] for text, known in found.items() if known is None}
        for mask, readings in self._readings.items() if fresh else ():
            shown = [(mask_text(text, mask), own) for text, own in fresh.items()]
            for reading in readings:  # one by one for all texts, which takes half the time of all for one text by one
                for text, own in shown:
                    own.extend(reading.of(text, scan))
        self._known |= {text: own for text, own in fresh.items() if len(text) <= LONGEST}
        while len(self._known) > _TEXTS:
            self._known.popitem(last=False)
        return {text: fresh[text] if known is None else known for text, known in found.items()}


@lru_cache(maxsize=64)
def _scanner(checks: tuple[TextCheck, ...]) -> Callable[[str], frozenset[TextCheck]]:
    # The same text comes up in many scopes, one draft at a time.
    return remembered(2_000)(Scanner(checks).worth)


@lru_cache(maxsize=256)
def _reading(checks: tuple[TextCheck, ...]) -> _Reading:
    return _Reading(checks)


@lru_cache(maxsize=256)
def _together(scopes: tuple[tuple[frozenset[str], tuple[TextCheck, ...]], ...]) -> _Together:
    return _Together(scopes)
