"""Files that cannot be read: each gets one clear Chinese sentence, quickly and in little memory."""

import io
import os
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.wordfiles import WORD, p, part, table, unzipped, word_file, zipped

from hegao.errors import InputError
from hegao.readers import read, read_bytes

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def refusal(data: bytes, name: str = "报告.docx") -> str:
    with pytest.raises(InputError) as caught:
        read_bytes(data, name)
    sentence = str(caught.value)
    assert sentence.endswith("。")
    assert sentence.count("。") == 1
    assert "\n" not in sentence
    return sentence


def document(content: str) -> bytes:
    files = unzipped(word_file(p("正文")))
    return zipped({**files, "word/document.xml": content})


def test_nothing_at_all() -> None:
    assert refusal(b"") == "“报告.docx”是空的（0 字节），请换一个有内容的文件。"


def test_a_word_file_without_text() -> None:
    assert "里没有文字" in refusal(word_file(p(), p("　 ")))


@pytest.mark.parametrize("keep", [0.3, 0.9, 0.999])
def test_a_truncated_zip(keep: float) -> None:
    data = word_file(p("正文" * 200))
    assert "不完整或已损坏" in refusal(data[: int(len(data) * keep)])


def test_a_damaged_part_in_a_sound_zip() -> None:
    data = bytearray(word_file(p("正文" * 500)))
    at = data.index(b"word/document.xml") + 40
    data[at : at + 30] = bytes(30)
    assert "不完整或已损坏" in refusal(bytes(data))


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "x.docx", "设了打开密码"),
        (OLE + "Workbook".encode("utf-16-le"), "x.xls", "旧版 Excel"),
        (OLE, "x.bin", "其实是旧版 Office 文件"),
        (b"\x89PNG\r\n", "x.docx", "其实是图片"),
        (b"BM\x00\x00", "x.txt", "其实是图片"),
        ("通知".encode(), "x.docx", "其实是纯文本"),
        ("通知".encode(), "x.pdf", "不是有效的 PDF"),
        (zipped({"xl/workbook.xml": "<a/>"}), "x.docx", "其实是 Excel 工作簿"),
        (zipped({"ppt/presentation.xml": "<a/>"}), "x.docx", "其实是 PowerPoint 演示文稿"),
        (zipped({"mimetype": "x", "content.xml": "<a/>"}), "x.ods", "是 OpenDocument 表格或演示文稿"),
        (zipped({"a.txt": "x"}), "x.zip", "是压缩包"),
        (zipped({"[Content_Types].xml": "<Types/>"}), "x.docx", "缺少正文（word/document.xml）"),
    ],
)
def test_other_formats_whatever_they_are_called(data: bytes, name: str, expected: str) -> None:
    assert expected in refusal(data, name)


