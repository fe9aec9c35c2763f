import pytest
from tests.checking import hits, texts

from hegao.errors import RuleError

NOTICE = """关于开展防汛检查的通知
各乡镇人民政府：
汛期将至，请逐村排查水库和河堤，发现隐患立即处置并报告。
望川县人民政府办公室
2024年5月8日
"""


def test_nothing_is_asked_of_a_text_whose_structure_was_not_seen():
    params = {"required": ["date"], "given": ["title", "recipient", "issuer"]}
    assert hits("element", params, "今天下雨。\n明天也下雨。") == []


def test_a_missing_element_is_a_fault_of_the_document():
    found = hits("element", {"required": ["signer"], "given": ["title"]}, NOTICE)
    assert [hit.place.paragraph for hit in found] == [None]


def test_one_of_several_required_elements_is_enough():
    assert hits("element", {"required": ["signer", "date"]}, NOTICE) == []


def test_an_excusing_element_or_text_silences():
    assert hits("element", {"required": ["signer"], "unless": ["date"]}, NOTICE) == []
    assert hits("element", {"required": ["signer"], "unless_text": "^各乡镇"}, NOTICE) == []


def test_a_forbidden_element_is_marked_where_it_stands():
    assert texts(hits("element", {"forbidden": ["recipient"]}, NOTICE)) == ["各乡镇人民政府："]


def test_the_element_out_of_order_is_marked_and_the_other_is_evidence():
    (hit,) = hits("element", {"order": ["date", "issuer"]}, NOTICE)
    assert hit.place.text == "望川县人民政府办公室"
    assert [place.text for place in hit.evidence] == ["2024年5月8日"]


def test_two_dates_in_the_wrong_order_are_told_with_both():
    text = NOTICE + "抄送：县委办公室。\n望川县人民政府办公室　　2024年5月7日印发\n"
    (hit,) = hits("element", {"before_date": ["date", "imprint"]}, text)
    assert (hit.place.text, hit.values["earlier"]) == ("2024年5月7日", "2024年5月8日")
    assert hits("element", {"before_date": ["date", "imprint"]}, text.replace("5月7日", "5月8日")) == []


@pytest.mark.parametrize("params", [{}, {"required": ["nose"]}, {"before_date": ["date"]}, {"reqired": ["date"]}])
def test_a_rule_that_asks_nothing_or_wrongly_is_refused(params):
    with pytest.raises(RuleError):
        hits("element", params, NOTICE)


def test_two_elements_must_name_one_body():
    params = {"same_name": ["issuer_mark", "issuer"], "affix": "文件$"}
    head = "望川县人民政府{}文件\n望政发〔2024〕12号\n"
    assert hits("element", params, head.format("办公室") + NOTICE) == []
    (hit,) = hits("element", params, head.format("").replace("望川县", "青禾县") + NOTICE)
    assert (hit.place.text, hit.values["other"]) == ("望川县人民政府办公室", "青禾县人民政府文件")
