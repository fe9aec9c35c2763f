"""A draft laid out afresh: its words untouched, every element at its place, nothing for the layout rules to say."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.layout.building import build
from tests.layout.documents import DOCUMENTS
from tests.wordfiles import p, part, table, word_file

from hegao import api
from hegao.draft.model import Draft, Paragraph, Part
from hegao.errors import ConfigError, InputError
from hegao.findings.model import Severity

UPWARD = """000123
机密★1年
特急
青禾县人民政府文件
青政发〔2024〕12号  签发人：林晓
青禾县人民政府关于安排农村公路水毁修复补助资金的请示

松岚市人民政府：
　　7月中旬的强降雨造成我县3条农村公路路基塌陷，1个乡镇、4个村的出行受到影响。现将有关情况和请求事项报告如下。
　　一、受灾情况
　　（一）损毁路段。县道105线白石段路基塌陷42米，乡道210线护坡垮塌3处。
　　1．应急处置
　　已设置警示标志和便道，派专人值守。
　　二、请求事项
　　修复工程概算186万元，县财政已安排66万元，请求补助120万元。
　　妥否，请批示。

　　附件：1. 青禾县农村公路水毁路段修复工程概算表和施工进度安排情况说明
　　2. 现场照片

　　　　　　　　青禾县人民政府
　　　　　　　　2024年8月5日
（联系人：周远，电话：0000-1234567）

抄送：市财政局，市交通运输局。
青禾县人民政府办公室    2024年8月5日印发

附件1
修复工程概算表
各项工程的概算见下文。
"""
LETTER = """松岚市人民政府办公室
松政办函〔2024〕8号
松岚市人民政府办公室关于商请支援防汛物资的函

望川县人民政府：
汛期将至，我市防汛物资储备不足，拟请贵县支援编织袋2万条、救生衣300件，用于鹭湖区河堤加固，用后按原数归还。
请函复。

