"""The parser's own words in Chinese: headings of the help, and complaints about arguments."""

import argparse
import re
import sys
from collections.abc import Iterable
from typing import NoReturn

_HEADINGS = {"positional arguments": "参数", "options": "选项"}

# What argparse says, and how it is said here; groups are kept.
_COMPLAINTS = (
    (r"the following arguments are required: (.+)", r"缺少 \1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数 \1"),
    (r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)", r"\1 不能是“\2”，可用：\3"),
    (r"argument (.+?): expected one argument", r"\1 后面缺少内容"),
    (r"argument (.+?): expected at least one argument", r"\1 后面缺少内容"),
    (r"argument (.+?): invalid int value: '(.*)'", r"\1 应是整数，不能是“\2”"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1和 \2 不能一起用"),
    (r"argument (.+?): ignored explicit argument '(.*)'", r"\1 后面不带内容“\2”"),
    (r"ambiguous option: (.+?) could match (.+)", r"\1 有几种可能：\2"),
)


class ChineseHelp(argparse.HelpFormatter):
    """Help whose headings are Chinese."""

    def add_usage(  # noqa: D102 - as in the standard library
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:  # noqa: D102 - as in the standard library
        super().start_section(_HEADINGS.get(heading or "", heading))


class ChineseParser(argparse.ArgumentParser):
    """A parser whose help and complaints are Chinese."""

    def __init__(self, prog: str | None = None, description: str | None = None) -> None:
        super().__init__(prog, description=description, formatter_class=ChineseHelp, add_help=False)
        self.add_argument("-h", "--help", action="help", help="显示用法")

    def error(self, message: str) -> NoReturn:
        """Say in one line what is wrong and leave with 2."""
        print(f"hegao：{complaint(message)}。请用 {self.prog} --help 查看用法。", file=sys.stderr)
        sys.exit(2)


def complaint(message: str) -> str:
    """What argparse complains about, in Chinese."""
    for pattern, words in _COMPLAINTS:
        if match := re.fullmatch(pattern, message):
            return match.expand(words).replace("'", "").replace(", ", "、")
    return "命令写得不对"
