import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegao.findings.model import Fix, Safety, Severity
from hegao.web import wording


@given(st.text(alphabet="甲乙*_[]()#:$`<>~|!\\^-", max_size=20))
def test_every_mark_of_markdown_is_escaped_and_nothing_else_changes(text):
    escaped = wording.literal(text)
    assert re.sub(r"\\(.)", r"\1", escaped) == text
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_\[\]$`<>:]", re.sub(r"\\.", "", escaped))


def test_lines_stay_lines_and_white_space_is_one_space():
    assert wording.literal("第一行  续\n第二行") == "第一行 续  \n第二行"


def test_examples_are_set_off_at_their_marks():
    assert wording.marked("到⟦布署⟧\n会") == "到:red-background[布署]  \n会"
    assert wording.marked("全文⟦⟧") == "全文"


@pytest.mark.parametrize(
    ("name", "ending", "mended", "opinion"),
    [
        ("请示.docx", ".docx", "请示-核改.docx", "请示-核稿意见.html"),
        ("旧稿.wps", ".docx", "旧稿-核改.docx", "旧稿-核稿意见.html"),
        ("2024.5.总结.txt", ".txt", "2024.5.总结-核改.txt", "2024.5.总结-核稿意见.html"),
        ("没有后缀", "", "没有后缀-核改", "没有后缀-核稿意见.html"),
    ],
)
def test_names_of_downloads(name, ending, mended, opinion):
    assert wording.mended_name(name, ending) == mended
    assert wording.opinion_name(name) == opinion


def test_word_files_made_of_a_draft_are_named_for_what_they_are():
    assert wording.revised_name("请示.docx", ".docx") == "请示-修订.docx"
    assert wording.revised_name("模板.docm", ".docm") == "模板-修订.docm"
    assert wording.laid_out_name("请示.pdf") == "请示-排版.docx"


def test_counts_in_words():
    assert wording.counts({Severity.ERROR: 2, Severity.WARNING: 0, Severity.HINT: 1}) == "错误 2　提示 1"
    assert wording.counts({}) == "没有待处理的问题"


def test_a_deletion_is_said_to_be_one():
    assert wording.replacement(Fix("", Safety.SAFE)) == "（删去）"
    assert wording.short("一二三四五", 3) == "一二三……"
