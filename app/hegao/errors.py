"""What can go wrong for a user, each as one Chinese sentence that says what to do."""

import re

import tomli


class HegaoError(Exception):
    """A failure with one clear sentence for the user; front ends print it and exit with 2.

    The message names the thing (file, rule, option) and what the user can do about it.
    """


class InputError(HegaoError):
    """A file that cannot be read as a draft or a past report."""


class ConfigError(HegaoError):
    """A wrong option, profile, setting or correction."""


class RuleError(HegaoError):
    """A rule file that does not keep to the schema; names the file and the key."""


class StoreError(HegaoError):
    """A store of past reports that cannot be opened or written."""


def written_wrong(error: OSError | UnicodeDecodeError | tomli.TOMLDecodeError | re.error) -> str:
    """What is wrong with a text that a library cannot read, in Chinese; the reason the library gives is English."""
    if isinstance(error, OSError):
        return "没有权限打开"
    if isinstance(error, UnicodeDecodeError):
        return "没有以 UTF-8 保存"
    if isinstance(error, re.error):
        return "写得不完整" if error.pos is None else f"从第 {error.pos + 1} 个字符起写得不对"
    place = re.search(r"at line (\d+), column (\d+)", str(error))
    return f"第 {place[1]} 行第 {place[2]} 列写得不对" if place else "末尾不完整"
