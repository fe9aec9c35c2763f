"""The store of past reports: their text, outlines and fingerprints, in an SQLite file or a PostgreSQL database."""

import operator
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import reduce
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from sqlalchemy import Column, Connection, Engine, Select, String, cast, delete, func, or_, select

from hegao.corpus import writing
from hegao.corpus.counting import count, count_series
from hegao.corpus.engines import Address, address_of, holds, reading, sole_writer, streamed, times, told
from hegao.corpus.fingerprints import HASH_VERSION
from hegao.corpus.records import (
    Intake,
    NewFile,
    NewReport,
    PastReport,
    Removed,
    Series,
    Standing,
    Statistics,
    StoredHeading,
    StoredParagraph,
)
from hegao.corpus.schema import (
    connect,
    documents,
    files,
    headings,
    holdings,
    meta,
    paragraphs,
    prints,
    removed,
    standing,
)
from hegao.errors import StoreError

_CHUNK: Final = 900  # SQLite builds with a limit of 999 variables a statement are still about
_WORDS: Final = 50  # words looked for in one pass over the text
_LOT: Final = 20_000  # rows that are read at once where all are wanted


class Store:
    """Past reports in one place. Close it, or use it in a ``with`` statement; threads may share it.

    Any number of programs may read while one writes; a second writer waits. Every method raises
    :class:`StoreError` when the store cannot be read or written.
    """

    def __init__(self, engine: Engine, address: Address) -> None:
        self._engine = engine
        self.address = address

    @property
    def path(self) -> Path | None:
        """The store's file; ``None`` where it is a database on a server."""
        return self.address.path

    @classmethod
    def open(cls, address: str | Path | None = None) -> Self:
        """The store at a path, ``sqlite:///…`` or ``postgresql://…``; by default ``HEGAO_STORE`` or the user's own.

        Raises:
            StoreError: the address is of another kind, holds no store or a newer one, or cannot be reached.
        """
        place = address_of(address)
        store = cls(connect(place), place)
        try:
            store._renew_fingerprints()
        except StoreError:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Give the file back."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told(self.address), reading(self._engine) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[writing.Writer]:
        with told(self.address), sole_writer(self._engine) as connection:
            writer = writing.Writer(connection)
            yield writer
            writer.finish()

    # Writing

    def add(self, report: NewReport) -> int | None:
        """Store a report, whole or not at all; its number, or ``None`` where its text is in the store already."""
        (number,) = self.add_all((report,))
        return number

    def add_all(self, reports: Iterable[NewReport]) -> tuple[int | None, ...]:
        """Store many reports at once, all or none; for each its number, or ``None`` where its text is known."""
        with self._writing() as writer:
            return tuple(writer.add(report) for report in reports)

    def take(self, files: Iterable[NewFile]) -> tuple[Intake, ...]:
        """Store the reports of files at once, all or none; a file that is known has its reports replaced."""
        with self._writing() as writer:
            return tuple(writer.take(file) for file in files)

    def remove(self, numbers: Iterable[int]) -> int:
        """Take reports out for good, by their numbers; how many there were of them.

        The files that held them are forgotten, so that adding them again brings the reports back.
        """
        with self._writing() as writer:
            return writer.remove(numbers)

    def note(self, key: str) -> str | None:
        """A value kept beside the reports, such as the version of the samples in the store."""
        with self._reading() as connection:
            return connection.scalar(select(meta.c.value).where(meta.c.key == key))

    def set_note(self, key: str, value: str) -> None:
        """Keep a value beside the reports."""
        with told(self.address), sole_writer(self._engine) as connection:
            writing.set_note(connection, key, value)

    def keep_standing(self, text: str) -> None:
        """Keep a text as the office's own standing paragraph, whatever reports it stands in."""
        with told(self.address), sole_writer(self._engine) as connection:
            writing.keep_standing(connection, text)

    def drop_standing(self, key: str) -> None:
        """Keep a standing paragraph no longer."""
        with told(self.address), sole_writer(self._engine) as connection:
            connection.execute(delete(standing).where(standing.c.key == key))

    # Reading

    def standing(self) -> tuple[Standing, ...]:
        """The standing paragraphs, the latest first."""
        with self._reading() as connection:
            query = select(standing).order_by(standing.c.added.desc(), standing.c.key)
            return tuple(Standing(*row) for row in connection.execute(query))

    def documents(
        self,
        *,
        genre: str | None = None,
        origin: str | None = None,
        numbers: Iterable[int] | None = None,
        series: str | None = None,
    ) -> tuple[PastReport, ...]:
        """The reports, the earliest stored first; only those of a genre, an origin, a series or with given numbers."""
        query = select(documents).order_by(documents.c.id)
        for column, value in ((documents.c.genre, genre), (documents.c.origin, origin), (documents.c.series, series)):
            if value is not None:
                query = query.where(column == value)
        with self._reading() as connection:
            if numbers is None:
                return tuple(PastReport(*row) for row in connection.execute(query))
            rows = _by_chunks(connection, query, documents.c.id, numbers)
            return tuple(PastReport(*row) for row in rows)

    def known(self, content_hash: str) -> PastReport | None:
        """The report with this content, if it is in the store."""
        query = select(documents).where(documents.c.content_hash == content_hash)
        with self._reading() as connection:
            row = connection.execute(query).first()
        return PastReport(*row) if row else None

    def held(self, path: str, digest: str) -> tuple[PastReport, ...]:
        """The reports of a file that was taken in before with this very content; none where it is new or changed."""
        query = select(documents).select_from(documents.join(holdings).join(files)).order_by(holdings.c.position)
        with self._reading() as connection:
            rows = connection.execute(query.where(files.c.path == path, files.c.digest == digest))
            return tuple(PastReport(*row) for row in rows)

    def paragraphs(self, document: int) -> tuple[StoredParagraph, ...]:
        """The text of one report, in order; empty where there is no such report."""
        query = select(paragraphs).where(paragraphs.c.document == document).order_by(paragraphs.c.number)
        with self._reading() as connection:
            return tuple(StoredParagraph(*row) for row in connection.execute(query))

    def passages(self, ids: Iterable[int]) -> Mapping[int, StoredParagraph]:
        """Paragraphs of any reports by their ids."""
        with self._reading() as connection:
            rows = _by_chunks(connection, select(paragraphs), paragraphs.c.id, ids)
            return {row.id: StoredParagraph(*row) for row in rows}

    def headings(self, numbers: Iterable[int]) -> tuple[StoredHeading, ...]:
        """The outlines of the reports with these numbers, report after report, each in order."""
        query = select(headings).order_by(headings.c.document, headings.c.position)
        with self._reading() as connection:
            rows = _by_chunks(connection, query, headings.c.document, sorted(numbers))
            return tuple(StoredHeading(*row) for row in rows)

    def removed_from(self, document: int) -> tuple[Removed, ...]:
        """What cleaning took out of a report, in order."""
        columns = [column for column in removed.c if column.name != "document"]
        query = select(*columns).where(removed.c.document == document).order_by(removed.c.paragraph)
        with self._reading() as connection:
            return tuple(Removed(*row) for row in connection.execute(query))

    def statistics(self) -> Statistics:
        """How much the store holds, and of what."""
        with self._reading() as connection:
            return count(connection)

    def series(self) -> tuple[Series, ...]:
        """The series of the reports, those with most reports first, then by name."""
        with self._reading() as connection:
            return count_series(connection)

    # Finding

    def frequencies(self, hashes: Iterable[int]) -> Mapping[int, int]:
        """How many paragraphs have each of these fingerprints; those that none has are left out."""
        query = select(prints.c.hash, func.count()).group_by(prints.c.hash)
        with self._reading() as connection:
            return dict(_by_chunks(connection, query, prints.c.hash, hashes))

    def holders(self, hashes: Iterable[int]) -> Mapping[int, Sequence[int]]:
        """The ids of the paragraphs that have each of these fingerprints."""
        # One row for each fingerprint: to make an object of every pair takes several times as long.
        keys = func.aggregate_strings(cast(prints.c.paragraph, String), ",")
        query = select(prints.c.hash, keys).group_by(prints.c.hash)
        with self._reading() as connection:
            rows = _by_chunks(connection, query, prints.c.hash, hashes)
            return {value: [*map(int, listed.split(","))] for value, listed in rows}

    def containing(self, terms: Sequence[str], limit: int) -> tuple[StoredParagraph, ...]:
        """Paragraphs that hold every term as written, those that hold them most often first."""
        text = paragraphs.c.text
        hits = reduce(operator.add, (times(text, term) for term in terms))
        with self._reading() as connection:
            query = select(paragraphs).where(*(holds(connection, text, term) for term in terms))
            query = query.order_by(hits.desc(), paragraphs.c.id).limit(limit)
            return tuple(StoredParagraph(*row) for row in connection.execute(query))

    def attested(self, words: Collection[str]) -> Mapping[str, int]:
        """How many of the user's own reports hold each word, as written; model documents do not count."""
        found: dict[str, set[int]] = {word: set() for word in words}
        listed = list(found)
        own = select(documents.c.id).where(documents.c.origin == "user")
        with self._reading() as connection:
            for chunk in (listed[start : start + _WORDS] for start in range(0, len(listed), _WORDS)):
                held = or_(*(holds(connection, paragraphs.c.text, word) for word in chunk))
                query = select(paragraphs.c.document, paragraphs.c.text).where(held, paragraphs.c.document.in_(own))
                for document, text in connection.execute(query):
                    for word in chunk:
                        if word in text:
                            found[word].add(document)
        return {word: len(held) for word, held in found.items()}

    def lengths(self) -> Iterator[Sequence[Sequence[int]]]:
        """Id, document and length in characters of every paragraph that is no heading, in lots."""
        query = select(paragraphs.c.id, paragraphs.c.document, func.length(paragraphs.c.text))
        with self._reading() as connection:
            yield from streamed(connection, query.where(paragraphs.c.level.is_(None)).order_by(paragraphs.c.id), _LOT)

    def all_fingerprints(self) -> Iterator[Sequence[Sequence[int]]]:
        """Every fingerprint with the id of a paragraph that has it, in the order of the fingerprints, in lots."""
        query = select(prints.c.hash, prints.c.paragraph).order_by(prints.c.hash, prints.c.paragraph)
        with self._reading() as connection:
            yield from streamed(connection, query, _LOT)

    def _renew_fingerprints(self) -> None:
        """Compute all fingerprints again where they were made by another version of the hash."""
        if self.note("hash") == str(HASH_VERSION):
            return
        with told(self.address), sole_writer(self._engine) as connection:
            writing.renew_fingerprints(connection)
            writing.set_note(connection, "hash", str(HASH_VERSION))


def _by_chunks(connection: Connection, query: Select[Any], column: Column[Any], values: Iterable[int]) -> Iterator[Any]:
    listed = list(values)
    for start in range(0, len(listed), _CHUNK):
        # All rows of a chunk at once: one by one they take three times as long.
        yield from connection.execute(query.where(column.in_(listed[start : start + _CHUNK]))).all()
