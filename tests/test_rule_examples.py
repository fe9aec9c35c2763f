"""Every example of every rule is a test: it fires exactly at its marks, and its correction is silent."""

import pytest

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
