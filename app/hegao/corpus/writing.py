"""Writing the rows of one report, inside a transaction that the store has opened."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_unless_known

from hegao.corpus.fingerprints import fingerprints
from hegao.corpus.records import NewReport
from hegao.corpus.schema import documents, headings, meta, paragraphs, prints, removed


def insert_document(connection: Connection, report: NewReport) -> int | None:
    """Write a report's own row; its number, or ``None`` where a report with its content is there already."""
    values = {c.name: getattr(report, c.name) for c in documents.c if c.name not in ("id", "added")}
    statement = insert_unless_known(documents).on_conflict_do_nothing(index_elements=["content_hash"])
    if not connection.execute(statement.values(**values, added=date.today().isoformat())).rowcount:
        return None
    number: int = connection.scalars(
        select(documents.c.id).where(documents.c.content_hash == report.content_hash)
    ).one()
    return number


def insert_text(connection: Connection, document: int, report: NewReport) -> list[tuple[int, str]]:
    """Write a report's paragraphs, its outline, and what cleaning removed; the paragraphs' ids and texts."""
    # The document's row is written already, so no other writer can take these ids.
    first = (connection.scalar(select(func.max(paragraphs.c.id))) or 0) + 1
    texts = [(first + i, paragraph.text) for i, paragraph in enumerate(report.paragraphs)]
    rows: dict[Any, list[dict[str, Any]]] = {
        paragraphs: [
            {"id": key, "document": document, "number": p.number, "text": p.text, "level": p.level}
            for (key, _), p in zip(texts, report.paragraphs, strict=True)
        ],
        headings: [asdict(heading) | {"document": document} for heading in report.headings],
        removed: [asdict(item) | {"document": document} for item in report.removed],
    }
    for table, values in rows.items():
        if values:
            connection.execute(insert(table), values)
    return texts


def insert_fingerprints(connection: Connection, texts: Iterable[tuple[int, str]]) -> None:
    """Write the fingerprints of paragraphs given as id and text."""
    rows = sorted((value, key) for key, text in texts for value in fingerprints(text))
    if rows:
        # In the order of the table, so that each page is touched once; and past SQLAlchemy's parameter handling,
        # which takes longer than the insertion of these many rows.
        connection.exec_driver_sql("INSERT INTO fingerprints (hash, paragraph) VALUES (?, ?)", rows)


def delete_fingerprints(connection: Connection, document: int) -> None:
    """Take the fingerprints of a report's paragraphs out, found by computing them again."""
    texts = connection.execute(
        select(paragraphs.c.id, paragraphs.c.text).where(paragraphs.c.document == document)
    )
    rows = [{"of": row.id, "value": value} for row in texts for value in fingerprints(row.text)]
    if rows:
        statement = delete(prints).where(
            prints.c.hash == bindparam("value"), prints.c.paragraph == bindparam("of")
        )
        connection.execute(statement, rows)


def set_note(connection: Connection, key: str, value: str) -> None:
    """Write or replace one value of the ``meta`` table."""
    statement = insert_unless_known(meta).values(key=key, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))
