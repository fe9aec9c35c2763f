"""Cleaning: residue out and kept, torn paragraphs joined, stitched articles parted."""

import pytest

from hegao.corpus.cleaning import clean, text_lines
from hegao.draft.recognise import recognise
from hegao.readers import read_text

TORN = "　　今年以来，全县围绕农村供水保障开展排查，共检查集中供水工程四十二处，发现管网老化、水源不足等问题"
REST = "六十余个，已整改五十一个。"
WHOLE = "　　全县组织三支技术队伍进村入户，帮助群众检修管道、更换水表，受到普遍欢迎。"


def texts(article_text: str) -> list[list[str]]:
    draft = read_text(article_text)
    return [[line.text for line in text_lines(a.draft)] for a in clean(draft, recognise(draft))]


def test_a_clean_file_stays_as_it_is() -> None:
    draft = read_text(f"关于农村供水工作的总结\n\n一、主要做法\n{WHOLE}\n")
    (article,) = clean(draft, recognise(draft))
    assert article.intact
    assert article.draft is draft
    assert article.removed == ()


def test_residue_is_taken_out_and_kept() -> None:
    draft = read_text(f"关于农村供水工作的总结\n更多精彩范文点击主页搜索\n一、主要做法\n{WHOLE}\n")
    (article,) = clean(draft, recognise(draft))
    assert not article.intact
    assert [(r.paragraph, r.text) for r in article.removed] == [(2, "更多精彩范文点击主页搜索")]
    assert "更多精彩范文" not in "".join(p.text for p in article.draft.paragraphs)
    assert all(r.reason and r.kind for r in article.removed)


def test_a_paragraph_torn_by_a_page_digit_is_joined() -> None:
    (lines,) = texts(f"关于农村供水工作的总结\n一、主要做法\n{TORN}7\n更多精彩范文点击主页搜索\n{REST}\n{WHOLE}\n")
    assert TORN.strip() + REST in lines
    assert WHOLE.strip() in lines


def test_a_paragraph_before_a_heading_is_not_joined() -> None:
    (lines,) = texts(f"关于农村供水工作的总结\n一、主要做法\n{TORN}\n更多精彩范文点击主页搜索\n二、下步打算\n{WHOLE}\n")
    assert TORN.strip() in lines
    assert "二、下步打算" in lines


def test_a_complete_paragraph_is_not_joined() -> None:
    (lines,) = texts(f"关于农村供水工作的总结\n一、主要做法\n{WHOLE}\n更多精彩范文点击主页搜索\n{WHOLE}\n")
    assert lines.count(WHOLE.strip()) == 2


def test_stitched_articles_are_parted() -> None:
    body = "\n".join(["一、主要做法", WHOLE, "二、下步打算", WHOLE])
    stitched = f"第一篇：农村供水工作总结\n{body}\n第二篇：水库巡查工作总结\n{body}\n"
    first, second = texts(stitched)
    assert "农村供水" in first[0]
    assert "水库巡查" in second[0]
    assert len(first) == len(second) == 5


def test_paragraph_numbers_are_those_of_the_file() -> None:
    draft = read_text(f"关于农村供水工作的总结\n更多精彩范文点击主页搜索\n一、主要做法\n{WHOLE}\n")
    (article,) = clean(draft, recognise(draft))
    assert [p.number for p in article.draft.paragraphs] == [1, 3, 4]


def test_an_attachment_is_part_of_its_document() -> None:
    draft = read_text(
        "松岚市教育局关于召开课后服务工作推进会的通知\n\n各县、区教育局：\n\n"
        "为做好课后服务工作，定于2024年9月20日召开推进会。请按时参加。\n\n附件：参会回执\n\n"
        "松岚市教育局\n2024年9月10日\n\n附件\n参会回执\n单位名称、参会人员姓名、职务和联系电话请逐项填写。\n"
    )
    assert len(recognise(draft).article_starts) <= 1
    assert len(clean(draft, recognise(draft))) == 1


@pytest.mark.parametrize("text", ["一", "　\n标题\n\n", "|a|b|\n"])
def test_next_to_nothing(text: str) -> None:
    draft = read_text(text)
    assert clean(draft, recognise(draft))
