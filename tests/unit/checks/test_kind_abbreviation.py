import pytest
from tests.checking import hits, texts

from hegao.errors import RuleError

ONCE = "松岚市防汛抗旱指挥部（以下简称“市防指”）负责调度。"


def test_use_in_the_same_or_a_later_paragraph_counts():
    assert hits("abbreviation", {"want": "unused"}, ONCE + "市防指每日会商。") == []
    assert hits("abbreviation", {"want": "unused"}, ONCE + "\n市防指每日会商。") == []


def test_use_before_the_introduction_does_not_count():
    found = hits("abbreviation", {"want": "unused"}, "市防指每日会商。\n" + ONCE)
    assert [hit.values["name"] for hit in found] == ["市防指"]


def test_titles_and_collective_names_are_read_too():
    text = "《松岚市供水条例》（以下简称《条例》）和各县、区（以下统称“各县区”）无关。"
    assert [hit.values["name"] for hit in hits("abbreviation", {"want": "unused"}, text)] == ["条例", "各县区"]


def test_the_second_introduction_is_marked_and_the_first_is_evidence():
    (hit,) = hits("abbreviation", {"want": "twice"}, f"{ONCE}\n{ONCE}")
    assert (hit.place.paragraph, hit.evidence[0].paragraph) == (2, 1)
    assert texts([hit]) == ["以下简称“市防指”"]


def test_the_question_must_be_known():
    with pytest.raises(RuleError, match="want"):
        hits("abbreviation", {"want": "thrice"}, ONCE)
