"""Which text of a Word file is read, in which order, and as what."""

from collections.abc import Mapping

import pytest
from tests.wordfiles import p, part, r, table, word_file

from hegao.draft.model import Draft, Paragraph, Part
from hegao.readers import read_bytes


def read(*body: str, section: str = "", parts: Mapping[str, str | bytes] | None = None) -> Draft:
    return read_bytes(word_file(*body, section=section, parts=parts), "通知.docx")


def texts(draft: Draft) -> list[tuple[str, str]]:
    return [(paragraph.part.value, paragraph.text) for paragraph in draft.paragraphs]


def only(draft: Draft) -> Paragraph:
    assert len(draft.paragraphs) == 1
    return draft.paragraphs[0]


def field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> {code} </w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def box(*content: str) -> str:
    return f"<wps:txbx><w:txbxContent>{''.join(content)}</w:txbxContent></wps:txbx>"


def test_tracked_changes_are_read_as_accepted() -> None:
    inserted = f'<w:ins w:id="1" w:author="甲">{r("4月")}</w:ins>'
    deleted = '<w:del w:id="2"><w:r><w:delText>3月</w:delText></w:r></w:del>'
    moved = f"<w:moveFrom>{r('各镇')}</w:moveFrom><w:moveTo>{r('各乡')}</w:moveTo>"
    draft = read(p("请于", deleted, inserted, "底前报", moved, "。"))
    paragraph = only(draft)
    assert paragraph.text == "请于4月底前报各乡。"
    assert [(run.start, run.end, run.inserted) for run in paragraph.runs] == [
        (0, 2, False),
        (2, 4, True),
        (4, 7, False),
        (7, 9, True),
        (9, 10, False),
    ]
    assert draft.notices == ("“通知.docx”里有修订：插入的文字已检查，删除的文字没有检查，请定稿前接受或拒绝修订。",)


def test_a_deleted_paragraph_mark_joins_what_it_parted() -> None:
    mark = "<w:rPr><w:del/></w:rPr>"
    draft = read(p("请各单位", properties=mark), p("认真执行。"), p(properties=mark), p("特此通知。"))
    assert [paragraph.text for paragraph in draft.paragraphs] == ["请各单位认真执行。", "特此通知。"]


def test_deleted_last_marks_and_deleted_rows_lose_no_other_text() -> None:
    row = f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('删')}</w:tc></w:tr><w:tr><w:tc>{p('留')}</w:tc></w:tr></w:tbl>"
    draft = read(row, p("尾", properties="<w:rPr><w:del/></w:rPr>"))
    assert texts(draft) == [("table", "留"), ("body", "尾")]


def test_wrappers_inside_a_paragraph_are_seen_through() -> None:
    draft = read(
        p(
            f"<w:sdt><w:sdtPr/><w:sdtContent>{r('联系电话：')}</w:sdtContent></w:sdt>",
            f'<w:hyperlink r:id="x">{r("县政府")}</w:hyperlink>',
            f"<w:smartTag>{r('青禾县')}</w:smartTag><w:customXml>{r('办')}</w:customXml>",
            '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="0" w:name="a"/><!-- 注 -->',
            "<w:r><w:ruby><w:rt><w:r><w:t>lu</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>鹭</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>",
        )
    )
    assert only(draft).text == "联系电话：县政府青禾县办鹭x=1"


def test_block_content_controls_and_other_wrappers_of_paragraphs() -> None:
    draft = read(
        f"<w:sdt><w:sdtContent>{p('标题')}{table([p('格')])}</w:sdtContent></w:sdt>",
        f"<w:customXml>{p('正文')}</w:customXml>",
        f"<mc:AlternateContent><mc:Choice>{p('新')}</mc:Choice><mc:Fallback>{p('旧')}</mc:Fallback></mc:AlternateContent>",
    )
    assert texts(draft) == [("body", "标题"), ("table", "格"), ("body", "正文"), ("body", "新")]


def test_signs_that_are_elements() -> None:
    run = (
        "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/><w:noBreakHyphen/><w:softHyphen/>"
        '<w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Wingdings" w:char="F04A"/>'
        '<w:sym w:font="宋体" w:char="2103"/><w:sym w:font="x" w:char="D800"/><w:sym w:char="zz"/></w:r>'
    )
    assert only(read(p(run))).text == "甲\t乙\v丙\v-☑℃"


