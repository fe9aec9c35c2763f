from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checking import texts

from hegao.checks.base import Parameters, Scope, Subject
from hegao.checks.kinds.idiom import parse
from hegao.draft.recognise import recognise
from hegao.errors import RuleError
from hegao.readers import read_text

IDIOMS = ("循序渐进", "未雨绸缪", "如火如荼", "各抒己见", "以身作则")


def find(folder: Path, text: str, idioms=IDIOMS, **params):
    (folder / "idioms.txt").write_text("# our list\n" + "\n".join(idioms), encoding="utf-8")
    draft = read_text(text)
    check = parse(Parameters("group.rule", {"list": "idioms.txt", **params}, folder))
    return list(check.find(Subject(draft, recognise(draft)), Scope()))


def test_a_character_read_alike_is_a_near_miss_and_the_idiom_the_fix(tmp_path):
    (hit,) = find(tmp_path, "改革要寻序渐进。")
    assert (hit.place.text, hit.fixes) == ("寻序渐进", ("循序渐进",))


def test_either_half_may_hold_the_wrong_character(tmp_path):
    assert texts(find(tmp_path, "改革要寻序渐进，各乡镇未雨绸谋。")) == ["寻序渐进", "未雨绸谋"]
    assert texts(find(tmp_path, "改革要循序建进，防汛要味雨绸缪。")) == ["循序建进", "味雨绸缪"]


def test_look_alikes_count_only_where_they_are_listed(tmp_path):
    assert find(tmp_path, "建设如火如茶。") == []
    assert texts(find(tmp_path, "建设如火如茶。", look_alikes=["荼茶"])) == ["如火如茶"]
    assert texts(find(tmp_path, "大家各书己见。", look_alikes=["书抒"])) == ["各书己见"]


def test_the_idiom_itself_and_exceptions_are_right(tmp_path):
    assert find(tmp_path, "改革要循序渐进，干部以身作则。") == []
    assert find(tmp_path, "改革要寻序渐进。", **{"except": ["寻序渐进"]}) == []


def test_two_wrong_characters_are_not_guessed(tmp_path):
    assert find(tmp_path, "改革要寻序见进。") == []


def test_a_window_that_cuts_a_word_is_no_phrase(tmp_path):
    idioms = ("理事会长",)
    assert find(tmp_path, "由管理式会长期负责。", idioms) == []


def test_a_word_of_the_dictionary_is_left_alone(tmp_path):
    assert find(tmp_path, "他们同心同德。", ("同心同得",)) == []


def test_offsets_hold_in_later_paragraphs(tmp_path):
    text = "第一段。\n\n第三段里改革要寻序渐进。"
    (hit,) = find(tmp_path, text)
    assert hit.place.offset
    assert text[slice(*hit.place.offset)] == "寻序渐进"


@given(st.lists(st.sampled_from([*IDIOMS, "循序见进", "，", "的", "a1", "。"]), max_size=12))
def test_marks_are_near_misses_of_their_fixes(tmp_path_factory, pieces):
    for hit in find(tmp_path_factory.getbasetemp(), "".join(["正文", *pieces])):
        for idiom in hit.fixes:
            assert sum(a != b for a, b in zip(hit.place.text, idiom, strict=True)) == 1


@pytest.mark.parametrize("idioms", [(), ("循序渐进", "三个字")])
def test_the_list_holds_phrases_of_four_characters(tmp_path, idioms):
    with pytest.raises(RuleError, match="四字成语"):
        find(tmp_path, "正文。", idioms)
