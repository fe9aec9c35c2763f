"""What every rule owes its readers, beyond what the schema demands."""

import shutil
import string
from dataclasses import fields, is_dataclass
from functools import partial

import pytest

from hegao.findings.model import Safety
from hegao.report.catalogue import GROUP_WORD, catalogue
from hegao.rulebook.loader import load_rulebook
from hegao.rulebook.schema import KINDS
from hegao.text import expressions
from hegao.text.expressions import Expression
from tests.conftest import ROOT

RULES = list(load_rulebook().rules.values())
by_id = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def test_there_are_rules_in_every_group():
    assert len(RULES) >= 80
    assert {rule.group for rule in RULES} == set(GROUP_WORD)


def test_every_kind_has_a_rule():
    assert {rule.kind for rule in RULES} == set(KINDS)


@by_id
def test_it_has_examples_on_both_sides(rule):
    assert any(example.fires for example in rule.examples)
    assert any(not example.fires for example in rule.examples)


@by_id
def test_a_safe_fix_is_shown_in_an_example(rule):
    if rule.safety is Safety.SAFE:
        assert any(example.fixed is not None for example in rule.examples)


@by_id
def test_its_sentences_end_and_its_certainty_is_a_probability(rule):
    assert rule.message.endswith("。")
    assert rule.why.endswith("。")
    assert 0 < rule.certainty <= 1
    assert rule.source.work


@by_id
def test_its_placeholders_are_well_formed(rule):
    for template in (rule.message, rule.why):
        assert all(name is None or name.isidentifier() for _, name, _, _ in string.Formatter().parse(template))


def test_the_catalogue_in_docs_is_current():
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == catalogue(RULES)


def test_what_the_expressions_need_is_known_beforehand(monkeypatch, tmp_path):
    found = {}
    monkeypatch.setattr(expressions, "known", lambda: found)
    # A copy: the rules in their own place have been read already.
    load_rulebook(shutil.copytree(ROOT / "rules", tmp_path / "rules"))
    assert (ROOT / "rules" / expressions.STORED).read_text(encoding="utf-8") == expressions.stored()


@by_id
def test_its_expressions_compile(rule):
    for expression in expressions_in(rule.check):
        assert expression.compiled


def expressions_in(value):
    """The expressions in a check, however deep: they compile only where a text may match."""
    if isinstance(value, Expression):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from expressions_in(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from expressions_in(item)
    elif isinstance(value, partial):
        yield from expressions_in(tuple(value.keywords.values()))
