"""The words and patterns of recognition, read from ``rules/elements`` once."""

import re
from functools import cache
from typing import Any

from hegao.errors import RuleError, written_wrong
from hegao.resources import load_toml, rules_dir
from hegao.text.expressions import Expression


@cache
def table(file: str, section: str | None = None) -> Any:  # noqa: ANN401  TOML values have no narrower type
    """The table (or the value under ``section``) of ``rules/elements/<file>.toml``.

    Raises:
        RuleError: the file or the section is missing.
    """
    data = load_toml(rules_dir() / "elements" / f"{file}.toml")
    if section is None:
        return data
    if section not in data:
        raise RuleError(f"规则文件 {file}.toml 缺少 {section}，请补上后再试。")
    return data[section]


@cache
def number(file: str, section: str, key: str) -> float:
    """A threshold.

    Raises:
        RuleError: it is missing or no number.
    """
    value = _value(file, section, key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RuleError(f"规则文件 {file}.toml 的 {section}.{key} 应是数字，请改正后再试。")
    return value


@cache
def words(file: str, section: str, key: str) -> tuple[str, ...]:
    """A list of words, or the characters of a string.

    Raises:
        RuleError: it is missing.
    """
    return tuple(str(word) for word in _value(file, section, key))


@cache
def pattern(file: str, section: str, key: str) -> Expression:
    """A pattern.

    Raises:
        RuleError: it is missing or not a regular expression.
    """
    return compiled(file, f"{section}.{key}", str(_value(file, section, key)))


def compiled(file: str, key: str, expression: str) -> Expression:
    """``expression`` ready for use; ``file`` and ``key`` name it for the user.

    Raises:
        RuleError: it is not a regular expression.
    """
    try:
        return Expression.of(expression)
    except re.error as error:
        raise RuleError(
            f"规则文件 {file}.toml 的 {key} 不是有效的正则表达式：{written_wrong(error)}。请改正后再试。"
        ) from error


def _value(file: str, section: str, key: str) -> Any:  # noqa: ANN401  TOML values have no narrower type
    values = table(file, section)
    if key not in values:
        raise RuleError(f"规则文件 {file}.toml 缺少 {section}.{key}，请补上后再试。")
    return values[key]
