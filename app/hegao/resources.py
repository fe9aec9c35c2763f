"""Where files lie: the shipped ``rules/``, ``corpus/`` and ``app/main.py`` (in the wheel or the checkout), the user's data."""

import os
from functools import cache
from pathlib import Path
from typing import Any

import platformdirs
import tomli

from hegao.errors import ConfigError, RuleError, written_wrong

_PACKAGE = Path(__file__).resolve().parent


@cache
def rules_dir() -> Path:
    """The folder of rules shipped with this installation."""
    return _shipped("rules")


@cache
def corpus_dir() -> Path:
    """The folder of model documents shipped with this installation."""
    return _shipped("corpus")


@cache
def app_dir() -> Path:
    """The folder with ``main.py``, the entry of the pages, and their settings in ``.streamlit/config.toml``."""
    return _shipped("app")


def _shipped(name: str) -> Path:
    packaged = _PACKAGE / "_data" / name
    return packaged if packaged.is_dir() else _PACKAGE.parents[1] / name


@cache
def load_toml(path: Path) -> dict[str, Any]:
    """The table in a TOML file; treat it as read-only, it is shared.

    Raises:
        RuleError: the file is missing or is not TOML.
    """
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RuleError(f"读不到规则文件 {path.name}，请检查安装是否完整。") from error
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"规则文件 {path.name} 不是有效的 TOML：{written_wrong(error)}。请改正后再试。") from error


@cache
def load_lines(path: Path) -> tuple[str, ...]:
    """The entries of a word list: one a line, blank lines and ``#`` comments left out.

    Raises:
        RuleError: the file is missing or not UTF-8.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"读不到词表 {path.name}，请检查它是否存在并以 UTF-8 保存。") from error
    stripped = (line.split("#", 1)[0].strip() for line in lines)
    return tuple(line for line in stripped if line)


def user_dir() -> Path:
    """The user's data folder for settings and past reports; ``HEGAO_HOME`` names another."""
    home = os.environ.get("HEGAO_HOME")
    return Path(home) if home else Path(platformdirs.user_data_dir("hegao", appauthor=False))


def write_atomically(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` so that a reader sees the old file or the new one, never half of it.

    Raises:
        ConfigError: the folder cannot be written to.
    """
    import tempfile

    written: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            written = Path(file.name)
            file.write(data)
        written.replace(path)
    except OSError as error:
        if written is not None:
            written.unlink(missing_ok=True)
        raise ConfigError(f"写不了 {path}，请检查文件夹是否存在、有没有写入权限和空间。") from error
