"""What only drawn pages show: each fault of a page gives its finding, and what was not drawn is said to be unchecked."""

from dataclasses import replace
from importlib.util import find_spec

import pytest

from hegao import api
from hegao.findings.model import Severity
from hegao.readers import page_layout
from tests.layout.building import Letters, Para, build
from tests.layout.documents import DOCUMENTS, NOTICE
from tests.officefiles import notice

DRAWN = [rule.id for rule in api.load_rulebook().rules.values() if rule.drawn]
ONLY = api.selection(DRAWN, [], api.load_rulebook())
needs_pdfium = pytest.mark.skipif(find_spec("pypdfium2") is None, reason="pypdfium2 is not installed")


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    monkeypatch.setenv("HEGAO_OFFICE_SECONDS", "120")
    forget = page_layout.page_layout.cache_clear
    forget()
    yield
    forget()


def checked(document, name="稿.docx"):
    data = build(document, "styles")
    return api.check(api.read_bytes(data, name), data=data, selection=ONLY)


def put(document, before, *paras):
    """The document with more paragraphs before the first one of that name."""
    at = next(index for index, para in enumerate(document.paras) if para.name == before)
    return replace(document, paras=(*document.paras[:at], *paras, *document.paras[at:]))


def blanks(count):
    return [Para("blank")] * count


LATE = put(NOTICE, "title", *blanks(12))
ALONE = put(NOTICE, "issuer", *blanks(18))
BEHIND = replace(
    NOTICE, paras=(*NOTICE.paras, Para("body", (Letters("补充说明另行印发。"),), first=2.0, new_page=True))
)
AT_FOOT = put(NOTICE, "cc", *blanks(11))
BACK = put(AT_FOOT, "attachment_mark", Para("body", (Letters("本页无其他内容。"),), new_page=True))


@pytest.mark.office
@needs_pdfium
def test_the_pages_are_those_libreoffice_draws():
    report = checked(NOTICE)
    layout = report.draft.layout
    assert layout.pages == 5
    places = {p.text: layout.standing[p.number] for p in report.draft.body if not p.blank}
    assert places["特急"].first_page == 1
    assert places["特急"].top == pytest.approx(37.0, abs=1.0)
    assert (places["附件1"].first_page, places["附件2"].first_page) == (4, 5)
    assert all(one.last_page > one.first_page or one.last_top >= one.top for one in places.values())
    assert layout.standing.keys() == {p.number for p in report.draft.body if not p.blank}


@pytest.mark.office
@needs_pdfium
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_that_keeps_the_standard_gives_no_finding_above_a_hint(name):
    report = checked(DOCUMENTS[name])
    assert report.draft.layout is not None
    assert {f.rule for f in report.findings if f.severity is not Severity.HINT} == set()
    assert report.failures == ()


@pytest.mark.office
@needs_pdfium
@pytest.mark.parametrize(
    ("document", "told"),
    [
        (LATE, {"layout.first_page_text", "layout.imprint_even_page", "layout.imprint_foot"}),
        (ALONE, {"layout.signature_alone", "layout.imprint_foot"}),
        (BEHIND, {"layout.imprint_last_page", "layout.imprint_even_page", "layout.imprint_foot"}),
        (AT_FOOT, {"layout.imprint_even_page"}),
        (BACK, set()),
    ],
    ids=["首页没有正文", "成文日期单独一页", "版记后面还有一面", "版记在单页最下方", "版记在双页最下方"],
)
def test_a_fault_of_the_pages_is_found(document, told):
    assert {f.rule for f in checked(document).findings} == told


@pytest.mark.office
@needs_pdfium
def test_a_draft_laid_out_afresh_has_nothing_wrong_with_its_pages_but_their_number():
    typeset = api.typeset_bytes(api.read_bytes(build(NOTICE, "styles"), "稿.docx")).data
    report = api.check(api.read_bytes(typeset, "排版.docx"), data=typeset, selection=ONLY)
    assert report.draft.layout is not None
    assert {f.rule for f in report.findings} <= {"layout.imprint_even_page"}


def test_without_libreoffice_it_is_said_what_was_not_checked(monkeypatch):
    monkeypatch.setattr(page_layout, "find_office", lambda: None)
    report = checked(NOTICE)
    assert report.findings == ()
    (told,) = report.draft.notices
    assert told.startswith("没有画出版面，下列问题没有检查：首页显示正文、")
    assert "请安装 LibreOffice" in told


def test_nothing_is_drawn_that_no_rule_asks_for(monkeypatch):
    def refuse(data, name):
        raise AssertionError

    monkeypatch.setattr(page_layout, "page_layout", refuse)
    data = notice()
    draft = api.read_bytes(data, "稿.docx")
    fonts = api.selection(["layout.title_font"], [], api.load_rulebook())
    assert api.check(draft, data=data, selection=fonts).draft.layout is None
    plan = api.Corrections(genre="工作总结")
    assert api.check(draft, data=data, corrections=plan).draft.notices == draft.notices
