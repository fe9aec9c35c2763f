"""Archives of files to take in: .zip and .tar in its packings, read in place with the guards up."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Final, cast

from hegao.errors import InputError
from hegao.readers import MAX_FILE_BYTES

_ZIP: Final = (".zip",)
_TAR: Final = (".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2", ".tbz2")
_PACKED: Final = (".gz", ".xz", ".bz2")  # of a single file, which might as well be an archive
_XZ: Final = b"\xfd7zXZ\x00"
_GZIP: Final = b"\x1f\x8b"
_BZIP2: Final = b"BZh"
_MOST_MEMBERS: Final = 100_000
_MOST_UNPACKED: Final = 4 * 1024 * 1024 * 1024  # bytes over all members of one archive
_BROKEN: Final = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive; ``load`` reads it and is told by which path to name it, should that fail."""

    name: str
    load: Callable[[str], bytes]


def is_archive(name: str) -> bool:
    """Whether a file is to be opened as an archive, by its name."""
    return name.lower().endswith((*_ZIP, *_TAR, *_PACKED))


def members(path: Path, stack: ExitStack) -> Iterator[Member]:
    """The files in an archive, in its order, in which a packed .tar is read fastest; open until ``stack`` is closed.

    Raises:
        InputError: it is missing, damaged, no archive, or holds too much.
    """
    try:
        if path.name.lower().endswith(_ZIP):
            yield from _zip_members(stack.enter_context(_open_zip(path)))
        else:
            yield from _tar_members(stack.enter_context(_open_tar(path, stack)))
    except FileNotFoundError as error:
        raise InputError("找不到这个文件，请检查路径是否写对。") from error
    except PermissionError as error:
        raise InputError("没有权限读取这个文件，请检查权限后再试。") from error
    except _BROKEN as error:
        raise InputError("压缩包打不开，可能已损坏或没有下载完整，请重新取得后再试。") from error


def _open_zip(path: Path) -> zipfile.ZipFile:
    try:
        # Chinese Windows writes names in GBK without saying so; names marked as UTF-8 are read as such.
        return zipfile.ZipFile(path, metadata_encoding="gb18030")
    except UnicodeDecodeError:
        return zipfile.ZipFile(path)


def _open_tar(path: Path, stack: ExitStack) -> tarfile.TarFile:
    with path.open("rb") as file:
        head = file.read(len(_XZ))
    stream = _Bounded(_unpacked(path, head))
    stack.callback(stream.close)
    return tarfile.open(fileobj=stream, mode="r:")


def _unpacked(path: Path, head: bytes) -> IO[bytes]:
    if head.startswith(_XZ):
        return lzma.open(path)
    if head.startswith(_GZIP):
        return cast("IO[bytes]", gzip.open(path))
    return bz2.open(path) if head.startswith(_BZIP2) else path.open("rb")


class _Bounded(io.BytesIO):
    """A stream that is never read in one gulp: a header of a .tar may claim any length, and tarfile believes it."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self._stream = stream

    def read(self, size: int | None = -1) -> bytes:
        if size is None or not 0 <= size <= MAX_FILE_BYTES + 1:
            raise tarfile.ReadError("an absurd length")
        return self._stream.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def close(self) -> None:
        self._stream.close()


def _zip_members(archive: zipfile.ZipFile) -> Iterator[Member]:
    listed = [member for member in archive.infolist() if not member.is_dir()]
    _guard(member.file_size for member in listed)
    for member in listed:
        yield Member(member.filename, partial(_from_zip, archive, member))


def _tar_members(archive: tarfile.TarFile) -> Iterator[Member]:
    listed: list[tarfile.TarInfo] = []

    def sizes() -> Iterator[int]:
        # One by one: the next header is looked for only when what lies before it is known to be of bearable size.
        while (member := archive.next()) is not None:
            listed.append(member)
            yield member.size

    _guard(sizes())
    for member in listed:
        if member.isreg() and not member.issparse():
            yield Member(_tar_name(member.name), partial(_from_tar, archive, member))


def _tar_name(name: str) -> str:
    """A name as its writer meant it: tarfile reads UTF-8, and what is none was mostly GBK."""
    raw = name.encode("utf-8", "surrogateescape")
    return name if name.isprintable() else raw.decode("gb18030", "replace")


def _guard(sizes: Iterable[int]) -> None:
    """Stop at an archive of too much.

    Raises:
        InputError: it is one.
    """
    total = 0
    for number, size in enumerate(sizes, 1):
        total += size
        if number > _MOST_MEMBERS or total > _MOST_UNPACKED:
            raise InputError(f"压缩包里的文件超过 {_MOST_MEMBERS} 个或 {_MOST_UNPACKED >> 30} GB，请分成几个后再导入。")


def _from_zip(archive: zipfile.ZipFile, member: zipfile.ZipInfo, label: str) -> bytes:
    if member.flag_bits & 1:
        raise InputError(f"“{label}”有密码，请解压后再导入。")
    return _limited(lambda: archive.open(member), label)


def _from_tar(archive: tarfile.TarFile, member: tarfile.TarInfo, label: str) -> bytes:
    def opened() -> IO[bytes]:
        stream = archive.extractfile(member)
        if stream is None:
            raise tarfile.ReadError("no regular file")
        return stream

    return _limited(opened, label)


def _limited(opened: Callable[[], IO[bytes]], label: str) -> bytes:
    """The content of a member, read with a limit: what the archive says of its size is not trusted."""
    try:
        with opened() as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except _BROKEN as error:
        raise InputError(f"“{label}”解压出错，压缩包可能已损坏，请重新取得后再试。") from error
    if len(data) > MAX_FILE_BYTES:
        raise InputError(f"“{label}”解压后超过 {MAX_FILE_BYTES >> 20} MB，没有读取。")
    return data
