import pytest

from hegao.draft.model import Draft, Paragraph, ParagraphFormat, Part, Run, RunFormat
from hegao.draft.recognise import recognise
from hegao.report.plain import outline_text

TITLE = "青禾县防汛工作情况说明"


def entries(draft):
    """Every entry below the title as level, label, text."""
    return [(h.level, h.label, h.text) for h in recognise(draft).outline if h.level]


def run_in(draft):
    return [h.run_in for h in recognise(draft).outline if h.level]


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("一、基本情况", (1, "一、", "基本情况")),
        ("　　十二、基本情况", (1, "十二、", "基本情况")),
        ("一. 基本情况", (1, "一.", "基本情况")),
        ("一．基本情况", (1, "一．", "基本情况")),
        ("（一）基本情况", (2, "（一）", "基本情况")),
        ("(一)基本情况", (2, "(一)", "基本情况")),
        ("（一)基本情况", (2, "（一)", "基本情况")),
        ("（一）、基本情况", (2, "（一）、", "基本情况")),
        ("㈠基本情况", (2, "㈠", "基本情况")),
        ("1.基本情况", (3, "1.", "基本情况")),
        ("１．基本情况", (3, "１．", "基本情况")),
        ("1、基本情况", (3, "1、", "基本情况")),
        ("12. 基本情况", (3, "12.", "基本情况")),
        ("⒈基本情况", (3, "⒈", "基本情况")),
        ("（1）基本情况", (4, "（1）", "基本情况")),
        ("(1)基本情况", (4, "(1)", "基本情况")),
        ("1）基本情况", (4, "1）", "基本情况")),
        ("⑴基本情况", (4, "⑴", "基本情况")),
        ("①基本情况", (5, "①", "基本情况")),
        ("第一章 基本情况", (1, "第一章", "基本情况")),
        ("第一章　基本情况", (1, "第一章", "基本情况")),
        ("第二节 基本情况", (1, "第二节", "基本情况")),
        ("第三部分 基本情况", (1, "第三部分", "基本情况")),
        ("第三部分　主要任务", (1, "第三部分", "主要任务")),
        ("第三部分：对策建议", (1, "第三部分：", "对策建议")),
        ("第三部分对策建议", (1, "第三部分", "对策建议")),
        ("1.1 基本情况", (2, "1.1", "基本情况")),
        ("一、二级响应的启动".replace("二级", "基本"), (1, "一、", "基本响应的启动")),
        ("## 一、基本情况", (1, "一、", "基本情况")),
        ("**（一）基本情况**", (2, "（一）", "基本情况")),
        ("一、基本情况。", (1, "一、", "基本情况")),
    ],
)
def test_forms(plain, line, entry):
    draft = plain(f"{TITLE}\n{line}\n全县现有水库三座，总体运行平稳。")
    assert entries(draft) == [entry]
    assert run_in(draft) == [False]


@pytest.mark.parametrize(
    "line",
    [
        "一年来，全县防汛工作扎实推进。",
        "一方面要抓组织，另一方面要抓物资。",
        "一、二产业融合发展，带动群众增收。",
        "二、三季度降雨偏多，水位持续上涨。",
        "2024年，全县降雨量偏多。",
        "2024.5.8会议研究了防汛工作。",
        "3个方面的工作值得肯定。",
        "100名队员参加了演练。",
        "3.2万亩耕地得到灌溉。",
        "12.5%的群众提出了意见。",
        "5.12汶川地震以来，防灾意识普遍增强。",
        "（2024年5月8日）会议作出部署。",
        "第一次会议研究了防汛工作。",
        "第三季度降雨偏多。",
        "第三部分内容如下。",
        "第三部分是对策建议",
        "第三部分主要介绍对策建议",
        "第三部分 对策建议中提出，要加大投入；要改善设施。",
        "第三部分",
        "十分感谢各位的支持。",
        "〔1〕数据来自县统计局。",
        "[12]数据来自县统计局。",
        "1",
        "一、",
    ],
)
def test_sentences_that_begin_with_a_numeral(plain, line):
    assert entries(plain(f"{TITLE}\n今年雨水偏多，防汛形势严峻。\n{line}\n全县现有水库三座。")) == []


