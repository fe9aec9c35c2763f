"""Where the paragraphs of a Word file stand on its pages, as LibreOffice lays them out.

A copy of the file gets a bookmark at both ends of each paragraph; LibreOffice writes them into its PDF as named
destinations, and PDFium tells their pages and places. No text is compared.
"""

import json
import re
import sys
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from lxml import etree
from lxml.etree import _Element as Element

from hegao.draft.model import PageLayout, Part, Standing
from hegao.errors import InputError
from hegao.readers.docx import WordFile
from hegao.readers.docx_package import repacked
from hegao.readers.docx_xml import child
from hegao.readers.limited import run_limited
from hegao.readers.office import convert, find_office

_SECONDS = 8.0
# Letters and digits only: LibreOffice writes other characters in a code of its own.
_NAME = re.compile(r"hegao(\d+)([ab])")
_FIRST_ID = 1_000_000  # above the numbers of the file's own bookmarks
_OPTIONS = (
    ':writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"},'
    '"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
)
_PARTS = frozenset({Part.BODY, Part.TABLE, Part.TEXTBOX})


@lru_cache(maxsize=4)
def page_layout(data: bytes, name: str) -> PageLayout:
    """The pages of a Word file's bytes. The last results are kept.

    Raises:
        InputError: LibreOffice or pypdfium2 is missing, or the file cannot be laid out, or not within the time; the
            sentence says what to do.
    """
    if find_office() is None:
        raise InputError("本机没有找到 LibreOffice，请安装 LibreOffice（免费，官网 zh-cn.libreoffice.org）后再检查。")
    if find_spec("pypdfium2") is None:
        raise InputError("本机没有安装 pypdfium2，请运行 pip install 'hegao[pdf]' 后再检查。")
    try:
        pdf = convert(_marked(data, name), name, ".docx", f".pdf{_OPTIONS}")
    except InputError as error:
        raise InputError(f"LibreOffice 没有画出“{name}”的版面，请用 Word 或 WPS 打开核对。") from error
    with tempfile.TemporaryDirectory(prefix="hegao-", ignore_cleanup_errors=True) as temporary:
        source, result = Path(temporary) / "draft.pdf", Path(temporary) / "marks.json"
        source.write_bytes(pdf)
        command = (sys.executable, "-P", "-m", "hegao.readers.pdf_destinations", str(source), str(result))
        if run_limited(command, seconds=_SECONDS) != 0 or not result.is_file():
            raise InputError(f"“{name}”的版面没有读出来，请用 Word 或 WPS 打开核对。")
        told = json.loads(result.read_text(encoding="utf-8"))
    return PageLayout(told["pages"], dict(_standing(told["places"])))


def _marked(data: bytes, name: str) -> bytes:
    word = WordFile(data, name)
    main, root = word.package.main, word.package.document
    for located in word.located():
        paragraph = located.paragraph
        if located.part_name == main and paragraph.part in _PARTS and not paragraph.blank:
            _bookmark(located.block.element, paragraph.number)
    return repacked(word.package, {main: etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)})


def _bookmark(paragraph: Element, number: int) -> None:
    """Bookmarks before the first and behind the last character."""
    namespace = paragraph.tag.rpartition("}")[0] + "}"
    behind_properties = 0 if child(paragraph, "pPr") is None else 1
    for side, at in enumerate((behind_properties, len(paragraph) + 2)):
        identity = {f"{namespace}id": str(_FIRST_ID + 2 * number + side)}
        start = etree.Element(
            f"{namespace}bookmarkStart", {**identity, f"{namespace}name": f"hegao{number}{'ab'[side]}"}
        )
        paragraph.insert(at, start)
        start.addnext(etree.Element(f"{namespace}bookmarkEnd", identity))


def _standing(places: dict[str, tuple[int, float]]) -> Iterator[tuple[int, Standing]]:
    for name, (page, top) in places.items():
        match = _NAME.fullmatch(name)
        if match and match[2] == "a" and (end := places.get(f"hegao{match[1]}b")):
            yield int(match[1]), Standing(page, end[0], top, end[1])
