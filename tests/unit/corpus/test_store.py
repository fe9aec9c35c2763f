"""The store: what goes in comes out, nothing twice, nothing left behind, and every failure is one sentence."""

import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from pathlib import Path

import pytest

from hegao.corpus.fingerprints import fingerprints
from hegao.corpus.records import NewParagraph
from hegao.corpus.store import Store
from hegao.errors import StoreError
from tests.postgres import new_schema
from tests.unit.corpus.conftest import INSPECTION, TRAINING, report, rows


def test_what_goes_in_comes_out(store: Store) -> None:
    number = store.add(report("甲", INSPECTION, TRAINING))
    assert number == 1
    (found,) = store.documents()
    assert (found.title, found.issuer, found.year, found.origin) == (
        "松岚市水务局甲工作总结",
        "松岚市水务局",
        2024,
        "user",
    )
    assert [p.text for p in store.paragraphs(1)] == [INSPECTION, TRAINING]
    (heading,) = store.headings([1])
    assert (heading.document, heading.label, heading.characters) == (1, "一、", 40)
    (gone,) = store.removed_from(1)
    assert (gone.text, gone.kind) == ("浏览次数：12", "web_meta")


def test_the_same_content_is_stored_once(store: Store) -> None:
    assert store.add(report("甲", INSPECTION)) == 1
    assert store.add(report("甲", INSPECTION, title="另一个标题")) is None
    assert len(store.documents()) == 1
    known = store.known("甲")
    assert known is not None
    assert known.id == 1
    assert store.known("乙") is None


def test_a_report_is_stored_whole_or_not_at_all(store: Store) -> None:
    twice = (NewParagraph(1, INSPECTION), NewParagraph(1, TRAINING))
    with pytest.raises(StoreError):
        store.add(report("甲", paragraphs=twice))
    assert store.documents() == ()
    assert rows(store, "fingerprints") == 0


def test_remove_takes_everything_of_one_report_and_nothing_else(store: Store) -> None:
    store.add(report("甲", INSPECTION, TRAINING))
    store.add(report("乙", INSPECTION))
    assert store.remove([1, 99]) == 1
    assert [r.id for r in store.documents()] == [2]
    assert rows(store, "fingerprints") == len(fingerprints(INSPECTION))
    assert (rows(store, "paragraphs"), rows(store, "headings"), rows(store, "removed")) == (1, 1, 1)
    assert store.remove([2]) == 1
    assert rows(store, "fingerprints") == 0


def test_the_number_of_a_removed_report_is_not_given_again(store: Store) -> None:
    store.add(report("甲", INSPECTION))
    store.remove([1])
    assert store.add(report("乙", TRAINING)) == 2


def test_documents_by_genre_origin_and_number(store: Store) -> None:
    store.add(report("甲", INSPECTION))
    store.add(report("乙", TRAINING, genre="通知", origin="sample"))
    assert [r.id for r in store.documents(genre="通知")] == [2]
    assert [r.id for r in store.documents(origin="user")] == [1]
    assert [r.id for r in store.documents(numbers=[1, 2], genre="通知")] == [2]
    assert store.documents(numbers=[]) == ()


def test_headings_of_many_reports_stay_in_order(store: Store) -> None:
    for key in "甲乙丙":
        store.add(report(key, INSPECTION + key))
    assert [h.document for h in store.headings([3, 1])] == [1, 3]


def test_more_numbers_than_a_statement_takes(store: Store) -> None:
    store.add(report("甲", INSPECTION))
    assert [r.id for r in store.documents(numbers=range(5000))] == [1]
    assert store.passages(range(5000))[1].text == INSPECTION


def test_statistics(store: Store) -> None:
    store.add(report("甲", INSPECTION, TRAINING))
    store.add(report("乙", TRAINING, genre="通知", year=None, origin="sample"))
    found = store.statistics()
    assert (found.documents, found.paragraphs, found.characters) == (2, 3, len(INSPECTION + TRAINING * 2))
    assert dict(found.genres) == {"工作总结": 1, "通知": 1}
    assert dict(found.years) == {2024: 1, None: 1}
    assert dict(found.origins) == {"user": 1, "sample": 1}


