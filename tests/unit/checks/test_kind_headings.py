import pytest
from tests.checking import hits, texts

from hegao.errors import RuleError

BODY = "各乡镇要组织人员对辖区内的水库、河堤逐一排查。"


def draft(*lines):
    return "\n".join(["关于防汛工作的调研报告", *lines])


def test_sister_headings_with_the_same_words_are_told_apart_from_cousins():
    params = {"want": "repeated", "levels": [1, 2]}
    sisters = draft("一、主要做法", "（一）压实责任", BODY, "（二）压实责任", BODY)
    (hit,) = hits("headings", params, sisters)
    assert hit.evidence[0].paragraph == 3
    cousins = draft("一、水库", "（一）基本情况", BODY, "二、河堤", "（一）基本情况", BODY)
    assert hits("headings", params, cousins) == []


def test_a_heading_followed_by_its_sister_is_empty_one_followed_by_its_child_is_not():
    params = {"want": "empty", "levels": [1], "share": 0.5}
    text = draft("一、基本情况", BODY, "二、存在问题", "三、对策建议", "（一）压实责任", BODY)
    assert texts(hits("headings", params, text)) == ["二、存在问题"]


def test_a_list_of_headings_is_no_fault():
    params = {"want": "empty", "levels": [1], "share": 0.2}
    assert hits("headings", params, draft("一、基本情况", "二、存在问题", "三、对策建议", BODY)) == []


def test_the_question_must_be_known():
    with pytest.raises(RuleError, match="want"):
        hits("headings", {"want": "long", "levels": [1]}, BODY)