def test_run_in_heading(plain):
    draft = plain(f"{TITLE}\n(一)压实责任。各乡镇要逐级落实，责任到人。\n(二)备足物资。沙袋、水泵要到位。")
    headings = recognise(draft).outline[1:]
    assert [(h.text, h.run_in, h.ordinal) for h in headings] == [("压实责任", True, 1), ("备足物资", True, 2)]
    assert headings[0].place.text == "(一)压实责任。"
    assert draft.by_number[2].text.startswith(headings[0].place.text)


def test_long_item_shows_its_first_sentence(plain):
    text = "1.各乡镇要在五月底以前完成全部水库、山塘、堤防和涵闸的安全隐患排查，建立台账，明确时限，逐项销号，按月报县水务局备案。"
    draft = plain(f"{TITLE}\n{text}\n2.加强值守。汛期昼夜值班。")
    first, second = recognise(draft).outline[1:]
    assert (first.text, first.run_in) == (text[2:-1], True)
    assert (second.text, second.run_in) == ("加强值守", True)


def test_list_items_are_no_headings_of_their_own(plain):
    draft = plain(f"{TITLE}\n一、职责\n（一）制定计划；\n（二）组织检查；\n（三）通报情况。\n二、要求\n抓好落实。")
    assert entries(draft)[1:4] == [(2, "（一）", "制定计划"), (2, "（二）", "组织检查"), (2, "（三）", "通报情况")]
    assert run_in(draft) == [False, True, True, True, False]


def test_decimal_numbering_has_its_depth_as_level(plain):
    draft = plain(
        f"{TITLE}\n1 总则\n1.1 编制目的\n规范工作。\n1.2 适用范围\n全县范围内。\n2 组织体系\n2.1 指挥机构\n"
        "2.1.1 总指挥\n县长担任。\n3 附则\n本预案自发布之日起施行。"
    )
    assert [(h.level, h.label) for h in recognise(draft).outline if h.level] == [
        (1, "1"), (2, "1.1"), (2, "1.2"), (1, "2"), (2, "2.1"), (3, "2.1.1"), (1, "3"),
    ]  # fmt: skip


def test_dotted_tops_of_a_decimal_numbering(plain):
    draft = plain(f"{TITLE}\n1. 总则\n1.1 编制目的\n规范工作。\n2. 组织\n2.1 机构\n县长负责。")
    assert [h.level for h in recognise(draft).outline if h.level] == [1, 2, 1, 2]


def test_decimals_out_of_sequence_are_figures(plain):
    assert entries(plain(f"{TITLE}\n今年降雨偏多。\n8.6 折的价格优惠群众。\n9.9 优惠。")) == []


def test_articles_of_a_regulation_rank_the_forms_present(plain):
    draft = plain(
        "望川县水库管理办法\n第一章 总则\n第一条 为了加强管理，制定本办法。\n第二章 职责\n"
        "第二条 县水务局履行下列职责：\n（一）制定计划；\n（二）组织检查。\n第三条 本办法自2024年1月1日起施行。"
    )
    assert [(h.level, h.label, h.run_in) for h in recognise(draft).outline if h.level] == [
        (1, "第一章", False), (2, "第一条", True), (1, "第二章", False), (2, "第二条", True),
        (3, "（一）", True), (3, "（二）", True), (2, "第三条", True),
    ]  # fmt: skip


