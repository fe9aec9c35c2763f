import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checking import hits, texts

from hegao.errors import RuleError

PARAMS = {"marks": [",，", ":："], "stops": [".。"], "brackets": ["()（）"]}


def marked(text, **more):
    return hits("width", {**PARAMS, **more}, text)


def test_a_mark_is_reported_where_chinese_touches_it_on_either_side():
    assert texts(marked("摸清底数,列出清单;完成A,B")) == [","]
    assert texts(marked("2024年,8个乡镇")) == [","]
    assert texts(marked("共8,乡镇占5")) == [","]


def test_times_ratios_and_thousands_stay():
    assert marked("会议8:30开始，按3:2配比，投资1,234万元") == []


def test_a_stop_counts_only_behind_chinese():
    assert texts(marked("工作完成.下一步抓落实.")) == [".", "."]
    assert marked("总结.docx，第3.2条，网址a.b.cn，等等...") == []


def test_both_halves_of_a_bracket_change_together():
    found = marked("按照标准(GB/T 9704)排版")
    assert [(hit.place.start, hit.fixes) for hit in found] == [(4, ("（",)), (14, ("）",))]


def test_one_wrong_half_changes_alone():
    assert texts(marked("青禾县（含城区)已完成")) == [")"]


def test_a_formula_and_a_lone_bracket_stay():
    assert marked("求f(x)的值，1)按时报到") == []


def test_a_mark_behind_a_changed_bracket_changes_too():
    assert [hit.fixes for hit in marked("(含城区),8个乡镇")] == [("（",), ("）",), ("，",)]


def test_exceptions_are_left_to_other_rules():
    assert marked("(一)健全机制", **{"except": r"\([一二三]\)"}) == []


def test_narrow_goes_the_other_way():
    (hit,) = hits("width", {"narrow": "[０-９]+％?"}, "增长１２％左右")
    assert (hit.place.text, hit.fixes) == ("１２％", ("12%",))


def test_an_entry_of_the_wrong_length_is_named():
    with pytest.raises(RuleError, match="marks"):
        hits("width", {"marks": [",，。"]}, "一")


@given(st.text("青禾县,.:()（），。 12ab", max_size=40))
def test_fixed_text_is_silent(text):
    found = marked("始" + text)
    mended = list("始" + text)
    for hit in found:
        mended[hit.place.start] = hit.fixes[0]
    again = marked("".join(mended))
    # A mark that touched nothing Chinese may touch a mark that has become full-width; nothing is lost, only delayed.
    assert all(hit.place.start not in {h.place.start for h in found} for hit in again)
