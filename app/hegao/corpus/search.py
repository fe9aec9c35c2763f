"""Finding words and near copies in the past reports."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final, Protocol

from hegao.corpus.fingerprints import fingerprints
from hegao.corpus.records import PastReport, StoredParagraph
from hegao.text.similarity import Condensed, best_span, condense, condensed

if TYPE_CHECKING:
    from hegao.corpus.store import Store

RAREST: Final = 24
"""Fingerprints a passage is looked up by; the rarest say most, the hot ones cost most."""

PASSAGE: Final = 15
"""Characters in one piece from which a query is a passage to be found even where it was edited."""

_LEAST_ALIKE: Final = 0.6  # of a passage that was asked for
_HOT: Final = 100  # paragraphs that have a fingerprint from which it says little and costs much
_FEW: Final = 4  # fingerprints looked up however hot they are: a set phrase has no others
_MANY: Final = 6  # fingerprints of a passage from which a paragraph must share two: one alone is chance


class FingerprintStore(Protocol):
    """What finding near copies needs of a store."""

    def frequencies(self, hashes: Iterable[int]) -> Mapping[int, int]:
        """How many paragraphs have each fingerprint."""
        ...

    def holders(self, hashes: Iterable[int]) -> Mapping[int, Sequence[int]]:
        """The ids of the paragraphs that have each fingerprint."""
        ...

    def passages(self, ids: Iterable[int]) -> Mapping[int, StoredParagraph]:
        """The paragraphs with these ids."""
        ...


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph that holds what was asked for; ``spans`` are the places in its text, in order.

    ``similarity`` is less than 1 where a passage stands there nearly.
    """

    document: PastReport
    paragraph: StoredParagraph
    spans: tuple[tuple[int, int], ...]
    similarity: float = 1.0


@dataclass(frozen=True, slots=True)
class Match:
    """Where a passage stands in a past report: code points in the paragraph's text, and how alike it is."""

    paragraph: StoredParagraph
    start: int
    end: int
    similarity: float


def search(store: "Store", query: str, limit: int = 50) -> tuple[Hit, ...]:
    """Paragraphs that hold all the words of ``query``, or nearly hold it where it is a passage of its own.

    A query of ``PASSAGE`` or more characters in one piece is a passage; the most alike come first.
    """
    if not any(len(term) >= PASSAGE for term in query.split()):
        return find_words(store, query, limit)
    matches = find_passage(store, query, limit=limit, least=_LEAST_ALIKE)
    reports = {r.id: r for r in store.documents(numbers={m.paragraph.document for m in matches})}
    return tuple(Hit(reports[m.paragraph.document], m.paragraph, ((m.start, m.end),), m.similarity) for m in matches)


def find_words(store: "Store", query: str, limit: int = 50) -> tuple[Hit, ...]:
    """Paragraphs that hold all the words of ``query`` (parted by white space), most hits first.

    Words are found as written, inside longer words too.
    """
    terms = tuple(dict.fromkeys(query.split()))
    if not terms:
        return ()
    paragraphs = store.containing(terms, limit)
    reports = {r.id: r for r in store.documents(numbers={p.document for p in paragraphs})}
    return tuple(Hit(reports[p.document], p, _spans(p.text, terms)) for p in paragraphs)


def find_passage(store: FingerprintStore, text: str, *, limit: int = 10, least: float = 0.5) -> tuple[Match, ...]:
    """Where ``text`` stands in past reports, exactly or nearly, the most alike first."""
    candidates = Candidates(store, [fingerprints(text)], RAREST)
    found = candidates.matches(condensed(text), candidates.ranked(0, 5 * limit), least)
    return found[:limit]


class Candidates:
    """The paragraphs of a store that may hold some of many passages, looked up together.

    ``prints`` are the passages' fingerprints; each passage is looked up by the ``rarest`` of those the store has.
    """

    def __init__(self, store: FingerprintStore, prints: Sequence[Iterable[int]], rarest: int) -> None:
        self._store = store
        frequencies = store.frequencies({value for values in prints for value in values})
        self._chosen = [_rarest(values, frequencies)[:rarest] for values in prints]
        self._holders = store.holders({value for values in self._chosen for value in values})
        self._paragraphs: dict[int, StoredParagraph] = {}
        self._condensed: dict[int, str] = {}
        self._positions: dict[int, Condensed] = {}

    def ranked(self, passage: int, most: int) -> list[int]:
        """The ids of the paragraphs that share most fingerprints with a passage, at most ``most``, best first."""
        chosen = self._chosen[passage]
        votes = Counter(chain.from_iterable(self._holders.get(value, ()) for value in chosen))
        least = 2 if len(chosen) >= _MANY else 1
        found = sorted(key for key, count in votes.items() if count >= least)
        return sorted(found, key=votes.__getitem__, reverse=True)[:most]

    def load(self, ids: Iterable[int]) -> Mapping[int, StoredParagraph]:
        """The paragraphs with these ids; each is read from the store once."""
        wanted = list(ids)
        if missing := {key for key in wanted if key not in self._paragraphs}:
            self._paragraphs.update(self._store.passages(missing))
        return {key: self._paragraphs[key] for key in wanted if key in self._paragraphs}

    def texts(self, ids: Iterable[int]) -> Mapping[int, str]:
        """The condensed texts of these paragraphs; each is condensed once."""
        found = self.load(ids)
        for key, paragraph in found.items():
            if key not in self._condensed:
                self._condensed[key] = condensed(paragraph.text)
        return {key: self._condensed[key] for key in found}

    def matches(self, text: str, ids: Iterable[int], least: float) -> tuple[Match, ...]:
        """Where a condensed text stands in these paragraphs, alike by ``least`` or more, the most alike first."""
        found = []
        for key, held in self.texts(ids).items():
            span = best_span(text, held, cutoff=least)
            if span is not None:
                place = self._with_positions(key).span(*span[1:])
                found.append(Match(self._paragraphs[key], *place, similarity=span[0]))
        return tuple(sorted(found, key=lambda match: -match.similarity))

    def _with_positions(self, key: int) -> Condensed:
        """A paragraph with the way back to its text, which only those need that something is found in."""
        if key not in self._positions:
            self._positions[key] = condense(self._paragraphs[key].text)
        return self._positions[key]


def _rarest(values: Iterable[int], frequencies: Mapping[int, int]) -> list[int]:
    """The fingerprints that the store has, rarest first; of those that everybody has only a few."""
    known = sorted((v for v in values if v in frequencies), key=lambda v: (frequencies[v], v))
    return [v for place, v in enumerate(known) if place < _FEW or frequencies[v] <= _HOT]


def _spans(text: str, terms: Iterable[str]) -> tuple[tuple[int, int], ...]:
    spans = []
    for term in terms:
        at = text.find(term)
        while at >= 0:
            spans.append((at, at + len(term)))
            at = text.find(term, at + len(term))
    return tuple(sorted(spans))
