"""A Word file reads the same whether its ordinary paragraphs are set aside or parsed with the rest."""

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.wordfiles import WORD, p, part, r, table, word_file

from hegao.errors import InputError
from hegao.readers.docx import WordFile
from hegao.readers.docx_ordinary import set_aside

_FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
_BOX = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="table" w:styleId="t"><w:name w:val="Grid"/><w:pPr><w:jc w:val="right"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>'
)
_RUNS = (
    r("松岚市"),
    r("水务局", "<w:b/>"),
    r("水务局", '<w:sz w:val="32"/><w:rPrChange w:id="1"><w:rPr><w:b/></w:rPr></w:rPrChange>'),
    r("隐藏", "<w:vanish/>"),
    r(""),
    r("甲\u3000乙\t丙"),
    r("3 < 5 & 7 > 6"),
    "<w:r><w:t> 前后 </w:t></w:r>",
    "<w:r><w:t>一</w:t><w:t>二</w:t></w:r>",
    "<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t></w:r>",
    '<w:r><w:rPr><w:ins w:id="7" w:author="某人"/></w:rPr><w:t>改了格式</w:t></w:r>',
    "<w:r><w:rPr><b/></w:rPr><w:t>无前缀</w:t></w:r>",
    "<w:r><w:rPr><x:b/></w:rPr><w:t>别的前缀</w:t></w:r>",
    "<w:r><?x <w:p><w:r w:y=?><w:t>指令</w:t></w:r>",
    "<w:r><w:rPr><w:i/></w:rPr><w:rPr><w:b/></w:rPr><w:t>两次</w:t></w:r>",
    "<w:r><w:t>字</w:t><w:rPr><w:b/></w:rPr></w:r>",
    '<w:r w:rsidR="00A1"><w:rPr><w:i/></w:rPr><w:t>标记</w:t></w:r>',
    '<w:r\n w:rsidR="00A1">\n<w:t>分行</w:t>\n</w:r>\n',
    "<w:r><w:t><![CDATA[原样</w:t></w:r>]]></w:t></w:r>",
    "<w:r><!-- 说明 --><w:t>注</w:t></w:r>",
    "<w:r><w:rPr><!-- 说明 --><w:b/></w:rPr><w:t>注</w:t></w:r>",
    '<w:proofErr w:type="spellStart"/>',
    '<w:bookmarkStart w:id="3" w:name="甲>乙"/><w:bookmarkEnd w:id="3"/>',
    f'<w:ins w:id="1" w:author="某人">{r("插入")}</w:ins>',
    '<w:del w:id="2" w:author="某人"><w:r><w:delText>删除</w:delText></w:r></w:del>',
    f'<w:x xmlns:w="urn:other">{r("外来")}</w:x>',
    '<w:r xmlns:w="urn:other"><w:t>外来</w:t></w:r>',
    _FIELD.format("begin"),
    "<w:r><w:instrText>PAGE</w:instrText></w:r>",
    _FIELD.format("separate"),
    _FIELD.format("end"),
    '<w:r><w:br w:type="page"/></w:r>',
    _BOX.format(p("框中")),
    _BOX.format(p("框中") + p(r("再框", "<w:b/>"))),
    f"<w:hyperlink>{r('链接')}</w:hyperlink>",
)
_PROPERTIES = (
    "",
    '<w:jc w:val="center"/>',
    '<w:pStyle w:val="b"/>',
    '<w:pStyle w:val="t"/>',
    '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
    '<w:rPr><w:del w:id="4" w:author="某人"/></w:rPr>',
    "<w:rPr><w:b/></w:rPr>",
    '<w:sectPr><w:type w:val="nextPage"/></w:sectPr>',
    '<w:jc w:val="left"/><w:pPrChange w:id="5"><w:pPr><w:jc w:val="right"/></w:pPr></w:pPrChange>',
)
_PARAGRAPHS = st.one_of(
    st.builds(
        lambda properties, runs: p(*runs, properties=properties),
        st.sampled_from(_PROPERTIES),
        st.lists(st.sampled_from(_RUNS), max_size=5),
    ),
    st.sampled_from(
        (
            "<w:p/>",
            '<w:p w14="x" w:rsidR="00A1">' + r("有属性") + "</w:p>",
            f"<w:p w:rsidR='00A1'>{r('单引号')}</w:p>",
            f'<w:p w:x="a>b">{r("大于号")}</w:p>',
            *(f"<w:p {mark}>{r('同名属性')}<w:r><w:tab/></w:r></w:p>" for mark in ("ordinary='9'", 'ordinary ="x"')),
            f"<w:p ordinary='0'>{r('同名属性')}</w:p>",
            f'<w:p xmlns="{WORD}">{r("默认命名空间", "<b/>")}</w:p>',
            f'<w:sdt xmlns:m="urn:other"><w:sdtContent>{p(r("改了前缀", "<m:b/>"))}</w:sdtContent></w:sdt>',
            f"<w:p>\n  {r('缩进')}\n</w:p>\n",
            f"<w:p>散落的字{r('段中')}</w:p>",
            f"<!-- {p('注释里')} -->",
            table([p("格中"), p(r("格中"), r("粗", "<w:b/>"))]),
            f"<w:sdt><w:sdtContent>{p('控件中')}</w:sdtContent></w:sdt>",
        )
    ),
)


