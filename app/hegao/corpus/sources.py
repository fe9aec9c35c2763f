"""The files behind the paths a user gives: folders walked, archives listed, nothing unpacked to disk."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from hegao.corpus import archives
from hegao.errors import InputError
from hegao.readers import READABLE, load

# Not read, but told to the user when they stand among files that are.
_OTHER_ARCHIVES: Final = frozenset({".rar", ".7z"})


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken, with the reason as a Chinese sentence."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read; ``path`` of a member is the archive's path, a slash, and the member's name."""

    path: str
    load: Callable[[], bytes]

    @property
    def name(self) -> str:
        """The name without folders."""
        return PurePosixPath(self.path.replace("\\", "/")).name


@dataclass(slots=True)
class Listing:
    """What the paths hold; ``ignored`` are files in folders and archives that are no documents."""

    files: list[SourceFile] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    def without(self, root: Path | None) -> "Listing":
        """The same with paths below ``root`` told from there."""
        if root is None:
            return self
        head = f"{root}{os.sep}"
        return Listing(
            [replace(file, path=file.path.removeprefix(head)) for file in self.files],
            [replace(refused, path=refused.path.removeprefix(head)) for refused in self.refused],
            [path.removeprefix(head) for path in self.ignored],
        )


def list_files(paths: Iterable[Path], stack: ExitStack) -> Listing:
    """Every file behind ``paths``, in order; archives stay open until ``stack`` is closed.

    A file named by the user is always taken or refused; in folders and archives what is no document is ignored.
    Links to folders are not followed.
    """
    listing = Listing()
    for path in paths:
        if not path.exists():
            listing.refused.append(Refused(str(path), "找不到这个文件或文件夹，请检查路径是否写对。"))
        elif path.is_dir():
            for found in _walk(path, listing):
                _sort_in(found, listing, stack, named=False)
        else:
            _sort_in(path, listing, stack, named=True)
    return listing


def _walk(folder: Path, listing: Listing) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        reason = "没有权限打开这个文件夹，请检查权限后再试。"
        listing.refused.append(Refused(str(error.filename or folder), reason))

    for place, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")))
        yield from (Path(place) / name for name in sorted(names) if not _hidden(name))


def _hidden(name: str) -> bool:
    """Whether a name is that of a hidden file or of the lock file Word and WPS keep beside an open one."""
    return name.startswith((".", "~$"))


def _sort_in(path: Path, listing: Listing, stack: ExitStack, *, named: bool) -> None:
    if archives.is_archive(path.name):
        _list_archive(path, listing, stack)
    elif _wanted(str(path), listing, named=named):
        listing.files.append(SourceFile(str(path), partial(load, path)))


def _wanted(path: str, listing: Listing, *, named: bool) -> bool:
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in READABLE:
        return True
    if archives.is_archive(path):
        listing.refused.append(Refused(path, "压缩包里还有压缩包，请先解压后再导入。"))
    elif suffix in _OTHER_ARCHIVES:
        listing.refused.append(Refused(path, "只认 .zip 和 .tar 压缩包，请先解压再导入其中的文件。"))
    elif named:
        reason = "这种文件里读不出稿件，请另存为 .docx 后再导入。"
        listing.refused.append(Refused(path, reason))
    else:
        listing.ignored.append(path)
    return False


def _list_archive(path: Path, listing: Listing, stack: ExitStack) -> None:
    try:
        members = list(archives.members(path, stack))
    except InputError as error:
        listing.refused.append(Refused(str(path), str(error)))
        return
    seen: Counter[str] = Counter()
    for member in members:
        label = f"{path}/{member.name}"
        parts = member.name.replace("\\", "/").split("/")
        if _hidden(parts[-1]) or parts[0] == "__MACOSX":
            continue
        seen[label] += 1
        if seen[label] > 1:  # an archive may hold a name twice; each is a file of its own
            label = f"{path}/{seen[label]}/{member.name}"
        if ".." in parts or parts[0] == "" or ":" in parts[0]:
            listing.refused.append(Refused(label, "压缩包里的文件名指向包外，为安全起见没有读取。"))
        elif _wanted(label, listing, named=False):
            listing.files.append(SourceFile(label, partial(member.load, label)))