松岚市人民政府办公室
2024年5月8日
抄送：市应急管理局。
"""


def typeset(draft: Draft, **options: str) -> Draft:
    return api.read_bytes(api.typeset_bytes(draft, **options).data, "排好.docx")


def shown(draft: Draft) -> list[Paragraph]:
    return [q for q in draft.paragraphs if q.part in (Part.BODY, Part.TABLE) and not q.blank]


def texts(draft: Draft) -> list[str]:
    return [q.text.strip() for q in shown(draft)]


def solid(draft: Draft) -> str:
    parts = (Part.HEADER, Part.FOOTER)
    return "".join("".join(q.text.split()) for q in draft.paragraphs if q.part not in parts)


def layout(draft: Draft, profile: str | None = None) -> list[str]:
    report = api.check(draft, settings=api.Settings(profile=profile))
    return [f"{f.rule} {f.severity}" for f in report.findings if f.rule.startswith("layout.")]


def styled(draft: Draft) -> dict[str, str]:
    return {q.text.strip(): q.format.style or "" for q in shown(draft) if q.format}


@pytest.mark.parametrize("document", api.model_documents(), ids=lambda d: d.path.stem)
def test_model_documents_keep_their_words_and_give_no_finding(document: api.ModelDocument) -> None:
    draft = api.read(document.path)
    made = typeset(draft)
    same = solid(made) == solid(draft)
    # Only what comes behind the attachments in print may change its place.
    assert same or sorted(solid(made)) == sorted(solid(draft))
    assert same or "附件" in solid(draft)
    report = api.check(made)
    assert report.recognition.genre == api.recognise(draft).genre
    assert [f.rule for f in report.findings if f.rule.startswith("layout.")] == []
    assert [f.rule for f in report.findings if f.severity is not Severity.HINT] == []


@pytest.mark.shared_data
def test_real_drafts_keep_their_words_and_give_no_layout_finding(shared_data: Path) -> None:
    for path in sorted((shared_data / "seeds").glob("*.txt")):
        draft = api.read(path)
        made = typeset(draft)
        assert solid(made) == solid(draft)
        assert texts(made) == [q.text.strip() for q in draft.paragraphs if not q.blank]
        assert layout(made) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_that_keep_the_standard_still_do(name: str) -> None:
    draft = api.read_bytes(build(DOCUMENTS[name], "direct"), f"{name}.docx")
    made = typeset(draft)
    assert sorted(solid(made)) == sorted(solid(draft))
    assert layout(made) == []


def test_every_element_has_its_style() -> None:
    made = typeset(api.read_text(UPWARD))
    assert styled(made) == {
        "000123": "份号",
        "机密★1年": "密级",
        "特急": "紧急程度",
        "青禾县人民政府文件": "发文机关标志",
        "青政发〔2024〕12号\t签发人：林晓": "发文字号和签发人",
        "青禾县人民政府关于安排农村公路水毁修复补助资金的请示": "公文标题",
        "松岚市人民政府：": "主送机关",
        "7月中旬的强降雨造成我县3条农村公路路基塌陷，1个乡镇、4个村的出行受到影响。现将有关情况和请求事项报告如下。": "公文正文",
        "一、受灾情况": "公文一级标题",
        "（一）损毁路段。县道105线白石段路基塌陷42米，乡道210线护坡垮塌3处。": "公文正文",
        "1．应急处置": "公文三级标题",
        "已设置警示标志和便道，派专人值守。": "公文正文",
        "二、请求事项": "公文一级标题",
        "修复工程概算186万元，县财政已安排66万元，请求补助120万元。": "公文正文",
        "妥否，请批示。": "公文正文",
        "附件：1. 青禾县农村公路水毁路段修复工程概算表和施工进度安排情况说明": "附件说明",
        "2. 现场照片": "附件说明",
        "青禾县人民政府": "发文机关署名",
        "2024年8月5日": "成文日期",
        "（联系人：周远，电话：0000-1234567）": "附注",
        "附件1": "附件序号",
        "修复工程概算表": "附件标题",
        "各项工程的概算见下文。": "公文正文",
        "抄送：市财政局，市交通运输局。": "抄送机关",
        "青禾县人民政府办公室\t2024年8月5日印发": "印发机关和日期",
    }
    assert layout(made) == []


def test_fonts_sizes_page_and_numbers_are_those_of_the_standard() -> None:
    made = typeset(api.read_text(UPWARD))
    (section,) = made.sections
    assert (section.width, section.height, section.top, section.left) == pytest.approx((210, 297, 37, 28), abs=0.1)
    assert section.grid_line_pitch == pytest.approx(28.95)
    assert {number.pages: made.by_number[number.paragraph or 0].text for number in section.page_numbers} == {
        "odd": "— 1 —",
        "even": "— 1 —",
    }
    looks = {q.text[:4]: q.runs[0].format for q in shown(made)}
    assert (looks["一、受灾"].east_asian_font, looks["一、受灾"].size) == ("黑体", 16)
    assert (looks["（一）损"].east_asian_font, looks["青禾县人"].color) == ("楷体_GB2312", None)
    mark = next(q for q in shown(made) if q.text.endswith("文件"))
    assert (mark.runs[0].format.color, mark.format and mark.format.alignment) == ("FF0000", "center")


def test_a_run_in_heading_has_its_font_up_to_its_mark() -> None:
    made = typeset(api.read_text(UPWARD))
    line = next(q for q in shown(made) if q.text.startswith("（一）"))
    assert [(line.text[r.start : r.end][:8], r.format.east_asian_font) for r in line.runs] == [
        ("（一）损毁路段。", "楷体_GB2312"),
        ("县道105线白石", "仿宋_GB2312"),
    ]


def test_a_letter_has_no_number_on_its_first_page_and_no_lines_in_its_imprint() -> None:
    data = api.typeset_bytes(api.read_text(LETTER)).data
    made = api.read_bytes(data, "函.docx")
    assert {n.pages: n.paragraph is None for n in made.sections[0].page_numbers}["first"]
    assert layout(made) == []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        document = archive.read("word/document.xml").decode()
    assert "thickThinSmallGap" in document
    assert "tcBorders" not in document


def test_a_signature_never_stands_alone_on_a_page() -> None:
    data = api.typeset_bytes(api.read_text(LETTER)).data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        paragraphs = archive.read("word/document.xml").decode().split("<w:p>")
    assert [text for text in ("请函复", "用后按原数") if any(text in q and "keepNext" in q for q in paragraphs)] == [
        "请函复"
    ]


def test_papers_are_signed_without_a_seal() -> None:
    text = "2023年度柳溪镇镇长述职报告\n\n各位代表：\n一年来，我做了以下工作。\n\n柳溪镇镇长　周远\n2024年1月8日\n"
    found = {}
    for profile in ("gbt9704", "material"):
        made = typeset(api.read_text(text), profile=profile)
        found[profile] = next(q.format.right_chars for q in shown(made) if q.text == "2024年1月8日" and q.format)
    assert found["gbt9704"] == pytest.approx(4)
    assert found["material"] == pytest.approx(2)


def test_automatic_numbers_become_text_and_looks_are_made_anew() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    automatic = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = [
        p("关于开展防汛检查的通知", properties='<w:jc w:val="right"/>'),
        p("各乡镇人民政府："),
        p("摸清底数", properties=automatic),
        p("请逐一排查。"),
        p("落实责任", properties=automatic),
        p("请落实到人。"),
    ]
    data = word_file(*body, parts={"numbering.xml": part("w:numbering", numbering)})
    made = typeset(api.read_bytes(data, "稿.docx"))
    assert [text for text in texts(made) if "、" in text] == ["一、摸清底数", "二、落实责任"]
    assert all(q.numbering == 0 for q in made.paragraphs)
    assert shown(made)[0].format.alignment == "center"
    assert layout(made) == []


def test_tables_keep_their_cells_merged_ones_too() -> None:
    wide = f'<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("进度")}'
    tall = f'<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("望川县")}'
    more = f"<w:tcPr><w:vMerge/></w:tcPr>{p('')}"
    rows = [[p("县区"), wide], [tall, p("甲"), p("乙")], [more, p("丙"), p("")]]
    draft = api.read_bytes(word_file(p("关于报送进度的通知"), p("各县："), table(*rows), p("请查收。")), "稿.docx")
    made = typeset(draft)

    def cells(draft: Draft) -> list[tuple[object, int, str]]:
        return [(q.cell, q.columns, q.text) for q in draft.paragraphs if q.part is Part.TABLE]

    assert cells(made) == cells(draft)


def test_a_table_in_a_cell_becomes_lines_of_the_cell() -> None:
    inner = table([p("内一"), p("内二")])
    draft = api.read_bytes(word_file(p("关于报送进度的通知"), table([p("外"), inner + p("后")])), "稿.docx")
    assert texts(typeset(draft)) == ["关于报送进度的通知", "外", "内一", "内二", "后"]


def test_what_cannot_be_taken_over_is_told() -> None:
    header = '<w:headerReference w:type="default" r:id="header1"/>'
    data = word_file(
        p("关于开展检查的通知"),
        p("请各乡镇开展检查。"),
        p("<w:r><w:pict/></w:r>"),
        section=header,
        parts={"header1.xml": _header("内部资料")},
    )
    notices = api.typeset_bytes(api.read_bytes(data, "稿.docx")).notices
    assert [notice[:8] for notice in notices] == ["原文页眉、页脚里", "原文里的 1 个"]
    assert all(notice.endswith("。") for notice in notices)
    assert api.typeset_bytes(api.read_text("通知\n正文\x01结束。")).notices[0].startswith("原文里有 1 个看不见")


def _header(text: str) -> str:
    return part("w:hdr", p(text))


def test_a_file_with_nothing_to_set_is_refused() -> None:
    section = '<w:headerReference w:type="default" r:id="header1"/>'
    data = word_file(p(""), section=section, parts={"header1.xml": _header("内部资料")})
    with pytest.raises(InputError, match="没有可以排版的正文"):
        api.typeset_bytes(api.read_bytes(data, "稿.docx"))


def test_a_style_of_ones_own_is_kept_to(tmp_path: Path) -> None:
    style = tmp_path / "本单位.toml"
    style.write_text(
        'extends = "gbt9704"\n'
        '[formats.body]\nfont = { families = ["方正仿宋_GBK"], say = "方正仿宋" }\n'
        'line_spacing = { min = 27.5, max = 28.5, say = "28磅" }\n'
        '[formats.margins]\ntop = { min = 34.0, max = 36.0, say = "35毫米" }\n',
        encoding="utf-8",
    )
    made = typeset(api.read_text(UPWARD), profile=str(style))
    body = next(q for q in shown(made) if q.text.startswith("7月"))
    assert body.runs[0].format.east_asian_font == "方正仿宋_GBK"
    assert body.format is not None
    assert body.format.line_spacing == 28
    assert made.sections[0].top == pytest.approx(35, abs=0.1)
    assert layout(made, str(style)) == []


def test_a_style_without_measures_is_refused_with_a_sentence(tmp_path: Path) -> None:
    style = tmp_path / "空.toml"
    style.write_text('title = "空"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="不能排版"):
        api.typeset_bytes(api.read_text(UPWARD), profile=str(style))


def test_the_users_file_is_never_written_to(tmp_path: Path) -> None:
    source = tmp_path / "请示.docx"
    source.write_bytes(word_file(p("关于安排资金的请示"), p("请批示。")))
    before = source.read_bytes()
    with pytest.raises(ConfigError, match="不能改写原文件"):
        api.typeset(source, source)
    with pytest.raises(ConfigError, match=r"\.docx 结尾"):
        api.typeset(source, tmp_path / "排好.txt")
    api.typeset(source, tmp_path / "排好.docx")
    with pytest.raises(ConfigError, match="已经存在"):
        api.typeset(source, tmp_path / "排好.docx")
    assert source.read_bytes() == before


_LINE = st.text(
    st.sampled_from("一二三（）、。：附件1.9 　\t年月日关于的通知请示报告抄送印发林县政府〔〕号\v<&>𠮷"), max_size=30
)


@given(st.lists(_LINE, min_size=1, max_size=12))
@settings(max_examples=60)
def test_no_word_is_lost_whatever_the_draft_looks_like(lines: list[str]) -> None:
    text = "\n".join(lines)
    if not text.strip():
        return
    draft = api.read_text(text)
    assert sorted(solid(typeset(draft))) == sorted(solid(draft))


@pytest.mark.office
def test_libreoffice_opens_it_and_sets_28_characters_to_a_line() -> None:
    import pypdfium2 as pdfium

    from hegao.readers.office import convert

    text = UPWARD.replace("妥否，请批示。", "松" * 60 + "。\n妥否，请批示。")
    pdf = convert(api.typeset_bytes(api.read_text(text)).data, "稿.docx", ".docx", ".pdf")
    with pdfium.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    assert [len(line) for page in pages for line in page.splitlines() if "松松松" in line] == [26, 28, 7]
    assert "— 2 —" in pages[1]
    said = "".join("".join(pages).split())
    assert all(word in said for word in ("签发人：林晓", "附件1", "2024年8月5日印发"))
