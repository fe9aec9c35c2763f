"""Every example of every rule is a test: it fires exactly at its marks, and its correction is silent."""

import pytest

from hegao import api
from hegao.rulebook.examples import example_problem
from hegao.rulebook.loader import load_rulebook

CASES = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in load_rulebook().rules.values()
    for number, example in enumerate(rule.examples, start=1)
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example_holds(rule, example):
    assert example_problem(rule, example) is None


def test_one_wrong_word_is_one_finding_whatever_words_follow_it():
    draft = api.read_text("县政府做出决定，部门做出承诺，企业做出回应。")
    only = api.selection(["spelling.made_decision"], [], api.load_rulebook())
    (finding,) = api.check(draft, selection=only).findings
    assert len(finding.places) == 3
