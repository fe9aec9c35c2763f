"""Files to drafts: the format is told by content first, and what cannot be read is said in one sentence."""

import re
import stat
from dataclasses import replace
from pathlib import Path

from hegao.draft.model import Draft
from hegao.errors import InputError
from hegao.readers.formats import (
    ZIP_MAGICS,
    refuse_foreign,
    refuse_text_in_disguise,
    wrong_ending_notice,
)
from hegao.readers.plaintext import draft_of, read_plain

__all__ = ["MAX_FILE_BYTES", "load", "read", "read_bytes", "read_text"]

MAX_FILE_BYTES = 50 * 1024 * 1024


def read(path: Path, *, name: str | None = None) -> Draft:
    """A .docx or plain text file as a draft, called ``name`` (by default the file's own name).

    Raises:
        InputError: the file is missing, unreadable, too large, damaged, protected, empty, or of another format.
    """
    return read_bytes(load(path), name or path.name)


def read_bytes(data: bytes, name: str) -> Draft:
    """The same for a file's content, as an upload gives it; folders in ``name`` are ignored.

    Raises:
        InputError: as for ``read``.
    """
    name = _bare_name(name)
    if not data:
        raise InputError(f"“{name}”是空的（0 字节），请换一个有内容的文件。")
    if len(data) > MAX_FILE_BYTES:
        raise InputError(_too_large(name))
    refuse_foreign(data, name)
    if not data.startswith(ZIP_MAGICS):
        draft = read_plain(data, name)
        refuse_text_in_disguise("\n".join(p.text for p in draft.paragraphs[:3]), name)
        return draft
    from hegao.readers.docx import read_docx

    draft = read_docx(data, name)
    notice = wrong_ending_notice(name)
    return replace(draft, notices=(notice, *draft.notices)) if notice else draft


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


def _bare_name(name: str) -> str:
    """The last part of a path in either style, fit to stand in one line."""
    last = re.split(r"[/\\]", name.rstrip("/\\"))[-1]
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", "_", last) or "未命名"


def _too_large(name: str) -> str:
    return f"“{name}”超过 {MAX_FILE_BYTES >> 20} MB，太大了，请删去图片或分成几个文件后再试。"
