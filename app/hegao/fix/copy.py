"""A mended copy beside the user's file; the file itself is never written to."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from hegao.errors import ConfigError
from hegao.findings.model import Reform
from hegao.fix.plan import Applied, Edit
from hegao.fix.remarks import Tracking, revision_settings
from hegao.fix.text_edit import apply_to_text
from hegao.readers import Format, load, original

_WORD_ENDINGS = frozenset({".docx", ".docm", ".dotx", ".dotm", ".doc", ".wps"})


def apply(
    data: bytes,
    name: str,
    edits: Iterable[Edit],
    tracking: Tracking | None = None,
    reforms: Collection[Reform] = (),
) -> Applied:
    """Make the edits in the bytes of a file that was read under that name, and give a Word file the looks of ``reforms``.

    A file that had to be converted to be read comes back as the .docx it was converted to. With ``tracking`` the edits
    are tracked changes, with comments.

    Raises:
        ConfigError: changes are to be tracked in a text file.
        InputError: the bytes are no longer a readable file, or of a format that cannot be written.
    """
    source = original(data, name)
    if source.format is Format.TEXT:
        if tracking is not None:
            raise ConfigError(f"“{name}”不是 Word 文件，不能带修订和批注，请另存为 .docx，或不用修订方式修改。")
        return apply_to_text(source.data, name, edits)
    # Looks come first: they move no character, so the places of the edits stay what they are.
    dressed, reformed = _dressed(source.data, name, reforms, tracking)
    if tracking is not None:
        from hegao.fix.docx_revisions import track_in_docx

        return replace(track_in_docx(dressed, name, edits, tracking), reformed=reformed)
    from hegao.fix.docx_edit import apply_to_docx

    return replace(apply_to_docx(dressed, name, edits), reformed=reformed)


def _dressed(data: bytes, name: str, reforms: Collection[Reform], tracking: Tracking | None) -> tuple[bytes, int]:
    if not reforms:
        return data, 0
    from hegao.fix.docx_looks import reform_docx

    author, date = (revision_settings().author, tracking.stamp) if tracking is not None else ("", "")
    return reform_docx(data, name, reforms, author=author, date=date)


def write_copy(
    source: Path,
    target: Path,
    edits: Iterable[Edit],
    *,
    tracking: Tracking | None = None,
    reforms: Collection[Reform] = (),
    overwrite: bool = False,
) -> Applied:
    """Write a copy of ``source`` with the edits and looks to ``target``, whole or not at all.

    Raises:
        ConfigError: ``target`` is the source itself (by whatever path), exists, or cannot be written; or changes are
            to be tracked in a text file.
        InputError: ``source`` cannot be read.
    """
    applied: list[Applied] = []

    def mended() -> bytes:
        data = load(source)
        found = original(data, source.name)
        word = target.suffix.lower() in _WORD_ENDINGS
        if found.converted and target.suffix.lower() != ".docx":
            raise ConfigError(f"“{source.name}”改好后只能存为 .docx，请把输出文件名改成以 .docx 结尾。")
        if word != (found.format is not Format.TEXT):
            kind = "文本文件" if word else "Word 文件"
            raise ConfigError(f"“{source.name}”是{kind}，改好后也是{kind}，请换一个结尾相同的输出文件名。")
        applied.append(apply(data, source.name, edits, tracking, reforms))
        return applied[0].data

    write_beside(source, target, mended, overwrite=overwrite)
    return applied[0]


def write_beside(source: Path, target: Path, make: Callable[[], bytes], *, overwrite: bool = False) -> None:
    """Write what ``make`` gives to ``target``, whole or not at all; nothing is made where it may not be written.

    Raises:
        ConfigError: ``target`` is ``source`` itself (by whatever path), exists, or cannot be written.
    """
    if _same_file(source, target):
        raise ConfigError(f"不能改写原文件“{source.name}”，请换一个输出文件名。")
    try:
        _refuse_taken(target, overwrite)
        _write_whole(target, make())
    except OSError as error:
        raise ConfigError(f"写不了“{target.name}”，请检查文件夹是否存在、有没有写入权限和空间。") from error


def _refuse_taken(target: Path, overwrite: bool) -> None:
    if target.is_dir():
        raise ConfigError(f"“{target.name}”是文件夹，请给出输出文件的名字。")
    if target.exists() and not overwrite:
        raise ConfigError(f"“{target.name}”已经存在，请换一个输出文件名或先移走它。")


def _same_file(source: Path, target: Path) -> bool:
    try:
        return source.resolve() == target.resolve() or source.samefile(target)
    except OSError:  # one of them is not there, so they cannot be one file
        return False


def _write_whole(target: Path, data: bytes) -> None:
    """Write beside the target, then rename: no half-written file is ever seen under its name."""
    temporary = target.with_name(f".{uuid4().hex}.tmp")
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
