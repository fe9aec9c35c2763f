"""``typeset`` and ``profile`` as they are used together."""

import json

import pytest
from jsonschema import Draft202012Validator

from hegao.cli import main
from hegao.report.json import schema
from tests.drafts import CLEAN_NOTICE
from tests.wordfiles import p, r, word_file

_ODD = '<w:rFonts w:eastAsia="楷体"/><w:sz w:val="28"/>'


@pytest.fixture
def exemplary(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    body = [p(r(line, _ODD)) for line in CLEAN_NOTICE.splitlines() if line]
    (tmp_path / "范文.docx").write_bytes(word_file(*body))
    return tmp_path


def test_a_badly_formatted_notice_is_set_and_checks_clean(exemplary, capsys):
    assert main(["check", "范文.docx", "--select", "layout", "--fail-level", "warning"]) == 1
    assert main(["typeset", "范文.docx", "-o", "排好.docx"]) == 0
    assert main(["check", "排好.docx", "--select", "layout", "--fail-level", "hint"]) == 0
    assert "没有改动" in capsys.readouterr().out


def test_a_style_is_learned_shown_and_used(exemplary, capsys):
    assert main(["profile", "learn", "范文.docx", "-o", "本单位.toml"]) == 0
    said = capsys.readouterr().out
    assert "不同　" in said
    assert "已存为 本单位.toml" in said
    assert main(["profile", "show", "本单位.toml"]) == 0
    assert "楷体" in capsys.readouterr().out
    layout = ["--select", "layout", "--fail-level", "hint", "--profile", "本单位.toml"]
    assert main(["check", "范文.docx", *layout]) == 0
    assert main(["typeset", "范文.docx", "-o", "排好.docx", "--profile", "本单位.toml"]) == 0
    assert main(["check", "排好.docx", *layout]) == 0
    assert main(["profile", "learn", "范文.docx", "-o", "本单位.toml"]) == 2


def test_the_json_of_learning_keeps_to_the_schema(exemplary, capsys):
    assert main(["profile", "learn", "范文.docx", "--format", "json"]) == 0
    table = json.loads(capsys.readouterr().out)
    Draft202012Validator(schema()).validate(table)
    (lesson,) = table["files"]
    assert {"key", "name", "standard", "found", "words", "same"} == set(lesson["values"][0])
    assert lesson["profile"].startswith("# 本规范由")
    assert any(not value["same"] for value in lesson["values"])


@pytest.mark.parametrize("arguments", [["list"], ["show", "material"]])
def test_profiles_as_json(arguments, capsys):
    assert main(["profile", *arguments, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    one = found[0] if isinstance(found, list) else found
    assert {"name", "title", "description", "families", "accepted", "rules"} == set(one)
    assert one["accepted"]["title.size"] == "二号"


def test_what_is_lost_is_told_on_stderr(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "稿.txt").write_text("通知\n请检查\x01。\n", encoding="utf-8")
    assert main(["typeset", "稿.txt", "-o", "排好.docx"]) == 0
    assert "hegao：原文里有 1 个看不见的控制字符" in capsys.readouterr().err
