import pytest
from tests.checking import hits

from hegao.errors import RuleError

PARAMS = {
    "find": r"由(?P<base>[\d.]+)(?P<base_unit>家|人)?增加到(?P<result>[\d.]+)(?P<result_unit>家|人)，增长"
    r"(?P<rate>[\d.]+)(?P<sign>%|倍)",
    "unless": "可比",
    "points": 1.0,
    "share": 0.05,
}


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("由320家增加到640家，增长200%", "100%"),
        ("由12增加到36家，增长3倍", "2倍"),
        ("由80家增加到100家，增长20%", "25%"),
    ],
)
def test_a_rate_that_does_not_follow_is_marked_with_the_right_one(text, right):
    (hit,) = hits("growth", PARAMS, text + "。")
    assert hit.values["right"] == right
    assert text.endswith(hit.place.text)


@pytest.mark.parametrize(
    "text",
    [
        "由320家增加到640家，增长100%",
        "由12家增加到36家，增长2倍",
        "由30家增加到41家，增长37%",
        "由0家增加到41家，增长37%",
        "由320家增加到640人，增长200%",
        "按可比口径，由320家增加到640家，增长200%",
    ],
)
def test_right_rounded_and_incomparable_rates_are_left(text):
    assert hits("growth", PARAMS, text + "。") == []


SHARE = {
    "of": "share",
    "entries": [
        {
            "find": r"(?P<result>\d+)(?P<result_unit>[万亿]?)家占(?P<base>\d+)(?P<base_unit>[万亿]?)家的(?P<rate>\d+)"
            r"(?P<sign>%)"
        },
        {
            "find": r"(?P<base>\d+)(?P<base_unit>[万亿]?)家中(?P<result>\d+)(?P<result_unit>[万亿]?)家占(?P<rate>\d+)"
            r"(?P<sign>%)"
        },
    ],
    "points": 0.6,
}


@pytest.mark.parametrize(("text", "right"), [("45家占60家的80%", "75%"), ("1万家中200家占3%", "2%")])
def test_a_share_that_does_not_follow_is_marked(text, right):
    (hit,) = hits("growth", SHARE, text + "。")
    assert hit.values["right"] == right


@pytest.mark.parametrize("text", ["45家占60家的75%", "60家中46家占77%", "60家中90家占77%", "0家中0家占77%"])
def test_right_shares_and_parts_greater_than_the_whole_are_left(text):
    assert hits("growth", SHARE, text + "。") == []


def test_what_is_computed_must_be_known():
    with pytest.raises(RuleError, match="growth 或 share"):
        hits("growth", {**PARAMS, "of": "sum"}, "无。")