def _read(data: bytes, *, whole: bool) -> object:
    try:
        word = WordFile(data, "通知.docx", whole=whole)
        found: list[object] = [(one.paragraph, one.block.instructions) for one in word.located()]
    except InputError as error:
        return str(error)
    return [*found, word.page_numbers, word.notices, word.sections, word.revised()]


@settings(max_examples=200, deadline=None)
@given(st.lists(_PARAGRAPHS, min_size=1, max_size=8))
def test_a_file_reads_the_same_whole_and_with_paragraphs_set_aside(body: list[str]) -> None:
    header = part("w:hdr", f"{p('页眉')}<w:p ordinary='0'>{r('另一段')}</w:p>")
    section = '<w:headerReference w:type="default" r:id="header1"/>'
    data = word_file(*body, section=section, parts={"styles.xml": part("w:styles", _STYLES), "header1.xml": header})
    data = _with_document(
        data, lambda text: text.replace("<w:document ", f'<w:document xmlns:x="{WORD}" ', len(body) % 2)
    )
    assert _read(data, whole=False) == _read(data, whole=True)


def _with_document(data: bytes, change: Callable[[str], str | bytes]) -> bytes:
    """The file with its main part changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content.decode()) if name == "word/document.xml" else content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "fault",
    [
        "<w:r><w:t>未闭合</w:r>",
        "<w:r><w:t>&无;</w:t></w:r>",
        '<w:r w:a="1" w:a="2"><w:t>甲</w:t></w:r>',
        "\x01",
        f'{r("甲")}<w:pPr><w:jc w:val="left"/></w:pPr><w:t>甲</w:t></w:r>',
        "<w:r><w:t>甲]]></w:t></w:r>",
        "<w:r><w:t>甲\ufffe</w:t></w:r>",
        "<y:r><w:t>甲</w:t></y:r>",
    ],
)
def test_what_is_not_well_formed_is_refused_all_the_same(fault: str) -> None:
    before = p("甲", properties='<w:jc w:val="left"/>')
    said = {_read(word_file(before, f"<w:p>{fault}</w:p>"), whole=whole) for whole in (True, False)}
    assert len(said) == 1
    assert "损坏" in str(said)


def test_a_character_cut_in_two_is_refused_all_the_same() -> None:
    first, second = "甲".encode()[:2], "甲".encode()[2:]
    runs = b"<w:r><w:t>%b</w:t></w:r><w:r><w:t>%b</w:t></w:r>" % (first, second)
    data = _with_document(word_file(p("乙"), p("此处")), lambda text: text.encode().replace(r("此处").encode(), runs))
    assert _read(data, whole=False) == _read(data, whole=True)
    assert "损坏" in str(_read(data, whole=False))


def test_files_made_to_cost_much_are_left_to_the_parser() -> None:
    document = part("w:document", f"<w:body>{p('甲')}</w:body>")
    for written in (
        document.replace("<w:document ", "<w:document " + " ".join(f'w:a{n}="1"' for n in range(3000)) + " ").encode(),
        document.replace("\n<w:document ", " " * 100_000 + "<a/><w:document ").encode(),
        document.replace("甲", "甲" * 400_000).encode(),
    ):
        assert set_aside(written) == (written, ())


def test_ordinary_paragraphs_are_set_aside_and_others_are_left() -> None:
    look = "<w:b/>"
    document = part(
        "w:document", f"<w:body>{p('甲', r('乙', look))}{p('丙', '<w:r><w:tab/></w:r>')}{p(r('丁', look))}</w:body>"
    )
    left, found = set_aside(document.encode())
    assert [(one.text, [run[:2] for run in one.runs]) for one in found] == [
        ("甲乙", [(0, 1), (1, 2)]),
        ("丁", [(0, 1)]),
    ]
    assert found[0].runs[1][2] is found[1].runs[0][2]
    assert left.count(b"<w:t") == 2  # 丙 and its tab


@pytest.mark.parametrize(
    "written",
    [
        part("w:document", f"<w:body>{p('甲')}<!-- {p('乙')} --></w:body>").encode(),
        part("w:document", f"<w:body>{p('甲')}</w:body>").replace("UTF-8", "GB18030").encode("gb18030"),
        part("w:document", f"<w:body>{p('甲')}</w:body>").replace("UTF-8", "UTF-16").encode("utf-16"),
        part("w:document", f'<w:body><w:x xmlns:w="urn:other">{p("甲")}</w:x></w:body>').encode(),
        part("w:document", f'<w:body><w:p ordinary="7"/>{p("甲")}</w:body>').encode(),
        f'<document xmlns="{WORD}"><body><p><r><t>甲</t></r></p></body></document>'.encode(),
    ],
)
def test_nothing_is_set_aside_where_tags_may_mean_something_else(written: bytes) -> None:
    assert set_aside(written) == (written, ())
