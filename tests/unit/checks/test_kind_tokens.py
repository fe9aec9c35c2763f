import subprocess
import sys

import pytest
from tests.checking import hits, texts

from hegao.errors import RuleError

DOING = {"trigger": "进行|予以", "patterns": [[{"TEXT": {"IN": ["进行", "予以"]}}, {"TAG": {"IN": ["v", "vn"]}}]]}


def test_words_and_tags_are_matched_where_they_stand():
    text = "县里印发了方案。\n会后对方案进行研究。各组对问题予以解决。"
    found = hits("tokens", DOING, text)
    assert texts(found) == ["进行研究", "予以解决"]
    assert [(hit.place.paragraph, hit.place.start) for hit in found] == [(2, 5), (2, 15)]
    assert [text[slice(*hit.place.offset)] for hit in found if hit.place.offset] == texts(found)


def test_a_character_string_across_words_is_no_word():
    assert hits("tokens", {**DOING, "patterns": [[{"TEXT": "行研"}]]}, "会后对方案进行研究。") == []


def test_mark_narrows_and_replace_fills_what_is_marked():
    (hit,) = hits("tokens", {**DOING, "mark": [0, 0], "replace": ""}, "会后对方案进行研究。")
    assert (hit.place.text, hit.fixes) == ("进行", ("",))
    (hit,) = hits("tokens", {**DOING, "mark": [-1, -1]}, "会后对方案进行研究。")
    assert (hit.place.text, hit.fixes) == ("研究", ())


def test_the_longest_of_overlapping_matches_wins():
    params = {"trigger": "十", "patterns": [[{"TAG": "m"}], [{"TAG": "m"}, {"TAG": {"IN": ["n", "q"]}, "OP": "+"}]]}
    assert texts(hits("tokens", params, "新建十座桥梁。")) == ["十座桥梁"]


def test_the_library_is_loaded_only_when_the_trigger_fires():
    code = (
        "import sys; from tests.checking import hits;"
        "params = {'trigger': '进行', 'patterns': [[{'TEXT': '进行'}]]};"
        "assert hits('tokens', params, '县里印发了方案。') == []; assert 'spacy' not in sys.modules;"
        "assert hits('tokens', params, '对方案进行研究。'); assert 'spacy' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"patterns": []}, "patterns"),
        ({"patterns": [{"TEXT": "进行"}]}, "patterns"),
        ({"patterns": [[]]}, "patterns"),
        ({"mark": [0]}, "mark"),
        ({"mark": ["0", 1]}, "mark"),
        ({"trigger": "("}, "trigger"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_wrong_parameters_are_named(change, named):
    with pytest.raises(RuleError, match=named):
        hits("tokens", {**DOING, **change}, "")
