import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegao.text.numerals import circled, percent, to_chinese, to_int


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("廿三", 23), ("卅", 30), ("一百零三", 103),
        ("一百一十", 110), ("两千", 2000), ("三万五千", 35000), ("3万5千", 35000), ("1.5亿", 150_000_000),
        ("一万亿", 10**12), ("二〇二四", 2024), ("二○一九", 2019), ("壹拾贰", 12), ("12", 12), ("１２", 12),
        ("1,200", 1200), ("①", 1), ("⑳", 20), ("㉑", 21), ("⑴", 1), ("⒈", 1), ("㈠", 1), ("❷", 2), ("Ⅳ", 4),
        ("IV", 4), ("XII", 12), ("零", 0), ("〇", 0), (" 五 ", 5),
    ],
)  # fmt: skip
def test_reads(written, value):
    assert to_int(written) == value


@pytest.mark.parametrize("written", ["", " ", "青", "一县", "1.5", "一二十", "IIII", "½", "abc", "3个"])
def test_refuses(written):
    with pytest.raises(ValueError, match=r"number|numeral"):
        to_int(written)


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "零"), (10, "十"), (11, "十一"), (20, "二十"), (103, "一百零三"), (110, "一百一十"),
     (1001, "一千零一"), (10_001, "一万零一"), (35_000, "三万五千"), (100_010_000, "一亿零一万")],
)  # fmt: skip
def test_writes(value, written):
    assert to_chinese(value) == written


def test_writes_no_negative_number():
    with pytest.raises(ValueError, match="cannot be written"):
        to_chinese(-1)


@given(st.integers(0, 10**16 - 1))
def test_reads_what_it_writes(value):
    assert to_int(to_chinese(value)) == value


@given(st.integers(1, 50))
def test_circled_round_trip(value):
    assert to_int(circled(value)) == value


def test_no_circled_numeral_beyond_fifty():
    with pytest.raises(ValueError, match="51"):
        circled(51)


@pytest.mark.parametrize(("share", "told"), [(1.0, "100%"), (0.9999, "99%"), (0.57, "57%"), (0.0, "0%")])
def test_only_the_whole_is_a_hundred_per_cent(share, told):
    assert percent(share) == told
