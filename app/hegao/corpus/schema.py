"""The tables of the store, made where there are none, and brought up to date where they are of an earlier version."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Engine,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    insert,
    inspect,
    select,
    update,
)

from hegao.corpus.engines import Address, engine_of, let_read_while_writing, replace_row, sole_writer, told
from hegao.corpus.fingerprints import HASH_VERSION
from hegao.corpus.series import place_of, series_of
from hegao.errors import StoreError

SCHEMA_VERSION: Final = 3
_OPENING: Final = 8  # paragraphs that are the opening of a report


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
    Column("place", Text),
    Column("series", Text),
    sqlite_autoincrement=True,  # the number of a removed report is never given to another
)

# The files reports were read from: ``path`` says which file, ``digest`` what it held when it was read. A report stays
# while a file has it; one stored without a file (a model document, an upload) has no row here.
files = Table(
    "files",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("path", Text, nullable=False, unique=True),
    Column("digest", Text, nullable=False),
)

holdings = Table(
    "holdings",
    _metadata,
    Column("file", ForeignKey("files.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    _document_key(),
    Index("holdings_by_document", "document"),
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

# Paragraphs that the office keeps as its own, whatever reports they stand in; ``key`` is the hash of the text.
standing = Table(
    "standing",
    _metadata,
    Column("key", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("added", Text, nullable=False),
)

# No foreign key: without an index on paragraph, twice the size of the table, a cascade would read all of it.
# The store deletes by the fingerprints computed from the text again.
prints = Table(
    "fingerprints",
    _metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    Column("paragraph", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)


def connect(address: Address) -> Engine:
    """The database at an address, its tables made where there are none.

    Raises:
        StoreError: it is no store of past reports, was made by a newer version, or cannot be opened.
    """
    with told(address):
        engine = engine_of(address)
    try:
        with told(address):
            if not _is_current(engine, address):
                with sole_writer(engine) as connection:
                    _bring_up(connection, address)
            if address.path:
                let_read_while_writing(engine)  # only now: never in a stranger's file
    except StoreError:
        engine.dispose()
        raise
    return engine


def _is_current(engine: Engine, address: Address) -> bool:
    with engine.connect() as connection:
        return _version(connection, address) == SCHEMA_VERSION


def _version(connection: Connection, address: Address) -> int:
    """The version of the tables; 0 where there are none."""
    names = inspect(connection).get_table_names()
    if not names:
        return 0
    if meta.name not in names:
        kind = "文件" if address.path else "数据库"
        raise StoreError(f"{address} 不是往稿库{kind}，请用 --store 另指定一个。")
    version = int(connection.scalar(select(meta.c.value).where(meta.c.key == "schema")) or 0)
    if version > SCHEMA_VERSION:
        raise StoreError(f"往稿库 {address} 是由更新的版本建立的，请升级 hegao，或用 --store 另指定一个。")
    return version


def _bring_up(connection: Connection, address: Address) -> None:
    version = _version(connection, address)  # another program may have been faster
    if version == SCHEMA_VERSION:
        return
    _metadata.create_all(connection)
    if version == 0:
        connection.execute(insert(meta).values(key="hash", value=str(HASH_VERSION)))
    elif version == 1:
        _from_first(connection)
    replace_row(connection, meta, {"key": "schema", "value": str(SCHEMA_VERSION)}, "key")


def _from_first(connection: Connection) -> None:
    """Version 1 knew neither place nor series, nor which file a report is from."""
    for name in ("place", "series"):
        connection.exec_driver_sql(f"ALTER TABLE {documents.name} ADD COLUMN {name} TEXT")
    for row in connection.execute(select(documents)).all():
        opening = connection.scalars(
            select(paragraphs.c.text)
            .where(paragraphs.c.document == row.id)
            .order_by(paragraphs.c.number)
            .limit(_OPENING)
        ).all()
        place = place_of(row.issuer, row.title, opening, row.path)
        series = series_of(row.title, row.genre, row.issuer, place, opening, row.path)
        connection.execute(update(documents).where(documents.c.id == row.id).values(place=place, series=series))
