"""Old Word, WPS, OpenDocument and RTF files, turned into .docx by LibreOffice where that is installed."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from hegao.draft.model import Draft
from hegao.errors import InputError
from hegao.readers.docx import read_docx
from hegao.readers.limited import run_limited

SECONDS = 8.0
_SECONDS_VARIABLE = "HEGAO_OFFICE_SECONDS"
_COMMANDS = ("soffice", "libreoffice")
_FOLDERS = (
    "/usr/bin",
    "/usr/local/bin",
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/snap/bin",
    "/Applications/LibreOffice.app/Contents/MacOS",
)
_WINDOWS_ROOTS = ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)", "LOCALAPPDATA")
# Nothing in a file of a stranger may run, and nothing outside it be fetched.
_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
_SETTINGS_FILE = "registrymodifications.xcu"


def read_office(data: bytes, name: str, ending: str) -> Draft:
    """A document of the format that ``ending`` belongs to as the draft of the .docx LibreOffice makes of it.

    Raises:
        InputError: as for ``convert``, or there is no text in it.
    """
    draft = read_docx(convert(data, name, ending, ".docx"), name)
    notice = f"“{name}”经 LibreOffice 转成 .docx 后检查，版式可能与原文件略有出入，版式方面的问题请对照原文件核实。"
    return replace(draft, notices=(notice, *draft.notices))


def find_office() -> Path | None:
    """The program of LibreOffice: on the path, or where its installers put it on Linux, macOS and Windows."""
    for command in _COMMANDS:
        found = shutil.which(command)
        if found:
            return Path(found)
    return next((path for path in _usual_places() if path.is_file()), None)


@lru_cache(maxsize=2)
def convert(data: bytes, name: str, ending: str, target: str) -> bytes:
    """A document of the format that ``ending`` belongs to, as LibreOffice saves it in the format ``target``.

    Both are endings with their dot, such as ``.doc`` and ``.docx``; ``target`` may go on with a filter and its options,
    behind colons. The last results are kept: a file that is checked is often fixed next.

    Raises:
        InputError: there is no LibreOffice, or it cannot open the file called ``name``, or not within the time.
    """
    program = find_office()
    if program is None:
        raise InputError(
            f"读取“{name}”要用 LibreOffice，本机没有找到；请安装 LibreOffice（免费，官网 zh-cn.libreoffice.org），"
            "或用 Word 或 WPS 另存为 .docx 后再试。"
        )
    with tempfile.TemporaryDirectory(prefix="hegao-", ignore_cleanup_errors=True) as temporary:
        return _converted(program, Path(temporary), data, name, ending, target)


def _converted(program: Path, folder: Path, data: bytes, name: str, ending: str, target: str) -> bytes:
    source, result = folder / f"draft{ending}", folder / "converted" / f"draft{target.partition(':')[0]}"
    source.write_bytes(data)
    command = (
        str(program),
        f"-env:UserInstallation={_profile(folder).as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        *("--convert-to", target.removeprefix("."), "--outdir", str(result.parent), str(source)),
    )
    seconds = _seconds()
    try:
        status = run_limited(command, seconds=seconds)
    except OSError as error:
        raise InputError(f"LibreOffice 启动不了，读不了“{name}”，请重新安装它，或另存为 .docx 后再试。") from error
    if status is None:
        raise InputError(f"LibreOffice 在 {seconds:g} 秒内没有读完“{name}”，请用 Word 或 WPS 另存为 .docx 后再试。")
    if not result.is_file():
        raise InputError(f"“{name}”打不开，可能已损坏或设有密码，请用 Word 或 WPS 另存为 .docx 后再试。")
    return result.read_bytes()


def _profile(folder: Path) -> Path:
    """A user folder of LibreOffice's own, so that a window the user has open is neither needed nor disturbed."""
    profile = folder / "profile"
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / _SETTINGS_FILE).write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>',
        encoding="utf-8",
    )
    return profile


def _usual_places() -> Iterator[Path]:
    for folder in _FOLDERS:
        yield from (Path(folder) / command for command in _COMMANDS)
    yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
    for root in filter(None, map(os.environ.get, _WINDOWS_ROOTS)):
        program = Path(root) / "LibreOffice" / "program"
        yield from (program / "soffice.com", program / "soffice.exe")
        yield Path(root) / "Programs" / "LibreOffice" / "program" / "soffice.com"


def _seconds() -> float:
    """How long LibreOffice may take; a slow machine may grant it more."""
    try:
        return max(1.0, float(os.environ.get(_SECONDS_VARIABLE, SECONDS)))
    except ValueError:
        return SECONDS
