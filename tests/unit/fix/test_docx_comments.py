"""Comments in the package: anchored on exactly the characters, the part and its styles added or added to."""

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from importlib.util import find_spec
from pathlib import Path

import pytest
from lxml import etree
from tests.drafts import FAULTY_REPORT, write_docx
from tests.layout.building import build
from tests.layout.documents import REQUEST
from tests.revisions import OURS, local, normalised, resolved, word
from tests.wordfiles import p, part, r, unzipped, word_file, zipped

from hegao import api
from hegao.draft.model import Part, Place
from hegao.errors import ConfigError, InputError
from hegao.fix import Applied, Edit, Tracking, apply
from hegao.fix.remarks import Remark
from hegao.readers import read_bytes
from hegao.readers.office import convert

DATE = datetime(2024, 5, 6, 15, 0, tzinfo=timezone(timedelta(hours=8)))
COMMENTS = "word/comments.xml"


def comment(data: bytes, *remarks: Remark, edits: tuple[Edit, ...] = (), title: int | None = None) -> Applied:
    return apply(data, "a.docx", edits, Tracking(remarks, {}, title, DATE))


def at(start: int, end: int, number: int = 1, edit: Edit | None = None) -> Remark:
    return Remark(("说明。",), Place(Part.BODY, number, start, end, ""), edit)


def anchored(data: bytes) -> list[str]:
    """The text each comment stands on, deleted text in brackets."""
    open_texts: dict[str, str] = {}
    done = []
    for element in etree.fromstring(unzipped(data)["word/document.xml"]).iter(etree.Element):
        name = local(element)
        if name == "commentRangeStart":
            open_texts[word(element, "id") or ""] = ""
        elif name == "commentRangeEnd":
            done.append(open_texts.pop(word(element, "id") or ""))
        elif name in {"t", "delText", "tab"}:
            text = {"t": element.text, "tab": "\t"}.get(name, f"[{element.text}]")
            open_texts = {number: so_far + (text or "") for number, so_far in open_texts.items()}
    return done


def test_on_exactly_the_characters() -> None:
    data = word_file(p("各镇", r("要布", "<w:b/>"), "<w:r><w:t>署</w:t><w:tab/><w:t>工作</w:t></w:r>"))
    assert anchored(comment(data, at(1, 4)).data) == ["镇要布"]
    assert anchored(comment(data, at(4, 6)).data) == ["署\t"]
    assert anchored(comment(data, at(0, 8)).data) == ["各镇要布署\t工作"]
    assert anchored(comment(data, at(3, 3)).data) == [""]
    assert anchored(comment(data, at(8, 8)).data) == [""]
    assert sorted(anchored(comment(data, at(1, 4), at(2, 6), at(2, 4)).data)) == ["要布", "要布署\t", "镇要布"]
    assert comment(word_file(p("甲"), p()), at(0, 0, number=2)).comments == 1


def test_on_what_is_struck_out_and_what_is_put_in() -> None:
    data = word_file(p("各镇布署工作"))
    edit = Edit(1, 2, 4, "部署", "布署")
    assert anchored(comment(data, at(2, 4, edit=edit), edits=(edit,)).data) == ["[布]部署"]
    assert anchored(comment(data, at(4, 6), at(0, 2), edits=(edit,)).data) == ["各镇", "工作"]
    added = Edit(1, 6, 6, "。", "")
    assert anchored(comment(data, at(6, 6, edit=added), edits=(added,)).data) == ["。"]
    gone = Edit(1, 0, 2, "", "各镇")
    assert anchored(comment(data, at(0, 2, edit=gone), edits=(gone,)).data) == ["[各镇]"]


