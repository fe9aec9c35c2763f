"""Edits into Word files: the text concerned changes, looks and all other bytes stay."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.wordfiles import p, part, r, table, unzipped, word_file, zipped

from hegao.errors import InputError
from hegao.fix import Applied, Edit, apply
from hegao.fix.docx_changes import ODD_ENCODING, UNEDITABLE, UNWRITABLE
from hegao.fix.plan import CLASHES, STALE
from hegao.readers import read_bytes


def mend(data: bytes, *edits: Edit) -> Applied:
    return apply(data, "a.docx", edits)


def text_of(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in read_bytes(data, "a.docx").paragraphs]


def looks_of(data: bytes, number: int = 1) -> list[tuple[str, bool | None]]:
    paragraph = read_bytes(data, "a.docx").by_number[number]
    return [(paragraph.text[run.start : run.end], run.format.bold) for run in paragraph.runs]


def reasons(applied: Applied) -> list[str]:
    return [skipped.reason for skipped in applied.skipped]


def test_only_the_characters_concerned_change_byte_for_byte() -> None:
    data = word_file(
        p(r("各镇要", "<w:b/>"), "认真布署，&<>。"), p("第二段"), parts={"styles.xml": part("w:styles", "")}
    )
    edit = Edit(1, 5, 7, "部署", "布署")
    applied = mend(data, edit)
    before, after = unzipped(data), unzipped(applied.data)
    assert list(before) == list(after)
    assert after.pop("word/document.xml") == before.pop("word/document.xml").replace("布署".encode(), "部署".encode())
    assert after == before
    assert (applied.done, applied.skipped) == ((edit,), ())
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(applied.data)) as new:
        for one, other in zip(old.infolist(), new.infolist(), strict=True):
            assert (one.date_time, one.compress_type, one.external_attr) == (
                other.date_time,
                other.compress_type,
                other.external_attr,
            )


def test_nothing_to_do_gives_the_same_bytes() -> None:
    data = word_file(p("正文"))
    assert mend(data).data is data
    assert mend(data, Edit(1, 0, 1, "〇", "误")).data is data


def test_a_replacement_as_long_keeps_the_look_of_each_character() -> None:
    data = word_file(p("要", r("布", "<w:b/>"), "暑工作"))
    assert looks_of(mend(data, Edit(1, 1, 3, "部署", "布暑")).data) == [("要", None), ("部", True), ("署工作", None)]


def test_any_other_replacement_takes_the_first_look() -> None:
    data = word_file(p("要", r("布暑", "<w:b/>"), "安排工作"))
    assert looks_of(mend(data, Edit(1, 1, 5, "统筹", "布暑安排")).data) == [
        ("要", None),
        ("统筹", True),
        ("工作", None),
    ]
    assert looks_of(mend(data, Edit(1, 1, 5, "", "布暑安排")).data) == [("要工作", None)]


def test_what_stays_at_either_end_keeps_its_look() -> None:
    data = word_file(p("进行", r("安排", "<w:b/>"), "部署"))
    mended = mend(data, Edit(1, 0, 6, "进行统筹安排部署", "进行安排部署")).data
    assert looks_of(mended) == [("进行统筹", None), ("安排", True), ("部署", None)]
    assert looks_of(mend(data, Edit(1, 0, 4, "安排", "进行安排")).data) == [("安排", True), ("部署", None)]


def test_insertions_stand_beside_the_text_they_belong_to() -> None:
    data = word_file(p("甲", r("乙", "<w:b/>"), "<w:r><w:tab/></w:r>", "丙"))
    assert looks_of(mend(data, Edit(1, 1, 1, "，", "")).data)[:2] == [("甲，", None), ("乙", True)]
    assert looks_of(mend(data, Edit(1, 1, 2, "，乙", "乙")).data)[:2] == [("甲", None), ("，乙", True)]
    assert text_of(mend(data, Edit(1, 0, 0, "〇", "")).data) == ["〇甲乙\t丙"]
    assert text_of(mend(data, Edit(1, 3, 3, "〇", "")).data) == ["甲乙\t〇丙"]
    assert text_of(mend(data, Edit(1, 4, 4, "〇", "")).data) == ["甲乙\t丙〇"]


def test_several_edits_in_one_paragraph() -> None:
    data = word_file(p("一,二", r(",三", "<w:b/>"), ",四"))
    edits = [
        Edit(1, 5, 6, "；", ","),
        Edit(1, 1, 2, "，", ","),
        Edit(1, 3, 5, "、叁、", ",三"),
        Edit(1, 7, 7, "。", ""),
    ]
    assert text_of(mend(data, *edits).data) == ["一，二、叁、；四。"]


def test_all_stories_can_be_mended() -> None:
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx>"
        "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    ).format(p("布署盒"))
    data = word_file(
        p("前", box),
        table([p("布署格")]),
        section='<w:headerReference r:id="header1"/><w:footerReference r:id="footer1"/>',
        parts={
            "header1.xml": part("w:hdr", p("布署眉")),
            "footer1.xml": part("w:ftr", p("布署脚")),
            "footnotes.xml": part("w:footnotes", f'<w:footnote w:id="1">{p("布署注")}</w:footnote>'),
        },
    )
    applied = mend(data, *(Edit(number, 0, 2, "部署", "布署") for number in range(2, 7)))
    assert text_of(applied.data) == ["前", "部署盒", "部署格", "部署眉", "部署脚", "部署注"]
    assert not any("布署".encode() in content for content in unzipped(applied.data).values())


def test_text_in_tracked_insertions_strict_files_and_joined_paragraphs() -> None:
    tracked = word_file(p("要", f'<w:ins w:id="1" w:author="甲">{r("布署")}</w:ins>'), strict=True)
    applied = mend(tracked, Edit(1, 1, 3, "部署", "布署"))
    assert text_of(applied.data) == ["要部署"]
    assert read_bytes(applied.data, "a.docx").paragraphs[0].runs[1].inserted
    joined = word_file(p("要布", properties="<w:rPr><w:del/></w:rPr>"), p("署工作"))
    assert text_of(mend(joined, Edit(1, 1, 3, "部署", "布署")).data) == ["要部署工作"]


def test_what_is_no_plain_text_is_left_alone() -> None:
    numbering = part(
        "w:numbering",
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    simple = f'<w:fldSimple w:instr="REF x">{r("域")}</w:fldSimple>'
    data = word_file(
        p("总体", "<w:r><w:tab/></w:r>", simple, properties='<w:numPr><w:numId w:val="1"/></w:numPr>'),
        p(),
        parts={"numbering.xml": numbering},
    )
    assert text_of(data) == ["一、总体\t域", ""]
    blocked = (
        Edit(1, 1, 3, "二", "、总"),
        Edit(1, 4, 5, " ", "\t"),
        Edit(1, 5, 6, "预", "域"),
        Edit(1, 6, 6, "。", ""),
        Edit(2, 0, 0, "甲", ""),
    )
    applied = mend(data, *blocked)
    assert (applied.data, reasons(applied)) == (data, [UNEDITABLE] * 5)
    assert text_of(mend(data, Edit(1, 2, 4, "整体", "总体")).data)[0] == "一、整体\t域"


def test_edits_that_do_not_fit_are_told() -> None:
    data = word_file(p("认真布署工作"))
    misfits = (
        Edit(1, 0, 2, "〇", "不是"),
        Edit(1, 0, 99, "〇", "认真"),
        Edit(7, 0, 1, "〇", "甲"),
        Edit(1, 2, 4, "部\n署", "布署"),
        Edit(1, 2, 4, "部\x01署", "布署"),
    )
    assert sorted(reasons(mend(data, *misfits))) == sorted([STALE] * 3 + [UNWRITABLE] * 2)
    clashing = mend(data, Edit(1, 2, 4, "部署", "布署"), Edit(1, 3, 5, "", "署工"))
    assert (text_of(clashing.data), reasons(clashing)) == (["认真部署工作"], [CLASHES])


def test_white_space_and_markup_characters_survive() -> None:
    data = word_file(p("<w:r><w:t>\n  甲乙 </w:t></w:r>", "<w:r><w:t xml:space='preserve'>丙 </w:t></w:r>"))
    applied = mend(data, Edit(1, 0, 2, "<&>\"' ", "甲乙"), Edit(1, 2, 4, " 丙", "丙 "))
    assert text_of(applied.data) == ["<&>\"'  丙"]


def test_sections_of_character_data_and_comments() -> None:
    data = word_file(p("<w:r><w:t><![CDATA[甲<乙]]></w:t></w:r>", "<w:r><w:t>丙<!-- 注 -->丁</w:t></w:r>"))
    assert text_of(data) == ["甲<乙丙丁"]
    applied = mend(data, Edit(1, 1, 2, "，", "<"), Edit(1, 3, 4, "〇", "丙"))
    assert (text_of(applied.data), reasons(applied)) == (["甲，乙丙丁"], [UNEDITABLE])


def test_a_part_in_another_encoding_is_left_alone() -> None:
    files = unzipped(word_file(p("布署")))
    xml = files["word/document.xml"].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    data = zipped({**files, "word/document.xml": xml.encode("utf-16")})
    assert reasons(mend(data, Edit(1, 0, 2, "部署", "布署"))) == [ODD_ENCODING]


def test_rare_characters_move_nothing() -> None:
    data = word_file(p(r("𠮷😀", "<w:b/>"), "布署"))
    assert text_of(mend(data, Edit(1, 2, 4, "部署", "布署"), Edit(1, 1, 2, "𬀪", "😀")).data) == ["𠮷𬀪部署"]


def test_a_damaged_picture_stops_the_copy_not_the_reading() -> None:
    data = bytearray(word_file(p("布署"), parts={"media1.png": bytes(range(256)) * 40}))
    data[data.index(b"media1.png") + 20] ^= 0xFF
    assert text_of(bytes(data)) == ["布署"]
    with pytest.raises(InputError, match="损坏的部件"):
        mend(bytes(data), Edit(1, 0, 2, "部署", "布署"))


def test_python_docx_opens_what_was_mended() -> None:
    from docx import Document

    document = Document()
    document.add_paragraph("认真").add_run("布署").bold = True
    buffer = io.BytesIO()
    document.save(buffer)
    mended = mend(buffer.getvalue(), Edit(1, 2, 4, "部署", "布署"))
    runs = Document(io.BytesIO(mended.data)).paragraphs[0].runs
    assert [(run.text, run.bold) for run in runs] == [("认真", None), ("部署", True)]


RUNS = st.lists(st.tuples(st.text("甲乙 &<𠮷", min_size=1, max_size=4), st.booleans()), min_size=1, max_size=4)


@settings(max_examples=60)
@given(RUNS, st.text("丙丁 𬀪&", max_size=4), st.data())
def test_text_becomes_what_it_should_and_the_rest_keeps_its_look(
    runs: list[tuple[str, bool]], new: str, data: st.DataObject
) -> None:
    text = "".join(run for run, _ in runs)
    if not text.strip():
        return
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    file = word_file(p(*(r(run, "<w:b/>" if bold else "") for run, bold in runs)), p("尾"))
    mended = mend(file, Edit(1, start, end, new, text[start:end])).data

    def flat(content: bytes) -> list[tuple[str, bool | None]]:
        return [(char, bold) for stretch, bold in looks_of(content) for char in stretch]

    before, after = flat(file), flat(mended)
    assert "".join(char for char, _ in after) == text[:start] + new + text[end:]
    assert after[:start] == before[:start]
    assert after[len(after) - (len(text) - end) :] == before[end:]


@pytest.mark.shared_data
def test_a_change_in_real_files_changes_one_part_only(unpacked: Callable[[str], Path]) -> None:
    paths = list(unpacked("templates.tar.xz").rglob("*.dotx"))
    assert paths
    for path in paths:
        data = path.read_bytes()
        draft = read_bytes(data, path.name)
        paragraph = max(draft.body, key=lambda body: len(body.text) - body.numbering)
        at = paragraph.numbering
        edit = Edit(paragraph.number, at, at + 1, "〇〇", paragraph.text[at])
        applied = mend(data, edit)
        if applied.skipped:
            continue
        before, after = unzipped(data), unzipped(applied.data)
        assert [name for name in before if before[name] != after[name]] == ["word/document.xml"]
        again = read_bytes(applied.data, path.name)
        changed = [p.number for p, q in zip(draft.paragraphs, again.paragraphs, strict=True) if p.text != q.text]
        assert changed == [paragraph.number]
