"""Texts that a check need not read are kept from it, and what it found in a text is remembered."""

import pytest

from hegao.checks.base import Scope, Subject
from hegao.checks.texts import Mark, Scanner, TextCheck, readings
from hegao.draft.recognise import recognise
from hegao.readers import read_text
from hegao.rulebook.loader import load_rulebook
from hegao.text.memory import LONGEST


class Seeking(TextCheck):
    """Finds a word, and counts what it reads."""

    def __init__(self, word, signs=()):
        self.word, self.read = word, []
        self._signs = frozenset(signs)

    @property
    def signs(self):
        return self._signs

    def in_text(self, text):
        self.read.append(text)
        start = text.find(self.word)
        if start >= 0:
            yield Mark(start, start + len(self.word), ("好",), {"word": self.word}, ((0, 1),))


def found(check, text, beside=()):
    draft = read_text(text)
    rules = [(Scope(), one) for one in (check, *beside)]
    return list(check.find(Subject(draft, recognise(draft), readings=readings(rules)), Scope()))


def test_a_hit_stands_where_the_mark_does():
    (hit,) = found(Seeking("大约"), "县里没有。\n乡里大约有。")
    assert (hit.place.paragraph, hit.place.start, hit.place.end, hit.place.text) == (2, 2, 4, "大约")
    assert (hit.fixes, hit.values, [place.text for place in hit.evidence]) == (("好",), {"word": "大约"}, ["乡"])


def test_a_text_without_its_signs_is_not_read():
    check, other = Seeking("大约", ["约", "大概"]), Seeking("没有")
    assert len(found(check, "县里没有。\n乡里大约有。", [other])) == 1
    assert len(found(other, "县里没有。\n乡里大约有。", [check])) == 1
    assert set(check.read) == {"乡里大约有。"}
    assert set(other.read) == {"县里没有。", "乡里大约有。"}


def test_only_what_has_changed_is_read_again():
    check = Seeking("大约")
    found(check, "县里没有。\n乡里大约有。\n村里没有。")
    check.read.clear()
    assert len(found(check, "县里没有。\n乡里大约没有。\n村里没有。")) == 1
    assert check.read == ["乡里大约没有。"]


def test_a_text_is_not_read_again_because_checks_of_another_scope_are_asked_beside():
    check = Seeking("大约")
    draft = read_text("县里没有。\n乡里大约有。")
    for beside in ([], [(Scope(mask=frozenset({"titles"})), Seeking("没有"))]):
        subject = Subject(draft, recognise(draft), readings=readings([(Scope(), check), *beside]))
        assert len(list(check.find(subject, Scope()))) == 1
    assert check.read == ["县里没有。", "乡里大约有。"]


def test_what_several_scopes_hide_is_hidden_for_each_by_itself():
    plain, masked = Seeking("大约"), Seeking("大约")
    draft = read_text("乡里的《大约规定》。")
    scopes = (Scope(), Scope(mask=frozenset({"titles"})))
    subject = Subject(draft, recognise(draft), readings=readings(zip(scopes, (plain, masked), strict=True)))
    assert [len(list(check.find(subject, scope))) for scope, check in zip(scopes, (plain, masked), strict=True)] == [
        1,
        0,
    ]


def test_signs_are_found_where_a_long_text_is_scanned_in_stretches():
    check = Seeking("大约", ["大约"])
    scanner = Scanner([check])
    for before in (19_998, 19_999, 20_000, 45_000):
        assert scanner.worth("县" * before + "大约") == {check}
    assert scanner.worth("县" * 60_000) == frozenset()


def test_no_rule_is_kept_from_a_text_in_which_it_finds_something():
    rules = load_rulebook().rules.values()
    scanner = Scanner([rule.check for rule in rules if isinstance(rule.check, TextCheck)])
    for rule in rules:
        if isinstance(rule.check, TextCheck):
            lines = {line for e in rule.examples for line in e.text.replace("⟦", "").replace("⟧", "").split("\n")}
            assert all(rule.check in scanner.worth(line) for line in lines if any(rule.check.in_text(line))), rule.id


class Crashing(TextCheck):
    """Crashes where a text holds a word."""

    def in_text(self, text):
        if "没有" in text:
            raise ValueError("坏了")
        return []


def test_a_crash_is_told_when_its_own_check_is_asked():
    check, other = Seeking("大约"), Crashing()
    assert len(found(check, "县里没有。\n乡里大约有。", [other])) == 1
    with pytest.raises(ValueError, match="坏了"):
        found(other, "县里没有。\n乡里大约有。", [check])
    assert found(other, "县里大约有。", [check]) == []


def test_a_very_long_text_is_read_and_not_remembered():
    check = Seeking("大约")
    text = "县" * (LONGEST + 1) + "大约"
    assert [len(found(check, text)), len(found(check, text))] == [1, 1]
    assert check.read == [text, text]
