from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checking import hits, texts

from hegao.errors import RuleError
from hegao.text.dates import weekday_name


def test_leap_years_are_known():
    assert texts(hits("calendar", {"report": "date"}, "2023年2月29日和2024年2月29日")) == ["2023年2月29日"]


def test_a_clause_or_version_is_no_date():
    assert hits("calendar", {"report": "date"}, "见2024.13.45版") == []


def test_the_weekday_is_mended_in_its_own_word():
    (hit,) = hits("calendar", {"report": "weekday"}, "定于2024年5月8日（周四）召开")
    assert (hit.place.text, hit.fixes, hit.values["date"]) == ("周四", ("周三",), "2024年5月8日")


def test_times_of_day():
    text = "9时61分、25时10分、24时30分不对，24时00分、9时05分对，用时30分钟"
    assert texts(hits("calendar", {"report": "time"}, text)) == ["9时61分", "25时10分", "24时30分"]


def test_the_report_must_be_known():
    with pytest.raises(RuleError, match="report"):
        hits("calendar", {"report": "month"}, "一")


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_real_days_with_their_weekday_are_silent(day):
    text = f"定于{day.year}年{day.month}月{day.day}日（{weekday_name(day)}）召开"
    assert hits("calendar", {"report": "date"}, text) == []
    assert hits("calendar", {"report": "weekday"}, text) == []
