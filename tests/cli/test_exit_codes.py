"""Every situation and the exit code it ends with."""

import json
from multiprocessing.connection import Listener

import pytest

from hegao.cli import main
from hegao.rulebook import loader
from hegao.rulebook.schema import KINDS
from tests.drafts import CLEAN_NOTICE, FAULTY_REPORT, write_docx
from tests.wordfiles import unzipped


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "调研报告.txt").write_text(FAULTY_REPORT, encoding="utf-8")
    (tmp_path / "通知.txt").write_text(CLEAN_NOTICE, encoding="utf-8")
    (tmp_path / "空.txt").write_bytes(b"")
    return tmp_path


SITUATIONS = [
    (["check", "通知.txt"], 0),
    (["check", "调研报告.txt"], 1),
    (["check", "调研报告.txt", "--fail-level", "never"], 0),
    (["check", "调研报告.txt", "--select", "duplicates"], 0),
    (["check", "空.txt"], 2),
    (["check", "没有这个文件.txt"], 2),
    (["check", "通知.txt", "空.txt"], 2),
    (["check", "通知.txt", "--format", "json"], 0),
    (["check", "空.txt", "--format", "json"], 2),
    (["check", "通知.txt", "--profile", "没有的规范"], 2),
    (["check", "通知.txt", "--genre", "没有的文种"], 2),
    (["check", "通知.txt", "--select", "没有.这条规则"], 2),
    (["check"], 2),
    (["frobnicate"], 2),
    (["check", "."], 2),
    (["check", "通知.txt", "--jobs", "0"], 0),
    (["check", "通知.txt", "--jobs", "-1"], 2),
    (["check", "调研报告.txt", "--output-folder", "结果"], 1),
    (["check", "空.txt", "--output-folder", "结果"], 2),
    (["check", "通知.txt", "--output-folder", "通知.txt"], 2),
    (["outline", "通知.txt"], 0),
    (["outline", "空.txt"], 2),
    (["duplicates", "调研报告.txt"], 0),
    (["suggest", "调研报告.txt"], 0),
    (["fix", "调研报告.txt", "-o", "改.txt"], 0),
    (["fix", "调研报告.txt", "-o", "调研报告.txt"], 2),
    (["fix", "调研报告.txt", "-o", "改.txt", "--track"], 2),
    (["typeset", "通知.txt", "-o", "排好.docx"], 0),
    (["typeset", "通知.txt", "-o", "排好.txt"], 2),
    (["typeset", "空.txt", "-o", "排好.docx"], 2),
    (["typeset", "通知.txt", "-o", "排好.docx", "--profile", "没有的规范"], 2),
    (["profile", "list"], 0),
    (["profile", "show", "gbt9704"], 0),
    (["profile", "show", "没有的规范"], 2),
    (["profile", "learn", "通知.txt"], 2),
    (["accept", "调研报告.txt", "0000000000000000", "--reason", "保留"], 2),
    (["rules", "list"], 0),
    (["rules", "explain", "没有.这条规则"], 2),
    (["corpus", "stats"], 0),
    (["corpus", "list", "--series"], 0),
    (["corpus", "add", "通知.txt", "--jobs", "2"], 0),
    (["corpus", "stats", "--store", "mysql://server/past"], 2),
    (["duplicates", "--all"], 0),
    (["duplicates", "--all", "--format", "json"], 0),
    (["duplicates", "--all", "通知.txt"], 2),
    (["duplicates"], 2),
    (["corpus", "remove", "99999"], 2),
    (["corpus", "add", "没有这个文件.txt"], 2),
]


@pytest.mark.parametrize(("arguments", "expected"), SITUATIONS, ids=str)
def test_exit_code(folder, monkeypatch, capsys, arguments, expected):
    monkeypatch.chdir(folder)
    try:
        code = main(arguments)
    except SystemExit as stop:
        code = stop.code
    assert code == expected
    error = capsys.readouterr().err
    if expected == 2:
        last = error.strip().splitlines()[-1]
        assert last.startswith("hegao：")
        assert last.endswith("。")
        assert "Traceback" not in error


