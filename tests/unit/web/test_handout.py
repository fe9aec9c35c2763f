"""The files taken away of a draft as decided."""

import io
from dataclasses import replace

import pytest

from hegao import api
from hegao.findings.model import Severity
from hegao.web import desk
from hegao.web.components.handout import Handout
from hegao.web.desk import Decisions
from hegao.web.session import Desk
from tests.conftest import ROOT
from tests.revisions import resolved
from tests.wordfiles import unzipped

TEXT = (ROOT / "corpus" / "practice" / "关于开展农村供水设施排查整治的通知.txt").read_text(encoding="utf-8")
NAME = "通知.docx"


def badly_laid_out() -> bytes:
    """The practice notice as someone types it into Word who has never seen the standard."""
    from docx import Document

    document = Document()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def made() -> Handout:
    """The notice with everything safe adopted and one finding ignored."""
    data = badly_laid_out()
    draft = api.read_bytes(data, NAME)
    report = api.check(draft)
    decisions = desk.adopt_safe(Decisions(), desk.items(report, Decisions()))
    ignored = next(item for item in desk.items(report, decisions) if "约数" in item.finding.message)
    decisions = desk.ignore(decisions, ignored, "引文")
    return Handout(Desk("key", NAME, data, draft), report, desk.items(report, decisions), decisions)


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in api.read_bytes(data, NAME).paragraphs]


def test_accepting_all_revisions_gives_the_mended_text_and_refusing_them_the_old(made):
    revised = made.revised()
    assert texts(resolved(revised, accept=True)) == texts(made.mended())
    assert texts(resolved(revised, accept=False)) == texts(made.opened.data)
    assert texts(made.mended()) != texts(made.opened.data)


def test_what_is_undecided_is_a_comment_and_what_is_ignored_is_not(made):
    comments = unzipped(made.revised())["word/comments.xml"].decode()
    left = next(item for item in made.found if item.left and "XX" in item.finding.message)
    assert left.finding.why in comments
    assert "约数" not in comments


def test_places_left_of_a_finding_are_remarked_and_those_adopted_are_not(made):
    item = next(item for item in desk.items(made.report, Decisions()) if len(item.mendable) > 1)
    decisions = desk.adopt(Decisions(), item, item.mendable[:1])
    remarked = next(f for f in desk.to_remark(desk.items(made.report, decisions)) if f.rule == item.finding.rule)
    assert remarked.spots == tuple(item.finding.spots[spot] for spot in item.left[1:])


def test_the_draft_laid_out_afresh_has_the_adopted_fixes_and_no_fault_of_layout(made):
    draft = api.read_bytes(made.laid_out().data, "通知-排版.docx")
    faults = [f for f in api.check(draft).findings if f.rule.startswith("layout.") and f.severity is not Severity.HINT]
    assert faults == []
    words = "".join(paragraph.text for paragraph in draft.paragraphs)
    assert "相辅相成" in words
    assert "相辅相承" not in words


def test_the_opinion_tells_what_is_left(made):
    opinion = made.opinion()
    assert "核稿意见" in opinion
    assert "已忽略" in opinion


def test_a_page_has_no_mended_copy_but_its_fixes_are_laid_out():
    data = "<html><body><h1>关于清淤的通知</h1><p>各乡镇要抓好落实，相辅相承。</p></body></html>".encode()
    draft = api.read_bytes(data, "通知.html")
    report = api.check(draft)
    decisions = desk.adopt_safe(Decisions(), desk.items(report, Decisions()))
    made = Handout(Desk("key", "通知.html", data, draft), report, desk.items(report, decisions), decisions)
    assert made.ending is None
    assert "相辅相成" in "".join(texts(made.laid_out().data))
    assert replace(made, found=desk.items(report, Decisions())).laid_out().data != made.laid_out().data