def test_white_space_of_a_text_element_follows_xml_space() -> None:
    run = "<w:r><w:t>\n 甲 乙\t</w:t><w:t xml:space='preserve'> 丙\n</w:t><w:t>　丁</w:t></w:r>"
    assert only(read(p(run))).text == "甲 乙 丙 　丁"


def test_fields_show_their_result_and_not_their_code() -> None:
    nested = field("IF 1 = " + "2", "外" + "") + field('HYPERLINK "x"', "链接")
    simple = f'<w:fldSimple w:instr=" DATE ">{r("2024年5月6日")}</w:fldSimple>'
    assert only(read(p("见", nested, simple, "。"))).text == "见外链接2024年5月6日。"


def test_a_field_may_run_over_paragraphs_and_a_broken_one_loses_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end"))
    draft = read(p(begin, separate, "一、"), p("二、", end), p(begin, "码"), p("正文", end))
    assert [paragraph.text for paragraph in draft.paragraphs] == ["一、", "二、", "", "正文"]


def test_tables_stand_where_they_stand_and_merged_cells_count_once() -> None:
    merged = "<w:tcPr><w:vMerge w:val='restart'/></w:tcPr>"
    goes_on = "<w:tcPr><w:vMerge/></w:tcPr>"
    wide = "<w:tcPr><w:gridSpan w:val='2'/></w:tcPr>"
    draft = read(
        p("前"),
        table([merged + p("甲"), p("乙") + p("乙二")], [goes_on + p("藏"), wide + p("丙"), p("丁")]),
        p("后"),
        table([p("外") + table([p("里")]) + p("末")]),
    )
    assert [(q.text, q.cell) for q in draft.paragraphs] == [
        ("前", None),
        ("甲", (1, 1, 1)),
        ("乙", (1, 1, 2)),
        ("乙二", (1, 1, 2)),
        ("丙", (1, 2, 2)),
        ("丁", (1, 2, 4)),
        ("后", None),
        ("外", (2, 1, 1)),
        ("里", (3, 1, 1)),
        ("末", (2, 1, 1)),
    ]
    assert [q.number for q in draft.paragraphs] == list(range(1, 11))
    assert {q.part for q in draft.paragraphs if q.cell} == {Part.TABLE}


def test_a_continued_cell_without_a_beginning_is_read() -> None:
    assert [q.text for q in read(table(["<w:tcPr><w:vMerge/></w:tcPr>" + p("甲")])).paragraphs] == ["甲"]


@pytest.mark.parametrize("drawn", ["choice", "vml", "fallback"])
def test_a_text_box_follows_its_paragraph_and_is_read_once(drawn: str) -> None:
    vml = f"<w:pict><v:textbox><w:txbxContent>{p('印章')}</w:txbxContent></v:textbox></w:pict>"
    modern = f"<w:drawing><a:graphic>{box(p('印章'))}</a:graphic></w:drawing>"
    content = {
        "choice": f"<mc:AlternateContent><mc:Choice Requires='wps'>{modern}</mc:Choice>"
        f"<mc:Fallback>{vml}</mc:Fallback></mc:AlternateContent>",
        "vml": vml,
        "fallback": f"<mc:AlternateContent><mc:Fallback>{vml}</mc:Fallback></mc:AlternateContent>",
    }[drawn]
    draft = read(p("前", f"<w:r>{content}</w:r>", "半"), p("后"))
    assert texts(draft) == [("body", "前半"), ("textbox", "印章"), ("body", "后")]


