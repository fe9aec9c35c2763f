"""Writing and taking out the rows of reports, inside a transaction that the store has opened."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from hashlib import blake2b
from typing import Any, Final

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select

from hegao.corpus.engines import insert_new, insert_pairs, replace_row
from hegao.corpus.fingerprints import fingerprints, fingerprints_of
from hegao.corpus.records import Intake, NewFile, NewReport, PastReport
from hegao.corpus.schema import documents, files, headings, holdings, meta, paragraphs, prints, removed, standing
from hegao.text.similarity import condensed

_TOGETHER: Final = 50_000  # paragraphs whose fingerprints are computed and written at once
_OWN: Final = ("id", "added")  # columns that the store fills in itself


class Writer:
    """Reports on their way into the tables; their fingerprints are written together by :meth:`finish`.

    One report's fingerprints touch most pages of their table; those of many reports touch them once.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._prints: dict[int, list[tuple[int, int]]] = {}

    def add(self, report: NewReport) -> int | None:
        """Write a report; its number, or ``None`` where a report with its content is there already."""
        values = {c.name: getattr(report, c.name) for c in documents.c if c.name not in _OWN}
        number = insert_new(self._connection, documents, {**values, "added": date.today().isoformat()}, "content_hash")
        if number is not None:
            self._add_text(number, report)
        return number

    def take(self, file: NewFile) -> Intake:
        """Write the reports of a file; those it held before, and that no file holds now, go out."""
        kept: list[tuple[int, bool]] = []
        for report in file.reports:
            number = self.add(report)
            kept.append((_known(self._connection, report) if number is None else number, number is not None))
        if file.path is None:
            return Intake(tuple(kept))
        before = self._held(file.path)
        self._remember(file.path, file.digest, [number for number, _ in kept])
        gone = self._orphans(before)
        self.remove([report.id for report in gone])
        return Intake(tuple(kept), gone)

    def remove(self, numbers: Iterable[int]) -> int:
        """Take reports out, and forget the files that held them; how many there were of them."""
        known = 0
        for number in numbers:
            if self._prints.pop(number, None) is None:
                _delete_fingerprints(self._connection, number)
            held_in = select(holdings.c.file).where(holdings.c.document == number)
            self._connection.execute(delete(files).where(files.c.id.in_(held_in)))
            known += self._connection.execute(delete(documents).where(documents.c.id == number)).rowcount
        return known

    def finish(self) -> None:
        """Write the fingerprints of the reports added."""
        # In the order of the table, so that each page is touched once.
        rows = sorted(pair for pairs in self._prints.values() for pair in pairs)
        self._prints.clear()
        if rows:
            insert_pairs(self._connection, prints, rows)

    def _add_text(self, document: int, report: NewReport) -> None:
        # Nobody else writes, so no other can take these ids.
        first = (self._connection.scalar(select(func.max(paragraphs.c.id))) or 0) + 1
        rows: dict[Table, list[dict[str, Any]]] = {
            paragraphs: [
                {"id": key, "document": document, "number": p.number, "text": p.text, "level": p.level}
                for key, p in enumerate(report.paragraphs, first)
            ],
            headings: [asdict(heading) | {"document": document} for heading in report.headings],
            removed: [asdict(item) | {"document": document} for item in report.removed],
        }
        for table, values in rows.items():
            if values:
                self._connection.execute(insert(table), values)
        known: Sequence[Iterable[int]] = report.prints or fingerprints_of(
            [condensed(p.text) for p in report.paragraphs]
        )
        self._prints[document] = [(value, key) for key, values in enumerate(known, first) for value in values]

    def _held(self, path: str) -> list[int]:
        query = select(holdings.c.document).select_from(holdings.join(files)).where(files.c.path == path)
        return list(self._connection.scalars(query))

    def _remember(self, path: str, digest: str, numbers: Iterable[int]) -> None:
        replace_row(self._connection, files, {"path": path, "digest": digest}, "path")
        file = self._connection.scalars(select(files.c.id).where(files.c.path == path)).one()
        self._connection.execute(delete(holdings).where(holdings.c.file == file))
        rows = [
            {"file": file, "position": position, "document": number}
            for position, number in enumerate(dict.fromkeys(numbers))
        ]
        if rows:
            self._connection.execute(insert(holdings), rows)

    def _orphans(self, numbers: Sequence[int]) -> tuple[PastReport, ...]:
        if not numbers:
            return ()
        held = select(holdings.c.document).where(holdings.c.document == documents.c.id).exists()
        query = select(documents).where(documents.c.id.in_(numbers), documents.c.origin == "user", ~held)
        return tuple(PastReport(*row) for row in self._connection.execute(query.order_by(documents.c.id)))


def renew_fingerprints(connection: Connection) -> None:
    """Compute all fingerprints again from the text."""
    connection.execute(delete(prints))
    last = 0
    while rows := _paragraphs_after(connection, last):
        insert_pairs(connection, prints, sorted((v, key) for key, text in rows for v in fingerprints(text)))
        last = rows[-1][0]


def keep_standing(connection: Connection, text: str) -> None:
    """Write a paragraph that the office keeps as its own."""
    key = blake2b(condensed(text).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    replace_row(connection, standing, {"key": key, "text": text, "added": date.today().isoformat()}, "key")


def set_note(connection: Connection, key: str, value: str) -> None:
    """Write or replace one value of the ``meta`` table."""
    replace_row(connection, meta, {"key": key, "value": value}, "key")


def _paragraphs_after(connection: Connection, key: int) -> list[tuple[int, str]]:
    query = select(paragraphs.c.id, paragraphs.c.text).where(paragraphs.c.id > key).order_by(paragraphs.c.id)
    return [(row.id, row.text) for row in connection.execute(query.limit(_TOGETHER))]


def _known(connection: Connection, report: NewReport) -> int:
    query = select(documents.c.id).where(documents.c.content_hash == report.content_hash)
    number: int = connection.scalars(query).one()
    return number


def _delete_fingerprints(connection: Connection, document: int) -> None:
    """Take the fingerprints of a report's paragraphs out, found by computing them again."""
    texts = connection.execute(select(paragraphs.c.id, paragraphs.c.text).where(paragraphs.c.document == document))
    rows = [{"of": row.id, "value": value} for row in texts for value in fingerprints(row.text)]
    if rows:
        statement = delete(prints).where(prints.c.hash == bindparam("value"), prints.c.paragraph == bindparam("of"))
        connection.execute(statement, rows)
