"""The databases a store may be in, SQLite and PostgreSQL, and all in which they differ."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import SQLITE_BUSY
from sqlite3 import Connection as SqliteConnection
from sqlite3 import Error as SqliteError
from time import monotonic, sleep
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Connection, Engine, Table, create_engine, event, func
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError

from hegao.corpus.location import usual_address
from hegao.errors import StoreError

_POSTGRES: Final = frozenset({"postgresql", "postgresql+psycopg", "postgres"})
_LOCK: Final = 0x6865_6761_6F  # "hegao": the advisory lock that one writer holds at a time
_PATIENCE: Final = 60  # seconds that a writer waits for another one
_PAUSE: Final = 0.05
_DRIVER_ERRORS: Final = (SQLAlchemyError, SqliteError)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a store is: a file, or (``path`` is ``None``) a database on a server."""

    url: URL
    path: Path | None

    def __str__(self) -> str:
        """What to show: the path, or the address without its password."""
        return str(self.path) if self.path else self.url.render_as_string(hide_password=True)


def address_of(address: str | Path | None) -> Address:
    """The store at a path, ``sqlite:///…`` or ``postgresql://…``; by default ``HEGAO_STORE`` or the user's own file.

    Raises:
        StoreError: it is an address of another kind, or a folder.
    """
    address = address or usual_address()
    text = str(address)
    scheme, parted, rest = text.partition("://")
    if isinstance(address, str) and parted:
        if scheme in _POSTGRES:
            return _server(text)
        if scheme != "sqlite" or not rest.startswith("/") or rest == "/":
            raise StoreError(
                f"往稿库只能是 SQLite 文件或 PostgreSQL 数据库，不支持 {scheme}://，请用 --store 另指定一个。"
            )
        text = rest[1:]
    path = Path(text).expanduser()
    if path.is_dir():
        raise StoreError(f"{path} 是文件夹，请用 --store 指定往稿库文件，例如 {path / 'past_reports.sqlite'}。")
    return Address(URL.create("sqlite", database=str(path)), path)


def _server(text: str) -> Address:
    try:
        return Address(make_url(text).set(drivername="postgresql+psycopg"), None)
    except (ArgumentError, ValueError) as error:
        raise StoreError("往稿库的地址写得不对，请写成 postgresql://用户:密码@服务器/数据库。") from error


@contextmanager
def told(address: Address) -> Iterator[None]:
    """Tell any failure of the database as a :class:`StoreError` that names the store."""
    try:
        yield
    except _DRIVER_ERRORS as error:
        advice = (
            "请检查它是不是往稿库文件、能否写入、磁盘是否已满"
            if address.path
            else "请检查数据库服务器是否在运行、地址和密码是否正确、有没有读写权限"
        )
        raise StoreError(f"往稿库 {address} 无法读写，{advice}。") from error


def engine_of(address: Address) -> Engine:
    """The database at an address; nothing is read or written yet, but the folder of a file is made.

    Raises:
        StoreError: the folder cannot be made, or the driver of PostgreSQL is not installed.
    """
    if address.path is None:
        try:
            return create_engine(address.url, pool_pre_ping=True, isolation_level="REPEATABLE READ")
        except ImportError as error:
            raise StoreError("没有安装 PostgreSQL 的驱动，请先运行 pip install 'hegao[pg]'。") from error
    try:
        address.path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"无法建立文件夹 {address.path.parent}，请换一个位置存放往稿库。") from error
    engine = create_engine(address.url, connect_args={"timeout": _PATIENCE})
    event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: SqliteConnection, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON", "cache_size=-65536", "wal_autocheckpoint=16384"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def let_read_while_writing(engine: Engine) -> None:
    """Set an SQLite file to the mode in which others read while one writes; the file remembers it.

    Raises:
        OperationalError: others hold the file for longer than a writer would wait.
    """
    until = monotonic() + _PATIENCE
    while True:
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        except OperationalError as error:
            # Unlike all other statements this one does not wait for those who use the file.
            if getattr(error.orig, "sqlite_errorcode", None) != SQLITE_BUSY or monotonic() > until:
                raise
            sleep(_PAUSE)
        else:
            return


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the store as it is now, whatever is written meanwhile."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")  # the driver itself begins only before it writes
        yield connection


@contextmanager
def sole_writer(engine: Engine) -> Iterator[Connection]:
    """A transaction of the only writer: others wait, and readers see nothing of it until it is done."""
    if engine.dialect.name == "sqlite":
        with engine.begin() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
        return
    # Each statement must see what the writer before has written, hence not the level that readers have.
    with engine.execution_options(isolation_level="READ COMMITTED").begin() as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        yield connection


def insert_new(connection: Connection, table: Table, values: Mapping[str, Any], key: str) -> int | None:
    """Insert a row and give its ``id``; ``None`` where a row with its ``key`` is there already."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table).values(**values).on_conflict_do_nothing(index_elements=[key])
    number: int | None = connection.scalar(statement.returning(table.c.id))
    return number


def replace_row(connection: Connection, table: Table, values: Mapping[str, Any], key: str) -> None:
    """Insert a row, or change the one with its ``key``."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table).values(**values)
    changed = {name: value for name, value in values.items() if name != key}
    connection.execute(statement.on_conflict_do_update(index_elements=[key], set_=changed))


def insert_pairs(connection: Connection, table: Table, pairs: Sequence[tuple[int, int]]) -> None:
    """Insert rows of two whole numbers, by the way that is fastest for a million of them.

    SQLAlchemy's handling of parameters would take longer than the insertion itself.
    """
    columns = ", ".join(table.c.keys())
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({columns}) VALUES (?, ?)", list(pairs))  # noqa: S608 - names of our own
        return
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:
        for pair in pairs:
            copy.write_row(pair)


def holds(connection: Connection, text: Column[str], term: str) -> ColumnElement[bool]:
    """Whether a text contains a term as written, small and capital letters told apart."""
    where = func.instr if connection.dialect.name == "sqlite" else func.strpos
    return where(text, term) > 0


def times(text: Column[str], term: str) -> ColumnElement[int]:
    """How often a text contains a term."""
    return (func.length(text) - func.length(func.replace(text, term, ""))) // len(term)


def streamed(connection: Connection, query: Any, size: int) -> Iterable[Sequence[Any]]:  # noqa: ANN401 - any Select
    """The rows of a query in lots of ``size``, never all in memory."""
    result = connection.execution_options(stream_results=True, max_row_buffer=size).execute(query)
    return result.partitions(size)
