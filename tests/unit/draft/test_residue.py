import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegao.draft.lines import written_lines
from hegao.draft.model import Draft, Paragraph, Part
from hegao.draft.residue import residue as residue_in

BODY = "青禾县今年改造农村公路八十公里，群众出行更加方便，客货运输成本明显下降。"


def residue(draft):
    return residue_in(draft, written_lines(draft))


def kinds(draft):
    return [(r.place.paragraph, r.kind) for r in residue(draft)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("更多精彩文章请点击首页搜索", "banner"),
        ("扫一扫在手机打开当前页", "banner"),
        ("关注本公众号领取资料", "banner"),
        ("本文Word版下载地址", "download"),
        ("《青禾县交通工作总结.docx》", "download"),
        ("推荐度：★★★", "download"),
        ("发布时间：2024-05-08 10:20 浏览：32", "web_meta"),
        ("浏览次数：128", "web_meta"),
        ("来源：松岚新闻网", "web_meta"),
        ("责任编辑：王小明", "web_meta"),
        ("【字体：大 中 小】", "web_meta"),
        ("上一篇：青禾县水务工作总结", "navigation"),
        ("【打印本页】【关闭窗口】", "navigation"),
        ("当前位置：首页 > 政务公开", "navigation"),
        ("版权所有 松岚市人民政府办公室", "copyright"),
        ("免责声明：本站文章来自网络。", "copyright"),
        ("本站文章版权归原作者所有，如有侵权请联系删除。", "copyright"),
        ("转载请注明出处", "copyright"),
        ("江澜ICP备12345678号", "copyright"),
        ("https://www.example.com/a/1.html", "url"),
        ("资料 w w w.e x a m p l e.c o m", "url"),
        ("- 3 -", "page_number"),
        ("第3页 共10页", "page_number"),
    ],
)
def test_whole_lines_of_scraped_pages(plain, line, kind):
    assert kinds(plain(f"青禾县交通工作总结\n{BODY}\n{line}\n{BODY}")) == [(3, kind)]


@pytest.mark.parametrize(
    "line",
    [
        "来源",
        "来源：松岚市教育局",
        "下载量逐年增长，说明平台受到群众欢迎。",
        "要扫一扫墙上的灰尘，也要扫一扫思想上的灰尘，做到警钟长鸣、常抓不懈、久久为功。",
        "第三页的图表由县统计局提供。",
        "请各单位登录平台查看通知，更多内容见附件。",
        "附件3",
        "2024年5月8日",
        "一、基本情况",
        "责任单位：县交通局",
        "（联系人：王强，电话：1234567）",
        "要刊发更多优秀文章，请各单位踊跃投稿，查看录用结果。",
        "版权所有者的合法权益受法律保护。",
        "要厘清数据版权归属，依法保护。",
        "依法打击侵权行为，请各单位联系实际落实。",
        "未经许可不得使用财政资金。",
        "来自互联网的谣言要及时处置。",
        "访问：走访企业20家。",
        "下载附件后填写并报送。",
        "附件：申报表.docx",
        "报名网址：https://www.example.com/a",
        "1. A B C D",
        "3 4 5 6 7",
        "经验分享到基层",
    ],
)
def test_lines_of_a_draft_stay(plain, line):
    assert kinds(plain(f"青禾县交通工作总结\n{BODY}\n{line}\n{BODY}")) == []


def test_weak_lines_count_beside_other_residue(plain):
    text = f"青禾县交通工作总结\n{BODY}\n下载全文\n相关文章\n猜你喜欢"
    assert kinds(plain(text)) == [(3, "download"), (4, "navigation"), (5, "navigation")]


