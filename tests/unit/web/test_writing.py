"""The text that is being written: marks at their places, texts taken back, decisions that hold on."""

from hypothesis import given
from hypothesis import strategies as st

from hegao import api
from hegao.findings.model import Accepted
from hegao.web.components.blocks import Mark
from hegao.web.desk import Adoption, Decisions
from hegao.web.writing import Sheet, carried, text_of, written

LINES = st.lists(st.text(st.sampled_from("各乡镇，。a \u3000"), max_size=6), min_size=1, max_size=5)


@given(LINES, st.data())
def test_marks_stand_at_their_places_in_the_whole_text(lines, data):
    number = data.draw(st.integers(1, len(lines)))
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(lines[number - 1]))] * 2)))
    found = written("\n".join(lines), [Mark(number, start, end, "error", "x:0")])
    assert "".join(piece["t"] for piece in found) == "\n".join(lines)
    before = "".join(piece["t"] for piece in found[: next(i for i, p in enumerate(found) if "m" in p)])
    assert before == "\n".join([*lines[: number - 1], lines[number - 1][:start]])
    assert "".join(piece["t"] for piece in found if "m" in piece) == lines[number - 1][start:end]


def test_a_byte_order_mark_in_pasted_text_moves_no_mark():
    found = written("\ufeff各乡镇\n布署", [Mark(1, 0, 1, "error", "x:0"), Mark(2, 0, 2, "error", "y:0")])
    assert [piece["t"] for piece in found if "m" in piece] == ["各", "布署"]


def test_text_and_draft_are_one_line_for_one_line():
    text = "关于清淤的通知\n\n各乡镇要抓好落实。"
    assert text_of(api.read_text(text)) == text
    assert text_of(api.read_bytes(text.replace("\n", "\r\n").encode("gb18030"), "通知.txt")) == text


def test_adoptions_are_taken_back_one_by_one():
    sheet = Sheet("布署").mended("部署").typed("部署好").mended("部署好。")
    assert (sheet.text, sheet.turn) == ("部署好。", 2)
    sheet = sheet.taken_back()
    assert (sheet.text, sheet.turn) == ("部署好", 3)
    sheet = sheet.taken_back()
    assert sheet.text == "布署"
    assert sheet.taken_back() == sheet


def test_the_empty_line_that_is_begun_stays_when_a_fix_is_made():
    assert Sheet("布署\n").mended("部署").text == "部署\n"


def test_half_a_character_is_replaced_and_the_box_told():
    sheet = Sheet("好").typed("好\ud83d")
    assert (sheet.text, sheet.turn) == ("好\ufffd", 1)
    assert Sheet("好").typed("好😀") == Sheet("好😀")


def test_what_is_ignored_stays_so_and_corrections_as_long_as_they_fit():
    ignored = {"ab": Accepted("ab", "spelling.x", "布署", "引文", "2024-05-08")}
    said = api.Corrections("通知", {}, {1: 0})
    decisions = Decisions({"cd": Adoption(frozenset({0}))}, ignored, said)
    one, same, two = (api.read_text(text) for text in ("甲", "甲乙", "甲\n乙"))
    assert carried(decisions, one, same) == Decisions({}, ignored, said)
    assert carried(decisions, one, two) == Decisions({}, ignored, api.Corrections("通知"))
