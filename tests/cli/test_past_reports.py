"""The commands on past reports: the same answers from either engine, and one sentence for what makes no sense."""

import json

import pytest

from hegao.cli import main
from tests.drafts import FAULTY_REPORT


@pytest.fixture
def filled(address, tmp_path, capsys):
    """The address of a store to which one report was added by the command."""
    (tmp_path / "定稿.txt").write_text(FAULTY_REPORT, encoding="utf-8")
    assert main(["corpus", "add", str(tmp_path / "定稿.txt"), "--store", address]) == 0
    assert "新添 1 篇" in capsys.readouterr().out
    return address


def told(capsys, *arguments):
    assert main([*arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_what_was_added_is_listed_found_counted_and_removed(filled, capsys):
    store = ("--store", filled)
    (report,) = (r for r in told(capsys, "corpus", "list", *store) if r["origin"] == "user")
    assert report in told(capsys, "corpus", "list", "--genre", report["genre"], *store)
    before = told(capsys, "corpus", "stats", *store)["documents"]
    words = next(line for line in FAULTY_REPORT.splitlines() if len(line) > 40)[:12]
    assert report["id"] in [hit["document"]["id"] for hit in told(capsys, "corpus", "search", words, *store)]
    assert told(capsys, "corpus", "remove", str(report["id"]), *store) == {"removed": 1, "missing": []}
    assert told(capsys, "corpus", "stats", *store)["documents"] == before - 1


def test_a_draft_is_held_against_the_store(filled, tmp_path, capsys):
    (tmp_path / "新稿.txt").write_text(FAULTY_REPORT.replace("调研", "考察", 1) + FAULTY_REPORT, encoding="utf-8")
    for command in ("duplicates", "suggest"):
        (table,) = told(capsys, command, str(tmp_path / "新稿.txt"), "--store", filled)["files"]
        assert "error" not in table


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["list", "--genre", "瞎写"], "没有“瞎写”这个文种"),
        (["list", "--series", "--genre", "瞎写"], "没有“瞎写”这个文种"),
        (["search", ""], "没有写要找什么"),
        (["search", "　 "], "没有写要找什么"),
        (["search", "管网", "--limit", "-3"], "--limit 应是 1 以上的整数"),
        (["list", "--store", "写错.sqlite"], "没有往稿库 写错.sqlite"),
        (["search", "管网", "--store", "写错.sqlite"], "没有往稿库 写错.sqlite"),
        (["stats", "--store", "sqlite:///写错.sqlite"], "没有往稿库 sqlite:///写错.sqlite"),
        (["stats", "--store", "写错.sqlite"], "没有往稿库 写错.sqlite"),
        (["remove", "1", "--store", "写错.sqlite"], "没有往稿库 写错.sqlite"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_what_makes_no_sense_gets_one_sentence(arguments, sentence, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["corpus", *arguments]) == 2
    output = capsys.readouterr()
    assert output.err.startswith(f"hegao：{sentence}")
    assert output.err.count("\n") == 1
    assert output.out == ""
    assert list(tmp_path.iterdir()) == []