def test_page_digit_between_two_halves_of_a_sentence(plain):
    text = (
        "县交通局建立了农村公路管护台账，安排专人负责日常巡查和7\n更多精彩文章请点击首页搜索\n养护，发现坑槽及时修补。"
    )
    digit, banner = residue(plain(text))
    assert (digit.place.text, digit.place.start, digit.kind, digit.whole) == ("7", 27, "page_number", False)
    assert banner.place.paragraph == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("县交通局今年一共安排了农村公路日常养护和安全隐患整治项目12", "个，全部按期完工。"),
        ("县交通局今年安排的农村公路养护项目清单和资金分配表见附件1", "请各乡镇按清单组织实施。"),
        ("县交通局建立了农村公路管护台账，安排专人负责日常巡查2。", "养护工作扎实推进。"),
        ("县交通局建立了农村公路管护台账，全县等级公路总里程达到358", "二、存在问题"),
        ("管护项目7", "养护，发现坑槽及时修补。"),
    ],
)
def test_digits_that_belong_to_the_sentence_stay(plain, first, second):
    assert kinds(plain(f"{first}\n{second}")) == []


def test_bare_digit_between_two_halves(plain):
    text = "县交通局建立了农村公路管护台账，安排专人负责日常巡查和\n7\n养护，发现坑槽及时修补。"
    assert kinds(plain(text)) == [(2, "page_number")]


def test_plug_in_mid_sentence(plain):
    draft = plain("要有预案（本资料版权归范文之家所有，请访问www.example.com查看），做到心中有数。")
    (plug,) = residue(draft)
    assert plug.kind == "plug"
    assert plug.place.text == "（本资料版权归范文之家所有，请访问www.example.com查看）"


def test_brackets_of_a_draft_stay(plain):
    assert residue(plain("要有预案（见县政府网站公开栏），做到心中有数（详见附件）。")) == ()


def test_pasted_contents_list(plain):
    text = "青禾县防汛预案\n目录\n1 总则.............1\n1.1 编制目的……2\n附则·······12\n1 总则\n正文从这里开始。"
    assert kinds(plain(text)) == [(2, "contents"), (3, "contents"), (4, "contents"), (5, "contents")]


def test_title_said_again(plain):
    text = f"青禾县交通工作总结\n青禾县交通工作总结\n{BODY}\n关于青禾县交通工作总结"
    assert kinds(plain(text)) == [(2, "repeated_title"), (4, "repeated_title")]


def test_a_repeated_title_with_its_own_text_is_an_article(plain):
    text = "\n".join(["青禾县交通工作总结", *[BODY] * 8, "青禾县交通工作总结", *[BODY] * 8])
    assert kinds(plain(text)) == []


def test_signature_equal_to_the_issuer_line_stays(plain):
    text = f"青禾县交通运输局工作总结\n青禾县交通运输局\n2024年12月8日\n{BODY}\n青禾县交通运输局\n2024年12月8日"
    assert kinds(plain(text)) == []


def test_footers_are_left_alone():
    draft = Draft("a.docx", "docx", (Paragraph(1, BODY), Paragraph(2, "— 1 —", Part.FOOTER)))
    assert residue(draft) == ()


@given(st.text(alphabet=st.sampled_from("青禾县一、（1）。.…—-:：来源 \n下载www#*12")))
def test_spans_are_exact(plain, text):
    draft = plain(text)
    for found in residue(draft):
        place = found.place
        paragraph = draft.by_number[place.paragraph]
        assert paragraph.text[place.start : place.end] == place.text
        assert text[place.offset[0] : place.offset[1]] == place.text


@pytest.mark.shared_data
def test_seed_of_stitched_articles(shared_data):
    from hegao.readers import read

    (path,) = (shared_data / "seeds").glob("000_*.txt")
    found = residue(read(path))
    count = {kind: sum(r.kind == kind for r in found) for kind in {r.kind for r in found}}
    assert count == {
        "banner": 6,
        "url": 2,
        "navigation": 1,
        "page_number": 4,
        "plug": 5,
        "contents": 10,
        "repeated_title": 4,
    }


@pytest.mark.shared_data
def test_seed_of_a_report_page(shared_data):
    from hegao.readers import read

    (path,) = (shared_data / "seeds").glob("001_*.txt")
    whole = [r.place.paragraph for r in residue(read(path)) if r.whole]
    assert whole == [3, 5, 7, 47, 49, 51, 52, 53, 54, 56, 58]
