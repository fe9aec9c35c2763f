"""Headers and footers of a Word file are read for wrong words, and what usually stands there is left alone."""

import pytest
from tests.wordfiles import p, part, word_file

from hegao import api
from hegao.readers import read_bytes

REFERENCES = '<w:headerReference w:type="default" r:id="header1"/><w:footerReference r:id="footer1"/>'


def field(name: str, shown: str) -> str:
    """A field with the result it last had."""
    return f'<w:fldSimple w:instr="{name}"><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>'


def spelled(header: str, *footer: str) -> list[tuple[str, str, str]]:
    """The findings on spelling in a Word file with that header and footer: rule, part and marked text."""
    parts = {"header1.xml": part("w:hdr", p(header)), "footer1.xml": part("w:ftr", p(*footer))}
    data = word_file(p("望川县防汛工作情况说明"), p("全县现有水库三座。"), section=REFERENCES, parts=parts)
    report = api.check(read_bytes(data, "说明.docx"))
    return [
        (finding.rule, place.part.value, place.text)
        for finding in report.findings
        if finding.rule.startswith("spelling.")
        for place in finding.places
    ]


@pytest.mark.parametrize(
    ("text", "rule", "marked"),
    [
        ("望川县防汛工作布署", "spelling.guarded", "布署"),
        ("望川县防汛座谈会议记要", "spelling.always_wrong", "记要"),
        ("望川县其它材料汇编", "spelling.other_it", "其它"),
        ("望川县干部未雨筹缪", "spelling.idiom", "未雨筹缪"),
        ("望川县丰富多采的文化节", "spelling.variants", "丰富多采"),
    ],
)
def test_wrong_words_are_found(text, rule, marked):
    (in_header,) = spelled(text, "— ", field("PAGE", "1"), " —")
    assert (in_header[0], in_header[1]) == (rule, "header")
    assert marked in in_header[2]
    (in_footer,) = spelled("望川县水利局", text)
    assert in_footer == (rule, "footer", in_header[2])


@pytest.mark.parametrize(
    "header",
    [
        "望川县人民政府文件",
        "望政办发〔2026〕12号",
        "望川县防汛工作情况说明",
        "内部资料　注意保存",
        "2026年第3期（总第18期）",
        "第二章　组织指挥",
    ],
)
def test_what_usually_stands_there_is_left_alone(header):
    assert spelled(header, "— ", field("PAGE", "12"), " —") == []
    assert spelled("望川县水利局", header, "　第 ", field("PAGE", "3"), " 页　共 ", field("NUMPAGES", "9"), " 页") == []
