"""Where rows begin and end, in characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checking import dressed

from hegao.checks import geometry
from hegao.checks.base import Subject
from hegao.checks.spans import Look
from hegao.draft.model import ParagraphFormat, RunFormat, Section
from hegao.draft.recognise import recognise

A4 = Section(width=210.0, height=297.0, top=37.0, bottom=35.0, left=28.0, right=26.0)
THREE = RunFormat(size=16.0)
LONG = "各县、区人民政府，市政府各部门，市属各企业，各高等院校，中央和省驻松岚各单位"


def placed(text: str, frame: ParagraphFormat, page: Section = A4, look: RunFormat = THREE):
    draft = dressed([(text, look, frame)], page)
    return Subject(draft, recognise(draft)), draft.paragraphs[0]


def test_a_row_of_the_type_area_holds_nearly_28_characters_of_size_three():
    subject, paragraph = placed("文", ParagraphFormat())
    row = geometry.row(subject, paragraph)
    assert row is not None
    assert row.room == pytest.approx(27.64, abs=0.01)


@pytest.mark.parametrize(
    ("frame", "rows"),
    [
        (ParagraphFormat(first_line_chars=2.0), (2.0, 0.0)),
        (ParagraphFormat(first_line_points=32.0), (2.0, 0.0)),
        (ParagraphFormat(left_points=104.0, first_line_points=-72.0), (2.0, 6.5)),
        (ParagraphFormat(left_chars=2.0, first_line_chars=-4.5), (2.0, 6.5)),
        (ParagraphFormat(left_chars=2.0, side_character=8.0), (1.0, 1.0)),
    ],
)
def test_hanging_rows_begin_where_word_begins_them(frame, rows):
    subject, paragraph = placed("文" * 40, frame)
    row = geometry.row(subject, paragraph)
    assert row is not None
    assert (row.first, row.left) == pytest.approx(rows)


@pytest.mark.parametrize("text", ["\t签发人", "文\t字"])
def test_tabs_leave_the_place_open(text):
    assert geometry.row(*placed(text, ParagraphFormat())) is None


@pytest.mark.parametrize(
    ("text", "frame", "side"),
    [
        ("2024年5月8日", ParagraphFormat(alignment="right", right_chars=4.0), "right"),
        ("2024年5月8日　　　　", ParagraphFormat(alignment="right"), "right"),
        ("　" * 17 + "2024年5月8日", ParagraphFormat(), "right"),
        ("2024年5月8日", ParagraphFormat(alignment="center"), "center"),
        ("2024年5月8日", ParagraphFormat(alignment="both", first_line_chars=2.0), "left"),
        ("2024年5月8日", ParagraphFormat(frame="outside"), "outside"),
        ("2024年5月8日", ParagraphFormat(frame="floating"), None),
        ("松岚市" * 7, ParagraphFormat(alignment="center"), None),
    ],
)
def test_the_side_of_a_short_row(text, frame, side):
    assert geometry.side(*placed(text, frame)) == side


def test_trailing_spaces_move_a_row_from_the_right_edge():
    edges = geometry.edges(*placed("2024年5月8日　　　　", ParagraphFormat(alignment="right")))
    assert edges is not None
    assert edges[1] == 4.0


def test_only_a_long_paragraph_has_further_rows():
    hanging = ParagraphFormat(left_chars=0.0, first_line_chars=2.0)
    for text, wraps in ((LONG, True), ("各县、区人民政府", False)):
        subject, paragraph = placed(text, hanging)
        assert (geometry.rows(subject, Look(paragraph, 0, len(text), "")) is not None) is wraps


def test_further_rows_are_measured_from_where_the_span_begins():
    frame = ParagraphFormat(left_chars=1.0, first_line_chars=-3.0)
    subject, paragraph = placed("抄送：" + LONG, frame)
    assert geometry.wrap(subject, Look(paragraph, 3, len(paragraph.text), "")) == 0.0


def test_without_sizes_nothing_is_said_of_points():
    assert geometry.row(*placed("文", ParagraphFormat(left_points=21.0), look=RunFormat())) is None
    assert geometry.row(*placed("文", ParagraphFormat(left_chars=1.0), look=RunFormat())) is not None


@given(
    text=st.text(alphabet="文字　 1a。", min_size=1, max_size=20),
    alignment=st.sampled_from(["left", "center", "right", "both", None]),
    first=st.floats(0, 4),
    right=st.floats(0, 4),
)
def test_a_row_that_fits_fills_the_line_with_its_edges(text, alignment, first, right):
    subject, paragraph = placed(
        text.strip() or "文", ParagraphFormat(alignment=alignment, first_line_chars=first, right_chars=right)
    )
    edges, row = geometry.edges(subject, paragraph), geometry.row(subject, paragraph)
    assert edges is not None
    assert row is not None
    assert row.room is not None
    assert sum(edges) + row.length == pytest.approx(row.room)


def test_in_tables_and_boxes_the_room_is_unknown():
    subject, paragraph = placed("文", ParagraphFormat(alignment="center"))
    boxed = paragraph._replace(part=paragraph.part.__class__.TEXTBOX, number=99)
    assert geometry.edges(subject, boxed) is None
