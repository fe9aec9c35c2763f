"""What a file is by its content, whatever its name ends in, and what to tell the user when it cannot be read."""

from pathlib import PurePosixPath

from hegao.errors import InputError

ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_ENDINGS = frozenset({".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".wps", ".wpt"})
_OPEN_XML_ENDINGS = frozenset({".docx", ".docm", ".dotx", ".dotm"})
_RESAVE = "请用 Word 或 WPS 另存为 .docx 后再试"
_COPY_OUT = "请把其中的文字复制到 .docx 或 .txt 文件后再试"

# What the first bytes say: what it is, which endings are its own, what to do.
_SIGNATURES = (
    (b"%PDF-", "PDF 文件", (".pdf",), _RESAVE),
    (b"{\\rtf", "RTF 文件", (".rtf",), _RESAVE),
    (b"\x89PNG", "图片", (".png",), _COPY_OUT),
    (b"\xff\xd8\xff", "图片", (".jpg", ".jpeg"), _COPY_OUT),
    (b"GIF8", "图片", (".gif",), _COPY_OUT),
    (b"BM", "图片", (".bmp",), _COPY_OUT),
    (b"Rar!", "RAR 压缩包", (".rar",), "请解压后提供其中的文件"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", (".7z",), "请解压后提供其中的文件"),
    (b"\x1f\x8b", "gzip 压缩包", (".gz", ".tgz"), "请解压后提供其中的文件"),
)
_MARKUP = (
    ("<?xml", "XML 文件", (".xml",), _RESAVE),
    ("<html", "网页文件", (".html", ".htm"), _RESAVE),
    ("<!doctype html", "网页文件", (".html", ".htm"), _RESAVE),
    ("mime-version:", "网页文件", (".mht", ".mhtml"), _RESAVE),
)


def refuse_foreign(data: bytes, name: str) -> None:
    """Say no to a file that is neither an Open XML package nor text.

    Raises:
        InputError: the content is an old Word file, a PDF, a picture, …; the sentence says what it is.
    """
    ending = ending_of(name)
    if data.startswith(_OLE_MAGIC):
        raise InputError(_ole_sentence(data, name, ending))
    for signature, what, endings, advice in _SIGNATURES:
        # Two letters are no evidence, so a bitmap's are believed only beside its ending or a NUL byte.
        if data.startswith(signature) and (len(signature) > 2 or ending in endings or 0 in data[:32]):
            raise InputError(_sentence(name, what, ending in endings, advice))


def refuse_text_in_disguise(text: str, name: str) -> None:
    """Say no to text that its ending calls a Word document, and to web pages.

    Raises:
        InputError: the name ends in .docx, .doc, .html and the like.
    """
    ending = ending_of(name)
    head = text[:200].lstrip("\ufeff \t\r\n").lower()
    for opening, what, endings, advice in _MARKUP:
        if head.startswith(opening) and (ending in endings or ending in _WORD_ENDINGS):
            raise InputError(_sentence(name, what, ending in endings, advice))
    if ending in _WORD_ENDINGS:
        raise InputError(f"“{name}”其实是纯文本，不是 Word 文档，请把扩展名改为 .txt 后再试。")
    if ending == ".pdf":
        raise InputError(f"“{name}”不是有效的 PDF，也不是 .docx 或文本文件，请核对后再试。")


def wrong_ending_notice(name: str) -> str | None:
    """What to tell the user when a .docx package goes by another ending."""
    if ending_of(name) in _OPEN_XML_ENDINGS:
        return None
    return f"“{name}”其实是 .docx 格式的文件，已按 .docx 读取。"


def package_sentence(names: frozenset[str], name: str) -> str:
    """What to say about a zip file (given its lower-case member names) that holds no Word document."""
    if any(member.startswith("xl/") for member in names):
        return _sentence(name, "Excel 工作簿", ending_of(name) in {".xlsx", ".xlsm"}, _COPY_OUT)
    if any(member.startswith("ppt/") for member in names):
        return _sentence(name, "PowerPoint 演示文稿", ending_of(name) in {".pptx", ".pptm"}, _COPY_OUT)
    if "ofd.xml" in names:
        return _sentence(name, "OFD 文件", ending_of(name) == ".ofd", _COPY_OUT)
    if {"mimetype", "content.xml"} <= names:
        return _sentence(name, "OpenDocument 文件", ending_of(name) in {".odt", ".ods", ".odp"}, _RESAVE)
    if "[content_types].xml" in names:
        return f"“{name}”里缺少正文（word/document.xml），文件已损坏，{_RESAVE}。"
    return _sentence(name, "压缩包", ending_of(name) == ".zip", "请解压后提供其中的文件")


def ending_of(name: str) -> str:
    """The ending of a file name in lower case, with its dot."""
    return PurePosixPath(name).suffix.lower()


def _ole_sentence(data: bytes, name: str, ending: str) -> str:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        return f"“{name}”设了打开密码，请在 Word 或 WPS 中取消密码并另存为 .docx 后再试。"
    if holds("WordDocument") or ending in _WORD_ENDINGS:
        what = "WPS 文字文件" if ending in {".wps", ".wpt"} else "旧版 Word（.doc）文件"
        return _sentence(name, what, ending not in _OPEN_XML_ENDINGS and ending in _WORD_ENDINGS, _RESAVE)
    if holds("Workbook") or holds("PowerPoint Document"):
        return _sentence(name, "旧版 Excel 或 PowerPoint 文件", ending in {".xls", ".ppt"}, _COPY_OUT)
    return _sentence(name, "旧版 Office 文件", agrees=False, advice=_RESAVE)


def _sentence(name: str, what: str, agrees: bool, advice: str) -> str:
    what = f" {what}" if what[0].isascii() else what
    if agrees:
        return f"“{name}”是{what}，不能直接读取，{advice}。"
    return f"“{name}”其实是{what}，{advice}。"
