"""The JSON contract: every command keeps to the schema, and places are true."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from hegao.cli import main
from hegao.report.json import schema
from tests.drafts import CLEAN_NOTICE, FAULTY_REPORT, write_docx
from tests.layout.building import build
from tests.layout.mutations import MUTATIONS


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("command", ["check", "outline", "suggest", "duplicates"])
@pytest.mark.parametrize("ending", ["txt", "docx"])
def test_output_keeps_to_the_schema_and_its_places_are_true(tmp_path, capsys, command, ending):
    paths = []
    for name, text in (("调研报告", FAULTY_REPORT), ("重复", FAULTY_REPORT + FAULTY_REPORT), ("通知", CLEAN_NOTICE)):
        path = tmp_path / f"{name}.{ending}"
        write_docx(path, text) if ending == "docx" else path.write_text(text, encoding="utf-8")
        paths.append(str(path))
    main([command, *paths, "--format", "json"])
    table = json.loads(capsys.readouterr().out)
    Draft202012Validator(schema()).validate(table)
    assert len(table["files"]) == len(paths)
    for file in table["files"]:
        for place in _places(file):
            _assert_true(place, file.get("paragraphs", {}), ending)


def _places(value):
    if isinstance(value, dict):
        if {"part", "paragraph", "start", "end"} <= value.keys():
            yield value
        for inner in value.values():
            yield from _places(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _places(inner)


def _assert_true(place, paragraphs, ending):
    if place["paragraph"] is None:
        assert place["part"] == "page"
        return
    if str(place["paragraph"]) in paragraphs:
        paragraph = paragraphs[str(place["paragraph"])]
        assert paragraph["part"] == place["part"]
        assert paragraph["text"][place["start"] : place["end"]] == place["text"]
    assert ("offset" in place) == (ending == "txt")
    if "offset" in place:
        assert place["offset"][1] - place["offset"][0] == place["end"] - place["start"]


def test_what_mends_the_look_of_a_word_file_is_listed_with_its_finding(tmp_path, capsys):
    for name in ("上边距", "标题字体", "正文字号"):
        mutation = next(mutation for mutation in MUTATIONS if mutation.name == name)
        path = tmp_path / f"{name}.docx"
        path.write_bytes(build(mutation.change(mutation.document), "direct"))
        main(["check", str(path), "--select", mutation.rule, "--format", "json"])
        table = json.loads(capsys.readouterr().out)
        Draft202012Validator(schema()).validate(table)
        (file,) = table["files"]
        looks = [look for place in file["findings"][0]["places"] for look in place["looks"]]
        assert looks
        assert all(look["look"] and look["words"] for look in looks)
        for place in _places(file):
            _assert_true(place, file["paragraphs"], "docx")


def test_the_same_file_gives_the_same_output_twice(tmp_path, capsys):
    path = tmp_path / "调研报告.txt"
    path.write_text(FAULTY_REPORT, encoding="utf-8")
    outputs = []
    for _ in range(2):
        main(["check", str(path), "--format", "json"])
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]


def test_the_clusters_of_the_past_reports_keep_to_the_schema(tmp_path, capsys, address):
    kept = FAULTY_REPORT.splitlines()
    (tmp_path / "初稿.txt").write_text(FAULTY_REPORT, encoding="utf-8")
    (tmp_path / "定稿.txt").write_text("\n".join([*kept[:-2], "另附有关材料。", *kept[-2:]]), encoding="utf-8")
    main(["corpus", "add", str(tmp_path), "--store", address])
    capsys.readouterr()
    assert main(["duplicates", "--all", "--store", address, "--format", "json"]) == 0
    table = json.loads(capsys.readouterr().out)
    Draft202012Validator(schema()).validate(table)
    (archive,) = table["files"]
    (cluster,) = archive["documents"]
    assert [Path(member["path"]).name for member in cluster["members"]] == ["初稿.txt", "定稿.txt"]
    main(["duplicates", "--all", "--store", address])
    assert "共有 1 组几乎相同的往稿" in capsys.readouterr().out
