import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checking import hits, texts

from hegao.errors import RuleError


def test_a_sentence_is_marked_without_the_space_around_it():
    long = "各乡镇要逐村排查水库和河堤并登记造册。"
    assert texts(hits("count", {"per": "sentence", "over": 10}, f"　　{long}好。")) == [long]


def test_a_limit_that_is_met_is_fine():
    assert hits("count", {"per": "sentence", "over": 6}, "逐村排查隐患") == []
    assert texts(hits("count", {"per": "sentence", "over": 5}, "逐村排查隐患")) == ["逐村排查隐患"]


def test_the_draft_is_counted_over_all_its_paragraphs():
    (hit,) = hits("count", {"per": "draft", "over": 7}, "逐村排查\n\n登记造册")
    assert (hit.place.paragraph, hit.values["found"]) == (None, "8")


def test_equal_matches_are_counted_by_themselves_and_the_last_is_marked():
    text = "进一步统一思想，切实改进作风，进一步压实责任，进一步严明纪律。"
    (hit,) = hits("count", {"per": "sentence", "of": "进一步|切实", "over": 2, "same": True}, text)
    assert hit.place.start == text.rindex("进一步")
    assert [place.start for place in hit.evidence] == [0, text.index("进一步", 1)]
    assert hit.values["found"] == "3"


def test_the_measure_must_be_known():
    with pytest.raises(RuleError, match="per"):
        hits("count", {"per": "page", "over": 1}, "一")


@given(st.text("甲乙。；， \n", min_size=1).filter(str.strip), st.integers(0, 5))
def test_marked_sentences_exceed_the_limit_and_lie_in_the_text(text, over):
    for hit in hits("count", {"per": "sentence", "over": over}, text):
        assert hit.place.text == hit.place.text.strip()
        assert len("".join(hit.place.text.split())) > over
