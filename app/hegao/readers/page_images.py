"""Pictures of a file's pages, as LibreOffice lays them out: what a draft looks like before and after typesetting."""

import sys
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from hegao.errors import InputError
from hegao.readers.archive import Archive
from hegao.readers.formats import Format, ending_of, tell
from hegao.readers.limited import run_limited
from hegao.readers.office import convert, find_office

_SECONDS = 8.0
_LAID_OUT = frozenset({Format.WORD, Format.OFFICE, Format.PDF})


@dataclass(frozen=True, slots=True)
class PageImages:
    """The first pages of a file as PNG files, and how many pages it has in all."""

    images: tuple[bytes, ...]
    pages: int


@lru_cache(maxsize=4)
def page_images(data: bytes, name: str) -> PageImages | None:
    """The pages of a Word, WPS, OpenDocument, RTF or PDF file; ``None`` for files of text, OFD and web pages.

    Fonts that this machine has not are replaced by others. The last results are kept.

    Raises:
        InputError: LibreOffice or pypdfium2 is missing, or the file cannot be drawn, or not within the time.
    """
    told = tell(data, name, lambda: Archive(data, name).names)
    if told.format not in _LAID_OUT:
        return None
    if find_spec("pypdfium2") is None:
        raise InputError("预览版面要用 pypdfium2，本机没有安装；请运行 pip install 'hegao[pdf]' 后再试。")
    if told.format is Format.PDF:
        return _drawn(data, name)
    if find_office() is None:
        raise InputError(
            "预览版面要用 LibreOffice，本机没有找到；请安装 LibreOffice（免费，官网 zh-cn.libreoffice.org），"
            "或下载后用 Word 或 WPS 查看。"
        )
    ending = ending_of(name) if told.format is Format.WORD else told.ending
    try:
        pdf = convert(data, name, ending, ".pdf")
    except InputError as error:
        raise _not_drawn(name) from error
    return _drawn(pdf, name)


def _drawn(pdf: bytes, name: str) -> PageImages:
    with tempfile.TemporaryDirectory(prefix="hegao-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        source, told = folder / "draft.pdf", folder / "pages"
        source.write_bytes(pdf)
        command = (sys.executable, "-P", "-m", "hegao.readers.pdf_pictures", str(source), str(folder))
        if run_limited(command, seconds=_SECONDS) != 0 or not told.is_file():
            raise _not_drawn(name)
        drawn = sorted(folder.glob("*.png"), key=lambda path: int(path.stem))
        return PageImages(tuple(path.read_bytes() for path in drawn), int(told.read_text(encoding="ascii")))


def _not_drawn(name: str) -> InputError:
    return InputError(f"“{name}”的版面没有画出来，请稍后再试一次，或直接用 Word 或 WPS 打开查看。")
