"""Old Word, WPS, OpenDocument and RTF files through LibreOffice, and what is said where there is none."""

import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.officefiles import BODY, SIGNED, TITLE, converted, notice

from hegao.draft.model import Part
from hegao.errors import ConfigError, InputError
from hegao.fix import Edit, apply, write_copy
from hegao.readers import copy_ending, office, read_bytes
from hegao.readers.limited import run_limited

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
OLD_WORD = OLE + "WordDocument".encode("utf-16-le")


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A machine without LibreOffice."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "_usual_places", lambda: iter(()))
    office.convert.cache_clear()
    yield
    office.convert.cache_clear()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (OLD_WORD, "通知.doc"),
        (OLD_WORD, "通知.wps"),
        (OLD_WORD, "通知.docx"),
        (OLE, "通知.wps"),
        (b"{\\rtf1 x}", "通知.rtf"),
        (b"{\\rtf1 x}", "通知.doc"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "通知.xml"),
    ],
)
def test_without_libreoffice_the_sentence_says_how_to_get_it(nowhere: None, data: bytes, name: str) -> None:
    with pytest.raises(InputError) as caught:
        read_bytes(data, name)
    assert str(caught.value) == (
        f"读取“{name}”要用 LibreOffice，本机没有找到；请安装 LibreOffice（免费，官网 zh-cn.libreoffice.org），"
        "或用 Word 或 WPS 另存为 .docx 后再试。"
    )


def test_it_is_found_on_the_path_and_in_the_usual_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "LibreOffice" / "program" / "soffice.exe"
    program.parent.mkdir(parents=True)
    program.write_text("")
    monkeypatch.setattr(office, "_FOLDERS", ())
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setenv("ProgramFiles", str(tmp_path))
    assert office.find_office() == program
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    assert office.find_office() == Path("/bin/soffice")


def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(office, "find_office", lambda: program)
    monkeypatch.setenv("HEGAO_OFFICE_SECONDS", "1")
    office.convert.cache_clear()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for the program")
@pytest.mark.parametrize(
    ("script", "expected"),
    [("sleep 30 & sleep 30", "在 1 秒内没有读完"), ("exit 1", "打不开，可能已损坏或设有密码"), ("exit 0", "打不开")],
)
def test_a_conversion_that_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, expected: str) -> None:
    fake(monkeypatch, tmp_path, script)
    with pytest.raises(InputError, match=expected):
        read_bytes(OLD_WORD, "通知.doc")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for the program")
def test_what_runs_too_long_is_ended_with_all_it_started(tmp_path: Path) -> None:
    late = tmp_path / "late"
    assert run_limited(["/bin/sh", "-c", f"(sleep 1; touch {late}) & sleep 60"], seconds=0.3) is None
    time.sleep(1.3)
    assert not late.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited by a POSIX shell")
def test_what_takes_too_much_memory_fails(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "bytearray(900 << 20)"]
    assert run_limited(command, seconds=20, memory=2000 << 20) == 0
    assert run_limited(command, seconds=20, memory=500 << 20) not in (0, None)


@pytest.fixture(scope="module")
def word() -> bytes:
    return notice()


@pytest.mark.office
@pytest.mark.parametrize("ending", [".doc", ".odt", ".rtf"])
def test_converted_files_are_read_as_the_word_file_was(word: bytes, ending: str) -> None:
    name = f"通知{ending}"
    data = converted(word, ending)
    draft, original = read_bytes(data, name), read_bytes(word, "通知.docx")
    assert draft.media == "docx"
    assert draft.name == name
    assert "LibreOffice" in draft.notices[0]
    assert [p.text for p in draft.paragraphs if not p.blank] == [p.text for p in original.paragraphs if not p.blank]
    fonts = {run.format.east_asian_font for p in draft.body for run in p.runs}
    assert {"方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"} <= fonts
    body = next(p for p in draft.body if p.text == BODY[1])
    assert body.runs[0].format.size == 16.0
    assert body.format is not None
    assert body.format.first_line_points == pytest.approx(32, abs=0.5)
    assert draft.sections[0].top == pytest.approx(37, abs=0.2)
    assert copy_ending(data, name) == ".docx"


@pytest.mark.office
def test_a_mended_copy_of_an_old_file_is_a_docx(word: bytes, tmp_path: Path) -> None:
    source = tmp_path / "通知.doc"
    source.write_bytes(converted(word, ".doc"))
    before = source.read_bytes()
    draft = read_bytes(before, source.name)
    paragraph = next(p for p in draft.body if p.text == BODY[1])
    edit = Edit(paragraph.number, 0, 1, "因", "为")
    with pytest.raises(ConfigError, match=r"只能存为 \.docx"):
        write_copy(source, tmp_path / "改.doc", [edit])
    write_copy(source, tmp_path / "改.docx", [edit])
    assert source.read_bytes() == before
    mended = read_bytes((tmp_path / "改.docx").read_bytes(), "改.docx")
    assert mended.by_number[paragraph.number].text == "因" + BODY[1][1:]
    assert {TITLE, *SIGNED} <= {p.text for p in mended.paragraphs}
    assert any(p.part is Part.TABLE for p in mended.paragraphs)


@pytest.mark.office
def test_a_broken_file_is_refused() -> None:
    with pytest.raises(InputError, match="打不开，可能已损坏或设有密码"):
        read_bytes(OLD_WORD + bytes(4000), "通知.doc")


@pytest.mark.office
def test_nothing_is_fetched_that_a_file_points_to() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/a.png"
        names = " ".join(
            f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
            for prefix, name in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"))
        )
        page = (
            f'<?xml version="1.0"?><office:document {names} xmlns:xlink="http://www.w3.org/1999/xlink" '
            'office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
            '<text:p>正文<draw:frame svg:width="2cm" svg:height="2cm"><draw:image xlink:type="simple" '
            f'xlink:actuate="onLoad" xlink:href="{address}"/></draw:frame></text:p>'
            "</office:text></office:body></office:document>"
        )
        assert read_bytes(page.encode(), "a.fodt").paragraphs[0].text == "正文"
        with pytest.raises(BlockingIOError):
            listener.accept()


def test_what_cannot_be_written_says_so() -> None:
    page = "<html><body><p>关于放假的通知</p></body></html>".encode()
    assert copy_ending(page, "a.html") is None
    assert copy_ending("字".encode(), "a.md") == ".md"
    with pytest.raises(
        InputError, match=r"“a.html”是网页文件，可以检查，但不能直接修改，请在它的 Word 或 WPS 原稿里修改。"
    ):
        apply(page, "a.html", [])
