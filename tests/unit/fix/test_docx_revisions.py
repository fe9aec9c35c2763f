"""Tracked mending: refusing all gives the original back, accepting all the mended text; what others did stays."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.revisions import OURS, ids, local, normalised, resolved, word
from tests.wordfiles import p, part, r, table, unzipped, word_file, zipped

from hegao.draft.model import Place
from hegao.fix import Applied, Edit, Tracking, apply
from hegao.fix.docx_changes import BOUND, UNEDITABLE
from hegao.fix.remarks import Remark
from hegao.readers import read_bytes

DATE = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
THEIRS = 'w:author="甲" w:date="2024-01-01T00:00:00Z"'
HYPERLINK = '<w:hyperlink w:anchor="x">{}</w:hyperlink>'
CONTROL = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent>"
    "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent>"
    "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def ins(content: str, number: int = 1) -> str:
    return f'<w:ins w:id="{number}" {THEIRS}>{content}</w:ins>'


def track(data: bytes, *edits: Edit, remarks: tuple[Remark, ...] = (), title: int | None = None) -> Applied:
    return apply(data, "a.docx", edits, Tracking(remarks, {}, title, DATE))


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in read_bytes(data, "a.docx").paragraphs]


def characters(data: bytes) -> list[tuple[str, object]]:
    """Every character with its look."""
    found = []
    for paragraph in read_bytes(data, "a.docx").paragraphs:
        for run in paragraph.runs:
            found += [(char, run.format) for char in paragraph.text[run.start : run.end]]
    return found


def document(data: bytes) -> str:
    return unzipped(data)["word/document.xml"].decode()


def edit(data: bytes, old: str, new: str, number: int = 1) -> Edit:
    at = read_bytes(data, "a.docx").by_number[number].text.index(old)
    return Edit(number, at, at + len(old), new, old)


def prove(data: bytes, *edits: Edit, remarks: tuple[Remark, ...] = ()) -> Applied:
    """Track the edits, and hold the result against the same edits untracked."""
    tracked, plain = track(data, *edits, remarks=remarks), apply(data, "a.docx", edits)
    assert tracked.done == plain.done
    assert tracked.skipped == plain.skipped
    assert texts(tracked.data) == texts(plain.data)
    stories = [name for name in unzipped(data) if name.startswith(("word/document", "word/header", "word/footnotes"))]
    for story in stories:
        assert normalised(resolved(tracked.data, accept=False, authors={OURS}), story) == normalised(data, story)
        refused, original = (resolved(file, accept=False) for file in (tracked.data, data))
        assert normalised(refused, story) == normalised(original, story)
    accepted, mended = (resolved(file, accept=True) for file in (tracked.data, plain.data))
    assert texts(accepted) == texts(plain.data)
    assert characters(accepted) == characters(mended)
    numbers = ids(tracked.data)
    assert len(numbers) == len(set(numbers))
    return tracked


def test_a_replacement_over_runs_keeps_the_look_of_each_character() -> None:
    data = word_file(p("各镇要", r("布", "<w:b/>"), "暑工作"))
    tracked = prove(data, edit(data, "布暑", "部署"))
    marks = f'w:author="{OURS}" w:date="2024-05-06T07:08:09Z"'
    assert (
        f'<w:del w:id="1" {marks}><w:r><w:rPr><w:b/></w:rPr><w:delText xml:space="preserve">布</w:delText></w:r></w:del>'
        f'<w:del w:id="2" {marks}><w:r><w:delText xml:space="preserve">暑</w:delText></w:r></w:del>'
        f'<w:ins w:id="3" {marks}><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">部</w:t></w:r></w:ins>'
        f'<w:ins w:id="4" {marks}><w:r><w:t xml:space="preserve">署</w:t></w:r></w:ins>'
    ) in document(tracked.data)


def test_only_what_differs_is_marked_and_all_other_bytes_stay() -> None:
    first, last = p("第一段 <&>"), p("<w:r><w:t><![CDATA[末段]]></w:t></w:r>")
    data = word_file(first, p("进行安排部署"), last, parts={"styles.xml": part("w:styles", "")})
    tracked = prove(data, Edit(2, 0, 6, "进行统筹安排部署", "进行安排部署"))
    assert "w:del " not in document(tracked.data)
    assert document(tracked.data).startswith(document(data)[: document(data).index(first) + len(first)])
    assert document(tracked.data).endswith(document(data)[document(data).index(last) :])
    before, after = unzipped(data), unzipped(tracked.data)
    assert [name for name in after if after[name] != before.get(name)] == ["word/document.xml"]


def test_nothing_to_do_gives_the_same_bytes() -> None:
    data = word_file(p("正文"))
    assert track(data).data is data


def test_insertions_and_deletions_alone() -> None:
    data = word_file(p("甲乙", "<w:r><w:tab/><w:t>丙</w:t><w:footnoteReference w:id='1'/></w:r>", r("丁", "<w:i/>")))
    tracked = prove(
        data, Edit(1, 0, 0, "〇", ""), Edit(1, 1, 2, "", "乙"), Edit(1, 4, 4, "。", ""), Edit(1, 5, 5, "！", "")
    )
    assert texts(tracked.data)[0] == "〇甲\t丙。丁！"
    assert document(tracked.data).index("。") < document(tracked.data).index("footnoteReference")


def test_two_insertions_at_one_place_keep_their_order() -> None:
    data = word_file(p("甲乙丙", "<w:r><w:tab/></w:r>"))
    tracked = prove(data, Edit(1, 0, 3, "甲乙丙丁", "甲乙丙"), Edit(1, 3, 3, "戊", ""))
    assert texts(tracked.data) == ["甲乙丙丁戊\t"]


def test_inside_the_insertion_of_another() -> None:
    data = word_file(p("前", ins(r("要布署工作")), "后"))
    tracked = prove(data, edit(data, "布署", "部署"))
    xml = document(tracked.data)
    assert "要</w:t></w:r><w:del " in xml
    assert xml.count('w:author="甲"') == 2
    root = etree.fromstring(xml.encode())
    assert not [e for e in root.iter("{*}ins") if any(a.tag == e.tag for a in e.iterancestors())]
    whole = prove(data, edit(data, "要布署工作", ""))
    assert document(whole.data).count('w:author="甲"') == 1


def test_over_the_edge_of_an_insertion_and_of_a_link() -> None:
    data = word_file(p("前要", ins(r("布")), HYPERLINK.format(r("署", "<w:u/>")), "后"))
    prove(data, edit(data, "要布署后", "要部暑后"))
    prove(data, edit(data, "要布署后", "须抓紧落实好"))


def test_links_controls_and_smart_tags() -> None:
    tagged = ins(f"<w:smartTag w:element='x'>{r('布署丙')}</w:smartTag>", 7)
    data = word_file(p(HYPERLINK.format(r("布署甲")), CONTROL.format(r("布署乙")), tagged))
    tracked = prove(data, *(edit(data, f"布署{c}", f"部署{c}") for c in "甲乙丙"))
    assert len(tracked.done) == 3
    assert "<w:hyperlink" in document(tracked.data)


def test_what_word_fills_in_itself_or_cannot_track_is_left_alone() -> None:
    bound = "<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    data = word_file(
        p(
            bound.format(r("布署甲")),
            ins(CONTROL.format(r("布署乙"))),
            f'<w:fldSimple w:instr="REF x">{r("布署丙")}</w:fldSimple>',
        )
    )
    tracked = prove(data, *(edit(data, f"布署{c}", f"部署{c}") for c in "甲乙丙"))
    assert [skipped.reason for skipped in tracked.skipped] == [BOUND, BOUND, UNEDITABLE]


def test_a_format_change_of_another_stays_and_is_numbered_anew_in_copies() -> None:
    change = f'<w:b/><w:rPrChange w:id="5" {THEIRS}><w:rPr/></w:rPrChange>'
    data = word_file(p(r("各镇布署工作", change)))
    assert document(prove(data, edit(data, "布署", "部署")).data).count("rPrChange w:id") == 4


def test_runs_that_share_a_space_go_on_sharing_it_when_cut() -> None:
    fitted = '<w:fitText w:id="77" w:val="1680"/>'
    data = word_file(p(r("布署甲", fitted), r("乙", fitted)))
    tracked = prove(data, edit(data, "署", "暑"))
    assert document(tracked.data).count('<w:fitText w:id="77"') == document(tracked.data).count("<w:fitText") > 2


def test_all_stories_and_both_forms_of_a_text_box() -> None:
    data = word_file(
        p("前", BOX.format(p("布署盒"))),
        table([p("布署格")]),
        section='<w:headerReference r:id="header1"/>',
        parts={
            "header1.xml": part("w:hdr", p("布署眉")),
            "footnotes.xml": part("w:footnotes", f'<w:footnote w:id="1">{p("布署注")}</w:footnote>'),
        },
    )
    tracked = prove(data, *(Edit(number, 0, 2, "部署", "布署") for number in range(2, 6)))
    assert texts(tracked.data) == ["前", "部署盒", "部署格", "部署眉", "部署注"]
    assert document(tracked.data).count("部") == 3


def test_a_box_and_its_paragraph_at_once() -> None:
    data = word_file(p("布署前", BOX.format(p("布署盒")), "布署后"))
    tracked = prove(data, edit(data, "布署前", "部署前"), edit(data, "布署后", "部署后"), edit(data, "布署", "部署", 2))
    assert texts(tracked.data) == ["部署前部署后", "部署盒"]


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_other_prefixes_and_strict_files(prefix: str) -> None:
    plain = word_file(p("要", ins(r("布署"))), strict=not prefix)
    files = unzipped(plain)
    xml = files["word/document.xml"].decode()
    if prefix:
        xml = xml.replace("<w:", "<x:").replace("</w:", "</x:").replace(" w:", " x:").replace("xmlns:w=", "xmlns:x=")
    data = zipped({**files, "word/document.xml": xml})
    remark = Remark(("说明。",), Place("body", 1, 1, 3, "布署"))
    tracked = prove(data, edit(data, "布署", "部署"), remarks=(remark,))
    assert texts(tracked.data) == ["要部署"]
    assert tracked.comments == 1


def test_joined_paragraphs() -> None:
    data = word_file(p("要布", properties=f'<w:rPr><w:del w:id="3" {THEIRS}/></w:rPr>'), p("署工作"))
    tracked = track(data, Edit(1, 1, 3, "部暑", "布署"))
    assert texts(tracked.data) == ["要部暑工作"]


# Any run splits, spans, tables and earlier revisions.

LOOKS = ["", "<w:b/>", '<w:sz w:val="32"/>']
TEXT = st.text("甲乙 &<𠮷，", min_size=1, max_size=4)
RUN = st.builds(r, TEXT, st.sampled_from(LOOKS))
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>域果</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
RUBY = (
    "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>lu</w:t></w:r></w:rt>"
    "<w:rubyBase><w:r><w:t>鹭</w:t></w:r></w:rubyBase></w:ruby></w:r>"
)
SPECIAL = st.sampled_from(
    [
        FIELD,
        RUBY,
        "<w:r><w:tab/></w:r>",
        "<w:r><w:t>戊</w:t><w:br/><w:t> 己 </w:t></w:r>",
        '<w:bookmarkStart w:id="900" w:name="x"/><w:bookmarkEnd w:id="900"/>',
        f'<w:del w:id="901" {THEIRS}><w:r><w:delText>删去</w:delText></w:r></w:del>',
        "<m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath>",
        BOX.format(p("盒子")),
    ]
)
WRAPPERS = [
    f"<w:ins w:id='902' {THEIRS}>{{}}</w:ins>",
    f"<w:moveTo w:id='903' {THEIRS}>{{}}</w:moveTo>",
    HYPERLINK,
    CONTROL,
]
WRAPPED = st.builds(
    lambda wrapper, runs: wrapper.format("".join(runs)),
    st.sampled_from(WRAPPERS),
    st.lists(RUN, min_size=1, max_size=3),
)
PARAGRAPH = st.lists(st.one_of(RUN, RUN, WRAPPED, SPECIAL), max_size=6).map(lambda content: p(*content))
BODY = st.lists(st.one_of(PARAGRAPH, st.lists(PARAGRAPH, min_size=1, max_size=2).map(table)), min_size=1, max_size=3)


@settings(max_examples=150)
@given(BODY, st.data())
def test_whatever_the_runs_and_the_edits(body: list[str], data: st.DataObject) -> None:
    file = numbered(word_file(*body, p("尾")))
    draft = read_bytes(file, "a.docx")
    edits, remarks = [], []
    for paragraph in draft.paragraphs[:-1]:
        length = len(paragraph.text)
        bounds = sorted(data.draw(st.lists(st.integers(0, length), max_size=6, unique=True)))
        for start, end in zip(bounds[::2], bounds[1::2], strict=False):
            new = data.draw(st.text("丙丁甲乙 &", max_size=4))
            edits.append(Edit(paragraph.number, start, end, new, paragraph.text[start:end]))
            remarks.append(Remark(("说明。",), draft.place(paragraph.number, start, end), edits[-1]))
        start = data.draw(st.integers(0, length))
        end = data.draw(st.integers(start, length))
        remarks.append(Remark(("另一说明。",), draft.place(paragraph.number, start, end)))
    tracked = prove(file, *edits, remarks=tuple(remarks))
    assert tracked.comments == len(remarks)
    _comments_are_whole(tracked.data)


def numbered(data: bytes) -> bytes:
    """The file with numbers of its own for all the marks that hypothesis repeated."""
    files = unzipped(data)
    root = etree.fromstring(files["word/document.xml"])
    for number, element in enumerate(root.iter("{*}ins", "{*}del", "{*}moveTo"), 100):
        name = next(name for name in element.attrib if name.endswith("}id"))
        element.set(name, str(number))
    return zipped({**files, "word/document.xml": etree.tostring(root, encoding="UTF-8", xml_declaration=True)})


def _comments_are_whole(data: bytes) -> None:
    files = unzipped(data)
    places: dict[str, list[str]] = {}
    for element in etree.fromstring(files["word/document.xml"]).iter(etree.Element):
        kind = local(element)
        if kind.startswith("comment"):
            places.setdefault(word(element, "id") or "", []).append(kind)
    assert all(kinds == ["commentRangeStart", "commentRangeEnd", "commentReference"] for kinds in places.values())
    defined = etree.fromstring(files["word/comments.xml"]) if places else ()
    assert {word(comment, "id") for comment in defined} == set(places)
