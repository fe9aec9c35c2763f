"""Fingerprints survive edits elsewhere; accepted findings and trusted words are left out."""

from hypothesis import given
from hypothesis import strategies as st

from hegao.draft.model import Part, Place
from hegao.findings.acceptance import accept, accepted_file, load_accepted, save_accepted
from hegao.findings.fingerprint import context, fingerprint
from hegao.findings.model import Finding, Severity, Source, Spot
from hegao.findings.suppression import Vocabulary, sift
from hegao.readers import read_text


def finding(draft, word, rule="spelling.always_wrong"):
    paragraph = next(p for p in draft.paragraphs if word in p.text)
    start = paragraph.text.index(word)
    place = draft.place(paragraph, start, start + len(word))
    return Finding(
        rule,
        "",
        Severity.ERROR,
        1.0,
        "。",
        "。",
        Source("辞书", "词典"),
        (Spot(place),),
        fingerprint=fingerprint(rule, [context(draft, place)]),
    )


def test_a_fingerprint_survives_edits_elsewhere_and_no_edit_here():
    before = finding(read_text("全市统一布署今年的防汛工作。"), "布署")
    moved = finding(read_text("新加的一段。\n全市统一布署今年的防汛工作。不留死角。"), "布署")
    changed = finding(read_text("全省统一布署今年的防汛工作。"), "布署")
    assert before.fingerprint == moved.fingerprint
    assert before.fingerprint != changed.fingerprint


def test_the_order_of_contexts_does_not_matter():
    assert fingerprint("a.b", ["甲", "乙"]) == fingerprint("a.b", ["乙", "甲", "甲"])


def test_accepted_findings_are_kept_apart_and_unused_entries_told(tmp_path):
    draft = read_text("统一布署，部份单位。")
    kept, other = finding(draft, "布署"), finding(draft, "部份")
    file = accepted_file(tmp_path / "稿.txt")
    entry = accept(kept, "引用原文")
    stale = accept(finding(read_text("渡假。"), "渡假"), "旧")
    save_accepted(file, {e.fingerprint: e for e in (entry, stale)})
    sifted = sift([kept, other], load_accepted(file))
    assert sifted.findings == (other,)
    assert sifted.accepted == (kept,)
    assert [e.fingerprint for e in sifted.unused] == [stale.fingerprint]
    assert load_accepted(file)[kept.fingerprint].reason == "引用原文"


def test_accepting_every_finding_leaves_none():
    draft = read_text("统一布署，部份单位。")
    found = [finding(draft, "布署"), finding(draft, "部份")]
    assert sift(found, {f.fingerprint: accept(f, "") for f in found}).findings == ()


@given(st.text("甲乙丙", min_size=1, max_size=8), st.data())
def test_a_vocabulary_covers_exactly_the_spans_inside_an_occurrence(text, data):
    draft = read_text(text)
    word = data.draw(st.text("甲乙丙", min_size=1, max_size=3))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    spans = [(i, i + len(word)) for i in range(len(text)) if text.startswith(word, i)]
    expected = any(s <= start and end <= e for s, e in spans)
    assert Vocabulary([word]).covers(draft, draft.place(1, start, end)) == expected


def test_a_fault_of_the_page_is_covered_by_no_word():
    draft = read_text("甲。")
    assert not Vocabulary(["甲"]).covers(draft, Place(Part.PAGE, None, 0, 0, "甲"))
