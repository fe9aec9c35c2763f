"""What repetition looks like to the rest of the program: passages with their source, kind and differences."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from hegao.draft.model import Draft, Place
from hegao.draft.recognition import Recognition
from hegao.text.similarity import Change


class Kind(StrEnum):
    """What a repetition is."""

    FIXED = "fixed"  # fixed expressions and legal formulas: nobody words them anew
    CLICHE = "cliche"  # stands in many past reports
    ROUTINE = "routine"  # the same office's own earlier report
    COPIED = "copied"  # stands in one or a few past reports of others
    STALE = "stale"  # taken over with a year, figure or name that should have changed
    REPEATED = "repeated"  # stands elsewhere in the draft itself
    RESTATED = "restated"  # the draft says the same elsewhere in other words


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage and its twin earlier in the same draft; the spans of ``changes`` count within the places' texts."""

    place: Place
    other: Place
    similarity: float
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Repetition:
    """A run of passages that repeats an earlier run of the same draft.

    ``place`` and ``other`` are where the run and its twin begin; ``pairs`` are all their passages in reading order.
    ``articles`` is set when a whole article of a stitched file stands in another one: the two numbers as in
    :attr:`hegao.draft.recognition.Heading.article`, the contained article first; ``similarity`` is then the share
    of its text that the other one has, and the places are those of their titles.
    """

    place: Place
    other: Place
    similarity: float
    pairs: tuple[Pair, ...]
    articles: tuple[int, int] | None = None

    @property
    def changes(self) -> tuple[Change, ...]:
        """The differences of all pairs, in reading order."""
        return tuple(change for pair in self.pairs for change in pair.changes)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a passage stands besides: in a past report, or in the draft itself (``document`` is then ``None``).

    ``start`` and ``end`` are code points in the source's paragraph, ``text`` is what stands there.
    """

    document: int | None
    path: str
    title: str
    date: str | None
    issuer: str | None
    paragraph: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a passage that should have changed, and why, in one Chinese phrase.

    ``start`` and ``end`` are code points in the draft's paragraph, as in the passage's place.
    """

    text: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of the draft that stands elsewhere too.

    ``source`` is the best one, ``others`` further past reports, ``documents`` how many were seen to have it.
    A change's ``old`` is in the source, its ``new`` in the draft; spans count within ``source.text`` and
    ``place.text``. ``reason`` says in one Chinese sentence why it is of its kind; ``marks`` are the words that make
    a passage stale.
    """

    place: Place
    kind: Kind
    similarity: float
    source: Source
    changes: tuple[Change, ...]
    others: tuple[Source, ...] = ()
    documents: int = 1
    reason: str = ""
    marks: tuple[Mark, ...] = ()

    @property
    def stale(self) -> tuple[str, ...]:
        """The words that should have changed, each once."""
        return tuple(dict.fromkeys(mark.text for mark in self.marks))


_WITHIN = {
    Kind.REPEATED: "这段话在本稿前面已经写过，请删去一处。",
    Kind.RESTATED: "这层意思本稿前面已经说过，只是换了说法，请看能否合并。",
}


def as_passages(draft: Draft, recognition: Recognition, kind: Kind, pairs: Iterable[Pair]) -> tuple[Passage, ...]:
    """Passages that repeat or restate others of the draft, the draft being their source."""
    title = next((h.text for h in recognition.outline if h.level == 0), draft.name)
    return tuple(
        Passage(pair.place, kind, pair.similarity, _own(draft, title, pair.other), pair.changes, reason=_WITHIN[kind])
        for pair in pairs
    )


def _own(draft: Draft, title: str, place: Place) -> Source:
    number = -1 if place.paragraph is None else place.paragraph
    return Source(None, draft.name, title, None, None, number, place.start, place.end, place.text)
