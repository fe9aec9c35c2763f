import builtins

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegao.text import segmentation
from hegao.text.segmentation import add_words, clauses, segment, sentences, tag

SAMPLE = "  一、总体要求\t\n　2024年5月8日，3.1.1 abc 😀𠀀 XX县“十四五”规划。"


def pieces(text, spans):
    return [text[start:end] for start, end in spans]


@pytest.fixture
def without_rjieba(monkeypatch):
    real = builtins.__import__

    def refuse(name, *args, **kwargs):
        if name == "rjieba":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)
    segmentation._backend.cache_clear()
    yield
    segmentation._backend.cache_clear()


def test_segment_and_tag_are_lossless():
    assert "".join(segment(SAMPLE)) == SAMPLE
    assert "".join(word for word, _ in tag(SAMPLE)) == SAMPLE


def test_jieba_serves_where_rjieba_is_missing(without_rjieba):
    assert "".join(segment(SAMPLE)) == SAMPLE
    assert "".join(word for word, _ in tag(SAMPLE)) == SAMPLE
    assert ("规划", "n") in tag(SAMPLE)
    add_words(["鹭湖新区"], "ns")
    assert ("鹭湖新区", "ns") in tag("到鹭湖新区调研")


def test_without_guessing_unknown_characters_stay_apart(request):
    unknown = "未雨绸谋"
    assert len(segment(unknown)) < len(unknown)
    assert segment(unknown, guess=False) == list(unknown)
    request.getfixturevalue("without_rjieba")
    assert segment(unknown, guess=False) == list(unknown)


def test_words_can_be_taught():
    add_words(["望川精神"], "nz")
    assert ("望川精神", "nz") in tag("弘扬望川精神")


def test_sentences_keep_closing_marks():
    text = "他说：“马上就办。”会后落实！好吗？是……"
    assert pieces(text, sentences(text)) == ["他说：“马上就办。”", "会后落实！", "好吗？", "是……"]


def test_a_dot_ends_a_sentence_only_after_a_word():
    text = "增长1.5个百分点.下降3.2%。详见3.1.1节"
    assert pieces(text, sentences(text)) == ["增长1.5个百分点.", "下降3.2%。", "详见3.1.1节"]


def test_clauses_leave_numbers_whole():
    text = "8:30开会,预算1,200元；散会。"
    assert pieces(text, clauses(text)) == ["8:30开会,", "预算1,200元；", "散会。"]


def test_empty_text_has_no_sentence():
    assert sentences("") == ()
    assert clauses("") == ()


@given(st.text(alphabet=st.sampled_from("青禾县。！？，；：“”’)1.,: \n\v…a")))
def test_spans_tile_the_text(text):
    for split in (sentences, clauses):
        spans = split(text)
        assert "".join(pieces(text, spans)) == text
        assert all(start < end for start, end in spans)


@given(st.text())
def test_segmentation_is_lossless(text):
    assert "".join(segment(text)) == text
    assert "".join(word for word, _ in tag(text)) == text
