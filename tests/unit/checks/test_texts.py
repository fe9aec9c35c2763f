"""Texts that a check need not read are kept from it, and what it found in a text is remembered."""

from hegao.checks.base import Scope, Subject
from hegao.checks.texts import Mark, TextCheck, TextSieve
from hegao.draft.recognise import recognise
from hegao.readers import read_text
from hegao.rulebook.loader import load_rulebook


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


def found(check, text, sieve=None):
    draft = read_text(text)
    sieves = {Scope(): sieve} if sieve else {}
    return list(check.find(Subject(draft, recognise(draft), sieves=sieves), Scope()))


def test_a_hit_stands_where_the_mark_does():
    (hit,) = found(Seeking("大约"), "县里没有。\n乡里大约有。")
    assert (hit.place.paragraph, hit.place.start, hit.place.end, hit.place.text) == (2, 2, 4, "大约")
    assert (hit.fixes, hit.values, [place.text for place in hit.evidence]) == (("好",), {"word": "大约"}, ["乡"])


def test_a_text_without_its_signs_is_not_read():
    check, other = Seeking("大约", ["约", "大概"]), Seeking("没有")
    sieve = TextSieve([check, other])
    assert len(found(check, "县里没有。\n乡里大约有。", sieve)) == 1
    assert len(found(other, "县里没有。\n乡里大约有。", sieve)) == 1
    assert check.read == ["乡里大约有。"]
    assert other.read == ["县里没有。", "乡里大约有。"]


def test_only_what_has_changed_is_read_again():
    check = Seeking("大约")
    found(check, "县里没有。\n乡里大约有。\n村里没有。")
    check.read.clear()
    assert len(found(check, "县里没有。\n乡里大约没有。\n村里没有。")) == 1
    assert check.read == ["乡里大约没有。"]


def test_signs_are_found_where_a_long_text_is_scanned_in_stretches():
    check = Seeking("大约", ["大约"])
    sieve = TextSieve([check])
    for before in (19_998, 19_999, 20_000, 45_000):
        assert sieve("县" * before + "大约") == (check,)
    assert sieve("县" * 60_000) == ()


def test_no_rule_is_kept_from_a_text_in_which_it_finds_something():
    rulebook = load_rulebook()
    for rule in rulebook.rules.values():
        if isinstance(rule.check, TextCheck):
            lines = {
                line
                for example in rule.examples
                for line in example.text.translate({0x27E6: None, 0x27E7: None}).split("\n")
            }
            assert all(
                rule.check in rulebook.sieves[rule.scope](line) for line in lines if any(rule.check.in_text(line))
            ), rule.id
