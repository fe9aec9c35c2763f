"""Many files at once: the same results in the same order, one table, and results that are not made twice."""

import json
import os

import pytest
from jsonschema import Draft202012Validator

from hegao.cli import batch, main
from hegao.report.json import schema
from tests.drafts import CLEAN_NOTICE, FAULTY_REPORT


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for number in range(6):
        file = tmp_path / "稿件" / f"第{number % 2}组" / f"{number}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(FAULTY_REPORT if number % 3 else CLEAN_NOTICE, encoding="utf-8")
    return tmp_path / "稿件"


def results(folder):
    return {
        path.relative_to(folder).as_posix(): json.loads(path.read_text(encoding="utf-8"))
        for path in folder.rglob("*.json")
    }


@pytest.mark.parametrize("form", ["plain", "json", "html"])
def test_several_processes_print_the_same_as_one(folder, capsys, form):
    outputs = []
    for jobs in ("1", "2"):
        assert main(["check", "稿件", "--jobs", jobs, "--format", form]) == 1
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]


def test_one_table_at_the_end(folder, capsys):
    (folder / "空.txt").write_bytes(b"")
    assert main(["check", "稿件", "--fail-level", "never"]) == 2
    told = capsys.readouterr()
    lines = told.out.splitlines()
    head = lines.index("错误\t注意\t提示\t文件")
    assert len(lines) == head + 10
    assert lines[head + 1] == "-\t-\t-\t稿件/空.txt（未能检查）"
    assert lines[-2].endswith("合计 7 个文件")
    assert lines[-1].startswith("共检查 6 个文件：")
    assert "hegao：“空.txt”" in told.err


def test_a_single_file_needs_no_table(folder, capsys):
    main(["check", "稿件/第0组/0.txt"])
    assert "合计" not in capsys.readouterr().out


def test_results_are_kept_one_a_file(folder, tmp_path, capsys):
    assert main(["check", "稿件", "--output-folder", "结果", "--jobs", "2"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("错误\t注意\t提示\t文件\n")
    kept = results(tmp_path / "结果")
    assert sorted(kept) == sorted(f"第{number % 2}组/{number}.txt.json" for number in range(6))
    for table in kept.values():
        Draft202012Validator(schema()).validate(table)
    main(["check", "稿件", "--format", "json"])
    whole = json.loads(capsys.readouterr().out)["files"]
    assert [kept[f"{file['path'].removeprefix('稿件/')}.json"]["files"][0] for file in whole] == whole


def test_a_kept_result_is_not_made_again_until_something_changes(folder, tmp_path, capsys, monkeypatch):
    checked = []
    check_file = batch.api.check_file

    def counted(path, **rest):
        checked.append(path.name)
        return check_file(path, **rest)

    def again(*options):
        checked.clear()
        code = main(["check", "稿件", "--output-folder", "结果", *options])
        return code, list(checked)

    monkeypatch.setattr(batch.api, "check_file", counted)
    first = again()
    assert first == (1, ["0.txt", "2.txt", "4.txt", "1.txt", "3.txt", "5.txt"])
    told = capsys.readouterr().out
    assert again() == (1, [])
    assert capsys.readouterr().out == told
    later = (folder / "第0组" / "2.txt").stat().st_mtime + 100
    os.utime(folder / "第0组" / "2.txt", (later, later))
    assert again() == (1, ["2.txt"])
    (tmp_path / "结果" / "第1组" / "3.txt.json").write_text("{", encoding="utf-8")
    assert "3.txt" in again()[1]
    assert len(again("--ignore", "punctuation")[1]) == 6
    monkeypatch.setattr(batch, "__version__", "99")
    assert len(again()[1]) == 6


def test_a_page_holds_the_files_whose_results_are_kept(folder, capsys):
    pages = []
    for _ in range(2):
        assert main(["check", "稿件", "--output-folder", "结果", "--format", "html"]) == 1
        pages.append(capsys.readouterr().out)
    assert pages[0] == pages[1]
    assert pages[0].count("<h1>") == 6


def test_results_that_would_lie_in_one_place_are_refused(folder, capsys):
    (folder / "第1组" / "0.txt").write_text(CLEAN_NOTICE, encoding="utf-8")
    assert main(["check", "稿件/第0组", "稿件/第1组", "--output-folder", "结果"]) == 2
    assert "同一个文件" in capsys.readouterr().err
