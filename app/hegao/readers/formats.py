"""What a file is by its content, whatever its name ends in, and what to tell the user when it cannot be read."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from hegao.errors import InputError
from hegao.readers.plaintext import decode

_ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_MAGIC = b"%PDF-"
_OPEN_XML_ENDINGS = frozenset({".docx", ".docm", ".dotx", ".dotm"})
_OLD_WORD_ENDINGS = frozenset({".doc", ".dot", ".wps", ".wpt"})
_WORD_ENDINGS = _OPEN_XML_ENDINGS | _OLD_WORD_ENDINGS
_WEB_ENDINGS = frozenset({".html", ".htm", ".xhtml", ".mht", ".mhtml"})
_TEXT_ENDINGS = frozenset({".txt", ".md"})
READABLE = _WORD_ENDINGS | _WEB_ENDINGS | _TEXT_ENDINGS | frozenset({".odt", ".ott", ".fodt", ".rtf", ".pdf", ".ofd"})
"""The endings, in lower case, of files that drafts and past reports can be read from."""

_RESAVE = "请用 Word 或 WPS 另存为 .docx 后再试"
_COPY_OUT = "请把其中的文字复制到 .docx 或 .txt 文件后再试"
_UNPACK = "请解压后提供其中的文件"

# What the first bytes say of files that are never read: what it is, which endings are its own, what to do.
_FOREIGN = (
    (b"\x89PNG", "图片", (".png",), _COPY_OUT),
    (b"\xff\xd8\xff", "图片", (".jpg", ".jpeg"), _COPY_OUT),
    (b"GIF8", "图片", (".gif",), _COPY_OUT),
    (b"BM", "图片", (".bmp",), _COPY_OUT),
    (b"Rar!", "RAR 压缩包", (".rar",), _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", (".7z",), _UNPACK),
    (b"\x1f\x8b", "gzip 压缩包", (".gz", ".tgz"), _UNPACK),
)
_WEB_OPENINGS = ("<html", "<!doctype html")
_HEAD = 2000  # bytes in which a file's opening words stand
_BOMS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))


class Format(StrEnum):
    """The kinds of file that are read, each by a reader of its own; ``OFFICE`` is what LibreOffice converts."""

    WORD = "word"
    OFFICE = "office"
    PDF = "pdf"
    OFD = "ofd"
    WEB = "web"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Told:
    """What a file is: its format, the ending such files have, and what to call it before the user."""

    format: Format
    ending: str
    what: str


def tell(data: bytes, name: str, names_in_zip: Callable[[], frozenset[str]]) -> Told:
    """What the file called ``name`` is; ``names_in_zip`` lists its members in lower case when it is a zip file.

    Raises:
        InputError: it is nothing that can be read; the sentence says what it is and what to do.
    """
    ending = ending_of(name)
    if data.startswith(_OLE_MAGIC):
        return _tell_ole(data, name, ending)
    if data.startswith(_ZIP_MAGICS):
        return _tell_zip(data, name, names_in_zip())
    if data.startswith(_PDF_MAGIC) or (ending == ".pdf" and _PDF_MAGIC in data[:_HEAD]):
        return Told(Format.PDF, ".pdf", "PDF 文件")
    if data.startswith(b"{\\rtf"):
        return Told(Format.OFFICE, ".rtf", "RTF 文件")
    for signature, what, endings, advice in _FOREIGN:
        # Two letters are no evidence, so a bitmap's are believed only beside its ending or a NUL byte.
        if data.startswith(signature) and (len(signature) > 2 or ending in endings or 0 in data[:32]):
            raise InputError(_sentence(name, what, ending in endings, advice))
    return _tell_text(data, name, ending)


def package_sentence(names: frozenset[str], name: str) -> str:
    """What to say about a zip file (given its lower-case member names) that holds no document."""
    if any(member.startswith("xl/") for member in names):
        return _sentence(name, "Excel 工作簿", ending_of(name) in {".xlsx", ".xlsm"}, _COPY_OUT)
    if any(member.startswith("ppt/") for member in names):
        return _sentence(name, "PowerPoint 演示文稿", ending_of(name) in {".pptx", ".pptm"}, _COPY_OUT)
    if {"mimetype", "content.xml"} <= names:
        return _sentence(name, "OpenDocument 表格或演示文稿", ending_of(name) in {".ods", ".odp"}, _COPY_OUT)
    if "[content_types].xml" in names:
        return f"“{name}”里缺少正文（word/document.xml），文件已损坏，{_RESAVE}。"
    return _sentence(name, "压缩包", ending_of(name) == ".zip", _UNPACK)


def wrong_ending_notice(told: Told, name: str) -> str | None:
    """What to tell the user when a file goes by the ending of another format."""
    ending = ending_of(name)
    families = (_OPEN_XML_ENDINGS, _OLD_WORD_ENDINGS, _WEB_ENDINGS, frozenset({".odt", ".ott"}))
    family = next((family for family in families if told.ending in family), frozenset({told.ending}))
    if told.format is Format.TEXT or ending in family:
        return None
    read_as = f"，已按 {told.ending} 读取" if told.format is Format.WORD else ""
    return f"“{name}”其实是{spaced(told.what)}{read_as}。"


def ending_of(name: str) -> str:
    """The ending of a file name in lower case, with its dot."""
    return PurePosixPath(name).suffix.lower()


def _tell_ole(data: bytes, name: str, ending: str) -> Told:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise InputError(f"“{name}”设了打开密码，请在 Word 或 WPS 中取消密码并另存为 .docx 后再试。")
    if holds("WordDocument"):
        return Told(Format.OFFICE, ".wps" if ending == ".wps" else ".doc", "旧版 Word（.doc）文件")
    if holds("Workbook") or holds("PowerPoint Document"):
        raise InputError(_sentence(name, "旧版 Excel 或 PowerPoint 文件", ending in {".xls", ".ppt"}, _COPY_OUT))
    if ending in _OLD_WORD_ENDINGS:
        return Told(Format.OFFICE, ending, "旧版 Word 或 WPS 文件")
    raise InputError(_sentence(name, "旧版 Office 文件", agrees=False, advice=_RESAVE))


def _tell_zip(data: bytes, name: str, names: frozenset[str]) -> Told:
    if "ofd.xml" in names:
        return Told(Format.OFD, ".ofd", "OFD 文件")
    # The specification has a text document's type stand first and uncompressed; some programs forget.
    spoken = b"application/vnd.oasis.opendocument.text" in data[:_HEAD]
    if {"mimetype", "content.xml"} <= names and (spoken or ending_of(name) in {".odt", ".ott"}):
        return Told(Format.OFFICE, ".odt", "OpenDocument 文件")
    return Told(Format.WORD, ".docx", ".docx 格式的文件")


def _tell_text(data: bytes, name: str, ending: str) -> Told:
    head = _opening(data)
    if head.startswith("<?xml") and 'progid="word.document"' in head:
        return Told(Format.OFFICE, ".xml", "Word XML 文件")
    if head.startswith("<?xml") and "<office:document" in head:
        return Told(Format.OFFICE, ".fodt", "OpenDocument 文件")
    archived = head.startswith("mime-version:") or "\nmime-version:" in head
    opens_as_web = archived or head.startswith(_WEB_OPENINGS) or (head.startswith("<?xml") and "<html" in head)
    if ending in _WEB_ENDINGS or (opens_as_web and ending in _WORD_ENDINGS):
        return Told(Format.WEB, ".mht" if archived else ".html", "网页文件")
    if head.startswith("<?xml") and ending in _WORD_ENDINGS | {".xml"}:
        raise InputError(_sentence(name, "XML 文件", ending == ".xml", _RESAVE))
    if ending not in READABLE - _TEXT_ENDINGS:
        return Told(Format.TEXT, ending, "文本文件")
    decode(data, name)  # says so when it is no text either
    if ending in _WORD_ENDINGS:
        raise InputError(f"“{name}”其实是纯文本，不是 Word 文档，请把扩展名改为 .txt 后再试。")
    what = ending.removeprefix(".").upper()
    raise InputError(f"“{name}”不是有效的 {what}，也不是 .docx 或文本文件，请核对后再试。")


def _opening(data: bytes) -> str:
    encoding = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), "latin-1")
    return data[:_HEAD].decode(encoding, errors="replace").lstrip("\ufeff \t\r\n").lower()


def _sentence(name: str, what: str, agrees: bool, advice: str) -> str:
    if agrees:
        return f"“{name}”是{spaced(what)}，不能直接读取，{advice}。"
    return f"“{name}”其实是{spaced(what)}，{advice}。"


def spaced(what: str) -> str:
    """A name of a kind of file as it stands behind 汉字: one of letters after a space."""
    return f" {what}" if what[0].isascii() else what
