"""A rule file that breaks the schema is refused with a sentence that names the file and the key."""

import copy
import tomllib

import pytest

from hegao.errors import RuleError
from hegao.rulebook.examples import run_examples, strip_marks
from hegao.rulebook.loader import load_rulebook
from hegao.rulebook.schema import parse_rule

GOOD = tomllib.loads(
    """
id = "wording.trial"
title = "试验"
kind = "pattern"
severity = "warning"
message = "“{text}”应写作“{fix}”。"
why = "试验规则。"
safety = "safe"
[source]
tier = "国标"
work = "GB/T 15834—2011"
[params]
find = "甲(?P<n>\\\\d)"
replace = '乙\\g<n>'
[[example]]
text = "第⟦甲1⟧号。"
fixed = "第乙1号。"
[[example]]
text = "第甲号。"
"""
)


def parse(tmp_path, **changes):
    table = copy.deepcopy(GOOD)
    for key, value in changes.items():
        if value is None:
            del table[key]
        else:
            table[key] = value
    return parse_rule(table, "wording.trial", tmp_path)


def test_a_good_rule_is_read_and_its_examples_hold(tmp_path):
    rule = parse(tmp_path)
    assert rule.group == "wording"
    assert run_examples(rule) == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"id": "wording.other"}, "应与文件位置一致"),
        ({"title": None}, "缺少“title”"),
        ({"title": 3}, "“title”类型不对"),
        ({"kind": "magic"}, "“kind”不能是“magic”"),
        ({"severity": "fatal"}, "“severity”不能是“fatal”"),
        ({"colour": "red"}, "不认识的键“colour”"),
        ({"parts": ["margin"]}, "“parts”不能有“margin”"),
        ({"mask": ["everything"]}, "“mask”不能有“everything”"),
        ({"params": {"find": "甲("}}, "params.find 不是有效的正则表达式：从第 2 个字符起写得不对。"),
        ({"params": {}}, "params 缺少“find”"),
        ({"params": {"find": "甲", "size": 3}}, "不认识的键“size”"),
        ({"source": {"tier": "实务", "work": "惯例"}}, "级别只能是 hint"),
        ({"source": {"tier": "国标", "work": "x", "strength": "一般"}, "severity": "error"}, "级别不能是 error"),
        ({"source": {"tier": "传说", "work": "x"}}, "“tier”不能是“传说”"),
        ({"message": "没有句号"}, "以“。”结尾"),
        ({"source": {"tier": "辞书", "work": "x"}, "why": "词典规定如此。"}, "不能说“规定”"),
    ],
)
def test_a_bad_rule_is_refused_with_the_reason(tmp_path, changes, words):
    with pytest.raises(RuleError, match=words):
        parse(tmp_path, **changes)


@pytest.mark.parametrize(
    ("example", "words"),
    [
        ({"text": "第甲⟦1⟧号。"}, "应标出"),
        ({"text": "第甲1号。"}, "应标出 （无）"),
        ({"text": "第⟦甲1⟧号。", "fixed": "第丙1号。"}, "改后应是"),
    ],
)
def test_an_example_that_does_not_hold_is_told(tmp_path, example, words):
    rule = parse(tmp_path, example=[example])
    (verdict,) = run_examples(rule)
    assert words in verdict.problem


def test_marks_are_stripped_with_their_spans():
    assert strip_marks("一⟦二⟧三⟦四⟧") == ("一二三四", [(1, 2), (3, 4)])
    assert strip_marks("一⟦⟧") == ("一", [(-1, -1)])


def test_a_folder_of_rules_is_loaded_and_a_broken_file_named(tmp_path):
    group = tmp_path / "wording"
    group.mkdir()
    (group / "trial.toml").write_text("id = ", encoding="utf-8")
    with pytest.raises(RuleError, match=r"trial\.toml"):
        load_rulebook(tmp_path)


def test_ids_are_paths_and_rules_stand_in_order():
    assert list(load_rulebook().rules) == sorted(load_rulebook().rules)