def test_loose_numbers_need_company(plain):
    assert entries(plain(f"{TITLE}\n一 基本情况\n水库三座。\n二 存在问题\n物资不足。")) == [
        (1, "一", "基本情况"), (1, "二", "存在问题"),
    ]  # fmt: skip
    assert entries(plain(f"{TITLE}\n一 基本情况\n水库三座。")) == []


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("要求如下：一是压实责任；二是备足物资；三是加强值守。", ["一是", "二是", "三是"]),
        ("一要快，二要准，三要狠。", ["一要", "二要", "三要"]),
        ("首先，压实责任。其次，备足物资。再次，加强值守。最后，严肃纪律。", ["首先", "其次", "再次", "最后"]),
        ("第一，压实责任。第二，备足物资。第三、加强值守。", ["第一", "第二", "第三"]),
        ("其一，责任不清。其二，物资不足。", ["其一", "其二"]),
        ("一是压实责任。三是加强值守。", ["一是", "三是"]),
        ("首先要压实责任，其次要备足物资。", ["首先", "其次"]),
    ],
)
def test_ordinals_inside_a_paragraph(plain, text, labels):
    draft = plain(f"{TITLE}\n全县上下要高度重视。{text}")
    found = [h for h in recognise(draft).outline if h.level == 5]
    assert [h.label for h in found] == labels
    assert all(h.run_in and h.place.text.startswith(h.label) for h in found)


@pytest.mark.parametrize(
    "text",
    [
        "要首先落实责任。",
        "再次感谢大家的支持。",
        "最后，祝大家身体健康。",
        "首先要落实责任，确保万无一失。",
        "第一时间赶赴现场，第二天恢复供水。",
        "一要求就落实。",
        "统一是前提，唯一是关键。",
        "其一生都在治水。",
    ],
)
def test_words_that_are_no_ordinals(plain, text):
    assert [h.label for h in recognise(plain(f"{TITLE}\n全县上下要高度重视。{text}")).outline if h.level == 5] == []


def test_series_text_ends_at_the_next_ordinal(plain):
    found = [
        h.text for h in recognise(plain(f"{TITLE}\n要一要快，二要准，三要狠。一要快，二要准。")).outline if h.level == 5
    ]
    assert found[-2:] == ["快", "准"]


@pytest.mark.parametrize(
    ("heads", "levels"),
    [
        (["第一部分 基本情况", "一、水库", "二、河堤", "第二部分 存在问题", "一、水库"], [1, 2, 2, 1, 2]),
        (["第一部分 基本情况", "一、水库", "第二部分 存在问题", "一、水库", "（一）老化"], [1, 2, 1, 2, 3]),
        (["一、基本情况", "（一）水库", "二、存在问题", "第三部分 对策建议", "（一）加大投入"], [1, 2, 1, 1, 2]),
        (["第一部分 基本情况", "二、存在问题", "（一）水库老化", "三、对策建议"], [1, 1, 2, 1]),
    ],
)
def test_parts_head_what_follows(plain, heads, levels):
    body = "全县现有水库三座，总体运行平稳。"
    draft = plain("\n".join([TITLE, body, *(f"{head}\n{body}" for head in heads)]))
    assert [h.level for h in recognise(draft).outline if h.level] == levels


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("二是要有预案(本文权属青禾文秘网所有,更多请登陆网络查看),处理有条不紊。", "要有预案,处理有条不紊"),
        (
            "二是要有预案（更多文章请登陆青禾文秘网查看），处理问题的时候有条不紊，人员物资随时到位，做到心中有数。",
            "要有预案，处理问题的时候有条不紊，人员物资随时到位，做到心中有数",
        ),
        ("二是(本文权属青禾文秘网所有)备足物资。", "备足物资"),
        ("二是备足物资（编织袋、木桩、照明灯具等防汛物资由县水利局统一采购，分存各乡镇仓库），专人看管。", "备足物资"),
        ("二是备足物资（编织袋一万条。木桩一千根），专人看管。", "备足物资"),
        ("二是（县水利局牵头。各乡镇配合）备足物资。", "（县水利局牵头。各乡镇配合）"),
    ],
)
def test_series_text_leaves_residue_out_and_closes_its_brackets(plain, text, second):
    draft = plain(f"{TITLE}\n全县上下要高度重视。一是压实责任。{text}三是加强值守。")
    found = [(h.text, h.place.text) for h in recognise(draft).outline if h.level == 5]
    assert [words for words, _ in found] == ["压实责任", second, "加强值守"]
    assert all(place in draft.paragraphs[1].text for _, place in found)


