"""Widths, title breaks, signatures and hanging rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegao.fix.placing import Indents, attachment_indents, sealed, title_indents, unsealed, width

FIRST, LAST = "的和、》", ["关于", "《"]


@pytest.mark.parametrize(("text", "expected"), [("公文", 2), ("2024年", 3), ("1. ", 1), ("《a》", 2.5), ("", 0)])
def test_width(text: str, expected: float) -> None:
    assert width(text) == expected


def test_a_title_of_one_row_is_left_alone() -> None:
    assert title_indents("关于开展防汛检查的通知", 20.1, FIRST, LAST) == Indents()


def test_a_title_broken_by_hand_is_left_alone() -> None:
    text = "松岚市人民政府办公室关于做好秋冬季\v乡村道路养护工作的通知"
    assert title_indents(text, 20.1, FIRST, LAST) == Indents()


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("云桥区人民政府关于2023年零工市场建设工作情况的报告", "云桥区人民政府关于2023年零工"),
        ("松岚市教育局关于召开全市中小学课后服务工作推进会的通知", "松岚市教育局关于召开全市中小学"),
    ],
)
def test_a_long_title_breaks_between_words_in_even_rows(text: str, row: str) -> None:
    found = title_indents(text, 20.1, FIRST, LAST)
    room = 20.1 - found.left - found.right
    assert found.left == found.right
    assert width(row) <= room < width(row) + 1


@given(st.text(st.sampled_from("关于印发《松岚市停车资源共享》实施方案的通知和2024、"), max_size=90))
def test_title_indents_leave_room_for_the_title(text: str) -> None:
    found = title_indents(text, 20.1, FIRST, LAST)
    assert 0 <= found.left < 10


def test_a_sealed_date_stands_four_characters_in_and_the_issuer_centred_above() -> None:
    issuers, date = sealed(["望川县水务局"], "2024年5月8日", 4)
    assert date.right == 4
    assert issuers[0].right == 4 + width("2024年5月8日") / 2 - 3


def test_a_long_issuer_moves_the_sealed_date_in() -> None:
    name = "松岚市城市管理和综合行政执法局办公室联合工作组"
    issuers, date = sealed([name], "2024年5月8日", 4)
    assert issuers[0].right == 0
    assert date.right + width("2024年5月8日") / 2 == width(name) / 2


def test_an_unsealed_date_begins_two_characters_behind_the_issuer() -> None:
    name, day = "松岚市人民政府办公室", "2024年5月8日"
    issuers, date = unsealed([name], day, 2, 2)
    assert issuers[0].right == 2
    assert issuers[0].right + width(name) - 2 == date.right + width(day)


def test_a_longer_unsealed_date_moves_the_issuer_in() -> None:
    issuers, date = unsealed(["县府办"], "2024年11月28日", 2, 2)
    assert date.right == 2
    assert issuers[0].right + 3 - 2 == date.right + width("2024年11月28日")


def test_a_date_without_issuer() -> None:
    assert sealed([], "2024年5月8日", 4) == ([], Indents(right=4))
    assert unsealed([], "2024年5月8日", 2, 2) == ([], Indents(right=2))


@pytest.mark.parametrize(
    ("text", "follows", "start", "left"),
    [
        ("附件：防汛检查表", False, 2, 5),
        ("附件：1. 防汛检查表", False, 2, 6),
        ("2. 防汛物资清单", True, 5, 6),
        ("防汛物资清单", True, 5, 5),
        ("附件：2. 另起一段", True, 2, 6),
    ],
)
def test_rows_of_an_attachment_note_hang_under_the_name(text: str, follows: bool, start: float, left: float) -> None:
    found = attachment_indents(text, 2, follows=follows)
    assert (found.left + found.first_line, found.left) == (start, left)
