from dataclasses import replace

import pytest
from tests.checking import dressed, hits, texts

from hegao.checks.accepted import accepted
from hegao.checks.base import Scope
from hegao.draft.model import ParagraphFormat, Run, RunFormat, Section
from hegao.draft.recognition import Element
from hegao.errors import RuleError
from hegao.rulebook.profiles import load_profile

SONG = RunFormat(east_asian_font="宋体", size=14.0)
FANG = RunFormat(east_asian_font="仿宋_GB2312", size=16.0)
TWO = ParagraphFormat(first_line_chars=2.0)
TITLE = ("关于开展防汛检查的通知", RunFormat("方正小标宋简体", size=22.0), ParagraphFormat(alignment="center"))
TO = ("各乡镇人民政府：", FANG, ParagraphFormat())
TEXT = "汛期将至，请各乡镇对辖区内的水库、河堤和低洼村庄逐一排查，发现隐患立即处置并报告。"
BODY = Scope(elements=frozenset({Element.BODY}))
SIGNED = [("望川县人民政府办公室", SONG, ParagraphFormat()), ("2024年5月8日", SONG, ParagraphFormat())]


def body(*looks, frame=TWO):
    return dressed([TITLE, TO, *((TEXT, look, frame) for look in looks), *SIGNED])


def test_single_deviants_are_marked_and_a_draft_set_otherwise_as_a_whole():
    params = {"property": "font", "accept": "body.font"}
    assert texts(hits("format", params, body(FANG, FANG, SONG), scope=BODY)) == [TEXT]
    (hit,) = hits("format", params, body(SONG, SONG, SONG, SONG, FANG), scope=BODY)
    assert (hit.place.paragraph, hit.values["found"], hit.values["wanted"]) == (None, "宋体", "仿宋体")
    assert len(hits("format", params, body(SONG, SONG, SONG, FANG), scope=BODY)) == 3  # few enough to be named


def test_what_stands_behind_the_signature_is_no_body():
    draft = dressed([TITLE, TO, (TEXT, FANG, TWO), *SIGNED, ("望川县防汛办电话：0899-1234567。", SONG, TWO)])
    assert hits("format", {"property": "font", "accept": "body.font"}, draft, scope=BODY) == []


def test_a_file_that_does_not_say_is_not_wrong():
    assert hits("format", {"property": "font", "accept": "body.font"}, body(RunFormat()), scope=BODY) == []
    assert hits("format", {"property": "page", "accept": "margins"}, body(FANG)) == []


def test_digits_and_letters_have_no_prescribed_font():
    draft = body(FANG)
    paragraph = draft.paragraphs[2]
    text = "全县共排查水库12座。" + TEXT
    digits = text.index("12")
    runs = (Run(0, digits, FANG), Run(digits, digits + 2, SONG), Run(digits + 2, len(text), FANG))
    mixed = replace(
        draft, paragraphs=(*draft.paragraphs[:2], paragraph._replace(text=text, runs=runs), *draft.paragraphs[3:])
    )
    assert hits("format", {"property": "font", "accept": "body.font"}, mixed, scope=BODY) == []


def test_sizes_are_told_by_their_chinese_names():
    (hit,) = hits("format", {"property": "size", "accept": "body.size"}, body(SONG), scope=BODY)
    assert hit.values["found"] == "四号（14磅）"


@pytest.mark.parametrize(
    ("frame", "found"),
    [
        (ParagraphFormat(), "0"),
        (ParagraphFormat(first_line_points=16.0), "1"),
        (ParagraphFormat(first_line_chars=2.0, left_chars=1.5), "3.5"),
        (ParagraphFormat(first_line_points=32.0), None),
        (ParagraphFormat(left_chars=2.0), None),
        (ParagraphFormat(left_chars=2.0, first_line_chars=-2.0), None),
    ],
)
def test_first_lines_begin_two_characters_in_unless_the_paragraph_is_a_list(frame, found):
    params = {"property": "first_line", "accept": "body.first_line"}
    hit = hits("format", params, body(FANG, frame=frame), scope=BODY)
    assert [one.values["found"] for one in hit] == ([found] if found else [])


def test_spaces_at_the_head_count_as_an_indent():
    draft = dressed([TITLE, TO, ("　　" + TEXT, FANG, ParagraphFormat()), *SIGNED])
    assert hits("format", {"property": "first_line", "accept": "body.first_line"}, draft, scope=BODY) == []


@pytest.mark.parametrize(("colour", "seen"), [("FF0000", True), ("2F5496", True), ("262626", False), ("auto", False)])
def test_colours_that_print_black_are_fine(colour, seen):
    found = hits("format", {"property": "colour"}, body(replace(FANG, color=colour)), scope=BODY)
    assert texts(found) == ([TEXT] if seen else [])


