import pytest
from tests.checking import hits

PARAMS = {
    "find": r"(?P<total>\d+)[\u4e00-\u9fff]{1,6}，(?:(?P<open>其中)|分别是)(?P<list>[^。]+)。",
    "share": 0.1,
}


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("隐患12处，其中甲5处、乙4处、丙2处", "11处"),
        ("学员35人，分别是男15人，女18人", "33人"),
        ("隐患120处，其中甲50处，乙40处，以及丙35处", "125处"),
    ],
)
def test_a_sum_near_the_total_but_another_is_found(text, total):
    (hit,) = hits("parts", PARAMS, text + "。")
    assert hit.values["sum"] == total
    assert hit.place.text[:-1].isdigit()
    assert len(hit.evidence) == text.count("、") + text.count("，")


@pytest.mark.parametrize(
    "text",
    [
        "隐患12处，其中甲5处、乙4处、丙3处",
        "隐患12处，其中甲5处、乙5处",
        "隐患30处，其中甲5处、乙4处、丙3处",
        "隐患12处，其中甲5处、乙4处、丙2家",
        "隐患12处，其中甲5处、乙4处、丙2处已整改",
        "隐患12处，其中甲5处、乙4处、其余未查",
        "学员12人，其中甲5处、乙4处、丙2处",
        "隐患12处，其中甲5.5处、乙4处、丙2处",
    ],
)
def test_right_sums_choices_and_unlike_things_are_left(text):
    assert hits("parts", PARAMS, text + "。") == []
