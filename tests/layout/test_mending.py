"""The fixes of layout findings: made at once they mend the fault, tracked they can be accepted or refused as a whole."""

from datetime import UTC, datetime

import pytest
from docx_integrity import check

from hegao import api
from tests.layout.building import WAYS, build
from tests.layout.mutations import MUTATIONS
from tests.revisions import OURS, ids, normalised, resolved
from tests.wordfiles import unzipped

NAME = "稿.docx"
LOOKS = api.selection(["layout", "logic.highlighted", "logic.hidden_text"], [], api.load_rulebook())
# Nothing that can be set mends these: lines are to be drawn, page numbers put in, words changed, leftovers looked at.
UNMENDED = {
    "layout.comments_left",
    "layout.imprint_rules",
    "layout.letter_first_page",
    "layout.letter_imprint",
    "layout.page_number",
    "layout.page_number_anew",
    "layout.page_number_dashes",
    "layout.page_number_gap",
    "layout.red_rule",
    "layout.revisions_left",
    "layout.row_characters",
    "layout.template_text",
    "layout.title_break",
    "logic.hidden_text",
}


def of_layout(data):
    """The draft and its findings about looks."""
    draft = api.read_bytes(data, NAME)
    return draft, list(api.check(draft, selection=LOOKS).findings)


def stories(data):
    return [name for name in unzipped(data) if name.startswith(("word/document", "word/footer"))]


MENDED = [
    (mutation, mutation.way or WAYS[index % len(WAYS)])
    for index, mutation in enumerate(MUTATIONS)
    if mutation.rule not in UNMENDED
]


@pytest.mark.parametrize(("mutation", "way"), MENDED, ids=lambda value: getattr(value, "name", value))
def test_a_changed_property_is_mended_and_the_mending_can_be_refused(mutation, way):
    data = build(mutation.change(mutation.document), way)
    draft, findings = of_layout(data)
    mended = api.fix_bytes(data, NAME, draft, findings)
    assert mended.reformed > 0
    left = of_layout(mended.data)[1]
    assert mutation.rule not in {finding.rule for finding in left}
    assert [finding.rule for finding in left if finding.severity is not api.Severity.HINT] == []

    date = datetime(2024, 5, 6, tzinfo=UTC)
    tracked = api.fix_bytes(data, NAME, draft, findings, track=True, date=date)
    assert tracked.reformed == mended.reformed
    refused, accepted = (resolved(tracked.data, accept=accept, authors={OURS}) for accept in (False, True))
    original, plain = (resolved(file, accept=True, authors={OURS}) for file in (data, mended.data))
    for story in stories(data):
        assert normalised(refused, story) == normalised(original, story)
        assert normalised(accepted, story) == normalised(plain, story)
    numbers = ids(tracked.data)
    assert len(numbers) == len(set(numbers))


def test_what_cannot_be_mended_is_left_alone():
    for mutation in MUTATIONS:
        if mutation.rule in UNMENDED:
            _, findings = of_layout(build(mutation.change(mutation.document), mutation.way or "styles"))
            assert not [spot for f in findings if f.rule == mutation.rule for spot in f.spots if spot.reforms]


@pytest.mark.parametrize("way", WAYS)
def test_everything_wrong_at_once_is_mended(way, tmp_path):
    """All faults of one notice that can stand side by side; the tracked copy is as sound a package as the file."""
    names = {
        "上边距",
        "纸宽",
        "标题字体",
        "正文字号",
        "正文首行缩进",
        "一级标题字体",
        "署名对齐",
        "抄送字号",
        "页码字号",
    }
    chosen = [mutation for mutation in MUTATIONS if mutation.name in names]
    assert {mutation.name for mutation in chosen} == names
    document = chosen[0].document
    for mutation in chosen:
        document = mutation.change(document)
    data = build(document, way)
    draft, findings = of_layout(data)
    assert {f.rule for f in findings} >= {mutation.rule for mutation in chosen}
    again = of_layout(api.fix_bytes(data, NAME, draft, findings).data)[1]
    assert [finding.rule for finding in again] == []
    before, after = tmp_path / "前.docx", tmp_path / "后.docx"
    before.write_bytes(data)
    after.write_bytes(api.fix_bytes(data, NAME, draft, findings, track=True).data)
    unsound = [finding for finding in check(after) if "comments" not in finding.part]
    assert [str(finding) for finding in unsound] == [str(finding) for finding in check(before)]
