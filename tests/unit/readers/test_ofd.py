"""OFD files: text, fonts, tables and templates; damaged, encrypted and dangerous ones."""

import pytest
from tests.ofdfiles import ofd_file, ofd_parts, stroke, text
from tests.wordfiles import zipped

from hegao.draft.model import Part
from hegao.errors import InputError
from hegao.readers import read_bytes

LEFT, LINE = 28.0, 10.2
FIRST = "为做好全市古树名木保护工作，现将有关事项通知如下，请认"
TITLE = "鹭湖区关于保护古树名木的通知"


def page(*lines: tuple[str, float], start: float = 50.0) -> str:
    """Lines of text, each with its indent in characters of 5.6 mm."""
    placed = enumerate(lines)
    return "".join(text(line, LEFT + indent * 5.6, start + row * LINE) for row, (line, indent) in placed)


def sentence(data: bytes, name: str = "通知.ofd") -> str:
    with pytest.raises(InputError) as caught:
        read_bytes(data, name)
    assert str(caught.value).endswith("。")
    assert str(caught.value).count("。") == 1
    return str(caught.value)


def test_lines_become_paragraphs_with_fonts_and_sizes() -> None:
    title = text(TITLE, 50, 40, size=7.76, font=2)
    body = page((FIRST[:26], 2), ("真落实。", 0), ("一、普查建档", 2), ("10月底前完成。", 2))
    draft = read_bytes(ofd_file(title + body), "通知.ofd")
    assert draft.media == "page"
    assert [p.text for p in draft.paragraphs] == [TITLE, FIRST[:26] + "真落实。", "一、普查建档", "10月底前完成。"]
    look = draft.paragraphs[0].runs[0].format
    assert (look.east_asian_font, look.size) == ("方正小标宋简体", 22.0)
    assert draft.paragraphs[1].runs[0].format.east_asian_font == "仿宋_GB2312"
    assert draft.properties["title"] == "通知"
    assert (draft.sections[0].width, draft.sections[0].height) == (210.0, 297.0)
    assert "版式没有检查" in draft.notices[0]


def test_a_font_that_is_not_known_is_left_open() -> None:
    draft = read_bytes(ofd_file(text("正文", 30, 60, font=3)), "a.ofd")
    look = draft.paragraphs[0].runs[0].format
    assert (look.east_asian_font, look.latin_font) == (None, "KuaiXueTi")


def test_pieces_of_a_line_are_put_in_order_though_their_baselines_differ() -> None:
    pieces = text("字第3号", 60, 60.4) + text("鹭湖政发〔2024〕", 30, 60, size=2)
    assert read_bytes(ofd_file(pieces), "a.ofd").paragraphs[0].text.startswith("鹭湖政发〔2024〕")


def test_ruled_tables_are_read_cell_by_cell() -> None:
    upright = "".join(stroke(x, 60, x, 80) for x in (30, 80, 130))
    level = "".join(stroke(30, y, 130, y) for y in (60, 70, 80))
    words = text("县区", 32, 67) + text("株数", 82, 67) + text("望川县", 32, 77) + text("46", 82, 77)
    draft = read_bytes(ofd_file(text("见下表：", 30, 50) + upright + level + words), "a.ofd")
    assert [(p.part, p.cell, p.text) for p in draft.paragraphs] == [
        (Part.BODY, None, "见下表："),
        (Part.TABLE, (1, 1, 1), "县区"),
        (Part.TABLE, (1, 1, 2), "株数"),
        (Part.TABLE, (1, 2, 1), "望川县"),
        (Part.TABLE, (1, 2, 2), "46"),
    ]


def test_a_template_stands_on_every_page_and_page_numbers_at_the_foot() -> None:
    foot = "— {} —"
    pages = [page((f"第{n}页的正文内容。", 2)) + text(foot.format(n), 100, 275, size=4.9) for n in (1, 2, 3)]
    draft = read_bytes(ofd_file(*pages, template=text("鹭湖区绿化委员会", 30, 20)), "a.ofd")
    edges = [(p.part, p.text) for p in draft.paragraphs if p.part is not Part.BODY]
    assert edges == [(Part.HEADER, "鹭湖区绿化委员会"), (Part.FOOTER, "— 1 —")]
    assert draft.sections[0].page_number


def test_a_watermark_across_the_page_is_left_out() -> None:
    slanted = text("内部资料", 60, 150, extra='CTM="0.7 -0.7 0.7 0.7 0 0"')
    assert [p.text for p in read_bytes(ofd_file(slanted + page(("正文。", 2))), "a.ofd").paragraphs] == ["正文。"]


def test_an_ofd_file_by_another_name_is_told() -> None:
    assert read_bytes(ofd_file(page(("正文。", 2))), "a.docx").notices[0] == "“a.docx”其实是 OFD 文件。"


def test_pictures_of_text_are_told_apart_from_text() -> None:
    assert "可能是扫描件" in sentence(ofd_file(""))
    assert any("第 2 页没有文字" in notice for notice in read_bytes(ofd_file(page(("字", 0)), ""), "a.ofd").notices)


def test_damaged_encrypted_and_dangerous_files() -> None:
    good = ofd_file(page(("正文。", 2)))
    assert "不完整或已损坏" in sentence(good[: len(good) // 2])
    assert "加密" in sentence(ofd_file("", parts={"Encryptions.xml": "<a/>"}))
    parts = ofd_parts([page(("正文。", 2))])
    assert "缺少部件" in sentence(zipped({k: v for k, v in parts.items() if "Content" not in k}))
    assert "损坏" in sentence(zipped({**parts, "Doc_0/Document.xml": "<broken"}))
    assert "损坏" in sentence(zipped({**parts, "OFD.xml": "<a/>"}))
    entity = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
    assert "外部实体" in sentence(zipped({**parts, "Doc_0/Document.xml": entity}))
    assert "重新导出" in sentence(zipped({**parts, "Doc_0/PublicRes.xml": b" " * (100 << 20)}))


def test_a_page_with_a_library_on_it_is_refused() -> None:
    assert "大得不正常" in sentence(ofd_file(text("字" * 400_000, 0, 50, size=0.01)))


@pytest.mark.parametrize(
    "odd",
    [
        'Size="x"',
        'Boundary="1 2"',
        'Boundary="a b c d"',
        'Size="1e999"',
        'CTM="0 0 0 0 0 0"',
        'CTM="nan 0 0 1 0 0"',
        'HScale="-1"',
    ],
)
def test_numbers_that_are_none(odd: str) -> None:
    thing = f'<ofd:TextObject {odd}><ofd:TextCode X="nan" Y="-" DeltaX="g 99999999999 1 g">字里行间</ofd:TextCode></ofd:TextObject>'
    draft = read_bytes(ofd_file(thing + page(("正文。", 2), start=200)), "a.ofd")
    assert "正文。" in [p.text for p in draft.paragraphs]
