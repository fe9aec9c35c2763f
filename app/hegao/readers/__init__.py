"""Files to drafts: the format is told by content first, and what cannot be read is said in one sentence."""

import os
import re
import stat
from dataclasses import dataclass, replace
from pathlib import Path

from hegao.draft.model import Draft
from hegao.errors import InputError
from hegao.readers.formats import READABLE, Format, Told, ending_of, spaced, tell, wrong_ending_notice
from hegao.readers.plaintext import draft_of, read_plain

__all__ = [
    "MAX_FILE_BYTES",
    "READABLE",
    "Format",
    "Original",
    "copy_ending",
    "load",
    "original",
    "read",
    "read_bytes",
    "read_text",
]

MAX_FILE_BYTES = 50 * 1024 * 1024
_WRITABLE = frozenset({Format.WORD, Format.TEXT})


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes a mended copy of a file is made from: ``WORD`` or ``TEXT``, the file's own or ``converted`` ones."""

    data: bytes
    format: Format
    converted: bool = False


def read(path: Path | str, *, name: str | None = None) -> Draft:
    """A file as a draft, called ``name`` (by default the file's own name).

    Raises:
        InputError: the file is missing, unreadable, too large, damaged, protected, empty, or of another format.
    """
    path = Path(path)
    return read_bytes(load(path), name or path.name)


def read_bytes(data: bytes, name: str) -> Draft:
    """The same for a file's content, as an upload gives it; folders in ``name`` are ignored.

    Raises:
        InputError: as for ``read``.
    """
    name = _bare_name(name)
    told = _told(data, name)
    draft = _draft(data, name, told)
    notice = wrong_ending_notice(told, name)
    return replace(draft, notices=(notice, *draft.notices)) if notice else draft


def original(data: bytes, name: str) -> Original:
    """What a mended copy of a file can be made from.

    Raises:
        InputError: the file cannot be read, or is of a format that cannot be written.
    """
    name = _bare_name(name)
    told = _told(data, name)
    if told.format is Format.OFFICE:
        from hegao.readers.office import convert

        return Original(convert(data, name, told.ending, ".docx"), Format.WORD, converted=True)
    if told.format not in _WRITABLE:
        raise InputError(f"“{name}”是{spaced(told.what)}，可以检查，但不能直接修改，请在它的 Word 或 WPS 原稿里修改。")
    return Original(data, told.format)


def copy_ending(data: bytes, name: str) -> str | None:
    """The ending a mended copy of a file has; ``None`` where none can be written (PDF, OFD, web pages).

    Raises:
        InputError: the file cannot be read.
    """
    name = _bare_name(name)
    told = _told(data, name)
    if told.format is Format.OFFICE:
        return ".docx"
    return ending_of(name) if told.format in _WRITABLE else None


def read_text(text: str, name: str = "粘贴的文字.txt") -> Draft:
    """Pasted text as a draft; a byte order mark at its head is not counted in offsets.

    Raises:
        InputError: there is nothing but white space.
    """
    if not text.strip():
        raise InputError("没有可以检查的文字，请粘贴或输入文字后再试。")
    return draft_of(text.removeprefix("\ufeff"), _bare_name(name))


def load(path: Path) -> bytes:
    """The bytes of an ordinary file of at most ``MAX_FILE_BYTES``.

    Raises:
        InputError: it is missing, a folder, a device, too large, or may not be read.
    """
    name = _bare_name(path.name)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            if not os.access(path, os.R_OK | os.X_OK):
                raise InputError(f"没有权限打开文件夹“{name}”，请检查权限后再试。")
            raise InputError(f"“{name}”是文件夹，请给出其中的文件。")
        if not stat.S_ISREG(status.st_mode):
            raise InputError(f"“{name}”不是普通文件，请给出 .docx 或文本文件。")
        if status.st_size > MAX_FILE_BYTES:
            raise InputError(_too_large(name))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"找不到“{name}”，请检查路径是否写对。") from error
    except PermissionError as error:
        raise InputError(f"没有权限读取“{name}”，请检查它和所在文件夹的权限。") from error
    except (OSError, ValueError) as error:
        raise InputError(f"读取“{name}”时出错，请检查磁盘和路径后再试。") from error


def _told(data: bytes, name: str) -> Told:
    if not data:
        raise InputError(f"“{name}”是空的（0 字节），请换一个有内容的文件。")
    if len(data) > MAX_FILE_BYTES:
        raise InputError(_too_large(name))
    return tell(data, name, lambda: _inside(data, name))


def _inside(data: bytes, name: str) -> frozenset[str]:
    """The names of the files inside an archive."""
    # What reads XML is no use to a text file.
    from hegao.readers.archive import Archive

    return Archive(data, name).names


def _draft(data: bytes, name: str, told: Told) -> Draft:
    # Each reader is imported when it is needed: most runs read one format.
    match told.format:
        case Format.WORD:
            from hegao.readers.docx import read_docx

            return read_docx(data, name)
        case Format.OFFICE:
            from hegao.readers.office import read_office

            return read_office(data, name, told.ending)
        case Format.PDF:
            from hegao.readers.pdf import read_pdf

            return read_pdf(data, name)
        case Format.OFD:
            from hegao.readers.ofd import read_ofd

            return read_ofd(data, name)
        case Format.WEB:
            from hegao.readers.web import read_web

            return read_web(data, name, archived=told.ending == ".mht")
        case Format.TEXT:
            return read_plain(data, name)


def _bare_name(name: str) -> str:
    """The last part of a path in either style, fit to stand in one line."""
    last = re.split(r"[/\\]", name.rstrip("/\\"))[-1]
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", "_", last) or "未命名"


def _too_large(name: str) -> str:
    return f"“{name}”超过 {MAX_FILE_BYTES >> 20} MB，太大了，请删去图片或分成几个文件后再试。"
