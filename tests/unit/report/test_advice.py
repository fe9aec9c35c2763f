"""How repetitions are told: which side says what, and how alike the two are."""

import pytest
from tests.unit.duplicates.drafts import BOOK, CARE, LONG, POOL, ROAD, read

from hegao.duplicates.model import Kind, Passage, as_passages
from hegao.duplicates.shares import SectionShare
from hegao.duplicates.within import repeated
from hegao.report.advice import alike_words, change_words, duplicates_text
from hegao.report.structure import quoted, witness_words
from hegao.structure.model import Witness
from hegao.text.similarity import changes

WHOLE = POOL + CARE + ROAD + BOOK + LONG


def told(later: str) -> Passage:
    """What is found in a draft whose second paragraph is ``later``."""
    draft, recognition = read("关于农村民生工作的汇报", WHOLE, later)
    (found,) = repeated(draft, recognition)
    (passage,) = as_passages(draft, recognition, Kind.REPEATED, found.pairs)
    return passage


def test_a_passage_with_a_difference_is_never_wholly_alike():
    passage = told(WHOLE.replace("通村公路", "通村大路"))
    assert passage.similarity > 0.995
    assert alike_words(passage) == "相似 99%"


def test_only_the_same_words_are_wholly_alike():
    assert alike_words(told(WHOLE)) == "相似 100%"


def test_the_text_says_which_side_a_difference_is_on():
    passage = told(WHOLE.replace("通村公路", "通村大路"))
    assert "不同：来源“公”→本稿“大”" in duplicates_text("稿.txt", [passage], {})


@pytest.mark.parametrize(
    ("source", "draft", "words"),
    [
        ("全县抢收水稻和大豆", "全县抢收水稻", "本稿比来源少“和大豆”"),
        ("全县抢收水稻", "全县抢收水稻和大豆", "本稿比来源多“和大豆”"),
        ("全县抢收水稻", "全市抢收水稻", "来源“县”→本稿“市”"),
    ],
)
def test_each_difference_names_the_side(source, draft, words):
    (change,) = changes(source, draft)
    assert change_words(change) == words


def test_a_share_below_one_per_cent_is_no_nought():
    text = duplicates_text("稿.txt", [told(WHOLE)], {Kind.FIXED: 0.002, Kind.COPIED: 0.124})
    assert "固定提法 不到 1%，与往稿雷同 12%" in text


def test_sections_are_told_with_what_of_them_stands_elsewhere():
    sections = [SectionShare(None, 50, {}), SectionShare(None, 90, {Kind.COPIED: 0.25, Kind.FIXED: 0.5})]
    text = duplicates_text("稿.txt", [told(WHOLE)], {Kind.FIXED: 0.2}, sections)
    assert "各部分见于别处的：开头没有，开头 75%。" in text


def test_quotation_marks_inside_others_are_the_inner_ones():
    assert quoted("建设“口袋公园”") == "“建设‘口袋公园’”"
    assert witness_words(Witness(1, "工作报告", "一、“十四五”目标", None, None)) == "《工作报告》“一、‘十四五’目标”"
