"""PDF files: a converted notice read whole, and small ones written by hand; damaged and protected ones."""

import zlib
from collections.abc import Sequence
from importlib.util import find_spec

import pytest
from tests.officefiles import BODY, ROWS, SIGNED, TITLE, converted, notice

from hegao.draft.model import Draft, Part
from hegao.errors import InputError
from hegao.readers import copy_ending, read_bytes


def pdf_file(
    *contents: str | bytes, media: Sequence[int] = (0, 0, 595, 842), font: str = "Helvetica", extra: str = ""
) -> bytes:
    """A PDF of pages with the given content streams, its only font called ``font``."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(contents)))
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} >>".encode(),
    ]
    for number, content in enumerate(contents):
        stream = zlib.compress(content.encode() if isinstance(content, str) else content)
        box = " ".join(map(str, media))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] {extra} /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream))
    made, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(places) + 1, rows)
    return made + table + b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, len(made))


def line(text: str, x: float, y: float, size: float = 16) -> str:
    return f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n"


def refusal(data: bytes, name: str = "通知.pdf") -> str:
    with pytest.raises(InputError) as caught:
        read_bytes(data, name)
    assert str(caught.value).endswith("。")
    assert str(caught.value).count("。") == 1
    return str(caught.value)


@pytest.fixture(scope="module")
def draft() -> Draft:
    return read_bytes(converted(notice(repeats=3), ".pdf"), "通知.pdf")


@pytest.mark.office
def test_lines_are_joined_to_the_paragraphs_of_the_original(draft: Draft) -> None:
    body = [p.text for p in draft.body if not p.blank]
    title = [p for p in draft.body if p.format is not None and p.format.alignment == "center"]
    assert "".join(p.text for p in title) == TITLE
    assert body[len(title) :] == [*BODY * 3, *SIGNED]


@pytest.mark.office
def test_tables_heads_and_page_numbers_are_told_apart(draft: Draft) -> None:
    cells = {p.cell: p.text for p in draft.paragraphs if p.part is Part.TABLE}
    assert cells == {(1, r, c): text for r, row in enumerate(ROWS, 1) for c, text in enumerate(row, 1)}
    assert [(p.part, p.text) for p in draft.paragraphs if p.part in (Part.HEADER, Part.FOOTER)] == [
        (Part.HEADER, "松岚市道路养护文件"),
        (Part.FOOTER, "— 1 —"),
    ]
    section = draft.sections[0]
    assert (section.width, section.height, section.page_number) == (210.0, 297.0, True)


@pytest.mark.office
def test_sizes_are_kept_and_what_was_not_checked_is_said(draft: Draft) -> None:
    assert draft.media == "page"
    assert {run.format.size for p in draft.body for run in p.runs} == {16.0, 22.0}
    assert draft.notices == (
        "“通知.pdf”是 PDF，段落由各页的行拼成；缩进、行距、页边距等版式没有检查，要检查版式请用它的 Word 或 WPS 原稿。",
    )
    for paragraph in draft.paragraphs:
        covered = [index for run in paragraph.runs for index in range(run.start, run.end)]
        assert covered == list(range(len(paragraph.text)))


def test_gaps_between_words_are_spaces_and_double_strokes_are_not() -> None:
    data = pdf_file(line("Matter", 80, 700) + line("one", 140, 700) + line("bold", 80, 650) + line("bold", 80.4, 650))
    assert [p.text for p in read_bytes(data, "a.pdf").paragraphs if not p.blank] == ["Matter one", "bold"]


def test_a_page_that_lies_on_its_side() -> None:
    turned = "BT /F1 16 Tf 0 1 -1 0 300 100 Tm (sideways) Tj ET BT /F1 16 Tf 0 1 -1 0 330 100 Tm (second) Tj ET\n"
    draft = read_bytes(pdf_file(turned, extra="/Rotate 90"), "a.pdf")
    assert [p.text for p in draft.paragraphs if not p.blank] == ["sideways", "second"]
    assert draft.sections[0].landscape


def test_slanted_text_is_left_out_and_told() -> None:
    slanted = "BT /F1 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm (DRAFT) Tj ET\n"
    draft = read_bytes(pdf_file(line("plain text", 80, 700) + slanted), "a.pdf")
    assert [p.text for p in draft.paragraphs] == ["plain text"]
    assert any("水印" in notice for notice in draft.notices)


def test_fonts_by_the_names_that_pdf_files_give_them() -> None:
    look = read_bytes(pdf_file(line("abc", 80, 700), font="ABCDEF+SimHei,Bold"), "a.pdf").paragraphs[0].runs[0].format
    assert (look.east_asian_font, look.bold, look.size) == ("黑体", True, 16.0)


def test_pages_without_text() -> None:
    assert "可能是扫描件" in refusal(pdf_file("", ""))
    draft = read_bytes(pdf_file(line("text", 80, 700), ""), "a.pdf")
    assert any("第 2 页没有文字" in notice for notice in draft.notices)


def test_a_pdf_by_another_name_is_told_and_cannot_be_written() -> None:
    data = pdf_file(line("text", 80, 700))
    assert read_bytes(data, "通知.docx").notices[0] == "“通知.docx”其实是 PDF 文件。"
    assert copy_ending(data, "通知.pdf") is None


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7 ...", b"%PDF-1.4\n" + bytes(5000), pdf_file("x")[:300]])
def test_damaged_files(data: bytes) -> None:
    assert "不完整或已损坏" in refusal(data) or "没有文字" in refusal(data)


def test_a_content_stream_that_is_a_bomb_is_refused_in_time() -> None:
    bomb = pdf_file(b"BT /F1 9 Tf 9 9 Td " + b"(a) Tj " * 30_000_000)
    assert len(bomb) < 1_000_000
    refusal(bomb)


def test_without_the_package_the_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hegao.readers.pdf.find_spec", lambda name: None if name == "pypdfium2" else find_spec(name))
    assert "pip install 'hegao[pdf]'" in refusal(b"%PDF-1.7")
