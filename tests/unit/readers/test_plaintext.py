"""Encodings, line ends and offsets of plain text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegao.errors import InputError
from hegao.readers import read_bytes, read_text
from hegao.readers.plaintext import decode, encode, line_spans

SENTENCE = "松岚市人民政府决定，自2024年7月1日起在望川县、青禾县开展农村道路养护工作。"
MIXED = f"关于养护工作的通知\r\n{SENTENCE}\n（此件公开发布）\r联系人：李工（电话：0731—22）"


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("gb18030", b""),
    ],
)
def test_each_encoding_is_told_and_given_back(encoding: str, bom: bytes) -> None:
    data = bom + MIXED.encode(encoding)
    decoded = decode(data, "通知.txt")
    assert (decoded.text, decoded.encoding, decoded.bom) == (MIXED, encoding, bom)
    assert encode(decoded, decoded.text) == data


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be"])
def test_short_guesses_are_right_but_said_to_be_guesses(encoding: str) -> None:
    draft = read_bytes("鹭湖区办公室".encode(encoding), "a.txt")
    assert draft.paragraphs[0].text == "鹭湖区办公室"
    assert draft.encoding == encoding
    assert draft.notices == (f"“a.txt”按 {encoding.upper()} 编码读取；如有乱码，请另存为 UTF-8 后再试。",)


def test_a_long_guess_needs_no_notice() -> None:
    assert read_bytes((SENTENCE * 3).encode("gb18030"), "a.txt").notices == ()


@pytest.mark.parametrize(
    "data",
    [
        "關於進一步加強農村道路養護工作的通知，請各單位認真貫徹執行。".encode("big5"),
        "道路の維持管理について、次のとおり通知します。".encode("shift-jis"),
        "Préfecture où l'été a été très chaud, né à Nîmes".encode("latin-1"),
        bytes(range(256)) * 4,
        b"\x7fELF\x02\x01\x01" + bytes(200),
    ],
)
def test_what_is_not_plausible_is_refused_rather_than_garbled(data: bytes) -> None:
    with pytest.raises(InputError, match=r"a\.txt.*。$"):
        read_bytes(data, "a.txt")


def test_damaged_utf8_is_named_with_its_line() -> None:
    data = (SENTENCE + "\n").encode() + b"\xe6\x9d\n" + SENTENCE.encode()
    with pytest.raises(InputError, match="像是 UTF-8 编码，但第 2 行有损坏的字节"):
        read_bytes(data, "a.txt")


def test_a_marked_file_that_does_not_keep_its_promise_is_refused() -> None:
    with pytest.raises(InputError, match="标明是 UTF-16 编码"):
        read_bytes(codecs.BOM_UTF16_LE + b"\x4e", "a.txt")


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", codecs.BOM_UTF8, "　\n　".encode(), b"\x1a"])
def test_an_empty_file_is_said_to_be_empty(data: bytes) -> None:
    with pytest.raises(InputError, match="是空的"):
        read_bytes(data, "空.txt")


def test_pasted_white_space_is_refused_in_its_own_words() -> None:
    with pytest.raises(InputError, match="请粘贴或输入文字"):
        read_text(" \n")


def test_stray_nul_characters_are_shown_and_told_without_moving_places() -> None:
    draft = read_bytes((SENTENCE + "\0尾").encode(), "a.txt")
    assert draft.paragraphs[0].text == SENTENCE + "\ufffd尾"
    assert "空字符" in draft.notices[0]


def test_rare_characters_and_emoji_count_as_one_each() -> None:
    draft = read_bytes("𠮷家庄\n𬀪😀村".encode(), "a.txt")
    assert [(p.text, p.offset) for p in draft.paragraphs] == [("𠮷家庄", 0), ("𬀪😀村", 4)]


def test_markdown_keeps_its_marks() -> None:
    assert read_bytes("# 通知\n\n- **第一**".encode(), "a.md").paragraphs[2].text == "- **第一**"


def test_the_byte_order_mark_does_not_count() -> None:
    draft = read_bytes(codecs.BOM_UTF8 + "通知\n正文".encode(), "a.txt")
    assert [(p.number, p.offset) for p in draft.paragraphs] == [(1, 0), (2, 3)]
    assert read_text("\ufeff通知\n正文").paragraphs[1].offset == 3


def test_three_megabytes_in_one_paragraph() -> None:
    draft = read_bytes(("农村道路养护" * 180_000).encode(), "a.txt")
    assert len(draft.paragraphs) == 1
    assert draft.characters == 1_080_000


def test_more_text_than_a_draft_can_have() -> None:
    with pytest.raises(InputError, match="超过 16 MB"):
        read_bytes(b"a" * (16 * 1024 * 1024 + 1), "a.txt")


def test_text_that_begins_like_other_formats_is_still_text() -> None:
    assert read_bytes("PK赛活动方案".encode(), "a.txt").paragraphs[0].text == "PK赛活动方案"
    assert read_bytes("BM25算法说明".encode(), "a.txt").media == "text"


def test_line_ends_of_every_kind() -> None:
    assert line_spans("一\r\n二\n\n三\r四") == [(0, 1), (3, 4), (5, 5), (6, 7), (8, 9)]
    assert line_spans("一\n") == [(0, 1)]


@given(st.text(alphabet="一二\n\r 。a\U00020bb7", min_size=1))
def test_lines_and_line_ends_make_up_the_text(text: str) -> None:
    spans = line_spans(text)
    rest = list(text)
    for start, end in spans:
        assert "\n" not in text[start:end]
        assert "\r" not in text[start:end]
        rest[start:end] = [""] * (end - start)
    assert set("".join(rest)) <= {"\n", "\r"}


@given(st.text(min_size=1))
def test_offsets_lead_back_to_the_text(text: str) -> None:
    try:
        draft = read_bytes(text.encode("utf-8", "surrogatepass"), "a.txt")
    except InputError:
        return
    decoded = decode(text.encode(), "a.txt").text
    for paragraph in draft.paragraphs:
        assert paragraph.offset is not None
        span = decoded[paragraph.offset : paragraph.offset + len(paragraph.text)]
        assert span.replace("\0", "\ufffd") == paragraph.text
