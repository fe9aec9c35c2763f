"""Reports of our own to put into a store."""

from pathlib import Path

import pytest

from hegao.corpus.records import NewParagraph, NewReport, Removed, StoredHeading
from hegao.corpus.store import Store

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


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a store may be made that is to be looked into as a file."""
    return tmp_path / "folder" / "past.sqlite"


def rows(store: Store, table: str) -> int:
    """How many rows a table of a store has."""
    with store._engine.connect() as connection:
        return connection.exec_driver_sql(f"SELECT COUNT(*) FROM {table}").scalar_one()  # noqa: S608 - a name of our own
