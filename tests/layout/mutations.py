"""Single properties of our conforming documents changed, each with the one finding it must give."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.layout.building import Document, Letters, Para
from tests.layout.documents import LETTER, MINUTES, NOTICE, ORDER, REQUEST
from tests.wordfiles import part


@dataclass(frozen=True)
class Mutation:
    """What is changed in which document, and the rule that must tell it; ``way`` is the only way it can be stated."""

    name: str
    document: Document
    change: Callable[[Document], Document]
    rule: str
    way: str = ""


def _page(**values: object) -> Callable[[Document], Document]:
    return lambda document: replace(document, page=replace(document.page, **values))


def _set(name: str, which: int | None = None, **values: object) -> Callable[[Document], Document]:
    return lambda document: document.change(name, which, **values)


def _look(name: str, which: int | None = None, **look: object) -> Callable[[Document], Document]:
    return lambda document: document.dress(name, which, **look)


def _letters(name: str, index: int, **look: object) -> Callable[[Document], Document]:
    def dressed(para: Para) -> Para:
        changed = (replace(one, **look) if i == index else one for i, one in enumerate(para.letters))
        return replace(para, letters=tuple(changed))

    return lambda document: document.map(name, dressed)


def _footer(**values: object) -> Callable[[Document], Document]:
    def changed(document: Document) -> Document:
        look = {key: value for key, value in values.items() if key in Letters.__dataclass_fields__}
        rest = {key: value for key, value in values.items() if key not in look}
        odd, even = (replace(para.dressed(**look), **rest) for para in (document.odd, document.even))
        return replace(document, odd=odd, even=even)

    return changed


def _without_gap(name: str) -> Callable[[Document], Document]:
    """Without the blank paragraph above the first one called ``name``."""

    def changed(document: Document) -> Document:
        first = next(i for i, para in enumerate(document.paras) if para.name == name)
        return replace(document, paras=(*document.paras[: first - 1], *document.paras[first:]))

    return changed


def _with(**values: object) -> Callable[[Document], Document]:
    return lambda document: replace(document, **values)


def _added(before: str, para: Para) -> Callable[[Document], Document]:
    def changed(document: Document) -> Document:
        at = next(i for i, one in enumerate(document.paras) if one.name == before)
        return replace(document, paras=(*document.paras[:at], para, *document.paras[at:]))

    return changed


def _broken_title(document: Document) -> Document:
    look = document.paras[next(i for i, para in enumerate(document.paras) if para.name == "title")]
    rows = [
        replace(look, letters=(replace(look.letters[0], text=text),))
        for text in ("关于做好2024年汛期安全工作", "的通知")
    ]
    at = next(i for i, para in enumerate(document.paras) if para.text.startswith("关于做好"))
    return replace(document, paras=(*document.paras[:at], *rows, *document.paras[at + 1 :]))


_COMMENT = {"comments.xml": part("w:comments", '<w:comment w:id="0" w:author="林晓"/>')}
_DELETED = '<w:del w:id="1" w:author="林晓"><w:r><w:delText>各地</w:delText></w:r></w:del>'


_IMPRINT = Para(
    "imprint", (Letters("松岚市人民政府办公室" + "　" * 8 + "2024年5月23日印发", size=14.0),), left=1.0, right=1.0
)

MUTATIONS = (
    # 版面
    Mutation("纸宽", NOTICE, _page(width=215.9, right=31.9), "layout.page_size"),
    Mutation("纸高", NOTICE, _page(height=290.0, bottom=28.0), "layout.page_size"),
    Mutation("上边距", NOTICE, _page(top=25.4, bottom=46.6), "layout.margins"),
    Mutation("左边距", NOTICE, _page(left=31.8, right=22.2), "layout.margins"),
    Mutation("右边距", NOTICE, _page(right=31.8), "layout.margins"),
    Mutation("下边距", NOTICE, _page(bottom=25.4), "layout.margins"),
    Mutation("装订线", NOTICE, _page(gutter=5.0), "layout.margins"),
    Mutation("页脚距边界", NOTICE, _page(footer=15.0), "layout.page_number_distance"),
    Mutation("网格行距", NOTICE, _page(pitch=33.0), "layout.line_spacing", "grid"),
    Mutation("网格字距", NOTICE, _page(char_space=1.5), "layout.row_characters", "grid"),
    # 版头
    Mutation("紧急程度字体", NOTICE, _look("urgency", font="仿宋_GB2312"), "layout.header_font"),
    Mutation("紧急程度字号", NOTICE, _look("urgency", size=14.0), "layout.header_size"),
    Mutation("紧急程度缩进", NOTICE, _set("urgency", first=2.0), "layout.header_flush"),
    Mutation("标志颜色", NOTICE, _look("issuer_mark", color="000000"), "layout.issuer_mark_colour"),
    Mutation("标志字体", NOTICE, _look("issuer_mark", font="黑体"), "layout.issuer_mark_font"),
    Mutation("标志对齐", NOTICE, _set("issuer_mark", align="left"), "layout.issuer_mark_centred"),
    Mutation("字号字体", NOTICE, _look("doc_number", font="宋体"), "layout.element_font"),
    Mutation("字号字号", NOTICE, _look("doc_number", size=14.0), "layout.element_size"),
    Mutation("字号对齐", NOTICE, _set("doc_number", align="left"), "layout.doc_number_centred"),
    Mutation("红色分隔线", NOTICE, _set("doc_number", border=""), "layout.red_rule"),
    Mutation("上行文字号缩进", REQUEST, _set("doc_number", left=0.0), "layout.doc_number_upward"),
    Mutation("签发人字体", REQUEST, _letters("doc_number", 1, font="黑体"), "layout.signer_label"),
    Mutation("签发人姓名字体", REQUEST, _letters("doc_number", 2, font="仿宋_GB2312"), "layout.signer_name"),
    Mutation("签发人姓名字号", REQUEST, _letters("doc_number", 2, size=14.0), "layout.element_size"),
    # 标题和主送机关
    Mutation("标题字体", NOTICE, _look("title", font="黑体"), "layout.title_font"),
    Mutation("标题一行的字体", NOTICE, _look("title", 1, font="宋体"), "layout.title_font"),
    Mutation("标题字号", NOTICE, _look("title", size=20.0), "layout.title_size"),
    Mutation("标题对齐", REQUEST, _set("title", align="left"), "layout.title_centred"),
    Mutation("标题颜色", NOTICE, _look("title", color="FF0000"), "layout.text_colour"),
    Mutation(
        "标题换行",
        NOTICE,
        _broken_title,
        "layout.title_break",
    ),
    Mutation("主送机关缩进", NOTICE, _set("recipient", first=2.0), "layout.recipient_flush"),
    Mutation("主送机关回行", NOTICE, _set("recipient", left=2.0, first=-2.0), "layout.recipient_wrap"),
    Mutation("主送机关字体", NOTICE, _look("recipient", font="黑体"), "layout.element_font"),
    Mutation("主送机关字号", NOTICE, _look("recipient", size=15.0), "layout.element_size"),
    Mutation("主送机关上空行", NOTICE, _without_gap("recipient"), "layout.recipient_gap"),
    # 正文
    Mutation("正文字体", NOTICE, _look("body", font="宋体"), "layout.body_font"),
    Mutation("一段正文的字体", NOTICE, _look("body", 3, font="楷体"), "layout.body_font"),
    Mutation("正文字号", NOTICE, _look("body", size=14.0), "layout.body_size"),
    Mutation("一段正文的字号", NOTICE, _look("body", 4, size=15.0), "layout.body_size"),
    Mutation("正文颜色", NOTICE, _look("body", 1, color="2F5496"), "layout.text_colour"),
    Mutation("正文首行缩进", NOTICE, _set("body", first=0.0), "layout.first_line"),
    Mutation("一段正文的首行缩进", NOTICE, _set("body", 2, first=1.0), "layout.first_line"),
    Mutation("正文左缩进", NOTICE, _set("body", 2, left=2.0), "layout.first_line"),
    Mutation("正文回行", NOTICE, _set("body", 2, left=2.0, first=0.0), "layout.body_wrap"),
    Mutation("正文右缩进", NOTICE, _set("body", 2, right=2.0), "layout.body_right"),
    Mutation("正文行距", NOTICE, _set("body", line=22.0), "layout.line_spacing"),
    Mutation("正文段后间距", NOTICE, _set("body", after=10.0), "layout.paragraph_space"),
    Mutation("正文段前间距", NOTICE, _set("body", 3, before=12.0), "layout.paragraph_space"),
    Mutation("突出显示", NOTICE, _look("body", 2, more='<w:highlight w:val="yellow"/>'), "logic.highlighted"),
    Mutation("底纹", NOTICE, _look("body", 2, more='<w:shd w:val="clear" w:fill="FFFF00"/>'), "logic.highlighted"),
    Mutation("隐藏文字", NOTICE, _look("body", 2, more="<w:vanish/>"), "logic.hidden_text"),
    # 结构层次
    Mutation("一级标题字体", NOTICE, _look("heading1", font="仿宋_GB2312"), "layout.heading_font_first"),
    Mutation("二级标题字体", NOTICE, _look("heading2", font="黑体"), "layout.heading_font_second"),
    Mutation("三级标题字体", NOTICE, _look("heading3", font="楷体"), "layout.heading_font_lower"),
    Mutation("四级标题字体", NOTICE, _look("heading4", font="黑体"), "layout.heading_font_lower"),
    Mutation("一级标题字号", NOTICE, _look("heading1", size=18.0), "layout.heading_size"),
    Mutation("四级标题字号", NOTICE, _look("heading4", size=14.0), "layout.heading_size"),
    Mutation("一级标题缩进", NOTICE, _set("heading1", first=0.0), "layout.heading_indent"),
    Mutation("三级标题缩进", NOTICE, _set("heading3", 0, first=4.0), "layout.heading_indent"),
    Mutation("二级标题颜色", NOTICE, _look("heading2", 0, color="0070C0"), "layout.text_colour"),
    # 附件说明、署名、日期、附注
    Mutation("附件说明缩进", NOTICE, _set("attachment_note", 0, left=4.5), "layout.attachment_note_indent"),
    Mutation("附件说明字体", NOTICE, _look("attachment_note", 0, font="黑体"), "layout.element_font"),
    Mutation("附件说明字号", NOTICE, _look("attachment_note", 1, size=14.0), "layout.element_size"),
    Mutation("附件名称回行", NOTICE, _set("attachment_note", 0, left=0.0, first=2.0), "layout.attachment_note_wrap"),
    Mutation("附件顺序号对齐", NOTICE, _set("attachment_note", 1, left=2.0), "layout.attachment_note_rows"),
    Mutation("附件说明上空行", NOTICE, _without_gap("attachment_note"), "layout.attachment_note_gap"),
    Mutation("署名对齐", NOTICE, _set("issuer", align="left"), "layout.sign_off_side"),
    Mutation("署名字体", NOTICE, _look("issuer", font="黑体"), "layout.element_font"),
    Mutation("署名字号", NOTICE, _look("issuer", size=14.0), "layout.element_size"),
    Mutation("成文日期对齐", NOTICE, _set("date", align="center", right=0.0), "layout.sign_off_side"),
    Mutation("成文日期居左", ORDER, _set("date", align="left", right=0.0), "layout.sign_off_side"),
    Mutation("成文日期右空", NOTICE, _set("date", right=0.0), "layout.date_place"),
    Mutation("成文日期字体", NOTICE, _look("date", font="楷体"), "layout.element_font"),
    Mutation("成文日期字号", NOTICE, _look("date", size=18.0), "layout.element_size"),
    Mutation("附注缩进", NOTICE, _set("note", first=0.0), "layout.note_indent"),
    Mutation("附注字体", NOTICE, _look("note", font="楷体"), "layout.element_font"),
    # 附件页
    Mutation("附件标记字体", NOTICE, _look("attachment_mark", font="仿宋_GB2312"), "layout.attachment_mark_font"),
    Mutation("附件标记字号", NOTICE, _look("attachment_mark", 1, size=14.0), "layout.attachment_mark_size"),
    Mutation("附件标记缩进", NOTICE, _set("attachment_mark", 0, first=2.0), "layout.attachment_mark_flush"),
    Mutation("附件另面", NOTICE, _set("attachment_mark", 1, new_page=False), "layout.attachment_new_page"),
    Mutation("附件标题对齐", NOTICE, _set("attachment_title", 1, align="left"), "layout.attachment_title_centred"),
    Mutation("附件页码", NOTICE, _with(last_section_number=1), "layout.page_number_anew"),
    # 版记
    Mutation("抄送字体", NOTICE, _look("cc", font="宋体"), "layout.imprint_font"),
    Mutation("抄送字号", NOTICE, _look("cc", size=16.0), "layout.imprint_size"),
    Mutation("抄送缩进", NOTICE, _set("cc", left=3.0), "layout.imprint_indent"),
    Mutation("抄送回行", NOTICE, _set("cc", left=0.0, first=1.0), "layout.cc_wrap"),
    Mutation("印发字体", NOTICE, _look("imprint", font="楷体"), "layout.imprint_font"),
    Mutation("印发字号", NOTICE, _look("imprint", size=16.0), "layout.imprint_size"),
    Mutation("印发缩进", NOTICE, _set("imprint", left=0.0), "layout.imprint_indent"),
    Mutation(
        "版记分隔线",
        NOTICE,
        lambda document: _set("cc", border="")(_set("imprint", border="")(document)),
        "layout.imprint_rules",
    ),
    # 页码
    Mutation("没有页码", NOTICE, _with(odd=None, even=None), "layout.page_number"),
    Mutation("双页没有页码", NOTICE, _with(even=Para("page_number")), "layout.page_number_gap"),
    Mutation("页码字号", NOTICE, _footer(size=9.0), "layout.page_number_size"),
    Mutation("页码字体", NOTICE, _footer(latin="Calibri"), "layout.page_number_font"),
    Mutation("页码一字线", NOTICE, _footer(text="{PAGE}"), "layout.page_number_dashes"),
    Mutation("页码短横", NOTICE, _footer(text="- {PAGE} -"), "layout.page_number_dashes"),
    Mutation(
        "单页页码居中",
        LETTER,
        lambda d: replace(d, odd=replace(d.odd, align="center", right=0.0)),
        "layout.page_number_odd",
    ),
    Mutation(
        "双页页码靠右", NOTICE, lambda d: replace(d, even=replace(d.even, align="right")), "layout.page_number_even"
    ),
    # 信函和纪要
    Mutation("信函字号对齐", LETTER, _set("doc_number", align="center"), "layout.letter_number_right"),
    Mutation("信函首页页码", LETTER, _page(title_page=False), "layout.letter_first_page"),
    Mutation("信函版记", LETTER, lambda d: replace(d, paras=(*d.paras, _IMPRINT)), "layout.letter_imprint"),
    Mutation("出席字体", MINUTES, _letters("attendance", 0, font="仿宋_GB2312"), "layout.attendance_label"),
    Mutation("纪要标志颜色", MINUTES, _look("issuer_mark", color="000000"), "layout.issuer_mark_colour"),
    Mutation("纪要正文字体", MINUTES, _look("body", font="宋体"), "layout.body_font"),
    Mutation("令正文字号", ORDER, _look("body", size=18.0), "layout.body_size"),
    Mutation("令号对齐", ORDER, _set("doc_number", align="right"), "layout.doc_number_centred"),
    # 残留
    Mutation("批注", NOTICE, _with(parts=_COMMENT), "layout.comments_left"),
    Mutation("修订", NOTICE, _set("body", 2, inside=_DELETED), "layout.revisions_left"),
    Mutation(
        "模板提示文字",
        NOTICE,
        _added("issuer", Para("body", (Letters("单击或点击此处输入文字。"),), first=2.0)),
        "layout.template_text",
    ),
)
