"""A profile learned from a document: what differs, nothing else, and the document keeps to it."""

import tomllib
from pathlib import Path

import pytest
from tests.layout.building import build
from tests.layout.documents import DOCUMENTS, NOTICE
from tests.layout.mutations import MUTATIONS
from tests.wordfiles import p, r, word_file

from hegao import api
from hegao.draft.model import Draft
from hegao.errors import InputError


def layout(draft: Draft, profile: str) -> list[str]:
    findings = api.check(draft, settings=api.Settings(profile=profile)).findings
    return [f.rule for f in findings if f.rule.startswith("layout.")]


def written(lesson: api.Lesson, folder: Path) -> str:
    path = folder / f"{lesson.source}.toml"
    path.write_text(api.profile_text(lesson), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_that_keeps_the_standard_teaches_nothing_new(name: str) -> None:
    lesson = api.learn_profile(api.read_bytes(build(DOCUMENTS[name], "styles"), f"{name}.docx"))
    assert lesson.differences == ()
    assert len(lesson.learned) > 20
    assert set(tomllib.loads(api.profile_text(lesson))) <= {"title", "extends", "rules"}


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: m.name)
def test_a_document_keeps_to_what_was_learned_from_it(mutation, tmp_path: Path) -> None:
    data = build(mutation.change(mutation.document), mutation.way or "styles")
    draft = api.read_bytes(data, f"范文{MUTATIONS.index(mutation)}.docx")
    lesson = api.learn_profile(draft)
    assert lesson.differences or lesson.silenced or not mutation.rule.startswith("layout.")
    assert layout(draft, written(lesson, tmp_path)) == []


def test_a_unit_with_fonts_and_margins_of_its_own(tmp_path: Path) -> None:
    own = next(m for m in MUTATIONS if m.rule == "layout.margins")
    draft = api.read_bytes(build(own.change(own.document), "styles"), "范文.docx")
    lesson = api.learn_profile(draft)
    text = api.profile_text(lesson)
    table = tomllib.loads(text)
    assert table["extends"] == "gbt9704"
    assert list(table["formats"]) == ["margins"]
    assert "# 本规范由 hegao profile learn 从“范文.docx”归纳" in text
    differing = lesson.differences[0]
    assert f"gbt9704 为{differing.standard}，本文件为{differing.found}。" in text
    profile = written(lesson, tmp_path)
    assert layout(api.read_bytes(build(NOTICE, "styles"), "标准.docx"), profile) == ["layout.margins"]


def test_what_has_no_value_is_silenced_and_said(tmp_path: Path) -> None:
    blue = r("请各乡镇逐一排查辖区内的水库、河堤和低洼村庄，发现隐患立即处置并报告。", '<w:color w:val="0070C0"/>')
    draft = api.read_bytes(word_file(p("关于开展防汛检查的通知"), p("各乡镇人民政府："), p(blue)), "范文.docx")
    lesson = api.learn_profile(draft)
    assert "layout.text_colour" in {one.rule for one in lesson.silenced}
    assert '"layout.text_colour" = "off"  # 文字颜色：1 处' in api.profile_text(lesson)
    assert layout(draft, written(lesson, tmp_path)) == []


def test_only_what_the_file_states_is_learned() -> None:
    draft = api.read_bytes(word_file(p("关于开展防汛检查的通知"), p("各乡镇人民政府："), p("请排查。")), "范文.docx")
    keys = {one.key for one in api.learn_profile(draft).learned}
    assert not keys & {"body.font", "body.size", "margins.top", "paper.width"}


def test_names_in_the_file_cannot_break_the_profile() -> None:
    odd = '<w:rFonts w:eastAsia="坏&#10;[rules]&quot;\\"/><w:sz w:val="32"/>'
    draft = api.read_bytes(word_file(p("关于检查的通知"), p(r("各乡镇要逐一排查辖区内的隐患。" * 3, odd))), "范文.docx")
    table = tomllib.loads(api.profile_text(api.learn_profile(draft)))
    assert any('坏\n[rules]"\\' in font for font in table["formats"]["body"]["font"]["families"])


def test_plain_text_has_no_layout_to_learn_from() -> None:
    with pytest.raises(InputError, match="没有可以归纳的版式"):
        api.learn_profile(api.read_text("关于开展检查的通知\n请检查。"))
