from hypothesis import given
from hypothesis import strategies as st

from hegao.text.characters import CLOSING, OPENING, fold_width, han_count, is_han, is_punctuation, normalise


def test_han_includes_zero_and_every_extension():
    assert all(is_han(c) for c in "汉〇㐀𠀀𪚥𰀀")
    assert not any(is_han(c) for c in "a1，。あ한😀 ")


def test_han_count_leaves_marks_out():
    assert han_count("青禾县，2024年。") == 4


def test_fold_width_makes_one_form():
    assert fold_width("（１）ＡＢ，：｡\u3000") == "(1)AB,:。 "


def test_normalise_unites_what_looks_alike():
    assert normalise("“松岚”（２０２４）—") == normalise('"松岚"(2024)-')
    assert normalise("〔2024〕") == normalise("［2024］") == normalise("[2024]")
    assert normalise("ABC") == "abc"


def test_punctuation_of_both_widths():
    assert all(is_punctuation(c) for c in "，,。.（(《—")
    assert not any(is_punctuation(c) for c in "字a1 ")


def test_brackets_pair_up():
    assert len(OPENING) == len(CLOSING)


@given(st.text())
def test_foldings_keep_the_length(text):
    assert len(fold_width(text)) == len(text)
    assert len(normalise(text)) == len(text)


@given(st.text())
def test_normalise_is_idempotent(text):
    assert normalise(normalise(text)) == normalise(text)
