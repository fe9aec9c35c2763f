"""Effective looks of runs and paragraphs, and page set-up."""

import pytest
from tests.wordfiles import p, part, r, theme, word_file

from hegao.draft.model import PageNumber, ParagraphFormat, RunFormat
from hegao.readers import read_bytes

STYLES = """
<w:docDefaults>
  <w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/><w:sz w:val="21"/></w:rPr></w:rPrDefault>
  <w:pPrDefault><w:pPr><w:spacing w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:pPr><w:jc w:val="both"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
  <w:pPr><w:pageBreakBefore/><w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr>
  <w:rPr><w:rFonts w:eastAsia="黑体"/><w:b/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/>
  <w:pPr><w:pageBreakBefore w:val="0"/></w:pPr><w:rPr><w:rFonts w:eastAsia="楷体_GB2312"/><w:b w:val="false"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="c"><w:name w:val="Strong"/><w:rPr><w:b/><w:color w:val="ff0000"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="x"><w:name w:val="loop"/><w:basedOn w:val="y"/></w:style>
<w:style w:type="paragraph" w:styleId="y"><w:basedOn w:val="x"/><w:rPr><w:sz w:val="44"/></w:rPr></w:style>
"""
PARTS = {"styles.xml": part("w:styles", STYLES), "theme.xml": theme("Cambria", "Calibri", "宋体")}


def run_look(run: str, style: str = "") -> RunFormat:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    return read_bytes(word_file(p(run, properties=properties), parts=PARTS), "a.docx").paragraphs[0].runs[0].format


def look(properties: str) -> ParagraphFormat:
    found = read_bytes(word_file(p("文", properties=properties), parts=PARTS), "a.docx").paragraphs[0].format
    assert found is not None
    return found


def test_theme_fonts_and_defaults() -> None:
    assert run_look(r("文")) == RunFormat("宋体", "Calibri", 10.5)


def test_style_chain_then_character_style_then_direct() -> None:
    assert run_look(r("文"), "2") == RunFormat("楷体_GB2312", "Calibri", 16.0, bold=False)
    assert run_look(r("文", '<w:rStyle w:val="c"/>'), "2") == RunFormat(
        "楷体_GB2312", "Calibri", 16.0, bold=True, color="FF0000"
    )
    direct = (
        '<w:rStyle w:val="c"/><w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312"/><w:b w:val="0"/>'
        '<w:color w:val="auto"/><w:sz w:val="44"/><w:highlight w:val="yellow"/><w:vanish/>'
    )
    assert run_look(r("文", direct), "2") == RunFormat(
        "仿宋_GB2312", "Times New Roman", 22.0, bold=False, highlight="FFFF00", hidden=True
    )


def test_bold_in_a_bold_style_is_not_bold() -> None:
    assert run_look(r("文", '<w:rStyle w:val="c"/>'), "1").bold is False


def test_a_theme_font_beats_a_name_beside_it_and_yields_to_a_later_name() -> None:
    assert run_look(r("文", '<w:rFonts w:eastAsia="黑体" w:eastAsiaTheme="majorEastAsia"/>')).east_asian_font == "宋体"
    assert run_look(r("文", '<w:rFonts w:eastAsia="黑体"/>')).east_asian_font == "黑体"


def test_the_theme_script_follows_the_language_of_the_settings() -> None:
    settings = part("w:settings", '<w:themeFontLang w:val="en-US" w:eastAsia="ja-JP"/>')
    data = word_file(p("文"), parts={**PARTS, "settings.xml": settings})
    assert read_bytes(data, "a.docx").paragraphs[0].runs[0].format.east_asian_font == "MS Mincho"


def test_what_the_file_does_not_say_is_none() -> None:
    draft = read_bytes(word_file(p("文")), "a.docx")
    assert draft.paragraphs[0].runs[0].format == RunFormat()
    assert draft.paragraphs[0].format == ParagraphFormat()


def test_a_style_that_is_based_on_itself_is_read() -> None:
    assert run_look(r("文"), "x").size == 22.0


def test_an_unknown_style_is_the_default_one() -> None:
    assert look('<w:pStyle w:val="没有"/>').style == "Normal"


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ('<w:ind w:firstLineChars="200" w:firstLine="640"/>', (2.0, None)),
        ('<w:ind w:firstLine="640"/>', (None, 32.0)),
        ('<w:ind w:hanging="420"/>', (None, -21.0)),
        ('<w:ind w:hangingChars="150" w:hanging="420"/>', (-1.5, None)),
        ('<w:ind w:firstLineChars="0" w:firstLine="640"/>', (None, 32.0)),
        ('<w:ind w:firstLineChars="0"/>', (0.0, None)),
        ('<w:pStyle w:val="1"/>', (2.0, None)),
        ('<w:pStyle w:val="1"/><w:ind w:firstLineChars="0" w:firstLine="0"/>', (None, 0.0)),
        ('<w:ind w:firstLine="胡" w:firstLineChars="9999999999999"/>', (None, None)),
    ],
)
def test_first_line_indents(properties: str, expected: tuple[float | None, float | None]) -> None:
    found = look(properties)
    assert (found.first_line_chars, found.first_line_points) == expected


def test_other_indents_and_alignment() -> None:
    found = look('<w:jc w:val="end"/><w:ind w:startChars="100" w:right="12.5pt"/>')
    assert (found.alignment, found.left_chars, found.right_points) == ("right", 1.0, 12.5)


