"""The zip package of a Word file, opened with its guards up: sizes, encryption, damage, declarations."""

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from lxml.etree import XMLSyntaxError
from lxml.etree import _Element as Element

from hegao.errors import InputError
from hegao.readers.docx_xml import DangerousXmlError, is_too_deep, kind, parse_xml
from hegao.readers.formats import package_sentence

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


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship inside the package: the last segment of its type, and the part it leads to."""

    kind: str
    target: str


class Package:
    """The parts of a Word file by name (without leading slash, case ignored)."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open the package called ``name`` in messages; parts are read only when asked for.

        Raises:
            InputError: the zip is damaged, encrypted or absurd, or holds no Word document.
        """
        self.name = name
        self._read_so_far = 0
        if data.count(_DIRECTORY_ENTRY) > _MAX_MEMBERS:
            raise InputError(f"“{name}”里的部件多得不正常，为安全起见不读，请用 Word 或 WPS 另存为 .docx 后再试。")
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
        except ZIP_ERRORS as error:
            raise self._damaged() from error
        self._members = {_plain(info.filename): info for info in self.zip.infolist()}
        if any(info.flag_bits & _ENCRYPTED for info in self._members.values()):
            raise InputError(f"“{name}”是加密的压缩包，请解密并用 Word 或 WPS 另存为 .docx 后再试。")
        if self.main not in self._members:
            raise InputError(package_sentence(frozenset(self._members), name))

    def __contains__(self, part: str) -> bool:
        return _plain(part) in self._members

    @cached_property
    def main(self) -> str:
        """The part that holds the document's body."""
        related = self.related("") if "_rels/.rels" in self else {}
        targets = (relation.target for relation in related.values() if relation.kind == "officeDocument")
        return next((target for target in targets if target in self), "word/document.xml")

    @cached_property
    def document(self) -> Element:
        """The root of the main part.

        Raises:
            InputError: it is damaged or is no Word document.
        """
        root = self.xml(self.main)
        if kind(root) != "w:document":
            raise InputError(package_sentence(frozenset(self._members), self.name))
        return root

    def member(self, part: str) -> zipfile.ZipInfo:
        """The zip entry of a part.

        Raises:
            InputError: there is no such part.
        """
        info = self._members.get(_plain(part))
        if info is None:
            raise InputError(f"“{self.name}”缺少部件 {part}，文件已损坏，请用 Word 或 WPS 另存后再试。")
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
            raise self._damaged() from error
        self._read_so_far += len(data)
        return data

    def xml(self, part: str) -> Element:
        """The root element of a part.

        Raises:
            InputError: the part is missing, not well-formed, nested too deep, or declares entities.
        """
        data = self.read(part)
        try:
            return parse_xml(data)
        except DangerousXmlError as error:
            if error.args == ("markup",):
                raise self._too_large() from error
            raise InputError(
                f"“{self.name}”里有外部实体声明（DTD），为安全起见不读，请用 Word 或 WPS 另存为 .docx 后再试。"
            ) from error
        except XMLSyntaxError as error:
            if is_too_deep(error):
                raise InputError(f"“{self.name}”里的表格或文本框嵌套太深，请减少嵌套层数后再试。") from error
            raise self._damaged() from error

    def related(self, part: str) -> Mapping[str, Relation]:
        """The relationships of a part (``""``: of the package) by id; those that lead outside are left out."""
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if rels not in self:
            return MappingProxyType({})
        found = {}
        for element in self.xml(rels):
            target, identity = element.get("Target"), element.get("Id")
            if target and identity and element.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                found[identity] = Relation((element.get("Type") or "").rstrip("/").rsplit("/", 1)[-1], path)
        return MappingProxyType(found)

    @cached_property
    def parts(self) -> Mapping[str, str]:
        """The parts the main part leads to that there is at most one of, by kind: styles, numbering, theme, …."""
        relations = reversed(list(self.related(self.main).values()))
        return MappingProxyType({r.kind: r.target for r in relations if r.target in self})

    def _damaged(self) -> InputError:
        return InputError(f"“{self.name}”不完整或已损坏，请重新复制或下载，或用 Word 或 WPS 修复后再试。")

    def _too_large(self) -> InputError:
        return InputError(f"“{self.name}”解压后大得不正常，为安全起见不读，请用 Word 或 WPS 另存为 .docx 后再试。")


def _plain(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()
