"""The tables of the store and the connection to them (SQLAlchemy Core over one SQLite file)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import Error as SqliteError
from typing import Final

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    create_engine,
    event,
    insert,
    inspect,
    select,
)
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from hegao.corpus.fingerprints import HASH_VERSION
from hegao.errors import StoreError

SCHEMA_VERSION: Final = 1

_metadata = MetaData()

# The columns of documents, paragraphs and headings stand in the order of their records' fields.


def _document_key() -> Column[int]:
    return Column("document", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False)


meta = Table("meta", _metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

documents = Table(
    "documents",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("content_hash", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("genre", Text, nullable=False, index=True),
    Column("family", Text, nullable=False),
    Column("issuer", Text),
    Column("date", Text),
    Column("year", Integer),
    Column("path", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("characters", Integer, nullable=False),
    Column("added", Text, nullable=False),
    sqlite_autoincrement=True,  # the number of a removed report is never given to another
)

paragraphs = Table(
    "paragraphs",
    _metadata,
    Column("id", Integer, primary_key=True),
    _document_key(),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("level", Integer),
    Index("paragraphs_by_document", "document", "number", unique=True),
)

headings = Table(
    "headings",
    _metadata,
    _document_key(),
    Column("position", Integer, nullable=False),
    Column("level", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("paragraph", Integer, nullable=False),
    Column("characters", Integer, nullable=False),
    Index("headings_by_document", "document", "position", unique=True),
)

removed = Table(
    "removed",
    _metadata,
    _document_key(),
    Column("paragraph", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Index("removed_by_document", "document"),
)

# No foreign key: without an index on paragraph, twice the size of the table, a cascade would read all of it.
# The store deletes by the fingerprints computed from the text again.
prints = Table(
    "fingerprints",
    _metadata,
    Column("hash", Integer, primary_key=True, autoincrement=False),
    Column("paragraph", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Tell any failure of the database as a :class:`StoreError` that names the file."""
    try:
        yield
    except (SQLAlchemyError, SqliteError) as error:  # the latter while a connection is prepared
        cause = getattr(error, "orig", None) or error
        raise StoreError(
            f"往稿库 {path} 无法读写（{cause}），请检查它是不是往稿库文件、能否写入、磁盘是否已满。"
        ) from error


def connect(path: Path) -> Engine:
    """The database in the file at ``path``, made where there is none.

    Raises:
        StoreError: the file is no store of past reports, was made by a newer version, or cannot be opened.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"无法建立文件夹 {path.parent}，请换一个位置存放往稿库。") from error
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": 30})
    event.listen(engine, "connect", _prepare)
    try:
        with told(path), engine.begin() as connection:
            _check(connection, path)
        with told(path), engine.connect() as connection:
            connection.exec_driver_sql(
                "PRAGMA journal_mode=WAL"
            )  # kept in the file; never set in a stranger's
    except StoreError:
        engine.dispose()
        raise
    return engine


def _prepare(connection: SqliteConnection, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON", "cache_size=-65536", "wal_autocheckpoint=16384"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _check(connection: Connection, path: Path) -> None:
    names = inspect(connection).get_table_names()
    if not names:
        _metadata.create_all(connection)
        versions = {"schema": SCHEMA_VERSION, "hash": HASH_VERSION}
        connection.execute(insert(meta), [{"key": k, "value": str(v)} for k, v in versions.items()])
        return
    if "meta" not in names:
        raise StoreError(f"{path} 不是往稿库文件，请用 --store 另指定一个文件。")
    version = connection.scalar(select(meta.c.value).where(meta.c.key == "schema"))
    if version != str(SCHEMA_VERSION):
        raise StoreError(f"往稿库 {path} 是由更新的版本建立的，请升级 hegao，或用 --store 另指定一个文件。")
