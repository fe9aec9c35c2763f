"""Web pages: the article without the furniture; headings, centring, tables, lists; odd and damaged pages."""

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegao.draft.model import Part
from hegao.errors import InputError
from hegao.readers import read_bytes

TITLE = "鹭湖区关于做好古树名木保护工作的通知"
FIRST = "各乡镇人民政府，各街道办事处，区政府各部门："
SECOND = "为做好全区古树名木保护工作，现将有关事项通知如下。"
THIRD = "各乡镇、街道要在10月底前完成普查，逐株建档，明确养护责任人。"
PAGE = f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{TITLE}_鹭湖区人民政府网</title><style>p {{}}</style></head>
<body>
<div class="top"><a href="/">首页</a> <a href="/zwgk">政务公开</a></div>
<nav><ul><li>机构，职能</li></ul></nav>
<div class="wrap"><h1>{TITLE}</h1>
<div class="info">来源：区政府办 发布时间：2024-09-26</div>
<div id="content">
  <p style="text-align: center"><strong>鹭政办发〔2024〕6号</strong></p>
  <p>{FIRST}</p>
  <p>　　{SECOND[:10]}
  {SECOND[10:]}</p>
  <h2>一、普查<b>建档</b></h2>
  <p>{THIRD}<br>区绿化办每月通报一次进度，年底前汇总上报。</p>
  <table><tr><th>乡镇</th><th>株数</th></tr><tr><td>石桥镇</td><td>46</td></tr></table>
  <p style="display:none">看不见的字，不算。</p>
  <p style="text-align:right">鹭湖区人民政府办公室</p><p align="right">2024年9月26日</p>
</div></div>
<script>var a = "脚本，不是正文。";</script>
<footer>主办：鹭湖区人民政府办公室，备案号：0000。</footer>
</body></html>"""


def texts(html: str | bytes, name: str = "通知.html") -> list[str]:
    data = html.encode() if isinstance(html, str) else html
    return [p.text for p in read_bytes(data, name).paragraphs if not p.blank]


def test_the_article_is_read_without_the_rest_of_the_page() -> None:
    assert texts(PAGE) == [
        TITLE,
        "鹭政办发〔2024〕6号",
        FIRST,
        "　　" + SECOND,
        "一、普查建档",
        THIRD,
        "区绿化办每月通报一次进度，年底前汇总上报。",
        "乡镇",
        "株数",
        "石桥镇",
        "46",
        "鹭湖区人民政府办公室",
        "2024年9月26日",
    ]


def test_looks_tables_and_notice() -> None:
    draft = read_bytes(PAGE.encode(), "通知.html")
    by_text = {p.text: p for p in draft.paragraphs}
    assert draft.media == "web"
    assert "没有检查" in draft.notices[0]
    title, number, heading, cell = (by_text[t] for t in (TITLE, "鹭政办发〔2024〕6号", "一、普查建档", "46"))
    assert title.format is not None
    assert (title.format.style, title.format.alignment) == ("heading 1", "center")
    assert number.format is not None
    assert number.format.alignment == "center"
    assert [run.format.bold for run in number.runs] == [True]
    assert heading.format is not None
    assert heading.format.style == "heading 2"
    assert (cell.part, cell.cell) == (Part.TABLE, (1, 2, 2))
    assert [p.number for p in draft.paragraphs] == list(range(1, len(draft.paragraphs) + 1))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    assert SECOND in [text.strip("　") for text in texts(PAGE.replace('charset="utf-8"', "").encode(encoding))]


def test_a_page_that_says_gb2312_and_is_gbk() -> None:
    page = PAGE.replace('charset="utf-8"', 'charset="gb2312"').replace("石桥镇", "石堃镇")
    assert "石堃镇" in texts(page.encode("gbk"))


def test_a_page_saved_as_one_file() -> None:
    body = b64encode(PAGE.encode()).decode()
    archive = (
        "From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        f"{body}\r\n--x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--x--\r\n"
    )
    assert TITLE in texts(archive, "通知.mht")
    assert TITLE in texts(archive, "通知.doc")


def test_a_page_called_a_word_file_is_read_and_told() -> None:
    draft = read_bytes(PAGE.encode(), "通知.doc")
    assert draft.notices[0] == "“通知.doc”其实是网页文件。"
    assert draft.media == "web"


def test_a_page_that_is_laid_out_with_tables() -> None:
    page = (
        "<html><body><table><tr><td>首页</td><td>概况</td></tr><tr><td colspan=2>"
        f"<table><tr><td><p>{TITLE}</p><p>{SECOND}</p><p>{THIRD}</p></td></tr></table></td></tr></table></body></html>"
    )
    draft = read_bytes(page.encode(), "a.html")
    assert [(p.part, p.text) for p in draft.paragraphs] == [(Part.BODY, t) for t in (TITLE, SECOND, THIRD)]


def test_numbered_lists_carry_their_numbers() -> None:
    page = f"<html><body><p>{SECOND}</p><p>{THIRD}</p><ol start=3><li>普查。</li><li>建档。</li></ol><ul><li>挂牌。</li></ul></body></html>"
    draft = read_bytes(page.encode(), "a.html")
    assert [(p.text, p.numbering) for p in draft.paragraphs][-3:] == [("3. 普查。", 3), ("4. 建档。", 3), ("挂牌。", 0)]


def test_little_text_is_taken_whole() -> None:
    assert texts("<p>关于放假的通知</p><p>国庆节放假7天。</p>", "a.html") == ["关于放假的通知", "国庆节放假7天。"]


def test_words_of_letters_keep_their_spaces() -> None:
    assert texts("<p>use\n  <i>LibreOffice</i> 7 读取\n文件</p>", "a.html") == ["use LibreOffice 7 读取文件"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<html><body><script>x</script></body></html>", "没有文字"),
        ("   ", "没有文字"),
        ("<!-- -->", "没有文字"),
        ("<div>" * 600 + "字" + "</div>" * 600, "嵌套太深"),
        ("<b>" * 500_001, "太大"),
        ("MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n字", "没有网页正文"),
    ],
)
def test_pages_that_cannot_be_read(html: str, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        read_bytes(html.encode(), "a.mht" if html.startswith("MIME") else "a.html")
    assert expected in str(caught.value)
    assert str(caught.value).endswith("。")


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(InputError, match="不是文本文件"):
        read_bytes(bytes(range(256)) * 20, "a.html")


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<b>",
                "<td>",
                "<tr>",
                "<table>",
                "</table>",
                "<ol>",
                "<li>",
                "<br>",
                "\n",
                "字，",
                "a ",
                "</div>",
                "<h1>",
            ]
        )
    )
)
def test_any_markup_gives_runs_that_cover_the_text(parts: list[str]) -> None:
    draft = read_bytes(("<html><body>正文。" + "".join(parts)).encode(), "a.html")
    for paragraph in draft.paragraphs:
        covered = [index for run in paragraph.runs for index in range(run.start, run.end)]
        assert covered == list(range(len(paragraph.text)))
        assert not {"\n", "\r"} & set(paragraph.text)
