"""PDF files to drafts: text, fonts and ruled tables, taken apart by PDFium in a process of its own."""

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hegao.draft.model import Draft, RunFormat
from hegao.errors import InputError
from hegao.readers.font_names import font_look
from hegao.readers.limited import run_limited
from hegao.readers.page_lines import Glyph, Page, ruled
from hegao.readers.page_paragraphs import draft_of_pages

_SECONDS = 8.0
_SENTENCES = {
    "password": "设了打开密码，请取消密码后再试。",
    "damaged": "不完整或已损坏，请重新复制、下载或导出后再试。",
    "large": "页数或字数太多，请分成几个文件后再试。",
}


def read_pdf(data: bytes, name: str) -> Draft:
    """A PDF as a draft; its paragraphs are put together from the lines on its pages.

    Raises:
        InputError: the optional package is missing; the file is damaged, protected, too large, or has no text.
    """
    if find_spec("pypdfium2") is None:
        raise InputError(
            f"读取“{name}”要用 pypdfium2，本机没有安装；请运行 pip install 'hegao[pdf]'，或另存为 .docx 后再试。"
        )
    content = _taken_apart(data, name)
    looks = [font_look(font) for font in content["fonts"]]
    pages = [_page(page, looks) for page in content["pages"]]
    notices = tuple(_notices(content["pages"], name))
    properties = {key: value for key, value in content["properties"].items() if value}
    return draft_of_pages(pages, name, "page", notices, properties)


def _taken_apart(data: bytes, name: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="hegao-", ignore_cleanup_errors=True) as temporary:
        source, result = Path(temporary) / "draft.pdf", Path(temporary) / "draft.json"
        source.write_bytes(data)
        command = (sys.executable, "-P", "-m", "hegao.readers.pdf_glyphs", str(source), str(result))
        status = run_limited(command, seconds=_SECONDS)
        if status is None:
            raise InputError(
                f"“{name}”在 {_SECONDS:g} 秒内没有读完，可能已损坏或太大，请重新导出或分成几个文件后再试。"
            )
        if status != 0 or not result.is_file():
            raise InputError(f"“{name}”{_SENTENCES['damaged']}")
        content: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    if "error" in content:
        raise InputError(f"“{name}”{_SENTENCES[content['error']]}")
    return content


def _page(page: dict[str, Any], looks: Sequence[RunFormat]) -> Page:
    if "broken" in page:
        return Page(0.0, 0.0, ())
    width, height = page["size"]
    upright, level = ruled(page["segments"])
    return Page(width, height, list(_glyphs(page["pieces"], looks)), upright, level)


def _glyphs(pieces: Sequence[dict[str, Any]], looks: Sequence[RunFormat]) -> Iterator[Glyph]:
    for piece in pieces:
        font, size = looks[piece["font"]], piece["size"]
        look = RunFormat(font.east_asian_font, font.latin_font, size, font.bold, piece["colour"])
        for char, (left, right) in zip(piece["text"], piece["sides"], strict=True):
            yield Glyph(char, left, right, piece["y"], size, look)


def _notices(pages: Sequence[dict[str, Any]], name: str) -> Iterator[str]:
    yield f"“{name}”是 PDF，段落由各页的行拼成；缩进、行距、页边距等版式没有检查，要检查版式请用它的 Word 或 WPS 原稿。"
    broken = [str(number) for number, page in enumerate(pages, 1) if "broken" in page]
    if broken:
        yield f"“{name}”第 {'、'.join(broken)} 页已损坏，没有读取，请重新导出后再试。"
    empty = [str(number) for number, page in enumerate(pages, 1) if page.get("pieces") == []]
    if empty:
        yield f"“{name}”第 {'、'.join(empty)} 页没有文字（可能是图片），没有检查，请核对。"
    if any(page.get("turned") for page in pages):
        yield f"“{name}”里有斜排或转向的文字（可能是水印），没有检查，请核对。"
    if any("\ufffd" in piece["text"] for page in pages for piece in page.get("pieces", ())):
        yield f"“{name}”里有些字没有标明是什么字，已用“\ufffd”代替，请对照原文件核对这些地方。"
