from hypothesis import given
from hypothesis import strategies as st

from hegao import api
from hegao.draft.model import Draft, Paragraph, Part
from hegao.web.components.blocks import LOOKS, Mark, blocks, pieces

TEXTS = st.text(min_size=1, max_size=30)


@st.composite
def marked_texts(draw):
    text = draw(TEXTS)
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    marks = draw(st.lists(st.tuples(spans, st.sampled_from(LOOKS)), max_size=8))
    return text, [Mark(1, start, end, look, f"x:{i}") for i, ((start, end), look) in enumerate(marks)]


@given(marked_texts())
def test_pieces_joined_are_the_text(case):
    text, marks = case
    assert "".join(piece["t"] for piece in pieces(text, marks)) == text


@given(marked_texts())
def test_every_marked_character_wears_the_strongest_look_over_it(case):
    text, marks = case
    worn = [piece.get("k") for piece in pieces(text, marks) for _ in piece["t"]]
    for index, look in enumerate(worn):
        over = [mark for mark in marks if mark.start <= index < mark.end]
        assert look == (min(over, key=lambda mark: mark.rank).look if over else None)


def test_a_short_mark_is_not_hidden_by_a_long_one_of_the_same_look():
    found = pieces("做好防汛工作", [Mark(1, 0, 6, "hint", "long:0"), Mark(1, 2, 4, "hint", "short:0")])
    assert [(piece["t"], piece["m"]) for piece in found] == [
        ("做好", "long:0"),
        ("防汛", "short:0"),
        ("工作", "long:0"),
    ]


def test_a_replacement_stands_once_after_the_whole_span():
    found = pieces("一二三", [Mark(1, 0, 3, "adopted", "a:0", "四"), Mark(1, 1, 2, "error", "b:0")])
    assert [piece.get("n") for piece in found] == [None, None, "四"]


def test_an_empty_span_is_a_point_between_characters():
    found = pieces("甲乙", [Mark(1, 1, 1, "error", "a:0", "。")])
    assert found == [{"t": "甲"}, {"t": "", "k": "error", "m": "a:0", "n": "。"}, {"t": "乙"}]


def test_characters_beyond_the_basic_plane_are_not_torn():
    text = "𠮷林😀县"
    assert [piece["t"] for piece in pieces(text, [Mark(1, 0, 1, "error"), Mark(1, 2, 3, "hint")])] == [
        "𠮷",
        "林",
        "😀",
        "县",
    ]


def laid_out(text, marks=()):
    draft = api.read_text(text)
    return blocks(draft, api.recognise(draft), marks)


def test_headings_title_and_date_have_their_own_kind():
    found = laid_out(
        "青禾县教育局关于召开会议的通知\n各乡镇中心学校：\n现将有关事项通知如下：\n一、会议时间\n"
        "2024年5月8日上午9时。\n二、参加人员\n（一）校长。各校校长参加。\n青禾县教育局\n2024年5月6日"
    )
    kinds = [block["c"] for block in found]
    assert kinds[0] == "title"
    assert kinds[1] == "recipient"
    assert kinds[3] == "level1"
    assert kinds[-1] == "date"
    run_in = found[6]["x"]
    assert run_in[0]["b"] == 1
    assert "b" not in run_in[-1]


def test_typed_indent_is_left_to_the_viewer_unless_marked():
    assert laid_out("　　各乡镇要抓紧落实。")[0]["x"] == [{"t": "各乡镇要抓紧落实。"}]
    assert laid_out("　　各乡镇。", [Mark(1, 0, 2, "hint", "a:0")])[0]["x"][0]["t"] == "　　"


def test_cells_of_a_table_become_rows():
    cells = [Paragraph(n + 1, f"格{n}", Part.TABLE, cell=(0, n // 2, n % 2)) for n in range(4)]
    draft = Draft("表.docx", "docx", (*cells, Paragraph(5, "表后的话。")))
    table, after = blocks(draft, api.recognise(draft), ())
    assert [[cell[0]["x"][0]["t"] for cell in row] for row in table["rows"]] == [["格0", "格1"], ["格2", "格3"]]
    assert after["p"] == 5


def test_headers_and_footers_are_labelled():
    draft = Draft("页.docx", "docx", (Paragraph(1, "页眉文字", Part.HEADER), Paragraph(2, "正文一段。")))
    assert blocks(draft, api.recognise(draft), ())[0] == {"label": "页眉"}
