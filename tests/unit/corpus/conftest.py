"""An empty store and reports of our own to put into it."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from hegao.corpus.records import NewParagraph, NewReport, Removed, StoredHeading
from hegao.corpus.store import Store
from tests.postgres import new_database

_NUMBERS = count(1)

INSPECTION = "全市水利系统对六十三座小型水库逐一排查，发现白蚁危害、闸门锈蚀等隐患十七处，均已明确责任人。"
TRAINING = "青禾县举办三期基层水管员培训班，讲授巡查要点和险情处置，参训人员共二百一十人。"


def report(key: str, *texts: str, **values: object) -> NewReport:
    """A report of the given paragraphs whose content hash is ``key``."""
    given: dict[str, object] = {
        "content_hash": key,
        "title": f"松岚市水务局{key}工作总结",
        "genre": "工作总结",
        "family": "material",
        "issuer": "松岚市水务局",
        "date": "2024-12-20",
        "year": 2024,
        "path": f"{key}.txt",
        "origin": "user",
        "characters": sum(map(len, texts)),
        "paragraphs": tuple(NewParagraph(number, text) for number, text in enumerate(texts, 1)),
        "headings": (StoredHeading(0, 0, 1, "一、", "主要工作", 1, 40),),
        "removed": (Removed(2, "浏览次数：12", "web_meta", "网页上的浏览信息"),),
    }
    return NewReport(**{**given, **values})


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store may be made, on either engine."""
    if request.param == "sqlite":
        return str(tmp_path / "folder" / "past.sqlite")
    return new_database(request.getfixturevalue("postgres_server"), f"past{next(_NUMBERS)}")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a store may be made that is to be looked into as a file."""
    return tmp_path / "folder" / "past.sqlite"


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with Store.open(address) as opened:
        yield opened


def rows(store: Store, table: str) -> int:
    """How many rows a table of a store has."""
    with store._engine.connect() as connection:
        return connection.exec_driver_sql(f"SELECT COUNT(*) FROM {table}").scalar_one()  # noqa: S608 - a name of our own
