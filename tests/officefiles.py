"""A notice of our own as a Word file made the way offices make them, to be converted into other formats."""

import io

from hegao.readers.office import convert

TITLE = "松岚市人民政府办公室关于做好秋冬季乡村道路养护工作的通知"
BODY = (
    "各县、区人民政府，市政府各部门：",
    "为做好今年秋冬季乡村道路养护工作，保障群众出行安全，经市人民政府同意，现将有关事项通知如下。",
    "一、全面排查隐患",
    (
        "各县、区要对辖区内的县道、乡道、村道逐段检查，重点查看临水临崖、急弯陡坡、桥梁涵洞等路段，发现路面破损、边坡松动、"
        "标志缺失的，要登记造册，明确责任人和完成时限，10月底前完成整改。"
    ),
    "（一）落实养护责任",
    "县道由县级交通运输部门负责，乡道、村道由乡镇人民政府负责，养护经费按规定列入年度预算，不得挪作他用。",
    "二、加强应急值守",
    "遇有雨雪冰冻天气，要提前备足融雪剂和防滑料，安排人员昼夜值班，险情处置情况每日16时前报市交通运输局。",
)
SIGNED = ("松岚市人民政府办公室", "2024年9月26日")
ROWS = (("县区", "里程（公里）", "完成时限"), ("望川县", "312", "10月20日"), ("青禾县", "268", "10月25日"))


def notice(repeats: int = 1) -> bytes:
    """The notice as a .docx: laid out by GB/T 9704, with a table, a running head and page numbers.

    ``repeats`` says how often the body stands in it, to fill pages.
    """
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(37),
        Mm(35),
        Mm(28),
        Mm(26),
    )
    section.footer_distance = Mm(28)
    section.header.paragraphs[0].text = "松岚市道路养护文件"
    _page_number(section.footer.paragraphs[0])
    _line(document, TITLE, "方正小标宋简体", 22, WD_ALIGN_PARAGRAPH.CENTER)
    _line(document, "", "仿宋_GB2312", 16)
    for text in BODY * repeats:
        font = {"一": "黑体", "二": "黑体", "（": "楷体_GB2312"}.get(text[0], "仿宋_GB2312")
        _line(document, text, font, 16, indent=0 if text.startswith("各县、区人民") else 32)
    table = document.add_table(rows=len(ROWS), cols=len(ROWS[0]), style="Table Grid")
    for row, texts in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    _line(document, "", "仿宋_GB2312", 16)
    for text in SIGNED:
        _line(document, text, "仿宋_GB2312", 16, WD_ALIGN_PARAGRAPH.RIGHT)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def converted(data: bytes, ending: str) -> bytes:
    """A .docx in another format, by LibreOffice."""
    return convert(data, "通知.docx", ".docx", ending)


def _line(document, text, font, size, alignment=None, indent=0):
    from docx.enum.text import WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    frame = paragraph.paragraph_format
    paragraph.alignment = alignment
    frame.first_line_indent = Pt(indent)
    frame.space_after = Pt(0)
    frame.line_spacing_rule, frame.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(28.95)
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), "Times New Roman"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)


def _page_number(paragraph):
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    paragraph.add_run("— ")
    paragraph._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    )
    paragraph.add_run(" —")
