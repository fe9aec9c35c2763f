"""What the store of past reports takes and gives, free of any database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewParagraph:
    """A paragraph to store; ``number`` is its number in the file, ``level`` set for a heading that stands alone."""

    number: int
    text: str
    level: int | None = None


@dataclass(frozen=True, slots=True)
class StoredHeading:
    """An entry of a past report's outline, levels 0 to 4 as in :class:`hegao.draft.recognition.Heading`.

    ``position`` counts from 0 within its document, ``paragraph`` is the number of the paragraph it stands in, and
    ``characters`` how many characters other than white space its section has, sub-sections included.
    """

    document: int
    position: int
    level: int
    label: str
    text: str
    paragraph: int
    characters: int


@dataclass(frozen=True, slots=True)
class Removed:
    """Text that cleaning took out of a past report: kept so that a user can see it.

    ``paragraph`` is the number of the paragraph it stood in, ``reason`` a Chinese phrase.
    """

    paragraph: int
    text: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class NewReport:
    """A past report ready to be stored; ``document`` of its headings is ignored.

    ``date`` is YYYY-MM-DD or YYYY-MM; ``origin`` is ``"sample"`` or ``"user"``; ``series`` names the same report of
    the same place in all years. ``prints`` are the fingerprints of its paragraphs where they are known already.
    """

    content_hash: str
    title: str
    genre: str
    family: str
    issuer: str | None
    date: str | None
    year: int | None
    path: str
    origin: str
    characters: int
    paragraphs: tuple[NewParagraph, ...]
    headings: tuple[StoredHeading, ...] = ()
    removed: tuple[Removed, ...] = ()
    place: str | None = None
    series: str | None = None
    prints: tuple[Sequence[int], ...] = ()


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file's reports ready to be stored; ``path`` says which file it is, ``digest`` what it holds.

    Where ``path`` is ``None`` the file is not remembered.
    """

    path: str | None
    digest: str
    reports: tuple[NewReport, ...]


@dataclass(frozen=True, slots=True)
class PastReport:
    """A stored report without its text; ``added`` is the day it was stored, YYYY-MM-DD."""

    id: int
    content_hash: str
    title: str
    genre: str
    family: str
    issuer: str | None
    date: str | None
    year: int | None
    path: str
    origin: str
    characters: int
    added: str
    place: str | None = None
    series: str | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of a file: for each of its reports its number and whether it is new, and what went out.

    ``replaced`` are the reports that the file held before and that no file holds now.
    """

    documents: tuple[tuple[int, bool], ...]
    replaced: tuple[PastReport, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """The same report of the same place over the years; ``years`` counts its reports, a year not known is ``None``."""

    name: str
    genre: str
    place: str | None
    documents: int
    years: Mapping[int | None, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """A paragraph that the office keeps as its own; ``key`` names it, ``added`` is the day, YYYY-MM-DD."""

    key: str
    text: str
    added: str


@dataclass(frozen=True, slots=True)
class StoredParagraph:
    """A paragraph of a past report; ``id`` is unique in the store, ``number`` in its document."""

    id: int
    document: int
    number: int
    text: str
    level: int | None


@dataclass(frozen=True, slots=True)
class Statistics:
    """What a store holds; the mappings count documents, a year that is not known is ``None``."""

    documents: int
    paragraphs: int
    characters: int
    genres: Mapping[str, int]
    years: Mapping[int | None, int]
    origins: Mapping[str, int]