def test_json_names_the_file_that_failed_beside_the_others(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    main(["check", "通知.txt", "空.txt", "--format", "json"])
    tables = json.loads(capsys.readouterr().out)["files"]
    assert [table["path"] for table in tables] == ["通知.txt", "空.txt"]
    assert "error" in tables[1]


def test_a_word_file_is_checked_and_mended_with_the_original_untouched(tmp_path, capsys):
    path = write_docx(tmp_path / "调研报告.docx", FAULTY_REPORT)
    before = path.read_bytes()
    assert main(["check", str(path)]) == 1
    mended = tmp_path / "改.docx"
    assert main(["fix", str(path), "-o", str(mended)]) == 0
    assert path.read_bytes() == before
    capsys.readouterr()
    main(["check", str(mended), "--format", "json"])
    left = json.loads(capsys.readouterr().out)["files"][0]["findings"]
    assert all(fix["safety"] != "safe" for finding in left for fix in finding["fixes"])


def test_a_word_file_comes_back_with_tracked_changes_and_comments(tmp_path, capsys):
    path, target = write_docx(tmp_path / "调研报告.docx", FAULTY_REPORT), tmp_path / "修订.docx"
    assert main(["fix", str(path), "-o", str(target), "--track"]) == 0
    assert "都记作修订，另有批注" in capsys.readouterr().out
    assert b"w:del " in unzipped(target.read_bytes())["word/document.xml"]


def test_an_accepted_finding_stays_away_and_is_counted(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    main(["check", "调研报告.txt", "--format", "json"])
    findings = json.loads(capsys.readouterr().out)["files"][0]["findings"]
    kept = findings[0]["fingerprint"]
    assert main(["accept", "调研报告.txt", kept, "--reason", "单位名称如此"]) == 0
    capsys.readouterr()
    main(["check", "调研报告.txt", "--format", "json"])
    table = json.loads(capsys.readouterr().out)["files"][0]
    assert kept not in {finding["fingerprint"] for finding in table["findings"]}
    assert table["accepted"] == 1


def test_a_rule_of_ones_own_that_cannot_be_used_stops_no_check(folder, monkeypatch, capsys, user_home):
    monkeypatch.chdir(folder)
    own = user_home / "rules" / "wording"
    own.mkdir(parents=True)
    (own / "broken.toml").write_text('id = "wording.broken"\nkind = "tokens"\n', encoding="utf-8")
    assert main(["check", "通知.txt"]) == 2
    output = capsys.readouterr()
    assert "没有发现问题" in output.out
    assert str(own / "broken.toml") in output.err
    assert main(["rules", "explain", "wording.broken"]) == 2
    assert "没有启用" in capsys.readouterr().err
    assert main(["rules", "test"]) == 2


def test_new_rules_keep_silent_until_they_are_filled_in(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    rules = [f"wording.my_{kind}" for kind in sorted(KINDS)]
    for kind, rule in zip(sorted(KINDS), rules, strict=True):
        assert main(["rules", "new", rule, "--kind", kind]) == 0
    loader._load.cache_clear()  # a process of its own would read the folder anew
    capsys.readouterr()
    main(["check", "通知.txt"])
    assert "没有发现问题" in capsys.readouterr().out
    for rule in rules:
        assert main(["rules", "test", rule]) in (1, 2), rule
        told = capsys.readouterr()
        assert "例句还是空的" in told.out or "没有启用" in told.err, rule


@pytest.mark.parametrize("port", ["0", "99999"])
def test_a_port_that_is_none_is_refused(capsys, port):
    assert main(["app", "--headless", "--port", port]) == 2
    assert "1 到 65535" in capsys.readouterr().err


def test_a_port_in_use_is_told_in_one_sentence(capsys):
    with Listener(("127.0.0.1", 0)) as taken:
        assert main(["app", "--headless", "--port", str(taken.address[1])]) == 2
    output = capsys.readouterr()
    assert "换一个" in output.err
    assert output.out == ""


def test_what_was_cleaned_out_of_a_past_report_is_told(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    assert main(["corpus", "add", "调研报告.txt"]) == 0
    assert "更多精彩范文点击主页搜索" in capsys.readouterr().out
    assert main(["corpus", "add", "没有这个文件.txt"]) == 2
    assert "找不到" in capsys.readouterr().err
