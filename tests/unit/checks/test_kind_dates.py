import pytest
from tests.checking import hits, texts

from hegao.errors import RuleError


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("二〇二四年五月八日", "2024年5月8日"),
        ("2024年05月08日", "2024年5月8日"),
        ("24年5月8日", "2024年5月8日"),
        ("2024年5月8号", "2024年5月8日"),
        ("2024-05-08", "2024年5月8日"),
        ("2024 年 5 月 8 日", "2024年5月8日"),
    ],
)
def test_other_forms_of_a_date_are_mended(written, wanted):
    (hit,) = hits("dates", {"want": "form"}, written)
    assert (hit.place.text, hit.fixes) == (written, (wanted,))


@pytest.mark.parametrize("written", ["2024年5月8日", "2024年5月", "5月8日", "2024年13月8日"])
def test_right_incomplete_and_impossible_dates_are_left(written):
    assert hits("dates", {"want": "form"}, written) == []


@pytest.mark.parametrize(
    "period",
    [
        "2024年9月10日至2024年8月20日",
        "2024年9月10日—8日".replace("8日", "9月8日"),
        "2024年5月——2023年8月",
        "6月20日-6月5日",
    ],
)
def test_an_end_before_the_start_is_found(period):
    assert texts(hits("dates", {"want": "period"}, f"时间为{period}。")) == [period]


@pytest.mark.parametrize(
    "period",
    [
        "11月15日至3月15日",
        "2023年11月15日至3月15日",
        "2024年5月8日至5月8日",
        "2024年5月8日，2023年5月8日",
        "2024年2月30日至2024年2月1日",
    ],
)
def test_turns_of_the_year_lists_and_impossible_dates_are_no_reversed_periods(period):
    assert hits("dates", {"want": "period"}, f"时间为{period}。") == []


def test_the_question_must_be_known():
    with pytest.raises(RuleError, match="want"):
        hits("dates", {"want": "future"}, "2024年5月8日")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("5月6日至5月16日，为期10天", "11"),
        ("2024年2月25日—3月5日（共9天）", "10"),
        ("12月30日至1月2日，历时三天", "4"),
        ("为期7天，6月3日-8日举行", "6"),
    ],
)
def test_a_number_of_days_that_does_not_fit_the_period_is_found(text, right):
    (hit,) = hits("dates", {"want": "days"}, text + "。")
    assert hit.values["right"] == right


@pytest.mark.parametrize(
    "text",
    [
        "5月6日至15日，为期10天",
        "2月25日至3月5日，为期9天",
        "2月25日至3月5日，为期10天",
        "5月6日至15日。为期30天",
        "5月6日至15日、6月6日至15日，为期20天",
        "5月6日至2月30日，为期20天",
        "5月6日至15日为期10天，其中停电共计2天",
        "2024年5月6日至2024年5月1日，为期6天",
    ],
)
def test_right_numbers_of_days_and_unclear_ones_are_left(text):
    assert hits("dates", {"want": "days"}, text + "。") == []
