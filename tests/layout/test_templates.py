"""The public templates: what their looks are taken for, and every finding above a hint, each looked at and true."""

import tarfile
from pathlib import PurePosixPath

import pytest

from hegao import api
from hegao.checks.pages import measure
from hegao.draft.model import Draft
from hegao.draft.recognition import Element, Recognition
from hegao.findings.model import Severity

pytestmark = pytest.mark.shared_data

# Seen in the files: in 决定 the elements are of 16.5 points; in 通知 and 意见 附件 begins 1.3 characters in (a left indent
# of two characters of the default size), in 批复 附注 is flush, in 会议纪要 抄送 begins 0.4 characters in; in 纪要 出席 is in
# 仿宋; in 决议 a title row is just 的决议, and a paragraph begins 2.9 characters in.
TRUE = {
    "会议纪要": {"layout.imprint_indent"},
    "决定": {"layout.element_size"},
    "决议": {"layout.first_line", "layout.title_break"},
    "意见": {"layout.attachment_note_indent"},
    "批复": {"layout.note_indent"},
    "纪要": {"layout.attendance_label"},
    "通知": {"layout.attachment_note_indent"},
}
_MARGINS = {"top": 37.0, "bottom": 35.0, "binding": 28.0, "right": 26.0}


@pytest.fixture(scope="module")
def templates(shared_data):
    """All of them by name, with what was recognised and found."""
    read = {}
    with tarfile.open(shared_data / "templates.tar.xz") as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is not None and member.name.endswith(".dotx"):
                draft = api.read_bytes(file.read(), PurePosixPath(member.name).name)
                read[PurePosixPath(member.name).stem] = (draft, api.check(draft))
    return read


def test_there_are_fifteen_and_all_are_read(templates):
    assert len(templates) == 15


def test_every_finding_above_a_hint_is_one_that_was_looked_at(templates):
    found = {
        name: {f.rule for f in report.findings if f.rule.startswith("layout.") and f.severity is not Severity.HINT}
        for name, (_, report) in templates.items()
    }
    assert {name: rules for name, rules in found.items() if rules} == TRUE


def test_paper_and_margins_are_those_of_the_file(templates):
    other = {}
    for name, (draft, _) in templates.items():
        page = draft.sections[0]
        assert (page.width, page.height) == (pytest.approx(210, abs=0.1), pytest.approx(297, abs=0.1))
        found = {key: measure(page, key) for key in _MARGINS}
        if found != pytest.approx(_MARGINS, abs=0.1):
            other[name] = (found["binding"], found["right"])
    assert other == {"会议纪要": (27.01, 27.01)}


def test_titles_are_of_size_two_in_the_font_for_titles(templates):
    looks = {name: _looks(draft, report.recognition, Element.TITLE) for name, (draft, report) in templates.items()}
    assert looks.pop("命令") == set()  # an order has no title
    fonts = {font for found in looks.values() for font, _ in found}
    assert fonts == {"方正小标宋简体", "方正小标宋_GBK"}
    assert {size for found in looks.values() for _, size in found} == {22.0}


def test_body_text_is_of_size_three_in_the_font_for_text(templates):
    for name, (draft, report) in templates.items():
        rules = {f.rule for f in report.findings}
        assert not rules & {"layout.body_font", "layout.body_size"}, name
        body = [p for p in draft.body if report.recognition.element(p) is Element.BODY and len(p.text) > 30]
        fonts = {run.format.east_asian_font for p in body for run in p.runs if len(p.text[run.start : run.end]) > 5}
        assert fonts <= {"仿宋", "仿宋_GB2312"}, name


def test_headings_are_in_the_font_of_their_level(templates):
    wanted = {1: {"黑体"}, 2: {"楷体", "楷体_GB2312"}, 3: {"仿宋", "仿宋_GB2312"}, 4: {"仿宋", "仿宋_GB2312"}}
    for name, (draft, report) in templates.items():
        assert not {f.rule for f in report.findings if f.rule.startswith("layout.heading_font")}, name
        for heading in report.recognition.outline:
            if 1 <= heading.level <= 4 and not heading.run_in and name == "pandoc-template":
                paragraph = draft.by_number[heading.place.paragraph]
                assert {run.format.east_asian_font for run in paragraph.runs} <= wanted[heading.level]


def _looks(draft: Draft, recognition: Recognition, element: Element) -> set[tuple[str | None, float | None]]:
    numbers = [r.place.paragraph for r in recognition.elements if r.element is element]
    runs = (run.format for number in numbers for run in draft.by_number[number].runs)
    return {(look.east_asian_font, look.size) for look in runs}
