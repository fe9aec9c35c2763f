"""A draft mended in memory reads as the mended copy does."""

from hypothesis import given
from hypothesis import strategies as st
from tests.wordfiles import p, word_file

from hegao.draft.model import Draft, Paragraph, Run, RunFormat
from hegao.fix import Edit, apply, edit_text, mended_draft
from hegao.readers import read_bytes, read_text

TEXT = "关于布署养护工作的通知\n各镇要认真布署,报送情况。"
EDITS = (
    Edit(1, 2, 4, "部署", "布署"),
    Edit(2, 5, 7, "", "布署"),
    Edit(2, 7, 8, "，", ","),
    Edit(2, 13, 13, "于六月底前完成。", ""),
)


def test_it_reads_as_the_mended_text():
    mended, _ = edit_text(TEXT, EDITS)
    draft = mended_draft(read_text(TEXT), EDITS)
    assert [p.text for p in draft.paragraphs] == mended.split("\n")
    assert all(p.offset is None for p in draft.paragraphs)


def test_it_reads_as_the_mended_word_file():
    data = word_file(*(p(line) for line in TEXT.splitlines()))
    mended = read_bytes(apply(data, "通知.docx", EDITS).data, "通知.docx")
    draft = mended_draft(read_bytes(data, "通知.docx"), EDITS)
    assert [p.text for p in draft.paragraphs] == [p.text for p in mended.paragraphs]


def test_no_edit_no_change():
    draft = read_text(TEXT)
    assert mended_draft(draft, ()) is draft


def test_a_new_line_is_a_line_break():
    assert mended_draft(read_text("甲乙"), [Edit(1, 1, 1, "一\n二", "")]).paragraphs[0].text == "甲一\v二乙"


@given(st.integers(0, 9), st.integers(0, 9), st.text(st.sampled_from("新字"), max_size=4), st.integers(1, 8))
def test_looks_stay_with_their_text(one, other, new, border):
    start, end = sorted((one, other))
    text = "一二三四五六七八九"
    runs = (Run(0, border, RunFormat(bold=True)), Run(border, 9, RunFormat(bold=False)))
    draft = Draft("稿.docx", "docx", (Paragraph(1, text, runs=runs),))
    (paragraph,) = mended_draft(draft, [Edit(1, start, end, new, text[start:end])]).paragraphs
    covered = [number for run in paragraph.runs for number in range(run.start, run.end)]
    assert covered == list(range(len(paragraph.text)))
    bold = {char for run in paragraph.runs if run.format.bold for char in paragraph.text[run.start : run.end]}
    assert bold - set(new) == set(text[:border]) - set(text[start:end])
