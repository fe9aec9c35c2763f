"""Other looks in a Word file: exactly there, refused as a whole, and never over someone else's open change."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.revisions import OURS, ids, normalised, resolved
from tests.unit.fix.test_docx_revisions import BODY, BOX, THEIRS, characters, document, numbered, texts
from tests.wordfiles import p, part, r, unzipped, word_file

from hegao.draft.model import Draft, Part, Place
from hegao.findings.model import Reform
from hegao.fix import Applied, Tracking, apply
from hegao.readers import read_bytes

DATE = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
FONT = (("east_asian_font", "黑体"), ("size", 16.0))
INDENT = (("left_points", 0.0), ("first_line_points", 32.0), ("first_line_chars", 2.0))
PAGE = Place(Part.PAGE, None, 0, 0, "")
SECTION = '<w:headerReference r:id="header1"/><w:pgSz w:w="12240" w:h="15840"/><w:cols w:num="1"/>'


def reform(draft: Draft, number: int, start: int, end: int, look=FONT) -> Reform:
    return Reform(draft.place(number, start, end), look)


def both(data: bytes, *reforms: Reform) -> tuple[Applied, Applied]:
    """Made at once and tracked; refusing gives the file back, accepting what is made at once."""
    plain = apply(data, "a.docx", (), None, reforms)
    tracked = apply(data, "a.docx", (), Tracking((), {}, None, DATE), reforms)
    for story in (name for name in unzipped(data) if name.startswith(("word/document", "word/header"))):
        refused, accepted = (resolved(tracked.data, accept=accept, authors={OURS}) for accept in (False, True))
        assert normalised(refused, story) == normalised(resolved(data, accept=True, authors={OURS}), story)
        if THEIRS not in document(data):
            assert normalised(accepted, story) == normalised(plain.data, story)
    assert texts(plain.data) == texts(tracked.data) == texts(data)
    assert len(ids(tracked.data)) == len(set(ids(tracked.data)))
    return plain, tracked


def test_only_the_characters_meant_get_another_look() -> None:
    data = word_file(p(r("甲乙丙", "<w:b/>"), r("丁戊")))
    plain, tracked = both(data, reform(read_bytes(data, "a.docx"), 1, 1, 4))
    looks = [(char, look.east_asian_font, look.size, look.bold) for char, look in characters(plain.data)]
    assert looks == [
        ("甲", None, None, True),
        ("乙", "黑体", 16.0, True),
        ("丙", "黑体", 16.0, True),
        ("丁", "黑体", 16.0, None),
        ("戊", None, None, None),
    ]
    assert "PrChange" not in document(plain.data)
    mark = f'w:author="{OURS}" w:date="2024-05-06T07:08:09Z"'
    assert f'<w:rPrChange w:id="1" {mark}><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr>' in document(tracked.data)


def test_children_stand_in_the_order_word_wants() -> None:
    data = word_file(
        p(r("甲", '<w:b/><w:u w:val="single"/>'), properties='<w:jc w:val="both"/><w:outlineLvl w:val="1"/>')
    )
    look = (*FONT, ("color", "000000"), *INDENT, ("line_spacing", 28.95), ("line_rule", "exact"))
    xml = document(both(data, reform(read_bytes(data, "a.docx"), 1, 0, 1, look))[0].data)
    run = ["w:rFonts", "w:b/", "w:color", "w:sz ", "w:szCs", "w:u "]
    frame = ["w:spacing", "w:ind", "w:jc", "w:outlineLvl"]
    for names in (run, frame):
        places = [xml.index(f"<{name}") for name in names]
        assert places == sorted(places)


def test_words_that_would_gainsay_it_go() -> None:
    fonts = (
        '<w:rFonts w:eastAsiaTheme="minorEastAsia" w:ascii="Arial"/><w:color w:themeColor="accent1" w:val="112233"/>'
    )
    data = word_file(p(r("甲", fonts), properties='<w:ind w:startChars="200" w:hangingChars="100" w:hanging="320"/>'))
    look = (("east_asian_font", "黑体"), ("color", "000000"), *INDENT)
    plain, _ = both(data, reform(read_bytes(data, "a.docx"), 1, 0, 1, look))
    assert 'w:ascii="Arial"' in document(plain.data)
    assert not {"Theme", "themeColor", "hanging", "startChars"} & {
        word for word in ("Theme", "themeColor", "hanging", "startChars") if word in document(plain.data)
    }
    (paragraph,) = read_bytes(plain.data, "a.docx").paragraphs
    assert (paragraph.format.first_line_chars, paragraph.format.left_points) == (2.0, 0.0)


def test_all_upright_pages_are_set_and_what_hangs_on_a_section_stays() -> None:
    turned = '<w:sectPr><w:pgSz w:w="1" w:h="2" w:orient="landscape"/></w:sectPr>'
    upright = '<w:sectPr><w:pgSz w:w="1" w:h="2"/></w:sectPr>'
    header = {"header1.xml": part("w:hdr", p("眉"))}
    data = word_file(p("甲", properties=turned), p("乙", properties=upright), p("丙"), section=SECTION, parts=header)
    plain, tracked = both(data, Reform(PAGE, (("width", 210.0), ("top", 37.0), ("gutter", 0.0))))
    assert [round(one.width) for one in read_bytes(plain.data, "a.docx").sections if one.width] == [0, 210, 210]
    assert document(plain.data).count('w:top="2098"') == 2
    assert document(tracked.data).count("<w:sectPrChange") == 2
    assert document(tracked.data).count("<w:headerReference") == 1
    assert plain.reformed == tracked.reformed == 1


def test_an_open_change_of_another_is_left_alone_where_changes_are_tracked() -> None:
    run = f'<w:b/><w:rPrChange w:id="5" {THEIRS}><w:rPr/></w:rPrChange>'
    frame = f'<w:pPrChange w:id="6" {THEIRS}><w:pPr/></w:pPrChange>'
    data = word_file(p(r("甲", run), properties=frame))
    draft = read_bytes(data, "a.docx")
    plain, tracked = both(data, reform(draft, 1, 0, 1), reform(draft, 1, 0, 1, INDENT))
    assert tracked.reformed == 0
    assert normalised(tracked.data) == normalised(data)
    assert plain.reformed == 2
    assert document(plain.data).count(THEIRS) == 2


def test_both_forms_of_a_text_box_a_header_and_a_number() -> None:
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:suff w:val="nothing"/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    data = word_file(
        p("前", BOX.format(p("盒"))),
        p("条", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
        section=SECTION,
        parts={"header1.xml": part("w:hdr", p("眉")), "numbering.xml": part("w:numbering", numbering)},
    )
    draft = read_bytes(data, "a.docx")
    assert [paragraph.text for paragraph in draft.paragraphs] == ["前", "盒", "1.条", "眉"]
    plain, _ = both(data, *(reform(draft, n, 0, len(draft.by_number[n].text)) for n in (2, 3, 4)))
    assert document(plain.data).count("黑体") == 4  # the box twice, the text of the item and the mark of its paragraph
    assert {look.east_asian_font for _, look in characters(plain.data)} == {None, "黑体"}


@settings(max_examples=100)
@given(BODY, st.data())
def test_whatever_the_runs_and_the_stretches(body: list[str], data: st.DataObject) -> None:
    file = numbered(word_file(*body, p("尾")))
    draft = read_bytes(file, "a.docx")
    reforms = []
    for paragraph in draft.paragraphs:
        bounds = data.draw(st.lists(st.integers(0, len(paragraph.text)), max_size=4, unique=True).map(sorted))
        for start, end in zip(bounds[::2], bounds[1::2], strict=False):
            reforms.append(reform(draft, paragraph.number, start, end))
        if data.draw(st.booleans()):
            reforms.append(reform(draft, paragraph.number, 0, len(paragraph.text), INDENT))
    before = characters(file)
    after = characters(both(file, *reforms)[0].data)
    meant = {
        (one.place.paragraph, at) for one in reforms if one.look == FONT for at in range(one.place.start, one.place.end)
    }
    places = [(p.number, at) for p in draft.paragraphs for run in p.runs for at in range(run.start, run.end)]
    for place, (_, old), (_, new) in zip(places, before, after, strict=True):
        assert new == old or place in meant
