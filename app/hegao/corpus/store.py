"""The store of past reports: an embedded SQLite file with their text, outlines and fingerprints."""

import operator
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import reduce
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from sqlalchemy import Column, ColumnElement, Connection, Engine, Select, delete, func, select

from hegao.corpus.fingerprints import HASH_VERSION
from hegao.corpus.records import NewReport, PastReport, Removed, Statistics, StoredHeading, StoredParagraph
from hegao.corpus.schema import connect, documents, headings, meta, paragraphs, prints, removed, told
from hegao.corpus.writing import (
    delete_fingerprints,
    insert_document,
    insert_fingerprints,
    insert_text,
    set_note,
)
from hegao.errors import StoreError
from hegao.resources import user_dir

ENVIRONMENT: Final = "HEGAO_STORE"
_CHUNK: Final = 900  # SQLite builds with a limit of 999 variables a statement are still about


class Store:
    """Past reports in one file. Close it, or use it in a ``with`` statement; threads may share it.

    Every method raises :class:`StoreError` when the file cannot be read or written.
    """

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self.path = path

    @classmethod
    def open(cls, address: str | Path | None = None) -> Self:
        """The store at a path or ``sqlite:///…`` address; by default ``HEGAO_STORE`` or the user's data folder.

        Raises:
            StoreError: the address is of another kind, the file is no store, or is of a newer version.
        """
        path = _path(address)
        store = cls(connect(path), path)
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
    def _transaction(self) -> Iterator[Connection]:
        with told(self.path), self._engine.begin() as connection:
            yield connection

    # Writing

    def add(self, report: NewReport) -> int | None:
        """Store a report, whole or not at all; its number, or ``None`` where its text is in the store already."""
        (number,) = self.add_all((report,))
        return number

    def add_all(self, reports: Iterable[NewReport]) -> tuple[int | None, ...]:
        """Store many reports at once, all or none; for each its number, or ``None`` where its text is known.

        One report touches most pages of the fingerprints; many together touch them once.
        """
        with self._transaction() as connection:
            numbers, texts = [], []
            for report in reports:
                number = insert_document(connection, report)
                if number is not None:
                    texts += insert_text(connection, number, report)
                numbers.append(number)
            insert_fingerprints(connection, texts)
        return tuple(numbers)

    def remove(self, numbers: Iterable[int]) -> int:
        """Take reports out for good, by their numbers; how many there were of them."""
        known = 0
        with self._transaction() as connection:
            for number in numbers:
                delete_fingerprints(connection, number)
                known += connection.execute(delete(documents).where(documents.c.id == number)).rowcount
        return known

    def note(self, key: str) -> str | None:
        """A value kept beside the reports, such as the version of the samples in the store."""
        with self._transaction() as connection:
            return connection.scalar(select(meta.c.value).where(meta.c.key == key))

    def set_note(self, key: str, value: str) -> None:
        """Keep a value beside the reports."""
        with self._transaction() as connection:
            set_note(connection, key, value)

    # Reading

    def documents(
        self, *, genre: str | None = None, origin: str | None = None, numbers: Iterable[int] | None = None
    ) -> tuple[PastReport, ...]:
        """The reports, the earliest stored first; only those of a genre, an origin or with given numbers."""
        query = select(documents).order_by(documents.c.id)
        if genre is not None:
            query = query.where(documents.c.genre == genre)
        if origin is not None:
            query = query.where(documents.c.origin == origin)
        with self._transaction() as connection:
            if numbers is None:
                return tuple(PastReport(*row) for row in connection.execute(query))
            rows = _by_chunks(connection, query, documents.c.id, numbers)
            return tuple(PastReport(*row) for row in rows)

    def known(self, content_hash: str) -> PastReport | None:
        """The report with this content, if it is in the store."""
        query = select(documents).where(documents.c.content_hash == content_hash)
        with self._transaction() as connection:
            row = connection.execute(query).first()
        return PastReport(*row) if row else None

    def paragraphs(self, document: int) -> tuple[StoredParagraph, ...]:
        """The text of one report, in order; empty where there is no such report."""
        query = select(paragraphs).where(paragraphs.c.document == document).order_by(paragraphs.c.number)
        with self._transaction() as connection:
            return tuple(StoredParagraph(*row) for row in connection.execute(query))

    def passages(self, ids: Iterable[int]) -> Mapping[int, StoredParagraph]:
        """Paragraphs of any reports by their ids."""
        with self._transaction() as connection:
            rows = _by_chunks(connection, select(paragraphs), paragraphs.c.id, ids)
            return {row.id: StoredParagraph(*row) for row in rows}

    def headings(self, numbers: Iterable[int]) -> tuple[StoredHeading, ...]:
        """The outlines of the reports with these numbers, report after report, each in order."""
        query = select(headings).order_by(headings.c.document, headings.c.position)
        with self._transaction() as connection:
            rows = _by_chunks(connection, query, headings.c.document, sorted(numbers))
            return tuple(StoredHeading(*row) for row in rows)

    def removed_from(self, document: int) -> tuple[Removed, ...]:
        """What cleaning took out of a report, in order."""
        columns = [column for column in removed.c if column.name != "document"]
        query = select(*columns).where(removed.c.document == document).order_by(removed.c.paragraph)
        with self._transaction() as connection:
            return tuple(Removed(*row) for row in connection.execute(query))

    def statistics(self) -> Statistics:
        """How much the store holds, and of what."""
        with self._transaction() as connection:
            total, characters = connection.execute(
                select(func.count(), func.coalesce(func.sum(documents.c.characters), 0)).select_from(
                    documents
                )
            ).one()
            count = connection.scalar(select(func.count()).select_from(paragraphs)) or 0
            genres, years, origins = (
                _counts(connection, column)
                for column in (documents.c.genre, documents.c.year, documents.c.origin)
            )
        return Statistics(total, count, characters, genres, years, origins)

    # Finding

    def frequencies(self, hashes: Iterable[int]) -> Mapping[int, int]:
        """How many paragraphs have each of these fingerprints; those that none has are left out."""
        query = select(prints.c.hash, func.count()).group_by(prints.c.hash)
        with self._transaction() as connection:
            return dict(_by_chunks(connection, query, prints.c.hash, hashes))

    def holders(self, hashes: Iterable[int]) -> Mapping[int, Sequence[int]]:
        """The ids of the paragraphs that have each of these fingerprints."""
        found: dict[int, list[int]] = {}
        with self._transaction() as connection:
            for value, key in _by_chunks(connection, select(prints), prints.c.hash, hashes):
                found.setdefault(value, []).append(key)
        return found

    def containing(self, terms: Sequence[str], limit: int) -> tuple[StoredParagraph, ...]:
        """Paragraphs that hold every term as written, those that hold them most often first."""
        text = paragraphs.c.text
        hits = reduce(operator.add, (_occurrences(text, term) for term in terms))
        query = select(paragraphs).where(*(func.instr(text, term) > 0 for term in terms))
        query = query.order_by(hits.desc(), paragraphs.c.id).limit(limit)
        with self._transaction() as connection:
            return tuple(StoredParagraph(*row) for row in connection.execute(query))

    def _renew_fingerprints(self) -> None:
        """Compute all fingerprints again where they were made by another version of the hash."""
        if self.note("hash") == str(HASH_VERSION):
            return
        with self._transaction() as connection:
            connection.execute(delete(prints))
            rows = connection.execute(select(paragraphs.c.id, paragraphs.c.text)).all()
            insert_fingerprints(connection, ((row.id, row.text) for row in rows))
            set_note(connection, "hash", str(HASH_VERSION))


