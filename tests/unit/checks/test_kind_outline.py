import pytest
from tests.checking import hits, texts

from hegao.errors import RuleError

TITLE = "松岚市节水工作总结\n"
BODY = "全市用水效率稳步提高，群众节水意识明显增强。\n"


def outline(report, *lines, **more):
    return hits("outline", {"report": report, **more}, TITLE + BODY.join(f"{line}\n" for line in lines) + BODY)


def test_a_gap_names_what_is_missing_and_shows_what_went_before():
    (hit,) = outline("gap", "一、主要做法", "三、存在问题")
    assert (hit.place.text, hit.values["missing"], hit.evidence[0].text) == ("三、", "二、", "一、主要做法")


def test_numbering_that_runs_on_is_no_gap():
    assert outline("gap", "一、主要做法", "（一）完善制度", "二、存在问题", "（二）管网老化") == []


def test_a_gap_in_numbering_that_runs_on_names_the_next_number():
    (hit,) = outline("gap", "一、做法", "（一）制度", "（二）宣传", "二、问题", "（四）管网")
    assert hit.values["missing"] == "（三）"


def test_a_label_behind_a_lost_line_break_is_no_gap():
    text = f"{TITLE}一、做法\n水价改革落地见效。二、问题\n管网老化，漏损率偏高。\n三、打算\n{BODY}"
    assert hits("outline", {"report": "gap"}, text) == []


def test_the_first_label_may_be_glued_to_a_paragraph_under_the_heading_above():
    text = f"{TITLE}一、做法\n主要做了以下工作：（一）水价改革落地见效。\n{BODY * 5}（二）管网改造提速\n{BODY}"
    assert hits("outline", {"report": "gap"}, text) == []
    text = f"{TITLE}一、做法\n（一）水价改革\n{BODY}二、打算\n{BODY * 5}（三）管网改造提速\n{BODY}"
    assert len(hits("outline", {"report": "gap"}, text)) == 1


def test_what_a_template_leaves_out_is_no_gap():
    text = f"{TITLE}一、做法\n{BODY}……\n五、打算\n{BODY}"
    assert hits("outline", {"report": "gap"}, text) == []


def test_a_repeat_is_mended_where_no_later_number_would_clash():
    (hit,) = outline("repeat", "一、做法", "二、问题", "二、打算")
    assert hit.fixes == ("三、",)
    (hit,) = outline("repeat", "一、做法", "二、问题", "二、打算", "三、建议")
    assert hit.fixes == ()


def test_after_a_repeat_the_next_number_is_no_gap():
    lines = ("一、做法", "二、问题", "二、打算", "四、建议")
    assert texts(outline("repeat", *lines)) == ["二、"]
    assert outline("gap", *lines) == []


def test_a_repeated_line_is_no_wrong_number():
    assert outline("repeat", "一、做法", "二、问题", "二、问题", "三、打算") == []


def test_a_list_may_start_again():
    assert outline("repeat", "一、做法", "1.制度", "2.宣传", "1.节流", "2.开源") == []


def test_a_skipped_level_and_the_pairs_that_may_follow():
    assert texts(outline("skip", "一、做法", "（1）制度")) == ["（1）"]
    assert texts(outline("skip", "一、做法", "1.制度")) == ["1."]
    assert outline("skip", "一、做法", "1.制度", allow=["13"]) == []


def test_a_total_is_held_against_the_headings_below_it():
    text = f"{TITLE}今年抓好三项任务：\n一、做法\n{BODY}二、问题\n{BODY}"
    announce = r"(?P<at>(?P<n>[一二三四五])项)[^，。：]*[：。]$"
    (hit,) = hits("outline", {"report": "count", "announce": announce}, text)
    assert (hit.place.text, hit.values["last"]) == ("三项", "二、")
    assert hits("outline", {"report": "count", "announce": announce}, text.replace("三项", "两项")) == []


def test_the_report_must_be_known():
    with pytest.raises(RuleError, match="report"):
        outline("order", "一、做法")
