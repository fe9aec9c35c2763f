"""Zip packages of documents, opened with the guards up: sizes, encryption, damage, declarations."""

import io
import lzma
import struct
import zipfile
import zlib

from lxml.etree import XMLSyntaxError
from lxml.etree import _Element as Element

from hegao.errors import InputError
from hegao.readers.safe_xml import DangerousXmlError, is_too_deep, parse_xml

MAX_PART_BYTES = 64 * 1024 * 1024
MAX_TOTAL_BYTES = 256 * 1024 * 1024
_MAX_MEMBERS = 20_000
_DIRECTORY_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
# All that zipfile and its decompressors raise on damaged input.
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)


class Archive:
    """The parts of a zip package by name (without leading slash, case ignored); ``name`` is the file's in messages."""

    # What to do about a file that is odd, and about one that is damaged.
    resave = "请用 Word 或 WPS 另存为 .docx 后再试"
    mend = "请重新复制或下载，或用 Word 或 WPS 修复后再试"

    def __init__(self, data: bytes, name: str) -> None:
        """Open a package; parts are read only when asked for.

        Raises:
            InputError: the zip is damaged, encrypted or absurd.
        """
        self.name = name
        self._read_so_far = 0
        if data.count(_DIRECTORY_ENTRY) > _MAX_MEMBERS:
            raise InputError(f"“{name}”里的部件多得不正常，为安全起见不读，{self.resave}。")
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
        except ZIP_ERRORS as error:
            raise self.damaged() from error
        self._members = {_plain(info.filename): info for info in self.zip.infolist()}
        if any(info.flag_bits & _ENCRYPTED for info in self._members.values()):
            raise InputError(f"“{name}”是加密的压缩包，请先解除密码，{self.resave}。")

    def __contains__(self, part: str) -> bool:
        return _plain(part) in self._members

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts, in lower case."""
        return frozenset(self._members)

    def member(self, part: str) -> zipfile.ZipInfo:
        """The zip entry of a part.

        Raises:
            InputError: there is no such part.
        """
        info = self._members.get(_plain(part))
        if info is None:
            raise InputError(f"“{self.name}”缺少部件 {part}，文件已损坏，{self.mend}。")
        return info

    def read(self, part: str) -> bytes:
        """The bytes of a part, never more than ``MAX_PART_BYTES``.

        Raises:
            InputError: the part is missing, damaged, or too large unpacked.
        """
        info = self.member(part)
        if info.file_size > MAX_PART_BYTES or self._read_so_far + info.file_size > MAX_TOTAL_BYTES:
            raise self._too_large()
        try:
            # The directory may lie: never unpack more than it says.
            with self.zip.open(info) as stream:
                data = stream.read(info.file_size + 1)
        except ZIP_ERRORS as error:
            raise self.damaged() from error
        self._read_so_far += len(data)
        return data

    def xml(self, part: str) -> Element:
        """The root element of a part.

        Raises:
            InputError: the part is missing, not well-formed, nested too deep, or declares entities.
        """
        return self.parsed(self.read(part))

    def parsed(self, data: bytes) -> Element:
        """The root element of what was read from a part.

        Raises:
            InputError: it is not well-formed, nested too deep, or declares entities.
        """
        try:
            return parse_xml(data)
        except DangerousXmlError as error:
            if error.args == ("markup",):
                raise self._too_large() from error
            raise InputError(f"“{self.name}”里有外部实体声明（DTD），为安全起见不读，{self.resave}。") from error
        except XMLSyntaxError as error:
            if is_too_deep(error):
                raise InputError(f"“{self.name}”里的表格或文本框嵌套太深，请减少嵌套层数后再试。") from error
            raise self.damaged() from error

    def damaged(self) -> InputError:
        """What to raise when a part makes no sense."""
        return InputError(f"“{self.name}”不完整或已损坏，{self.mend}。")

    def _too_large(self) -> InputError:
        return InputError(f"“{self.name}”解压后大得不正常，为安全起见不读，{self.resave}。")


def _plain(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()
