"""The model documents: put in once, replaced when they change, never against the user."""

from pathlib import Path

import pytest

from hegao.corpus.ingest import add
from hegao.corpus.samples import seed_samples
from hegao.corpus.store import Store
from hegao.errors import RuleError
from tests.unit.corpus.conftest import INSPECTION, TRAINING

ENTRY = """
[[document]]
path = "{path}"
title = "松岚市{title}工作总结"
genre = "工作总结"
issuer = "松岚市水务局"
date = "2024-12-20"
note = "看开头怎样概括全年。"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "corpus"
    (place / "samples" / "工作总结").mkdir(parents=True)
    write(place, {"巡查": INSPECTION, "培训": TRAINING})
    return place


def write(place: Path, texts: dict[str, str]) -> None:
    entries = []
    for title, text in texts.items():
        path = f"工作总结/{title}.txt"
        (place / "samples" / path).write_text(f"{title}工作总结\n\n一、主要工作\n{text}\n", encoding="utf-8")
        entries.append(ENTRY.format(path=path, title=title))
    (place / "manifest.toml").write_text("".join(entries), encoding="utf-8")


@pytest.fixture(autouse=True)
def fresh_manifest(monkeypatch: pytest.MonkeyPatch) -> None:
    from hegao.resources import load_toml

    monkeypatch.setattr("hegao.corpus.samples.load_toml", load_toml.__wrapped__)


def test_they_are_put_in_once(store: Store, folder: Path) -> None:
    assert seed_samples(store, folder) == 2
    assert seed_samples(store, folder) == 0
    (first, _) = store.documents(origin="sample")
    assert (first.title, first.issuer, first.date) == ("松岚市巡查工作总结", "松岚市水务局", "2024-12-20")


def test_one_that_the_user_removed_stays_away(store: Store, folder: Path) -> None:
    seed_samples(store, folder)
    store.remove([1])
    assert seed_samples(store, folder) == 0
    assert len(store.documents()) == 1


def test_changed_ones_replace_the_old_and_leave_the_users_own(store: Store, folder: Path, tmp_path: Path) -> None:
    seed_samples(store, folder)
    (tmp_path / "own.txt").write_text(f"自己的总结\n\n{TRAINING * 2}\n", encoding="utf-8")
    add(store, [tmp_path / "own.txt"])
    write(folder, {"巡查": INSPECTION + TRAINING})
    assert seed_samples(store, folder) == 1
    assert sorted((r.origin, r.title) for r in store.documents()) == [
        ("sample", "松岚市巡查工作总结"),
        ("user", "自己的总结"),
    ]


def test_a_missing_manifest_is_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="检查安装"):
        seed_samples(store, tmp_path)


def test_the_shipped_ones_fill_a_store(store: Store) -> None:
    assert seed_samples(store) >= 30
    found = store.statistics()
    assert len(found.genres) >= 10
    assert all(r.issuer and r.date for r in store.documents())
    assert all(not store.removed_from(r.id) for r in store.documents())
