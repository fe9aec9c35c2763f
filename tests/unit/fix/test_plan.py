"""Which fixes are made and which are left out."""

from hypothesis import given
from hypothesis import strategies as st

from hegao.draft.model import Draft, Paragraph, Part, Place
from hegao.findings.model import Finding, Fix, Safety, Severity, Source, Spot
from hegao.fix import Plan, plan
from hegao.fix.plan import CLASHES, IN_NUMBERING, NEEDS_REVIEW, STALE, TWICE, clash
from hegao.readers import read_text

TEXT = "望川县布署养护工作,各镇要认真贯彻执行。"
DRAFT = read_text(TEXT)


def finding(
    start: int,
    end: int,
    new: str,
    safety: Safety = Safety.SAFE,
    *,
    draft: Draft = DRAFT,
    own: Fix | None = None,
    rule: str = "spelling.x",
) -> Finding:
    return Finding(
        rule=rule,
        title="错别字",
        severity=Severity.ERROR,
        certainty=1.0,
        message="错别字。",
        why="见词典。",
        source=Source("标准", "词典"),
        spots=(Spot(draft.place(1, start, end), own),),
        fixes=(Fix(new, safety), Fix("另一改法", Safety.REVIEW)),
    )


def made(result: Plan) -> list[tuple[int, int, str]]:
    return [(edit.start, edit.end, edit.text) for edit in result.edits]


def why_not(result: Plan) -> list[str]:
    return [skipped.reason for skipped in result.skipped]


def test_the_first_fix_of_every_place_in_reading_order() -> None:
    result = plan(DRAFT, [finding(9, 10, "，"), finding(3, 5, "部署", rule="spelling.y")], Safety.SAFE)
    assert made(result) == [(3, 5, "部署"), (9, 10, "，")]
    assert (result.edits[0].old, result.edits[0].rule) == ("布署", "spelling.y")
    assert result.skipped == ()


def test_a_fix_of_the_place_goes_before_that_of_the_finding() -> None:
    assert made(plan(DRAFT, [finding(3, 5, "错", own=Fix("部署", Safety.SAFE))], Safety.SAFE)) == [(3, 5, "部署")]


def test_what_needs_review_is_left_out_unless_asked_for() -> None:
    wanted = [finding(3, 5, "部署", Safety.REVIEW)]
    assert (made(plan(DRAFT, wanted, Safety.SAFE)), why_not(plan(DRAFT, wanted, Safety.SAFE))) == ([], [NEEDS_REVIEW])
    assert made(plan(DRAFT, wanted, Safety.REVIEW)) == [(3, 5, "部署")]


def test_safe_before_review_then_earlier_then_longer() -> None:
    overlapping = [finding(3, 9, "甲", Safety.REVIEW), finding(4, 5, "署署")]
    result = plan(DRAFT, overlapping, Safety.REVIEW)
    assert (made(result), why_not(result)) == ([(4, 5, "署署")], [CLASHES])
    assert made(plan(DRAFT, [finding(4, 7, "乙"), finding(3, 5, "甲")], Safety.SAFE)) == [(3, 5, "甲")]
    assert made(plan(DRAFT, [finding(3, 4, "乙"), finding(3, 5, "甲")], Safety.SAFE)) == [(3, 5, "甲")]


def test_the_same_change_by_two_rules_is_made_once() -> None:
    result = plan(DRAFT, [finding(3, 5, "部署"), finding(3, 5, "部署")], Safety.SAFE)
    assert (made(result), why_not(result)) == ([(3, 5, "部署")], [TWICE])


def test_insertions_touch_but_do_not_share_a_place() -> None:
    result = plan(DRAFT, [finding(5, 5, "了"), finding(3, 5, "部署"), finding(5, 5, "过")], Safety.SAFE)
    assert (made(result), why_not(result)) == ([(3, 5, "部署"), (5, 5, "了")], [CLASHES])


def test_nothing_to_change_yields_nothing() -> None:
    page = Finding(
        rule="layout.margin",
        title="页边距",
        severity=Severity.WARNING,
        certainty=1.0,
        message="页边距不合规定。",
        why="国标。",
        source=Source("国标", "GB/T 9704"),
        spots=(Spot(Place(Part.PAGE, None, 0, 0, "")),),
        fixes=(Fix("", Safety.SAFE),),
    )
    assert plan(DRAFT, [page, finding(3, 5, "布署")], Safety.REVIEW) == Plan(())


def test_numbering_and_stale_places_are_left_out() -> None:
    numbered = Draft("a.docx", "docx", (Paragraph(1, "一、总体要求", numbering=2),))
    result = plan(numbered, [finding(0, 2, "二、", draft=numbered), finding(2, 4, "整体", draft=numbered)], Safety.SAFE)
    assert (made(result), why_not(result)) == ([(2, 4, "整体")], [IN_NUMBERING])
    assert why_not(plan(numbered, [finding(3, 5, "部署")], Safety.SAFE)) == [STALE]


SPANS = st.tuples(st.integers(0, len(TEXT)), st.integers(0, 6), st.sampled_from(list(Safety)))


@given(st.lists(SPANS, max_size=12))
def test_no_two_edits_ever_clash_and_none_gets_lost(spans: list[tuple[int, int, Safety]]) -> None:
    findings = [finding(start, min(start + length, len(TEXT)), "〇", safety) for start, length, safety in spans]
    result = plan(DRAFT, findings, Safety.REVIEW)
    assert len(result.edits) + len(result.skipped) == len(findings)
    for index, first in enumerate(result.edits):
        assert not any(clash(first, second) for second in result.edits[index + 1 :])