def test_statistics_of_nothing(store: Store) -> None:
    found = store.statistics()
    assert (found.documents, found.paragraphs, found.characters, dict(found.genres)) == (0, 0, 0, {})


def test_fingerprints_lead_to_paragraphs(store: Store) -> None:
    store.add(report("甲", INSPECTION))
    store.add(report("乙", INSPECTION, TRAINING))
    prints = fingerprints(INSPECTION)
    assert set(store.frequencies(prints).values()) == {2}
    assert all(sorted(keys) == [1, 2] for keys in store.holders(prints).values())
    assert store.frequencies([123]) == {}


def test_it_is_there_when_opened_again(address: str) -> None:
    with Store.open(address) as store:
        store.add(report("甲", INSPECTION))
    with Store.open(address) as store:
        assert len(store.documents()) == 1
        assert store.note("nothing") is None


def test_a_file_by_its_address_is_the_file_and_leaves_nothing_beside_it(path: Path) -> None:
    with Store.open(f"sqlite:///{path}") as store:
        store.add(report("甲", INSPECTION))
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_other_fingerprints_are_made_anew(address: str) -> None:
    with Store.open(address) as store:
        store.add(report("甲", INSPECTION))
        store.set_note("hash", "0")
        with store._engine.begin() as connection:
            connection.exec_driver_sql("UPDATE fingerprints SET hash = hash + 1")
    with Store.open(address) as store:
        assert set(store.frequencies(fingerprints(INSPECTION))) == fingerprints(INSPECTION)
        assert store.note("hash") == "1"


def test_the_address_may_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEGAO_STORE", str(tmp_path / "env.sqlite"))
    with Store.open() as store:
        assert store.path == tmp_path / "env.sqlite"


def test_the_default_lies_in_the_user_folder(user_home: Path) -> None:
    with Store.open() as store:
        assert store.path == user_home / "past_reports.sqlite"


@pytest.mark.parametrize("address", ["mysql://x/y", "sqlite://", "sqlite:///"])
def test_other_databases_are_refused(address: str) -> None:
    with pytest.raises(StoreError, match="只能是 SQLite"):
        Store.open(address)


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="是文件夹"):
        Store.open(tmp_path)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="换一个位置"):
        Store.open(tmp_path / "file" / "past.sqlite")


def test_a_file_of_another_kind_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes("松岚市水务局工作总结".encode() * 200)
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        Store.open(path)
    assert str(caught.value) == f"往稿库 {path} 无法读写，请检查它是不是往稿库文件、能否写入、磁盘是否已满。"
    assert path.read_bytes() == before


def test_a_strangers_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE people (name TEXT)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="不是往稿库文件"):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_newer_store_is_refused(address: str) -> None:
    with Store.open(address) as store:
        store.set_note("schema", "99")
    with pytest.raises(StoreError, match="更新的版本"):
        Store.open(address)


def test_threads_may_share_a_store(store: Store) -> None:
    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(lambda key: store.add(report(str(key), INSPECTION + str(key))), range(12)))
    assert sorted(numbers) == list(range(1, 13))
    assert store.statistics().paragraphs == 12


def test_many_reports_are_stored_all_or_none(store: Store) -> None:
    first, second = report("甲", INSPECTION), report("乙", TRAINING)
    assert store.add_all([first, second, first]) == (1, 2, None)
    broken = report("丙", paragraphs=(NewParagraph(1, INSPECTION), NewParagraph(1, TRAINING)))
    with pytest.raises(StoreError):
        store.add_all([report("丁", INSPECTION), broken])
    assert [r.id for r in store.documents()] == [1, 2]
    assert store.add_all([]) == ()


