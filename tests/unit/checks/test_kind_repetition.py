import pytest
from tests.checking import hits, texts

from hegao.errors import RuleError

FIRST = "各乡镇要组织人员对辖区内的水库、河堤、低洼村庄逐一排查，建立隐患台账，明确责任人和整改时限。"
SECOND = "县防汛办每天汇总各乡镇排查情况，对整改不力的乡镇下发提醒函，连续两次被提醒的由分管领导约谈。"
NEAR = FIRST.replace("隐患台账", "问题台账")


def test_the_later_place_is_marked_and_the_earlier_is_evidence():
    (hit,) = hits("repetition", {"of": "passage"}, f"{FIRST}\n{SECOND}\n{FIRST}")
    assert (hit.place.paragraph, hit.evidence[0].paragraph) == (3, 1)


def test_every_copy_points_to_the_first():
    found = hits("repetition", {"of": "passage"}, f"{FIRST}\n{SECOND}\n" + f"{FIRST}\n" * 5)
    assert {hit.evidence[0].paragraph for hit in found} == {1}
    assert {(hit.values["first"], hit.values["total"]) for hit in found} == {("1", "6")}
    assert [hit.place.paragraph for hit in found] == [3, 4, 5, 6, 7]


def test_changed_copies_of_changed_copies_point_to_the_first():
    edits = ("低洼村庄", "低洼村组"), ("逐一排查", "逐个排查"), ("整改时限", "整改期限")
    text, lines = FIRST, [FIRST]
    for edit in edits:
        text = text.replace(*edit)
        lines.append(text)
    found = hits("repetition", {"of": "passage", "exact": False}, "\n".join(lines))
    assert {(hit.values["first"], hit.values["total"]) for hit in found} == {("1", "4")}
    assert {hit.values["similarity"] for hit in found} == {"93%"}


def test_exact_and_changed_passages_are_told_apart():
    text = f"{FIRST}\n{SECOND}\n{NEAR}"
    assert hits("repetition", {"of": "passage", "exact": True}, text) == []
    assert texts(hits("repetition", {"of": "passage", "exact": False}, text)) == [NEAR]


def test_passages_with_few_characters_can_be_left_out():
    assert hits("repetition", {"of": "passage", "least": 60}, f"{FIRST}\n{SECOND}\n{FIRST}") == []


def test_formulas_of_clauses_are_no_repetition():
    text = "\n".join(f"第{number}条　违反防汛纪律的，依照下列办法处理：\n{FIRST}" for number in "一二三四五")
    assert hits("repetition", {"of": "passage", "clauses": 5}, text) == []
    assert hits("repetition", {"of": "passage", "clauses": 6}, text)


def test_what_is_asked_must_be_known():
    with pytest.raises(RuleError, match="of"):
        hits("repetition", {"of": "word"}, FIRST)
