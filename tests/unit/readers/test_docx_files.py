"""Word files as a whole: dialects, endings, the way back to the elements, files that python-docx wrote."""

import io

from tests.wordfiles import p, r, word_file

from hegao.readers import read_bytes
from hegao.readers.docx import WordFile


def test_strict_files_and_other_word_endings_are_read() -> None:
    data = word_file(p("严格", properties="<w:jc w:val='center'/>"), strict=True)
    for name in ("a.docx", "a.docm", "a.dotx", "a.dotm"):
        draft = read_bytes(data, name)
        assert (draft.media, draft.notices, draft.paragraphs[0].text) == ("docx", (), "严格")
        look = draft.paragraphs[0].format
        assert look is not None
        assert look.alignment == "center"


def test_a_wrong_ending_on_a_word_file_is_told() -> None:
    assert read_bytes(word_file(p("正文")), "a.doc").notices == ("“a.doc”其实是 .docx 格式的文件，已按 .docx 读取。",)


def test_the_walk_leads_to_the_elements_the_text_comes_from() -> None:
    data = word_file(
        p(
            "甲",
            "<w:r><w:tab/></w:r>",
            f'<w:fldSimple w:instr="REF x">{r("乙")}</w:fldSimple>',
            "<w:r><w:t> 丙 </w:t></w:r>",
        )
    )
    (located,) = WordFile(data, "a.docx").located()
    nodes = [(piece.start, piece.end, piece.node is not None) for piece in located.block.pieces]
    assert located.block.text == "甲\t乙丙"
    assert nodes == [(0, 1, True), (1, 2, False), (2, 3, False), (3, 4, True)]


def test_rare_characters_are_one_code_point_each() -> None:
    paragraph = read_bytes(word_file(p(r("𠮷😀", "<w:b/>"), "家")), "a.docx").paragraphs[0]
    assert [(run.start, run.end) for run in paragraph.runs] == [(0, 2), (2, 3)]


def test_files_made_with_python_docx_are_read_whole() -> None:
    from docx import Document

    document = Document()
    document.add_heading("关于开展普查的通知", level=1)
    document.add_paragraph("各县人民政府：")
    document.add_table(rows=1, cols=2).cell(0, 1).text = "望川县"
    document.sections[0].header.paragraphs[0].text = "内部资料"
    buffer = io.BytesIO()
    document.save(buffer)
    draft = read_bytes(buffer.getvalue(), "通知.docx")
    assert [(q.part.value, q.text) for q in draft.paragraphs] == [
        ("body", "关于开展普查的通知"),
        ("body", "各县人民政府："),
        ("table", ""),
        ("table", "望川县"),
        ("header", "内部资料"),
    ]
