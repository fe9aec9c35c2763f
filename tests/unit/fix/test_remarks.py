"""What comments say and where they stand."""

from datetime import UTC, datetime

from hegao.draft.model import Draft, Paragraph, Part, Place
from hegao.findings.model import Finding, Fix, Safety, Severity, Source, Spot
from hegao.fix import plan, tracking
from hegao.fix.plan import NEEDS_REVIEW
from hegao.fix.remarks import GATHERED, Remark, revision_settings

DATE = datetime(2024, 5, 6, tzinfo=UTC)
DRAFT = Draft(
    "a.docx",
    "docx",
    (
        Paragraph(1, "关于布署工作的通知"),
        Paragraph(2, "布署格", Part.TABLE),
        Paragraph(3, "布署眉", Part.HEADER),
        *(Paragraph(number, "各镇布署工作") for number in range(4, 40)),
    ),
)


def finding(*places: Place, fix: Fix | None = None, fingerprint: str = "f") -> Finding:
    return Finding(
        rule="spelling.x",
        title="错别字",
        severity=Severity.ERROR,
        certainty=1.0,
        message="“布署”请改为“部署”。",
        why="布署不成词。",
        source=Source("国标", "《某标准》", "5.1"),
        spots=tuple(Spot(place) for place in places),
        fixes=(fix,) if fix else (),
        fingerprint=fingerprint,
    )


def remarks(*findings: Finding, safety: Safety = Safety.SAFE) -> tuple[Remark, ...]:
    return tracking(plan(DRAFT, findings, safety), findings, DRAFT.place(1, 0, 9), DATE).remarks


def test_message_reason_and_clause_at_each_place() -> None:
    first, second = DRAFT.place(1, 2, 4), DRAFT.place(2, 0, 2)
    found = remarks(finding(first, second, fix=Fix("部署", Safety.SAFE)))
    assert [remark.place for remark in found] == [first, second]
    assert found[0].lines == ("“布署”请改为“部署”。", "布署不成词。", "依据：国标·《某标准》 5.1。")
    assert found[0].edit is not None
    assert (found[0].edit.start, found[0].edit.text) == (2, "部署")


def test_a_fix_that_was_not_made_is_still_tied_to_its_remark_with_the_reason() -> None:
    one = finding(DRAFT.place(1, 2, 4), fix=Fix("部署", Safety.REVIEW))
    made = tracking(plan(DRAFT, [one], Safety.SAFE), [one], None, DATE)
    assert made.title is None
    assert made.remarks[0].edit is not None
    assert made.reasons[made.remarks[0].edit] == NEEDS_REVIEW


def test_many_places_are_commented_on_only_in_the_first() -> None:
    most = revision_settings().places
    found = remarks(finding(*(DRAFT.place(number, 2, 4) for number in range(4, 40))))
    assert len(found) == most
    assert f"共 36 处，只在前 {most} 处" in found[0].lines[-1]
    assert all(len(remark.lines) == 3 for remark in found[1:])


def test_the_page_and_places_without_comments_are_gathered_at_the_title() -> None:
    page = finding(Place(Part.PAGE, None, 0, 0, ""), fingerprint="p")
    header = finding(DRAFT.place(3, 0, 2), fingerprint="h")
    both = finding(DRAFT.place(1, 2, 4), DRAFT.place(3, 0, 2), fingerprint="b")
    gathered, body = remarks(page, header, both)
    assert gathered.place is None
    assert gathered.lines[0] == GATHERED
    assert gathered.lines[1].startswith("1. “布署”请改为“部署”。")
    assert gathered.lines[2].startswith("2. 页眉“布署”：“布署”请改为“部署”。")
    assert body.lines[-1] == "页眉里也有这个问题，那里不能加批注。"


def test_dated_now_unless_told() -> None:
    made = tracking(plan(DRAFT, [], Safety.SAFE), [], None)
    assert (datetime.now(UTC) - made.date).total_seconds() < 60