def test_a_number_cannot_carry_a_comment_so_the_text_beside_it_does() -> None:
    numbering = part(
        "w:numbering",
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    data = word_file(
        p("总体要求", properties='<w:numPr><w:numId w:val="1"/></w:numPr>'), parts={"numbering.xml": numbering}
    )
    assert anchored(comment(data, at(0, 4)).data) == ["总体"]
    assert anchored(comment(data, at(0, 2)).data) == [""]


def test_on_the_whole_at_the_title_or_the_first_text() -> None:
    data = word_file(p(), p("标题"), p("正文"))
    whole = Remark(("说明。",))
    assert anchored(comment(data, whole, title=3).data) == ["正文"]
    assert anchored(comment(data, whole, title=9).data) == ["标题"]
    assert anchored(comment(data, whole).data) == ["标题"]


def test_a_new_part_is_announced_and_all_else_stays() -> None:
    data = word_file(p("布署"), parts={"header1.xml": part("w:hdr", p("眉"))})
    before, after = unzipped(data), unzipped(comment(data, Remark(("甲<&>\x01乙。", "丙。"), at(0, 2).place)).data)
    rels = "word/_rels/document.xml.rels"
    assert {name for name in after if after[name] != before.get(name)} == {
        "word/document.xml",
        COMMENTS,
        rels,
        "[Content_Types].xml",
    }
    assert re.search(rb'Id="rId1" Type="[^"]+/relationships/comments" Target="comments.xml"', after[rels])
    assert b'PartName="/word/comments.xml"' in after["[Content_Types].xml"]
    made = etree.fromstring(after[COMMENTS])[0]
    assert (word(made, "author"), word(made, "date")) == (OURS, "2024-05-06T07:00:00Z")
    assert ["".join(line.itertext()) for line in made] == ["甲<&> 乙。", "丙。"]


def test_earlier_comments_stay_byte_for_byte() -> None:
    theirs = f'<w:comment w:id="1" w:author="甲">{p("请核。")}</w:comment>'
    for prefix in ("w", "x"):
        comments = part("w:comments", theirs)
        comments = comments if prefix == "w" else re.sub(r"(?<=[</ :])w(?=[:=])", "x", comments)
        marked = '<w:commentRangeStart w:id="1"/>' + r("各镇") + '<w:commentRangeEnd w:id="1"/>'
        data = word_file(
            p(marked, r("布署"), '<w:r><w:commentReference w:id="1"/></w:r>'), parts={"comments.xml": comments}
        )
        after = unzipped(comment(data, at(1, 3)).data)
        assert after[COMMENTS].decode().startswith(comments[: comments.rindex("</")])
        assert [word(made, "id") for made in etree.fromstring(after[COMMENTS])] == ["1", "2"]
        assert sorted(anchored(comment(data, at(1, 3)).data)) == ["各镇", "镇布"]
        assert "[Content_Types].xml" not in {n for n in after if after[n] != unzipped(data)[n]}


def test_roots_without_content_are_opened() -> None:
    data = word_file(p("布署"), parts={"comments.xml": part("w:comments", "").replace("></w:comments>", "/>")})
    assert len(etree.fromstring(unzipped(comment(data, at(0, 1)).data)[COMMENTS])) == 1


def test_styles_are_found_by_name_and_defined_where_missing() -> None:
    chinese = (
        '<w:style w:type="character" w:styleId="a3"><w:name w:val="annotation reference"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="CommentText"><w:name w:val="别的"/></w:style>'
    )
    data = word_file(p("布署"), parts={"styles.xml": part("w:styles", chinese)})
    after = unzipped(comment(data, at(0, 1)).data)
    assert b'<w:rStyle w:val="a3"/></w:rPr><w:commentReference' in after["word/document.xml"]
    assert b'<w:pStyle w:val="CommentText1"/>' in after[COMMENTS]
    styles = [word(style, "styleId") for style in etree.fromstring(after["word/styles.xml"])]
    assert styles == ["a3", "CommentText", "CommentText1"]


def test_names_and_numbers_already_taken() -> None:
    files = unzipped(word_file(p(f'<w:bookmarkStart w:id="1" w:name="x"/>{r("布署")}<w:bookmarkEnd w:id="1"/>')))
    files["word/Comments.xml"] = b"<a/>"
    rels = files["word/_rels/document.xml.rels"].decode()
    extra = '<Relationship Id="rId1" Type="x/y" Target="z" TargetMode="External"/></Relationships>'
    files["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", extra).encode()
    after = unzipped(comment(zipped(files), at(0, 1)).data)
    assert b'w:id="2"' in after["word/comments1.xml"]
    assert b'Id="rId2"' in after["word/_rels/document.xml.rels"]


def test_relationships_that_are_not_there_yet_and_strict_files() -> None:
    files = unzipped(word_file(p("布署"), strict=True))
    del files["word/_rels/document.xml.rels"]
    after = unzipped(comment(zipped(files), at(0, 1)).data)
    assert b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments" in after["word/_rels/document.xml.rels"]
    assert b"http://purl.oclc.org/ooxml/wordprocessingml/main" in after[COMMENTS]
    assert anchored(zipped(after)) == ["布"]


def test_parts_that_cannot_be_added_to_are_told() -> None:
    damaged = word_file(p("布署"), parts={"comments.xml": "<w:comments"})
    with pytest.raises(InputError, match="已损坏"):
        comment(damaged, at(0, 1))
    files = unzipped(word_file(p("布署")))
    xml = files["word/document.xml"].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    with pytest.raises(InputError, match="不是 UTF-8"):
        comment(zipped({**files, "word/document.xml": xml.encode("utf-16")}), at(0, 1))
    with pytest.raises(ConfigError, match="不能带修订"):
        apply("布署".encode(), "a.txt", (), Tracking((), {}, None, DATE))


@pytest.fixture
def tracked(tmp_path: Path) -> Path:
    path = write_docx(tmp_path / "报告.docx", FAULTY_REPORT)
    target = tmp_path / "修订.docx"
    applied = api.fix(path, api.check_file(path), target, safety=api.Safety.REVIEW, track=True, date=DATE)
    assert applied.done
    assert applied.comments > len(applied.done)
    return target


def test_a_whole_report(tracked: Path, tmp_path: Path) -> None:
    from docx_integrity import check

    original, data = (tmp_path / "报告.docx").read_bytes(), tracked.read_bytes()
    assert [str(found) for found in check(tracked)] == [str(found) for found in check(tmp_path / "报告.docx")]
    assert normalised(resolved(data, accept=False)) == normalised(original)
    draft = api.read(tmp_path / "报告.docx")
    report = api.check(draft)
    plain = api.fix_bytes(original, "报告.docx", draft, report.findings)
    again = api.fix_bytes(original, "报告.docx", draft, report.findings, track=True, date=DATE)
    assert [q.text for q in api.read(tracked).paragraphs] == [
        q.text for q in read_bytes(plain.data, "a.docx").paragraphs
    ]
    assert again.data == data
    only = api.fix_bytes(original, "报告.docx", draft, (), track=True, remarked=report.findings, date=DATE)
    assert (only.done, only.comments) == ((), again.comments)


@pytest.mark.office
def test_libreoffice_reads_the_marks_and_the_comments(tracked: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    assert office
    command = [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    subprocess.run([*command, "docx", "--outdir", str(tmp_path / "out"), str(tracked)], timeout=120, check=True)
    ours, theirs = (unzipped(path.read_bytes()) for path in (tracked, tmp_path / "out" / tracked.name))
    assert [q.text for q in api.read(tmp_path / "out" / tracked.name).body] == [q.text for q in api.read(tracked).body]
    said = [["".join(comment.itertext()) for comment in etree.fromstring(files[COMMENTS])] for files in (ours, theirs)]
    assert sorted(said[0]) == sorted(said[1])
    deleted = [
        "".join(e.text or "" for e in etree.fromstring(files["word/document.xml"]).iter("{*}delText"))
        for files in (ours, theirs)
    ]
    assert deleted[0] == deleted[1] != ""


@pytest.mark.office
@pytest.mark.skipif(find_spec("pypdfium2") is None, reason="pypdfium2 is not installed")
def test_the_marks_are_seen_on_the_drawn_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both what was there and what takes its place stand on the page, in the colour of the author of the change."""
    monkeypatch.setenv("HEGAO_OFFICE_SECONDS", "120")
    data = build(REQUEST, "styles")
    paragraph = next(q for q in read_bytes(data, "a.docx").body if "防汛任务繁重" in q.text)
    start = paragraph.text.index("繁重")
    edit = Edit(paragraph.number, start, start + 2, "很重", "繁重")
    tracked = comment(data, at(start, start + 2, paragraph.number, edit), edits=(edit,)).data
    drawn = read_bytes(convert(tracked, "a.docx", ".docx", ".pdf"), "a.pdf")
    line = next(q for q in drawn.paragraphs if "防汛任务" in q.text)
    colours = {line.text[run.start : run.end]: run.format.color for run in line.runs}
    assert colours.pop("繁很") != "000000"
    assert set(colours.values()) == {"000000"}


def _mark_first_text(data: bytes, name: str) -> tuple[Applied, Edit] | None:
    draft = read_bytes(data, name)
    found = next((q for q in draft.body if len(q.text.strip()) - q.numbering > 1), None)
    if found is None:
        return None
    at_first = found.numbering + 1
    edit = Edit(found.number, at_first, at_first + 1, "〇〇", found.text[at_first])
    remark = Remark(("说明。",), draft.place(found.number, at_first, at_first + 1), edit)
    return apply(data, name, [edit], Tracking((remark,), {}, None, datetime(2024, 5, 6, tzinfo=UTC))), edit


@pytest.mark.shared_data
def test_real_files_keep_all_other_parts_and_come_back_when_refused(unpacked: Callable[[str], Path]) -> None:
    seen = 0
    for path in sorted(unpacked("odd-files.tar.xz").rglob("*.do[ct][xm]")):
        data = path.read_bytes()
        if not data.startswith(b"PK"):
            continue  # not really of this format
        try:
            untouched = apply(data, path.name, (), Tracking((), {}, None, DATE))
            # The oracle, not the program, takes long over the largest ones.
            marked = _mark_first_text(data, path.name) if len(data) < 200_000 else None
        except InputError:
            continue
        assert untouched.data == data
        if marked is None:
            continue
        applied, edit = marked
        before, after = unzipped(data), unzipped(applied.data)
        changed = {name for name in after if after[name] != before.get(name)}
        assert all(
            re.search(r"/(document\d*|comments\d*|styles\d*)\.xml$|rels$|^\[Content", name, re.IGNORECASE)
            for name in changed
        ), path.name
        seen += edit in applied.done
        story = next(name for name in changed if "document" in name and name.endswith(".xml"))
        assert normalised(resolved(applied.data, accept=False, authors={OURS}), story) == normalised(
            resolved(data, accept=False, authors={OURS}), story
        ), path.name
    assert seen > 50
