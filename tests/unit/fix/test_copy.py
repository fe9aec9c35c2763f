"""The user's own file is never written to, and a copy is whole or not there."""

from pathlib import Path

import pytest
from tests.wordfiles import p, word_file

from hegao.errors import ConfigError, InputError
from hegao.fix import Edit, write_copy

EDITS = (Edit(1, 2, 4, "部署", "布署"),)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "通知.txt"
    path.write_text("认真布署", encoding="utf-8")
    return path


def test_a_mended_copy(source: Path, tmp_path: Path) -> None:
    applied = write_copy(source, tmp_path / "改.txt", EDITS)
    assert (tmp_path / "改.txt").read_text(encoding="utf-8") == "认真部署"
    assert applied.done == EDITS
    assert source.read_text(encoding="utf-8") == "认真布署"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["改.txt", "通知.txt"]


def test_a_word_copy(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word_file(p("认真布署")))
    assert write_copy(tmp_path / "a.docx", tmp_path / "b.docx", EDITS).done == EDITS


def test_the_source_is_refused_by_whatever_path(source: Path, tmp_path: Path) -> None:
    (tmp_path / "链.txt").symlink_to(source)
    (tmp_path / "硬.txt").hardlink_to(source)
    (tmp_path / "sub").mkdir()
    for target in (source, tmp_path / "sub" / ".." / "通知.txt", tmp_path / "链.txt", tmp_path / "硬.txt"):
        with pytest.raises(ConfigError, match="不能改写原文件"):
            write_copy(source, target, EDITS, overwrite=True)
    assert source.read_text(encoding="utf-8") == "认真布署"


def test_a_link_to_the_target_is_no_way_around(source: Path, tmp_path: Path) -> None:
    link = tmp_path / "链.txt"
    link.symlink_to(source)
    with pytest.raises(ConfigError, match="不能改写原文件"):
        write_copy(link, source, EDITS, overwrite=True)


def test_what_is_there_is_kept_unless_said_otherwise(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "旧.txt"
    target.write_text("旧", encoding="utf-8")
    with pytest.raises(ConfigError, match="已经存在"):
        write_copy(source, target, EDITS)
    assert target.read_text(encoding="utf-8") == "旧"
    write_copy(source, target, EDITS, overwrite=True)
    assert target.read_text(encoding="utf-8") == "认真部署"


def test_places_that_cannot_be_written(source: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="是文件夹"):
        write_copy(source, tmp_path, EDITS)
    with pytest.raises(ConfigError, match=r"写不了“改\.txt”"):
        write_copy(source, tmp_path / "没有" / "改.txt", EDITS)
    with pytest.raises(InputError, match="找不到"):
        write_copy(tmp_path / "没有.txt", tmp_path / "改.txt", EDITS)
    assert [path.name for path in tmp_path.iterdir()] == ["通知.txt"]


def test_a_failed_write_leaves_nothing_behind(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(ConfigError, match="写不了"):
        write_copy(source, tmp_path / "改.txt", EDITS)
    assert [path.name for path in tmp_path.iterdir()] == ["通知.txt"]