def test_residue_alone_behind_a_number_is_no_heading(plain):
    assert entries(plain(f"{TITLE}\n全县现有水库三座。\n（一）(本文来自青禾文秘网)\n水库由专人看管。")) == []


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("（一）压实责任(本文来自青禾文秘网)", (2, "（一）", "压实责任")),
        ("（一）压实责任（见附件1。另附名单），各乡镇要尽快落实到人。", (2, "（一）", "压实责任")),
    ],
)
def test_heading_text_leaves_residue_out_and_closes_its_brackets(plain, line, entry):
    assert entries(plain(f"{TITLE}\n全县现有水库三座。\n{line}\n水库由专人看管。")) == [entry]


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("一、水库情况", "一、水库情况"),
        ("一.  水库情况", "一.  水库情况"),
        ("第一章　水库情况", "第一章　水库情况"),
        ("第一部分 水库情况", "第一部分 水库情况"),
        ("第一部分水库情况", "第一部分水库情况"),
        ("1.1 水库情况", "1.1 水库情况"),
        ("首先，加大投入。其次，健全制度。", "首先，加大投入"),
        ("首先要加大投入，其次要健全制度。", "首先要加大投入"),
        ("第一：加大投入。第二：健全制度。", "第一：加大投入"),
        ("一是（本文权属青禾文秘网所有）加大投入。二是健全制度。", "一是加大投入"),
        ("**一、水库情况**", "一、水库情况"),
    ],
)
def test_an_entry_is_shown_as_the_draft_writes_it(plain, line, written):
    draft = plain(f"{TITLE}\n全县现有水库三座。\n{line}\n水库由专人看管。")
    assert recognise(draft).outline[1].written == written


def test_loose_numbers_and_breaks_inside_a_line_are_shown_with_a_gap(plain):
    draft = plain(f"{TITLE}\n全县现有水库三座。\n一 水库情况\n水库由专人看管。\n二\v河堤情况\n河堤完好。")
    assert [h.written for h in recognise(draft).outline] == [TITLE, "一 水库情况", "二 河堤情况"]


def test_the_outline_prints_titles_and_entries_as_written(plain):
    body = "办公室工作千头万绪，必须分清主次，抓住重点，统筹兼顾，才能忙而不乱。"
    draft = plain(
        f"第一篇：浅谈信访工作\n{body}\n一、认识\n{body}\n第二篇:信访工作体会\n首先，倾听。其次，解释。{body}"
    )
    shown = outline_text("稿.txt", recognise(draft)).split("结构：\n")[1].splitlines()
    assert [row.strip() for row in shown] == [
        "第一篇：浅谈信访工作",
        "一、认识",
        "第二篇:信访工作体会",
        "首先，倾听",
        "其次，解释",
    ]


def look(text, number, *, bold=False, centred=False, style=None, size=16.0, red=False):
    font = RunFormat(size=size, bold=bold, color="FF0000" if red else None)
    style_format = ParagraphFormat(alignment="center" if centred else None, style=style)
    return Paragraph(number, text, runs=(Run(0, len(text), font),), format=style_format)


def test_headings_by_look():
    draft = Draft(
        "a.docx",
        "docx",
        (
            look("青禾县防汛工作情况", 1, centred=True, size=22.0),
            look("基本情况", 2, bold=True),
            look("全县现有水库三座，运行平稳。", 3),
            look("存在问题", 4, centred=True),
            look("物资储备", 5, style="Heading 2"),
            look("部分乡镇物资不足。", 6, bold=True),
            look("表1 水库情况", 7, centred=True),
        ),
    )
    assert entries(draft) == [(1, "", "基本情况"), (1, "", "存在问题"), (2, "", "物资储备")]


