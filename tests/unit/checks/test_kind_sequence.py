import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.checking import hits, texts

from hegao.errors import RuleError
from hegao.text.numerals import to_chinese


def gaps(text, openers="首要"):
    return hits("sequence", {"report": "gap", "openers": openers}, text)


def repeats(text):
    return hits("sequence", {"report": "repeat"}, text)


def items(*labels):
    return "今年抓好以下工作。" + "".join(f"{label}完善用水制度。" for label in labels)


def test_a_gap_in_each_kind_of_series():
    assert texts(gaps(items("一是", "二是", "四是"))) == ["四是"]
    assert texts(gaps(items("第一，", "第三，"))) == ["第三"]
    assert gaps(items("一要", "二要", "三要")) == []


def test_inner_runs_leave_the_outer_one_alone():
    text = "一是完善制度，一要严、二要实、三要细。二是加强宣传，一要广、二要活。三是严格考核。"
    assert gaps(text) == []
    assert repeats(text) == []


def test_a_run_may_go_on_in_the_next_paragraph():
    assert gaps("今年抓好三件事。一是完善制度。\n二是加强宣传。\n三是严格考核。") == []


def test_another_form_may_continue_a_run():
    assert gaps(items("一是", "二要", "三是")) == []


def test_a_first_item_worded_otherwise_is_an_opener():
    assert gaps("首要任务是完善制度。二是加强宣传。") == []
    assert texts(gaps("任务很重，完善制度。二是加强宣传。")) == ["二是"]


def test_a_passage_cut_from_a_longer_text_has_no_beginning():
    assert gaps("四是严格考核，落实奖惩措施。") == []


def test_a_repeat_is_mended_where_no_later_item_would_clash():
    (hit,) = repeats(items("一是", "二是", "二是"))
    assert hit.fixes == ("三是",)
    (hit,) = repeats(items("一是", "二是", "二是", "三是"))
    assert hit.fixes == ()


def test_one_cause_is_told_once():
    text = items("一是", "二是", "二是", "四是")
    assert len(repeats(text)) == 1
    assert gaps(text) == []


def test_a_new_run_is_no_repeat():
    assert repeats(items("一是", "二是") + items("一是", "二是", "三是")) == []


def test_two_sets_in_one_run_are_told_where_the_second_begins():
    mixed = hits("sequence", {"report": "mixed"}, items("首先", "其次", "三是", "四是"))
    assert [(hit.place.text, hit.values["first"]) for hit in mixed] == [("三是", "首先")]
    assert hits("sequence", {"report": "mixed"}, items("一是", "二要", "三是")) == []


def test_totals():
    params = {"report": "count", "announce": "抓好(?P<at>(?P<n>[一二两三四])项)[^。：]*[：。]$"}
    (hit,) = hits("sequence", params, "今年抓好三项工作：一是完善制度。二是加强宣传。")
    assert (hit.place.text, hit.values["told"], hit.values["last"]) == ("三项", "三", "二是")
    assert hits("sequence", params, "今年抓好两项工作：一是完善制度。二是加强宣传。") == []
    assert texts(hits("sequence", params, "今年抓好三项工作：\n一是完善制度。\n二是加强宣传。")) == ["三项"]


def test_the_report_must_be_known():
    with pytest.raises(RuleError, match="report"):
        hits("sequence", {"report": "order"}, "一")


@settings(deadline=None)
@given(st.lists(st.integers(2, 9), min_size=1, max_size=4))
def test_whole_runs_are_silent(lengths):
    text = "".join(items(*(f"{to_chinese(n)}是" for n in range(1, length + 1))) for length in lengths)
    assert gaps(text) == []
    assert repeats(text) == []


WORDS = ["首先", "其次", "再次"]


def test_a_missing_word_is_named_and_never_the_word_itself():
    (hit,) = hits("sequence", {"report": "gap", "openers": "首要", "words": WORDS}, items("其次，", "最后，"))
    assert (hit.place.text, hit.values["missing"]) == ("其次", "首先")


def test_a_word_used_twice_becomes_the_next_one():
    (hit,) = hits("sequence", {"report": "repeat", "words": WORDS}, items("首先，", "其次，", "其次，"))
    assert (hit.place.text, hit.fixes) == ("其次", ("再次",))


def test_where_there_is_no_word_nothing_is_said():
    assert repeats(items("首先，", "其次，", "其次，")) == []