def test_an_encrypted_zip() -> None:
    data = bytearray(word_file(p("正文")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(signature)
        data[at + offset] |= 1
    assert "是加密的压缩包" in refusal(bytes(data))


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY x "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16"])
def test_declared_entities_are_never_followed(declaration: str, encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{declaration}<w:document xmlns:w="{WORD}"><w:body>{p("&x;")}</w:body></w:document>'
    files = unzipped(word_file(p("正文")))
    assert "外部实体声明（DTD）" in refusal(zipped({**files, "word/document.xml": xml.encode(encoding)}))


def test_a_part_that_is_no_document() -> None:
    assert "缺少正文" in refusal(document(part("w:styles", "")))
    assert "没有正文" in refusal(document(part("w:document", "")))
    assert "不完整或已损坏" in refusal(document("<w:document>"))


def test_a_bomb_is_refused_unexploded() -> None:
    bomb = word_file(p("正文"), parts={"header1.xml": b" " * (100 << 20)})
    files = unzipped(word_file(p("正文")))
    body = zipped({**files, "word/document.xml": b" " * (100 << 20)})
    assert len(body) < 200_000
    tracemalloc.start()
    try:
        assert "解压后大得不正常" in refusal(body)
        assert read_bytes(bomb, "a.docx").paragraphs[0].text == "正文"
        assert tracemalloc.get_traced_memory()[1] < 20 << 20
    finally:
        tracemalloc.stop()


def test_a_bomb_whose_directory_lies_is_cut_off() -> None:
    files = unzipped(word_file(p("正文")))
    data = bytearray(zipped({**files, "word/document.xml": b" " * (100 << 20)}))
    claimed, real = (10).to_bytes(4, "little"), (100 << 20).to_bytes(4, "little")
    while real in data:
        at = data.index(real)
        data[at : at + 4] = claimed
    tracemalloc.start()
    try:
        assert "不完整或已损坏" in refusal(bytes(data))
        assert tracemalloc.get_traced_memory()[1] < 20 << 20
    finally:
        tracemalloc.stop()


def test_a_part_of_nothing_but_markup_is_refused() -> None:
    assert "解压后大得不正常" in refusal(document(part("w:document", "<w:p/>" * 1_500_001)))


def test_a_zip_of_countless_files_is_refused() -> None:
    assert "部件多得不正常" in refusal(word_file(p("正文")) + b"PK\x01\x02" * 20_001)


def test_tables_in_tables_in_tables() -> None:
    nested = p("最里层")
    for _ in range(300):
        nested = table([nested + p()])
    assert "嵌套太深" in refusal(word_file(nested))
    shallow = p("最里层")
    for _ in range(60):
        shallow = table([shallow + p()])
    assert read_bytes(word_file(shallow), "a.docx").paragraphs[0].cell == (60, 1, 1)


def test_three_megabytes_in_one_paragraph() -> None:
    draft = read_bytes(word_file(p("农村道路养护" * 180_000)), "a.docx")
    assert len(draft.paragraphs[0].text) == 1_080_000


def test_a_damaged_side_part_is_left_out_and_told() -> None:
    data = word_file(p("正文"), parts={"styles.xml": "<broken", "footnotes.xml": "<!DOCTYPE x><a/>"})
    draft = read_bytes(data, "a.docx")
    assert draft.paragraphs[0].text == "正文"
    assert len(draft.notices) == 2
    assert "word/styles.xml 已损坏" in draft.notices[0]


def test_a_folder_a_missing_file_and_a_device(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="是文件夹"):
        read(tmp_path)
    with pytest.raises(InputError, match=r"找不到“没有\.docx”"):
        read(tmp_path / "没有.docx")
    os.mkfifo(tmp_path / "管道")
    with pytest.raises(InputError, match="不是普通文件"):
        read(tmp_path / "管道")
    with pytest.raises(InputError, match=r"读取“.*”时出错"):
        read(tmp_path / ("长" * 200))
    with pytest.raises(InputError, match="时出错"):
        read(Path("a\0b"))


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "密.txt"
    path.write_text("密", encoding="utf-8")

    def refuse(self: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(InputError, match=r"没有权限读取“密\.txt”"):
        read(path)


def test_a_file_too_large_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "大.docx"
    with path.open("wb") as stream:
        stream.truncate((50 << 20) + 1)
    with pytest.raises(InputError, match="超过 50 MB"):
        read(path)


@pytest.mark.parametrize("name", ["../../etc/通知.txt", "..\\..\\通知.txt", "C:\\稿\\通知.txt", "/通知.txt"])
def test_folders_in_a_name_are_dropped(name: str) -> None:
    assert read_bytes("正文".encode(), name).name == "通知.txt"


def test_odd_names() -> None:
    assert read_bytes("正文".encode(), "..").name == ".."
    assert read_bytes("正文".encode(), "").name == "未命名"
    assert refusal(b"", "坏\n名.txt").startswith("“坏_名.txt”")


def test_a_relation_that_leads_out_of_the_package_leads_nowhere() -> None:
    files = unzipped(word_file(p("正文")))
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="x/styles" Target="../../../../etc/passwd"/>'
        '<Relationship Id="b" Type="x/numbering" Target="http://127.0.0.1:9/n.xml" TargetMode="External"/>'
        "</Relationships>"
    )
    draft = read_bytes(zipped({**files, "word/_rels/document.xml.rels": rels}), "a.docx")
    assert draft.paragraphs[0].text == "正文"
    assert draft.notices == ()


def test_duplicate_members_and_odd_paths_in_the_zip() -> None:
    files = unzipped(word_file(p("正文")))
    renamed = {name.replace("word/", "word\\"): content for name, content in files.items()}
    assert read_bytes(zipped(renamed), "a.docx").paragraphs[0].text == "正文"
    buffer = io.BytesIO(word_file(p("旧")))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/document.xml", files["word/document.xml"])
    assert read_bytes(buffer.getvalue(), "a.docx").paragraphs[0].text == "正文"


@pytest.mark.shared_data
def test_every_odd_file_is_read_or_refused_in_a_sentence(unpacked: Callable[[str], Path]) -> None:
    files = [path for path in unpacked("odd-files.tar.xz").rglob("*") if path.is_file()]
    assert len(files) > 200
    # LibreOffice takes a second for each of the 76 old files; some of them stand for all.
    old = sorted(path for path in files if path.suffix == ".doc")
    files = [path for path in files if path not in old or path in old[5::15]]
    readable, sentences = 0, []
    for path in files:
        try:
            draft = read(path)
        except InputError as error:
            sentences.append(str(error))
            continue
        readable += 1
        for paragraph in draft.paragraphs:
            covered = [index for run in paragraph.runs for index in range(run.start, run.end)]
            assert covered == list(range(len(paragraph.text)))
            assert not {"\n", "\r"} & set(paragraph.text)
    assert readable > 80
    assert all(sentence.endswith("。") for sentence in sentences)