FIRST_VERSION = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO meta VALUES ('schema', '1'), ('hash', '1');
CREATE TABLE documents (id INTEGER PRIMARY KEY AUTOINCREMENT, content_hash TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
  genre TEXT NOT NULL, family TEXT NOT NULL, issuer TEXT, date TEXT, year INTEGER, path TEXT NOT NULL,
  origin TEXT NOT NULL, characters INTEGER NOT NULL, added TEXT NOT NULL);
INSERT INTO documents VALUES (1, '甲', '松岚市水务局2023年工作总结', '工作总结', 'material', '松岚市水务局', '2023-12-01',
  2023, 'a.txt', 'user', 9, '2024-01-01');
CREATE TABLE paragraphs (id INTEGER PRIMARY KEY, document INTEGER NOT NULL, number INTEGER NOT NULL, text TEXT NOT NULL,
  level INTEGER);
CREATE TABLE headings (document INTEGER NOT NULL, position INTEGER NOT NULL, level INTEGER NOT NULL,
  label TEXT NOT NULL, text TEXT NOT NULL, paragraph INTEGER NOT NULL, characters INTEGER NOT NULL);
CREATE TABLE removed (document INTEGER NOT NULL, paragraph INTEGER NOT NULL, text TEXT NOT NULL, kind TEXT NOT NULL,
  reason TEXT NOT NULL);
CREATE TABLE fingerprints (hash INTEGER NOT NULL, paragraph INTEGER NOT NULL, PRIMARY KEY (hash, paragraph))
  WITHOUT ROWID;
"""


def test_a_store_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(FIRST_VERSION)
    connection.close()
    for _ in range(2):
        with Store.open(path) as store:
            (found,) = store.documents()
            assert (found.place, found.series) == ("松岚市", "松岚市水务局 工作总结")
    with Store.open(path) as store:
        assert store.add(report("乙", INSPECTION)) == 2
        assert len(store.documents()) == 2


def test_a_server_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="数据库服务器是否在运行") as caught:
        Store.open(f"postgresql://office:secret@/past?host={tmp_path}")
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_address_that_makes_no_sense(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="地址写得不对"):
        Store.open("postgresql://office@server:port/past")


def test_without_the_driver_the_user_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"hegao\[pg\]"):
        Store.open("postgresql://server/past")


@pytest.mark.postgres
def test_a_strangers_database_on_a_server_is_left_alone(postgres_server: str) -> None:
    import psycopg

    address = new_schema(postgres_server, "stranger")
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE people (name TEXT)")
    with pytest.raises(StoreError, match="不是往稿库数据库"):
        Store.open(address)


def test_two_programs_may_make_a_store_at_once(address: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(lambda _: Store.open(address), range(4)))
    for number, store in enumerate(stores):
        assert store.add(report(str(number), INSPECTION)) is not None
        store.close()


def test_a_store_that_another_program_is_about_to_make_is_waited_for(path: Path) -> None:
    Store.open(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other, ThreadPoolExecutor(1) as pool:
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute("BEGIN IMMEDIATE")
        other.execute("SELECT count(*) FROM meta").fetchall()
        opening = pool.submit(Store.open, path)
        done, _ = wait([opening], timeout=0.5)
        other.execute("COMMIT")
        assert not done
        with opening.result() as opened:
            assert opened.documents() == ()


def test_standing_paragraphs_are_kept_once_and_dropped(store: Store) -> None:
    store.keep_standing("　　县级河长每月巡河一次。")
    store.keep_standing("县级河长每月巡河一次。")
    (kept,) = store.standing()
    assert kept.text == "县级河长每月巡河一次。"
    store.drop_standing(kept.key)
    store.drop_standing(kept.key)
    assert store.standing() == ()


def test_a_store_of_the_second_version_gets_what_it_lacks(path: Path) -> None:
    with Store.open(path) as opened:
        opened.add(report("a", INSPECTION))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE standing")
        connection.execute("UPDATE meta SET value = '2' WHERE key = 'schema'")
        connection.commit()
    with Store.open(path) as opened:
        assert opened.standing() == ()
        assert len(opened.documents()) == 1
