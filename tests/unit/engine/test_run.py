"""Running rules: crashes stay apart, overlaps speak once, one cause is one finding."""

from dataclasses import dataclass, replace

import pytest

from hegao.checks.base import Hit, Scope, Subject
from hegao.draft.recognise import recognise
from hegao.engine.run import run
from hegao.findings.model import Safety, Severity, Source
from hegao.findings.suppression import Vocabulary
from hegao.readers import read_text
from hegao.rulebook.rule import Rule

TEXT = "望川县,青禾县,石浦县;三县签约。\n再看望川县,一县。"


@dataclass(frozen=True)
class Marks:
    """Hits on every occurrence of some words, each with its replacement."""

    words: dict

    def find(self, subject, scope):
        for passage in subject.passages(scope):
            for start, character in enumerate(passage.text):
                if character in self.words:
                    fix = self.words[character]
                    yield subject.hit(passage.paragraph, start, start + 1, *([fix] if fix is not None else []))


@dataclass(frozen=True)
class Again:
    """Hits on every later occurrence of a text, the first one as evidence."""

    text: str

    def find(self, subject, scope):
        first = None
        for passage in subject.passages(scope):
            for start in range(len(passage.text)):
                if passage.text.startswith(self.text, start):
                    place = subject.draft.place(passage.paragraph, start, start + len(self.text))
                    if first is not None:
                        yield Hit(place, evidence=(first,))
                    first = first or place


class Broken:
    def find(self, subject, scope):
        raise RuntimeError("坏了")


def rule(name, check, **changes):
    made = Rule(
        id=name,
        title=name,
        kind="pattern",
        severity=Severity.WARNING,
        certainty=0.9,
        message="“{text}”应为“{fix}”，共{count}处。",
        why="因为如此。",
        source=Source("国标", "GB/T 15834—2011"),
        safety=Safety.SAFE,
        scope=Scope(),
        check=check,
        examples=(),
    )
    return replace(made, **changes)


@pytest.fixture
def subject():
    draft = read_text(TEXT)
    return Subject(draft, recognise(draft))


def test_hits_of_one_rule_with_different_fixes_are_one_finding_whose_places_carry_their_own(subject):
    found, failures = run(subject, [rule("a.width", Marks({",": "，", ";": "；"}), collapse="rule")], Vocabulary([]))
    (finding,) = found
    assert [spot.fix.text for spot in finding.spots] == ["，", "，", "；", "，"]
    assert finding.fixes == ()
    assert "共4处" in finding.message
    assert failures == ()


def test_hits_with_the_same_fix_share_it(subject):
    (finding,), _ = run(subject, [rule("a.width", Marks({",": "，"}))], Vocabulary([]))
    assert [fix.text for fix in finding.fixes] == ["，"]
    assert all(spot.fix is None for spot in finding.spots)
    assert len(finding.spots) == 3


def test_a_rule_may_keep_its_hits_apart(subject):
    found, _ = run(subject, [rule("a.width", Marks({",": "，"}), collapse="none")], Vocabulary([]))
    assert len(found) == 3


def test_what_is_accepted_of_marks_holds_for_all_and_of_characters_only_where_they_stand():
    def name(text, mark):
        draft = read_text(text)
        looked_for = rule("a.end", Marks({mark: None}), collapse="rule")
        (finding,), _ = run(Subject(draft, recognise(draft)), [looked_for], Vocabulary([]))
        return finding.fingerprint

    assert name("甲县,乙县", ",") == name("甲县,乙县,丙县", ",")
    assert name("春季任务\n完成造林", "务") != name("秋季业务\n完成造林", "务")


def test_hits_that_show_the_same_evidence_may_be_one_finding():
    draft = read_text("望川县报。\n再报望川县。\n请望川县办。")
    (finding,), _ = run(
        Subject(draft, recognise(draft)), [rule("a.again", Again("望川县"), collapse="evidence")], Vocabulary([])
    )
    assert [place.paragraph for place in finding.places] == [2, 3]
    assert [place.paragraph for place in finding.evidence] == [1]
    assert "共2处" in finding.message


def test_where_two_rules_change_the_same_characters_the_surer_one_speaks(subject):
    sure = rule("b.sure", Marks({";": "；"}), severity=Severity.ERROR)
    other = rule("a.other", Marks({";": "。"}))
    found, _ = run(subject, [other, sure], Vocabulary([]))
    assert [finding.rule for finding in found] == ["b.sure"]


def test_a_finding_without_a_fix_stands_beside_one_with_a_fix(subject):
    found, _ = run(subject, [rule("a.look", Marks({";": None})), rule("b.fix", Marks({";": "；"}))], Vocabulary([]))
    assert [finding.rule for finding in found] == ["a.look", "b.fix"]


def test_a_crash_is_a_failure_and_hides_nothing(subject):
    found, failures = run(subject, [rule("a.broken", Broken()), rule("b.fix", Marks({";": "；"}))], Vocabulary([]))
    assert [finding.rule for finding in found] == ["b.fix"]
    assert [failure.rule for failure in failures] == ["a.broken"]
    assert "坏了" in failures[0].message


def test_a_trusted_word_covers_hits_inside_it_only(subject):
    found, _ = run(subject, [rule("a.width", Marks({",": "，"}), collapse="none")], Vocabulary(["望川县,青禾县"]))
    assert [finding.places[0].start for finding in found] == [7, 5]


def test_findings_do_not_depend_on_the_order_of_the_rules(subject):
    rules = [rule("b.fix", Marks({";": "；"})), rule("a.width", Marks({",": "，"}))]
    assert run(subject, rules, Vocabulary([])) == run(subject, rules[::-1], Vocabulary([]))


def test_a_fault_of_the_page_has_no_paragraph(subject):
    class Page:
        def find(self, subject, scope):
            yield Hit(subject.whole("页边距").place)

    (finding,), _ = run(subject, [rule("a.page", Page(), message="页边距不对。")], Vocabulary([]))
    assert finding.places[0].paragraph is None