def test_the_gutter_belongs_to_the_binding_margin_and_landscape_pages_are_left():
    page = Section(width=210.0, height=297.0, top=37.0, bottom=35.0, left=23.0, right=26.0, gutter=5.0)
    params = {"property": "page", "accept": "margins"}
    assert hits("format", params, replace(body(FANG), sections=(page,))) == []
    (hit,) = hits("format", params, replace(body(FANG), sections=(replace(page, gutter=None),)))
    assert hit.values["found"] == "左边距23毫米、版心宽161毫米"
    assert hits("format", params, replace(body(FANG), sections=(replace(page, gutter=None, landscape=True),))) == []


def test_items_of_a_resolution_are_no_headings():
    draft = dressed(
        [TITLE, TO, ("一、同意县水利局的意见。", FANG, TWO), ("二、工作要求", FANG, TWO), (TEXT, FANG, TWO)]
    )
    params = {"property": "font", "accept": "heading.first", "levels": [1]}
    (hit,) = hits("format", params, draft)
    assert hit.values["found"] == "仿宋_GB2312"
    assert hit.place.text == "二、工作要求"


def test_short_drafts_need_no_page_number():
    params = {"property": "page_number", "length": 100}
    assert hits("format", params, body(FANG)) == []
    assert len(hits("format", params, body(FANG, FANG, FANG))) == 1
    numbered = replace(body(FANG, FANG, FANG), sections=(Section(page_number=True),))
    assert hits("format", params, numbered) == []


def test_font_names_are_compared_without_case_and_spaces():
    limits = accepted(load_profile("gbt9704").formats, "body.font")
    assert limits is not None
    assert limits.admits("fangsong_gb2312")
    assert limits.admits("仿宋 _GB2312")
    assert not limits.admits("宋体")


def test_a_profile_that_says_nothing_is_not_asked():
    assert hits("format", {"property": "font", "accept": "body.nose"}, body(SONG), scope=BODY) == []


@pytest.mark.parametrize("params", [{"property": "smell"}, {"property": "font"}, {"property": "page", "acept": "x"}])
def test_an_unknown_property_or_none_to_compare_with_is_refused(params):
    with pytest.raises(RuleError):
        hits("format", params, body(FANG))


def test_a_rule_may_ask_what_other_elements_say():
    params = {"property": "font", "accept": "body.font"}
    for extra, count in (
        ({"given": {"title": "通知$"}}, 1),
        ({"given": {"title": "函$"}}, 0),
        ({"unless": {"title": "."}}, 0),
    ):
        assert len(hits("format", {**params, **extra}, body(SONG), scope=BODY)) == count
    with pytest.raises(RuleError):
        hits("format", {**params, "given": {"nose": "."}}, body(SONG))


@pytest.mark.parametrize(
    ("page", "frame", "found"),
    [
        (Section(grid_type="lines", grid_line_pitch=15.6), TWO, "31.2磅"),  # a line of size three takes two of the grid
        (Section(grid_type="lines", grid_line_pitch=28.95), TWO, None),
        (Section(grid_type="lines", grid_line_pitch=15.6), replace(TWO, grid=False), None),
        (Section(grid_type="lines", grid_line_pitch=28.95), replace(TWO, line_spacing=1.5, line_rule="auto"), "43.4磅"),
        (Section(grid_line_pitch=15.6), TWO, None),
        (Section(), replace(TWO, line_spacing=20.0, line_rule="exact"), "20磅"),
    ],
)
def test_lines_are_set_exactly_or_by_the_grid(page, frame, found):
    draft = replace(body(FANG, frame=frame), sections=(page,))
    hit = hits("format", {"property": "line_spacing", "accept": "body.line_spacing"}, draft, scope=BODY)
    assert [one.values["found"] for one in hit] == ([found] if found else [])


def test_an_unsealed_date_begins_two_characters_after_the_issuer():
    page = Section(width=210.0, height=297.0, left=28.0, right=26.0)
    params = {"property": "date_place", "accept": "sign_off.date"}
    for right, count in ((1.0, 0), (8.0, 1)):
        issuer = ("望川县人民政府", FANG, ParagraphFormat(alignment="right", right_chars=2.0))
        date = ("2024年5月8日", FANG, ParagraphFormat(alignment="right", right_chars=right))
        draft = dressed([TITLE, TO, (TEXT, FANG, TWO), issuer, date], page)
        assert len(hits("format", params, draft, scope=Scope(elements=frozenset({Element.DATE})))) == count


def test_what_a_file_states_of_itself():
    draft = replace(body(FANG), properties={"creator": "林晓"})
    assert len(hits("format", {"property": "stated", "key": "creator", "only": "^.{2}$"}, draft)) == 1
    assert hits("format", {"property": "stated", "key": "creator", "only": "^.{5}$"}, draft) == []
    assert hits("format", {"property": "stated", "key": "manager"}, draft) == []
