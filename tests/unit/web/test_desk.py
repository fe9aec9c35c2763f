import pytest

from hegao import api
from hegao.draft.model import Part, Place
from hegao.findings.model import Finding, Fix, Safety, Severity, Source, Spot
from hegao.web import desk
from hegao.web.desk import Decisions

SOURCE = Source("国标", "GB/T 15834—2011《标点符号用法》", "4.1")
TEXT = "各乡镇,各部门:要按照布署落实,抓紧抓好。"


def make(start, *ends, safety=Safety.SAFE, fixes=("，",), severity=Severity.WARNING, name="aa", evidence=()):
    spots = tuple(Spot(Place(Part.BODY, 1, at, at + 1, TEXT[at])) for at in (start, *ends))
    return Finding(
        "punctuation.half_width",
        "半角",
        severity,
        0.9,
        "半角标点。",
        "因为。",
        SOURCE,
        spots,
        tuple(Fix(text, safety) for text in fixes),
        evidence,
        name,
    )


def report(*findings):
    draft = api.read_text(TEXT)
    return api.Report(draft, api.recognise(draft), "gbt9704", findings)


def only(found):
    (item,) = found
    return item


def test_items_are_ranked_and_named_apart():
    hint = make(7, severity=Severity.HINT, name="bb")
    found = desk.items(report(hint, make(3), make(14)), Decisions())
    assert [item.name for item in found] == ["aa", "aa-2", "bb"]
    assert list(desk.by_severity(found)) == [Severity.WARNING, Severity.HINT]


def test_adopting_some_places_leaves_the_others():
    item = only(desk.items(report(make(3, 14)), Decisions()))
    decided = desk.adopt(Decisions(), item, (0,))
    item = only(desk.items(report(make(3, 14)), decided))
    assert item.left == (1,)
    decided = desk.adopt(decided, item, (1,))
    assert desk.undecided(desk.items(report(make(3, 14)), decided)) == ()


def test_only_adopted_places_and_the_chosen_fix_go_into_the_copy():
    findings = report(make(3, 14, fixes=("，", "、")))
    item = only(desk.items(findings, Decisions()))
    found = desk.items(findings, desk.adopt(Decisions(), item, (1,), choice=1))
    mended = only(desk.to_mend(found))
    assert [spot.place.start for spot in mended.spots] == [14]
    edits = api.plan(findings.draft, [mended], Safety.REVIEW).edits
    assert [(edit.start, edit.text) for edit in edits] == [(14, "、")]


def test_adopting_all_that_is_safe_leaves_what_needs_review():
    findings = report(make(3), make(7, safety=Safety.REVIEW, name="bb"), make(14, fixes=(), name="cc"))
    decided = desk.adopt_safe(Decisions(), desk.items(findings, Decisions()))
    assert list(decided.adopted) == ["aa"]


def test_taking_back_restores_the_finding():
    item = only(desk.items(report(make(3)), Decisions()))
    decided = desk.take_back(desk.adopt(Decisions(), item, (0,)), item.name)
    assert only(desk.items(report(make(3)), decided)).left == (0,)


def test_an_ignored_finding_is_gone_until_noticed_again():
    findings = report(make(3))
    decided = desk.ignore(Decisions(), only(desk.items(findings, Decisions())), "原文如此")
    assert desk.items(findings, decided) == ()
    assert decided.ignored["aa"].reason == "原文如此"
    handed = desk.as_decided(findings, decided)
    assert handed.findings == ()
    assert [f.fingerprint for f in handed.accepted] == ["aa"]
    assert len(desk.items(findings, desk.notice_again(decided, "aa"))) == 1


def test_marks_show_what_is_left_its_evidence_and_the_edits():
    evidence = (Place(Part.BODY, 1, 0, 3, TEXT[:3]),)
    findings = report(make(3, 14, evidence=evidence))
    item = only(desk.items(findings, Decisions()))
    found = desk.items(findings, desk.adopt(Decisions(), item, (0,)))
    edits = api.plan(findings.draft, desk.to_mend(found), Safety.REVIEW).edits
    looks = {(mark.look, mark.start, mark.target, mark.new) for mark in desk.marks(found, edits)}
    assert looks == {("warning", 14, "aa:1", None), ("evidence", 0, "aa:1", None), ("adopted", 3, "aa:0", "，")}


def test_a_fault_of_the_whole_page_has_no_mark_and_cannot_be_mended():
    finding = Finding(
        "layout.margins",
        "页边距",
        Severity.HINT,
        0.9,
        "页边距。",
        "因为。",
        SOURCE,
        (Spot(Place(Part.PAGE, None, 0, 0, "")),),
    )
    item = only(desk.items(report(finding), Decisions()))
    assert desk.marks([item], ()) == []
    assert item.mendable == ()
    assert item.word == ""


def test_after_a_decision_the_next_in_rank_is_looked_at():
    found = desk.items(report(make(3), make(7, name="bb"), make(14, name="cc")), Decisions())
    assert desk.step(found, "bb").name == "cc"
    assert desk.step(found, "cc").name == "bb"
    assert desk.step(found[:1], "aa") is None
    assert desk.step(found, "unknown").name == "aa"


@pytest.mark.parametrize(("target", "parsed"), [("ab12:3", ("ab12", 3)), ("ab12-2:0", ("ab12-2", 0))])
def test_targets_are_read_back(target, parsed):
    assert desk.parse_target(target) == parsed


@pytest.mark.parametrize(("start", "word"), [(3, ""), (0, "")])
def test_single_characters_and_marks_are_no_words_to_trust(start, word):
    assert only(desk.items(report(make(start)), Decisions())).word == word