@pytest.mark.parametrize(
    ("spacing", "expected"),
    [
        ("", (1.15, "auto")),
        ('<w:spacing w:line="560" w:lineRule="exact"/>', (28.0, "exact")),
        ('<w:spacing w:line="360"/>', (1.5, "auto")),
        ('<w:spacing w:line="400" w:lineRule="atLeast"/>', (20.0, "atLeast")),
    ],
)
def test_line_spacing(spacing: str, expected: tuple[float, str]) -> None:
    found = look(spacing)
    assert (found.line_spacing, found.line_rule) == expected


def test_a_style_may_begin_a_page() -> None:
    data = word_file(
        p("文"), p("文", properties='<w:pStyle w:val="1"/>'), p("文", properties='<w:pStyle w:val="2"/>'), parts=PARTS
    )
    assert [q.page_break_before for q in read_bytes(data, "a.docx").paragraphs] == [False, True, False]


def test_runs_of_one_look_are_one_and_cover_the_text() -> None:
    draft = read_bytes(word_file(p(r("一"), r("二"), r("三", "<w:b/>"), "<w:r><w:tab/></w:r>")), "a.docx")
    runs = draft.paragraphs[0].runs
    assert [(run.start, run.end, run.format.bold) for run in runs] == [(0, 2, None), (2, 3, True), (3, 4, None)]


def test_page_set_up_in_millimetres() -> None:
    section = (
        '<w:pgSz w:w="11906" w:h="16838" w:orient="landscape"/>'
        '<w:pgMar w:top="-2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="15mm" w:gutter="0"/>'
        '<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-849"/>'
    )
    settings = part("w:settings", "<w:mirrorMargins/>")
    draft = read_bytes(word_file(p("文"), section=section, parts={"settings.xml": settings}), "a.docx")
    (page,) = draft.sections
    assert (page.width, page.height, page.landscape) == (210.01, 297.0, True)
    assert (page.top, page.bottom, page.left, page.right) == (37.01, 35.0, 28.01, 26.0)
    assert (page.header, page.footer, page.gutter) == (15.01, 15.0, 0.0)
    assert (page.grid_type, page.grid_line_pitch, page.grid_char_space) == ("linesAndChars", 28.95, -0.2073)
    assert draft.properties["mirror_margins"] == "on"


def test_spacing_grid_frame_and_borders() -> None:
    found = look(
        '<w:spacing w:before="200" w:beforeLines="50" w:after="100"/><w:snapToGrid w:val="0"/>'
        '<w:framePr w:xAlign="outside"/>'
        '<w:pBdr><w:top w:val="single" w:sz="8"/><w:bottom w:val="nil" w:sz="8"/></w:pBdr>'
    )
    assert (found.space_before, found.space_before_lines, found.space_after, found.space_after_lines) == (
        10,
        0.5,
        5,
        None,
    )
    assert (found.grid, found.frame, found.border_top, found.border_bottom) == (False, "outside", 1.0, None)


def test_characters_of_side_indents_are_those_of_the_default_style() -> None:
    assert look('<w:ind w:leftChars="200" w:left="420"/>').side_character == 10.5
    assert look('<w:ind w:left="420"/>').side_character is None


def test_shading_behind_characters_is_told_and_white_is_none() -> None:
    assert run_look(r("文", '<w:shd w:val="clear" w:fill="ffff00"/>')).shading == "FFFF00"
    assert run_look(r("文", '<w:shd w:val="clear" w:fill="FFFFFF"/>')).shading is None


def test_page_numbers_are_told_for_each_kind_of_page() -> None:
    numbered = part("w:ftr", p("— ", '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>', " —"))
    section = (
        '<w:footerReference w:type="default" r:id="footer1"/><w:footerReference w:type="even" r:id="footer2"/>'
        '<w:pgNumType w:start="3"/><w:titlePg/>'
    )
    parts = {
        "footer1.xml": numbered,
        "footer2.xml": part("w:ftr", p("")),
        "settings.xml": part("w:settings", "<w:evenAndOddHeaders/>"),
    }
    draft = read_bytes(word_file(p("文"), section=section, parts=parts), "a.docx")
    (page,) = draft.sections
    assert page.page_numbers == (PageNumber("first", None), PageNumber("odd", 2), PageNumber("even", None))
    assert draft.by_number[2].text == "— 1 —"
    assert (page.page_number, page.first_number) == (True, 3)


def test_what_is_left_in_the_file_is_counted() -> None:
    body = p(r("文"), '<w:ins w:id="1"><w:r><w:t>字</w:t></w:r></w:ins>')
    comments = part("w:comments", '<w:comment w:id="0"/><w:comment w:id="1"/>')
    draft = read_bytes(word_file(body, parts={"comments.xml": comments}), "a.docx")
    assert (draft.properties["comments"], draft.properties["revisions"]) == ("2", "1")


def test_lines_and_pictures_are_counted_and_text_boxes_are_not() -> None:
    line = '<w:r><w:pict><v:line from="0,0" to="1,1"/></w:pict></w:r>'
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('框')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    draft = read_bytes(word_file(p("文", line), p("字", box)), "a.docx")
    assert [(q.text, q.drawings) for q in draft.paragraphs] == [("文", 1), ("字", 0), ("框", 0)]


def test_a_page_number_in_a_text_box_floats() -> None:
    field = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p(field)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    parts = {"footer1.xml": part("w:ftr", p(box))}
    draft = read_bytes(
        word_file(p("文"), section='<w:footerReference w:type="default" r:id="footer1"/>', parts=parts), "a.docx"
    )
    assert draft.sections[0].page_numbers == (PageNumber("all", 3),)
    found = draft.by_number[3].format
    assert found is not None
    assert found.frame == "floating"
