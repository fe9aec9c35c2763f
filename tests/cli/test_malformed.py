"""Every malformed input the whole way: one clear sentence and exit 2, or handled; nothing hangs, memory stays low."""

import errno
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from typing import NamedTuple

import pytest

from tests import wordfiles as word

GIGABYTE = 1 << 30
MINUTE = 60
SENTENCE = "松岚市各区县加强社区书屋建设，方便群众就近读书。"


def with_document(change):
    """A Word file whose main part has been changed as text."""
    parts = word.unzipped(word.word_file(word.p(SENTENCE)))
    return word.zipped({**parts, "word/document.xml": change(parts["word/document.xml"].decode())})


def bomb():
    return with_document(lambda text: text.replace("</w:body>", " " * 100_000_000 + "</w:body>"))


def encrypted():
    data = bytearray(word.word_file(word.p(SENTENCE)))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(signature)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(signature, start + 4)
    return bytes(data)


def entities():
    doctype = '<!DOCTYPE w:document [<!ENTITY file SYSTEM "file:///etc/passwd">]>'

    def change(text):
        head, rest = text.split("\n", 1)
        return f"{head}\n{doctype}\n{rest}".replace("</w:body>", "<w:p><w:r><w:t>&file;</w:t></w:r></w:p></w:body>")

    return with_document(change)


def nested(depth):
    inner = word.p(SENTENCE)
    for _ in range(depth):
        inner = word.table([inner + word.p("")])
    return word.word_file(inner + word.p(SENTENCE))


REFUSED = {
    "空.txt": b"",
    "空.docx": b"",
    "空白.txt": " \n\u3000\n".encode(),
    "截断.docx": word.word_file(word.p(SENTENCE))[:-200],
    "旧格式.docx": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000),
    "其实是PDF.docx": b"%PDF-1.7\n" + bytes(200),
    "加密.docx": encrypted(),
    "炸弹.docx": bomb(),
    "二进制.txt": bytes(range(256)) * 40,
}
HANDLED = {
    "外部实体.docx": entities(),
    "三百层表格.docx": nested(300),
    "零字节字符.txt": f"{SENTENCE}\0{SENTENCE}\n".encode(),
    "生僻字.txt": f"{SENTENCE}𠮷𪚥😀👨‍👩‍👧〇\n".encode(),
    "生僻字.docx": word.word_file(word.p(f"{SENTENCE}𠮷𪚥😀")),
    "一段三兆.txt": (SENTENCE * (3_000_000 // len(SENTENCE.encode()))).encode(),
    "一段三兆.docx": word.word_file(word.p(SENTENCE * (3_000_000 // len(SENTENCE.encode())))),
}


class Outcome(NamedTuple):
    """What one process of the program said; ``memory`` is its peak in bytes."""

    code: int
    out: str
    error: str
    memory: int


@cache
def checked(name, *options):
    """What comes of checking a file, which stays as it was; it is checked once, however much is asked about it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes({**REFUSED, **HANDLED}[name])
        outcome = run(Path(folder), name, *options)
        assert path.read_bytes() == {**REFUSED, **HANDLED}[name]
    return outcome


def run(folder, *arguments):
    """``hegao check`` in a folder, in a process of its own, at most a minute."""
    out, error = folder / "out", folder / "error"
    with out.open("wb") as written, error.open("wb") as told:
        process = subprocess.Popen(
            [sys.executable, "-m", "hegao", "check", *arguments], cwd=folder, stdout=written, stderr=told
        )
        patience = Timer(MINUTE, process.kill)
        patience.start()
        _, status, usage = os.wait4(process.pid, 0)
        patience.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    said = (file.read_text(encoding="utf-8") for file in (out, error))
    return Outcome(process.returncode, *said, usage.ru_maxrss * 1024)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_gets_one_sentence(name):
    code, out, error, _ = checked(name)
    assert code == 2
    assert error.startswith("hegao：")
    assert error.endswith("。\n")
    assert error.count("\n") == 1
    assert out == ""


@pytest.mark.parametrize("name", HANDLED)
def test_what_is_odd_is_read_or_refused_without_a_crash(name):
    code, out, error, _ = checked(name, "--format", "json")
    assert code in (0, 1, 2)
    assert "Traceback" not in error
    (table,) = json.loads(out)["files"]
    if code == 2:
        assert table["error"].endswith("。")
    else:
        assert table["failures"] == []
        assert "root:" not in out


@pytest.mark.parametrize("name", ["炸弹.docx", "三百层表格.docx", "一段三兆.txt", "一段三兆.docx"])
def test_memory_stays_under_a_gigabyte(name):
    options = ("--format", "json") if name in HANDLED else ()
    assert checked(name, *options).memory < GIGABYTE


def test_a_path_with_dots_is_an_ordinary_path(tmp_path):
    folder = tmp_path / "甲"
    folder.mkdir()
    (tmp_path / "稿.txt").write_text(SENTENCE, encoding="utf-8")
    outcome = run(folder, "../稿.txt")
    assert outcome.code == 0
    assert Path(outcome.out.split("　")[0]) == Path("../稿.txt")


def test_a_folder_without_permission_is_told_and_the_others_are_read(tmp_path, monkeypatch, capsys):
    from hegao.cli import main

    (tmp_path / "稿.txt").write_text(SENTENCE, encoding="utf-8")
    closed = tmp_path / "密件"
    closed.mkdir()
    walk = os.walk

    def guarded(top, onerror=None):
        if top == tmp_path:
            onerror(PermissionError(errno.EACCES, "Permission denied", str(closed)))
        return walk(top, onerror=onerror)

    monkeypatch.setattr(os, "walk", guarded)
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != closed)
    assert main(["check", str(tmp_path)]) == 2
    output = capsys.readouterr()
    assert "没有权限打开文件夹“密件”" in output.err
    assert "稿.txt" in output.out