def test_text_of_a_choice_is_not_read_again_from_its_fallback() -> None:
    inline = (
        f"<mc:AlternateContent><mc:Choice>{r('新')}</mc:Choice><mc:Fallback>{r('旧')}</mc:Fallback>"
        "</mc:AlternateContent><w:r><mc:AlternateContent><mc:Choice><w:t>一</w:t></mc:Choice>"
        "<mc:Fallback><w:t>二</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert only(read(p(inline))).text == "新一"


def test_headers_footers_and_notes_follow_in_order_each_once() -> None:
    references = '<w:headerReference w:type="default" r:id="header1"/><w:footerReference r:id="footer1"/>'
    first = f"<w:sectPr>{references}</w:sectPr>"
    hidden = '<w:headerReference w:type="first" r:id="header2"/><w:headerReference w:type="even" r:id="header3"/>'
    draft = read(
        p("第一节", properties=first),
        p("第二节", '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        section=hidden,
        parts={
            "header1.xml": part("w:hdr", p("页眉")),
            "header2.xml": part("w:hdr", p("不显示的首页页眉")),
            "header3.xml": part("w:hdr", p("不显示的偶数页页眉")),
            "footer1.xml": part("w:ftr", p("— ", field("PAGE", "1"), " —")),
            "footnotes.xml": part(
                "w:footnotes",
                f'<w:footnote w:type="separator" w:id="0">{p("线")}</w:footnote>'
                f'<w:footnote w:id="2">{p("脚注")}</w:footnote>',
            ),
            "endnotes.xml": part("w:endnotes", f'<w:endnote w:id="1">{p("尾注")}</w:endnote>'),
        },
    )
    assert texts(draft) == [
        ("body", "第一节"),
        ("body", "第二节"),
        ("header", "页眉"),
        ("footer", "— 1 —"),
        ("footnote", "脚注"),
        ("footnote", "尾注"),
    ]
    assert [section.page_number for section in draft.sections] == [True, True]
    assert [q.section for q in draft.paragraphs[:2]] == [0, 1]


def test_first_and_even_headers_are_read_where_they_are_shown() -> None:
    section = (
        '<w:titlePg/><w:headerReference w:type="first" r:id="header2"/>'
        '<w:headerReference w:type="even" r:id="header3"/><w:headerReference r:id="gone"/>'
    )
    draft = read(
        p("正文"),
        section=section,
        parts={
            "header2.xml": part("w:hdr", p("首页")),
            "header3.xml": part("w:hdr", p("偶数页")),
            "settings.xml": part("w:settings", "<w:evenAndOddHeaders/>"),
        },
    )
    assert texts(draft)[1:] == [("header", "首页"), ("header", "偶数页")]
    assert not draft.sections[0].page_number


def test_a_page_number_in_a_text_box_of_the_footer_is_seen() -> None:
    number = p(field("PAGE \\* MERGEFORMAT", "2"))
    boxed = f"<w:r><w:pict><v:textbox><w:txbxContent>{number}</w:txbxContent></v:textbox></w:pict></w:r>"
    draft = read(
        p("正文", field("NUMPAGES", "9")),
        section='<w:footerReference r:id="footer1"/>',
        parts={"footer1.xml": part("w:ftr", p(boxed))},
    )
    assert draft.sections[0].page_number
    assert texts(draft)[1:] == [("footer", ""), ("footer", "2")]


def test_breaks_begin_new_pages() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    draft = read(
        p("一"),
        p(page, "二"),
        p("三", page),
        p("四"),
        p("五", properties="<w:pageBreakBefore/>"),
        p("六", properties="<w:sectPr/>"),
        p("七", properties="<w:sectPr/>"),
        p("八"),
        section='<w:type w:val="continuous"/>',
    )
    assert [q.page_break_before for q in draft.paragraphs] == [
        False, True, False, True, True, False, True, False,
    ]  # fmt: skip


def test_sections_end_in_what_is_shown_of_the_body() -> None:
    end = p("节末", properties='<w:sectPr><w:pgSz w:w="{}"/></w:sectPr>')
    draft = read(
        f"<w:sdt><w:sdtContent>{end.format('5670')}</w:sdtContent></w:sdt>",
        f"<mc:AlternateContent><mc:Choice>{end.format('11340')}</mc:Choice>"
        f"<mc:Fallback>{end.format('567')}</mc:Fallback></mc:AlternateContent>",
        table([end.format("567")]),
        p(
            "正文",
            f"<w:r><w:pict><v:textbox><w:txbxContent>{end.format('567')}</w:txbxContent></v:textbox></w:pict></w:r>",
        ),
        section='<w:pgSz w:w="17010"/>',
    )
    assert [section.width for section in draft.sections] == [100.01, 200.02, 300.04]
    assert [paragraph.section for paragraph in draft.paragraphs] == [0, 1, 2, 2, 2]


def test_hidden_text_comments_and_embedded_files_are_told() -> None:
    draft = read(
        p(r("密", "<w:vanish/>"), "明"),
        '<w:altChunk r:id="x"/>',
        parts={"comments.xml": part("w:comments", f'<w:comment w:id="0">{p("改")}</w:comment>')},
    )
    assert only(draft).runs[0].format.hidden
    assert not only(draft).runs[1].format.hidden
    assert [notice.split("：")[0] for notice in draft.notices] == [
        "“通知.docx”里有批注",
        "“通知.docx”里有隐藏文字",
        "“通知.docx”里嵌有别的文档",
    ]
