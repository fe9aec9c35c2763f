"""The zip package of a Word file: its main part and what that leads to, and a copy with some parts replaced."""

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from lxml.etree import _Element as Element

from hegao.errors import InputError
from hegao.readers.archive import MAX_TOTAL_BYTES, ZIP_ERRORS, Archive
from hegao.readers.docx_ordinary import Ordinary, set_aside
from hegao.readers.docx_xml import kind
from hegao.readers.formats import package_sentence

_NEW_MEMBERS_DATE = (1980, 1, 1, 0, 0, 0)  # as Word itself dates them


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship inside the package: the last segment of its type, and the part it leads to."""

    kind: str
    target: str


class Package(Archive):
    """The parts of a Word file by name (without leading slash, case ignored).

    ``ordinary`` are the paragraphs that were set aside before ``document`` was parsed; none where all of it is wanted.
    """

    def __init__(self, data: bytes, name: str, *, whole: bool = True) -> None:
        """Open the package called ``name`` in messages; parts are read only when asked for.

        With ``whole`` off, ordinary paragraphs are missing from ``document``.

        Raises:
            InputError: the zip is damaged, encrypted or absurd, or holds no Word document.
        """
        super().__init__(data, name)
        self._whole = whole
        self.ordinary: tuple[Ordinary, ...] = ()
        if self.main not in self:
            raise InputError(package_sentence(self.names, name))

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
        data = self.read(self.main)
        if not self._whole:
            data, self.ordinary = set_aside(data)
        root = self.parsed(data)
        if kind(root) != "w:document":
            raise InputError(package_sentence(self.names, self.name))
        return root

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


def repacked(package: Package, parts: Mapping[str, bytes]) -> bytes:
    """The package with some parts replaced, new ones at its end: same order, names, dates and compression.

    Raises:
        InputError: the package is too large, or damaged in a part that is never read.
    """
    members = {info.filename: info for info in package.zip.infolist()}
    if sum(info.file_size for info in members.values()) > MAX_TOTAL_BYTES:
        raise InputError(f"“{package.name}”解压后太大，不能生成修改后的文件，请删去大图片后再试。")
    replaced = {package.member(part).filename: data for part, data in parts.items() if part in package}
    buffer = io.BytesIO()
    try:
        with zipfile.ZipFile(buffer, "w") as target:
            target.comment = package.zip.comment
            for name, info in members.items():
                copy = zipfile.ZipInfo(name, info.date_time)
                copy.compress_type, copy.comment = info.compress_type, info.comment
                copy.external_attr, copy.create_system = info.external_attr, info.create_system
                target.writestr(copy, replaced[name] if name in replaced else package.zip.read(info))
            for part, data in parts.items():
                if part not in package:
                    target.writestr(zipfile.ZipInfo(part, _NEW_MEMBERS_DATE), data, zipfile.ZIP_DEFLATED)
    except ZIP_ERRORS as error:
        raise InputError(
            f"“{package.name}”里有损坏的部件，不能生成修改后的文件，请用 Word 或 WPS 另存后再试。"
        ) from error
    return buffer.getvalue()
