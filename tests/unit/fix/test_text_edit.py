"""Edits into plain text: the encoding, the line ends and every other byte stay."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegao.errors import InputError
from hegao.fix import Edit, apply, edit_text
from hegao.fix.plan import CLASHES, STALE
from hegao.readers import read_bytes

TEXT = "关于布署养护工作的通知\r\n\r\n各镇要认真布署,报送情况。\n（完）\r"
EDITS = (
    Edit(1, 2, 4, "部署", "布署"),
    Edit(3, 5, 7, "部署", "布署"),
    Edit(3, 7, 8, "，", ","),
    Edit(4, 0, 3, "", "（完）"),
)
MENDED = "关于部署养护工作的通知\r\n\r\n各镇要认真部署，报送情况。\n\r"


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", b""),
        ("gb18030", b""),
    ],
)
def test_each_encoding_stays_as_it_was(encoding: str, bom: bytes) -> None:
    applied = apply(bom + TEXT.encode(encoding), "通知.txt", EDITS)
    assert applied.data == bom + MENDED.encode(encoding)
    assert (applied.done, applied.skipped) == (EDITS, ())


def test_no_edit_no_change() -> None:
    assert apply(TEXT.encode(), "a.txt", ()).data == TEXT.encode()


def test_an_edit_that_no_longer_fits_is_told() -> None:
    misfits = (Edit(1, 0, 2, "〇", "不是"), Edit(9, 0, 1, "〇", "甲"), Edit(2, 0, 1, "〇", ""), Edit(0, 0, 0, "〇", ""))
    applied = apply(TEXT.encode(), "a.txt", misfits)
    assert applied.data == TEXT.encode()
    assert {skipped.reason for skipped in applied.skipped} == {STALE}
    assert len(applied.skipped) == 4


def test_overlapping_edits_are_never_both_made() -> None:
    applied = apply(TEXT.encode(), "a.txt", (Edit(1, 2, 4, "部署", "布署"), Edit(1, 3, 5, "", "署养")))
    assert applied.data.decode().startswith("关于部署养护")
    assert [skipped.reason for skipped in applied.skipped] == [CLASHES]


def test_new_lines_are_written_as_the_file_writes_them() -> None:
    assert apply("甲乙\r\n丙".encode(), "a.txt", [Edit(1, 1, 1, "\n", "")]).data == "甲\r\n乙\r\n丙".encode()
    assert apply("甲乙".encode(), "a.txt", [Edit(1, 1, 1, "\n", "")]).data == "甲\n乙".encode()


def test_stray_nul_characters_are_given_back_unless_edited() -> None:
    data = "养护\0工作的通知\0".encode()
    assert read_bytes(data, "a.txt").paragraphs[0].text[2] == "\ufffd"
    assert apply(data, "a.txt", [Edit(1, 2, 3, "", "\ufffd")]).data == "养护工作的通知\0".encode()


def test_a_character_the_encoding_cannot_hold_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    from hegao.fix import text_edit
    from hegao.readers.plaintext import DecodedText

    monkeypatch.setattr(
        text_edit, "decode", lambda data, name: DecodedText(data.decode("gbk"), "gbk", b"", certain=True)
    )
    applied = apply("甲乙".encode("gbk"), "a.txt", [Edit(1, 0, 1, "𠮷", "甲"), Edit(1, 1, 2, "丁", "乙")])
    assert applied.data.decode("gbk") == "甲丁"
    assert "写不了“𠮷”" in applied.skipped[0].reason


def test_bytes_that_cannot_be_given_back_exactly_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from hegao.fix import text_edit

    monkeypatch.setattr(text_edit, "encode", lambda decoded, text: b"?")
    with pytest.raises(InputError, match="另存为 UTF-8"):
        apply(TEXT.encode(), "a.txt", EDITS)


def test_pasted_text() -> None:
    assert edit_text("\ufeff" + TEXT, EDITS) == ("\ufeff" + MENDED, ())


@given(st.text(alphabet="甲乙\r\n\U00020bb7", min_size=1).filter(str.strip), st.data())
def test_all_other_characters_stay(text: str, data: st.DataObject) -> None:
    draft = read_bytes(text.encode(), "a.txt")
    paragraph = data.draw(st.sampled_from(draft.paragraphs))
    start = data.draw(st.integers(0, len(paragraph.text)))
    end = data.draw(st.integers(start, len(paragraph.text)))
    edit = Edit(paragraph.number, start, end, "丙", paragraph.text[start:end])
    assert paragraph.offset is not None
    at = paragraph.offset
    expected = text[: at + start] + "丙" + text[at + end :]
    assert apply(text.encode(), "a.txt", [edit]).data == expected.encode()
