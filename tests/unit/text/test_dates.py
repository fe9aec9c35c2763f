from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegao.text.dates import DateForm, find_dates, weekday_name


@pytest.mark.parametrize(
    ("text", "written", "value", "form"),
    [
        ("会议于2024年5月8日召开", "2024年5月8日", date(2024, 5, 8), DateForm.ARABIC),
        ("２０２４年５月８日", "２０２４年５月８日", date(2024, 5, 8), DateForm.ARABIC),
        ("松岚市 2024 年 5 月 8 日", "2024 年 5 月 8 日", date(2024, 5, 8), DateForm.ARABIC),
        ("发布时间：2024-05-08", "2024-05-08", date(2024, 5, 8), DateForm.NUMERIC),
        ("（2024.5.8）", "2024.5.8", date(2024, 5, 8), DateForm.NUMERIC),
        ("二〇二四年十二月二十一日", "二〇二四年十二月二十一日", date(2024, 12, 21), DateForm.CHINESE),
    ],
)
def test_finds(text, written, value, form):
    (found,) = find_dates(text)
    assert (text[found.start : found.end], found.value, found.form) == (written, value, form)


@pytest.mark.parametrize("text", ["三个月", "5月", "3.1.1", "2024-05-08-11-22", "版本1.2.3", "一二十月", "2024年"])
def test_finds_nothing(text):
    assert find_dates(text) == ()


def test_partial_dates_have_no_value():
    month, day = find_dates("2024年5月和6月3日")
    assert (month.year, month.month, month.day, month.value) == (2024, 5, None, None)
    assert (day.year, day.month, day.day) == (None, 6, 3)


@pytest.mark.parametrize(
    ("text", "impossible"),
    [
        ("2月30日", True),
        ("2023年2月29日", True),
        ("2024年2月29日", False),
        ("2024年13月", True),
        ("2月29日", False),
    ],
)
def test_impossible(text, impossible):
    assert find_dates(text)[0].impossible is impossible


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("2024年5月8日（星期三）", True), ("2024年5月8日(周四)", False), ("2024年5月8日", None),
        ("5月8日（星期三）", None),
    ],
)  # fmt: skip
def test_weekday(text, agrees):
    (found,) = find_dates(text)
    assert found.weekday_agrees is agrees
    assert found.end == len(text)


def test_weekday_is_not_read_from_the_next_word():
    (found,) = find_dates("2024年5月8日周一平到会")
    assert found.weekday is None


def test_weekday_name():
    assert weekday_name(date(2024, 5, 12)) == "星期日"


@given(st.text(alphabet="零一二三十廿卅年月日号0123456789.-/（星期) "))
def test_spans_are_ordered_and_inside(text):
    end = 0
    for found in find_dates(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end