def _path(address: str | Path | None) -> Path:
    address = address or os.environ.get(ENVIRONMENT)
    if address is None:
        return user_dir() / "past_reports.sqlite"
    text = str(address)
    if isinstance(address, str) and "://" in text:
        scheme, _, rest = text.partition("://")
        if scheme != "sqlite" or not rest.startswith("/") or rest == "/":
            raise StoreError(
                f"这一版的往稿库只支持 SQLite 文件，不支持 {scheme}://，请用 --store 指定一个文件。"
            )
        text = rest[1:]
    path = Path(text).expanduser()
    if path.is_dir():
        raise StoreError(
            f"{path} 是文件夹，请用 --store 指定往稿库文件，例如 {path / 'past_reports.sqlite'}。"
        )
    return path


def _occurrences(text: Column[str], term: str) -> ColumnElement[int]:
    return (func.length(text) - func.length(func.replace(text, term, ""))) // len(term)


def _counts(connection: Connection, column: Column[Any]) -> Mapping[Any, int]:
    """How many documents have each value of a column, the most frequent first."""
    query = select(column, func.count()).group_by(column).order_by(func.count().desc(), column)
    return dict(connection.execute(query).all())


def _by_chunks(
    connection: Connection, query: Select[Any], column: Column[Any], values: Iterable[int]
) -> Iterator[Any]:
    listed = list(values)
    for start in range(0, len(listed), _CHUNK):
        yield from connection.execute(query.where(column.in_(listed[start : start + _CHUNK])))