def test_numbers_in_a_table_head_nothing():
    cells = [("1.", 1, 1), ("1.第一小学", 1, 2), ("2.", 2, 1), ("2.第二小学", 2, 2)]
    table = [Paragraph(n, text, Part.TABLE, cell=(1, row, column)) for n, (text, row, column) in enumerate(cells, 3)]
    frame = Paragraph(7, "一、基本情况", Part.TABLE, cell=(2, 1, 1))
    draft = Draft("a.docx", "docx", (Paragraph(1, TITLE), Paragraph(2, "清单如下。"), *table, frame))
    assert entries(draft) == [(1, "一、", "基本情况")]


def test_automatic_numbering_is_read_as_text():
    paragraph = Paragraph(2, "一、基本情况", numbering=2)
    draft = Draft("a.docx", "docx", (Paragraph(1, TITLE), paragraph, Paragraph(3, "水库三座。")))
    assert entries(draft) == [(1, "一、", "基本情况")]


def test_headings_named_in_a_contents_list_are_found_glued(plain):
    draft = plain(
        "浅谈防汛工作\n目录\n摘要……1组织职责……2\n协调职责……3\n浅谈防汛工作\n摘要：本文谈防汛。关键词：防汛组织职责\n"
        "组织职责是指建立队伍，这是防汛工作的基础。协调职责\n协调职责是指联络各方。"
    )
    found = [(h.text, h.place.paragraph, h.run_in) for h in recognise(draft).outline if h.level == 1]
    assert found == [("摘要", 6, True), ("组织职责", 6, True), ("协调职责", 7, True)]


def test_stitched_articles(plain):
    body = "办公室工作千头万绪，必须分清主次，抓住重点，统筹兼顾，才能忙而不乱。"
    draft = plain(f"第一篇：浅谈信访工作\n{body}\n一、认识\n{body}\n第二篇:信访工作体会\n(一)倾听。{body}")
    found = [(h.level, h.article, h.label, h.ordinal) for h in recognise(draft).outline]
    assert found == [(0, 0, "第一篇", 1), (1, 0, "一、", 1), (0, 1, "第二篇", 2), (2, 1, "(一)", 1)]
    assert recognise(draft).outline[0].text == "浅谈信访工作"


def test_parts_of_a_plan_are_no_stitched_articles(plain):
    draft = plain(
        "青禾县水利规划\n第一篇　发展基础\n第一章　现状\n水库三座。\n第二篇　目标\n第二章　指标\n到2030年建成。"
    )
    found = [(h.level, h.article) for h in recognise(draft).outline]
    assert found == [(0, 0), (1, 0), (2, 0), (1, 0), (2, 0)]


@pytest.mark.shared_data
def test_seed_of_five_articles(shared_data):
    from hegao.readers import read

    (path,) = (shared_data / "seeds").glob("000_*.txt")
    outline = recognise(read(path)).outline
    levels = [[h.level for h in outline if h.article == article and h.level < 5] for article in range(5)]
    assert levels[0] == levels[1] == [0, 1, 1, 1, 1, 1, 1]
    assert levels[2] == [0, *[2] * 8]
    assert levels[3] == [0]
    assert levels[4] == [0, 1, 1, 2, 2, 2, 1, 2, 2, 2, 1, 2, 3, 3, 2, 3, 3, 1, 2, 2, 2, 1]
    series = [sum(h.level == 5 for h in outline if h.article == article) for article in range(5)]
    assert series == [25, 25, 18, 8, 3]
    assert [h.ordinal for h in outline if h.level == 0] == [1, 2, 3, 4, 5]


@pytest.mark.shared_data
def test_seed_of_a_report(shared_data):
    from hegao.readers import read

    (path,) = (shared_data / "seeds").glob("001_*.txt")
    recognition = recognise(read(path))
    assert recognition.genre.name == "调研报告"
    found = [(h.level, h.ordinal) for h in recognition.outline]
    four = [(2, 1), (2, 2), (2, 3), (2, 4)]
    assert found == [(0, None), (1, 1), *four, (1, 2), *four, (1, 3), *four]
