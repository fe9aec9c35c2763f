import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checking import hits, texts

from hegao.errors import RuleError

PAIRS = ["“”", "‘’", "（）", "《》"]


def unpaired(text, **more):
    return hits("pairs", {"report": "unpaired", "pairs": PAIRS, "apart": 200, **more}, text)


def nested(text, **more):
    return hits("pairs", {"report": "nested", "pairs": PAIRS, "apart": 200, **more}, text)


def test_a_lone_mark_is_named_with_its_partner():
    (hit,) = unpaired("印发了《节水办法，明确了用水定额。")
    assert (hit.place.text, hit.fixes, hit.values["partner"]) == ("《", (), "》")


def test_of_two_alike_the_one_that_looks_the_wrong_way_is_turned():
    (opening,) = unpaired("落实“一网通办“改革。")
    assert (opening.place.start, opening.fixes) == (7, ("”",))
    (closing,) = unpaired("落实”一网通办”改革。")
    assert (closing.place.start, closing.fixes) == (2, ("“",))


def test_a_sentence_cut_by_the_end_of_a_paragraph_may_close_in_the_next():
    assert unpaired("有关部门（包括市水利局、\n市财政局）要密切配合。") == []


def test_a_bracket_may_stay_open_over_lines_without_a_full_stop():
    assert unpaired("（2019年5月市人大通过\n2021年3月修订\n2023年8月修正）") == []
    assert texts(unpaired("（2019年5月通过。\n2021年3月修订。\n2023年8月修正）")) == ["（", "）"]


def test_a_quotation_opens_in_each_of_its_paragraphs():
    assert unpaired("将第三条修改为：“节约用水。\n“第二款另行规定。\n“本办法自公布之日起施行。”") == []


def test_a_half_width_bracket_closes_a_full_width_one():
    assert unpaired("青禾县（含城区)已完成。", same=["(（", ")）"]) == []


def test_numbers_with_one_bracket_are_left_out():
    assert unpaired("1）按时报到；2）自备水杯。", ignore="(?:^|；)[0-9]）") == []


def test_a_pair_directly_in_its_like_is_nested():
    found = nested("他说：“要把“枫桥经验”学到手。”", inner=["“”‘’"])
    assert [(hit.place.start, hit.fixes) for hit in found] == [(6, ("‘",)), (11, ("’",))]


def test_it_is_not_nested_where_the_outer_mark_is_never_closed():
    assert nested("推行“一网通办“一窗受理”改革。") == []
    assert texts(unpaired("推行“一网通办“一窗受理”改革。")) == ["“"]


def test_another_pair_in_between_makes_it_right():
    assert nested("学习《关于〈办法〉的解读（见《通报》）》", pairs=["《》", "（）"]) == []


def test_far_apart_a_forgotten_mark_is_likelier():
    assert nested("落实“双减政策。各校要认真执行。开展“书香校园”活动”。") == []


def test_a_mark_waits_for_so_many_paragraphs_only():
    rows = "（一格\n二格\n三格\n四格）"
    assert unpaired(rows, apart=3) == []
    assert texts(unpaired(rows, apart=2)) == ["（", "）"]


def test_the_report_must_be_known():
    with pytest.raises(RuleError, match="report"):
        hits("pairs", {"report": "all", "pairs": PAIRS}, "一")


@given(
    st.recursive(
        st.text("青禾县", min_size=1, max_size=3), lambda t: t.map(lambda s: f"（{s}）") | t.map(lambda s: f"《{s}》")
    )
)
def test_balanced_text_is_never_unpaired(text):
    assert unpaired(text) == []


def test_a_mark_that_stands_for_none_of_the_pairs_is_told():
    with pytest.raises(RuleError, match=r"params\.same 里的“〔”"):
        unpaired("（一）", same=["[〔"])
