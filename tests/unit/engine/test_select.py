"""Which rules run: genre, media, profile, the user's choice."""

from dataclasses import replace

import pytest

from hegao.draft.recognition import Genre
from hegao.engine.select import Selection, select, selection
from hegao.errors import ConfigError
from hegao.findings.model import Severity
from hegao.rulebook.loader import Rulebook, load_rulebook
from hegao.rulebook.profiles import Profile

NOTICE = Genre("通知", "statutory", "试验")
REPORT = Genre("调研报告", "material", "试验")


@pytest.fixture
def book():
    one = next(iter(load_rulebook().rules.values()))
    base = replace(one, genres=frozenset(), media=frozenset(), default=True, severity=Severity.WARNING)
    rules = {
        "a.all": replace(base, id="a.all"),
        "a.notice": replace(base, id="a.notice", genres=frozenset({"通知"})),
        "a.statutory": replace(base, id="a.statutory", genres=frozenset({"statutory"})),
        "b.docx": replace(base, id="b.docx", media=frozenset({"docx"})),
        "b.off": replace(base, id="b.off", default=False),
    }
    return Rulebook(rules)


def ids(book, genre=NOTICE, profile=None, media="text", chosen=None):
    return [r.id for r in select(book, profile or Profile("p", "p"), genre, media, chosen or Selection())]


def test_genre_and_family_decide(book):
    assert ids(book) == ["a.all", "a.notice", "a.statutory"]
    assert ids(book, REPORT) == ["a.all"]


def test_layout_rules_run_on_word_files_only(book):
    assert "b.docx" in ids(book, media="docx")
    assert "b.docx" not in ids(book, media="text")


def test_a_rule_off_by_default_is_switched_on_by_the_profile_or_by_name(book):
    assert "b.off" in ids(book, profile=Profile("p", "p", overrides={"b.off": "on"}))
    assert ids(book, chosen=Selection(only=frozenset({"b.off"}))) == ["b.off"]


def test_a_profile_switches_off_and_changes_severity(book):
    profile = Profile("p", "p", overrides={"a.all": "off", "a.*": "hint"})
    chosen = select(book, profile, NOTICE, "text", Selection())
    assert [(r.id, r.severity) for r in chosen] == [("a.notice", Severity.HINT), ("a.statutory", Severity.HINT)]


def test_the_user_may_name_groups(book):
    assert ids(book, chosen=Selection(without=frozenset({"a"})), media="docx") == ["b.docx"]


def test_custom_is_never_an_error_whatever_a_profile_says(book):
    rule = book.rules["a.all"]
    custom = replace(rule, source=replace(rule.source, tier="实务"), severity=Severity.HINT)
    (chosen,) = select(
        Rulebook({"a.all": custom}), Profile("p", "p", overrides={"a.all": "error"}), NOTICE, "text", Selection()
    )
    assert chosen.severity is Severity.WARNING


def test_an_unknown_rule_or_group_is_told(book):
    with pytest.raises(ConfigError, match="没有名为“c”"):
        selection(["c"], [], book)
