"""Comparing texts: the way back from condensed text is exact, and changes rebuild one text from the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegao.text.similarity import best_span, changes, condense, condensed, similarity

ALPHABET = '松岚市水务局完成了检查，。,. “”"　\n年20２４AaＢ'
texts = st.text(alphabet=ALPHABET, max_size=60)


@given(texts)
def test_positions_lead_back_to_the_characters(text: str) -> None:
    found = condense(text)
    assert len(found.positions) == len(found.text)
    assert all(condensed(text[at]) == found.text[i] for i, at in enumerate(found.positions))
    assert found.text == condensed(text)


@given(texts)
def test_the_span_of_everything_is_the_trimmed_text(text: str) -> None:
    found = condense(text)
    start, end = found.span(0, len(found.text))
    assert condensed(text[start:end]) == found.text


def test_width_marks_and_white_space_do_not_count() -> None:
    assert condensed("他说：“好”， 20２４年") == condensed('他说:"好",2024 年')


def test_similarity_is_one_for_equal_and_zero_below_the_cutoff() -> None:
    assert similarity("检查水库", "检查水库") == 1.0
    assert similarity("检查水库", "召开会议", cutoff=0.5) == 0.0


def test_best_span_finds_the_passage_inside() -> None:
    text = "前面有一些别的话，全市排查水库六十三座，后面还有话"
    score, start, end = best_span("全市排查水库六十三座", text) or (0.0, 0, 0)
    assert score == 1.0
    assert text[start:end] == "全市排查水库六十三座"


def test_best_span_widens_to_a_word_put_in() -> None:
    text = "此外，全市共排查各类大小水库六十三座，发现隐患四处"
    _, start, end = best_span("全市排查水库六十三座", text, cutoff=0.5) or (0.0, 0, 0)
    assert text[start:end] == "全市共排查各类大小水库六十三座"


def test_best_span_of_a_passage_longer_than_the_text() -> None:
    assert best_span("全市排查水库六十三座", "排查水库六十三座", cutoff=0.5) == (pytest.approx(8 / 9), 0, 8)
    assert best_span("全市排查水库六十三座", "召开会议", cutoff=0.5) is None


def test_best_span_of_nothing_alike() -> None:
    assert best_span("排查水库", "召开会议部署宣传", cutoff=0.6) is None


def test_changes_name_both_sides_with_their_spans() -> None:
    old, new = "全市完成检查63次，整改到位。", "全县完成检查71次,整改到位。"
    found = changes(old, new)
    assert [(change.old, change.new) for change in found] == [("市", "县"), ("63", "71")]
    assert all(old[slice(*change.old_span)] == change.old for change in found)
    assert all(new[slice(*change.new_span)] == change.new for change in found)


def test_changes_with_one_character_between_are_one() -> None:
    assert [(c.old, c.new) for c in changes("甲丙乙完成了任务", "丁丙戊完成了任务")] == [("甲丙乙", "丁丙戊")]


@given(texts, texts)
def test_changes_applied_give_the_other_text(old: str, new: str) -> None:
    rebuilt, at = [], 0
    for change in changes(old, new):
        rebuilt += [old[at : change.old_span[0]], change.new]
        at = change.old_span[1]
    rebuilt.append(old[at:])
    assert condensed("".join(rebuilt)) == condensed(new)


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert changes(text, text) == ()
