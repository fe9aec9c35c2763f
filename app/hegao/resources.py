"""Where the shipped knowledge lies: ``rules/`` and ``corpus/`` in the wheel or beside the package in a checkout."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from hegao.errors import RuleError

_PACKAGE = Path(__file__).resolve().parent


@cache
def rules_dir() -> Path:
    """The folder of rules shipped with this installation."""
    return _shipped("rules")


@cache
def corpus_dir() -> Path:
    """The folder of model documents shipped with this installation."""
    return _shipped("corpus")


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
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RuleError(f"读不到规则文件 {path.name}，请检查安装是否完整。") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"规则文件 {path.name} 不是有效的 TOML：{error}。请改正后再试。") from error


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
