import pytest
from tests.checking import hits

PARAMS = {
    "find": r"(?P<n>[三四五六七八九]|\d)大(?P<noun>[\u4e00-\u9fff]{2})：(?P<list>[^。]+)。",
    "strange": "等",
}


def test_one_thing_too_few_is_found():
    (hit,) = hits("listing", PARAMS, "建设四大系统：监测系统、“预警”系统和调度系统。")
    assert (hit.place.text, hit.values["found"]) == ("四大系统", "3")
    assert [place.text for place in hit.evidence] == ["监测系统、“预警”系统和调度系统"]


def test_one_thing_too_many_is_found():
    (hit,) = hits("listing", PARAMS, "建设3大系统：甲系统，乙系统、丙系统以及丁系统。")
    assert hit.values == {"told": "3", "found": "4"}


@pytest.mark.parametrize(
    "text",
    [
        "建设三大系统：监测系统、预警系统和调度系统",
        "建设九大系统：监测系统、预警系统和调度系统",
        "建设四大系统：监测系统、预警系统",
        "建设四大系统：监测系统、预警系统、调度系统等",
        "建设四大系统：监测、预警、调度系统",
        "建设四大系统：统一协调和管理系统、预警系统、甲系统、乙系统",
    ],
)
def test_whole_choices_and_other_things_are_left(text):
    assert hits("listing", PARAMS, text + "。") == []
