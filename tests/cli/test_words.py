"""What the command line says of itself and of wrong arguments is Chinese."""

import re

import pytest

from hegao.cli.main import main, parser
from hegao.cli.wording import complaint


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("the following arguments are required: 文件, --reason", "缺少 文件、--reason"),
        ("unrecognized arguments: --fast", "不认识的参数 --fast"),
        (
            "argument --fail-level: invalid choice: 'hm' (choose from 'error', 'hint')",
            "--fail-level 不能是“hm”，可用：error、hint",
        ),
        ("argument --port: invalid int value: 'x'", "--port 应是整数，不能是“x”"),
        ("argument --genre: expected one argument", "--genre 后面缺少内容"),
        ("something a later Python says", "命令写得不对"),
    ],
)
def test_complaints_are_chinese(message, expected):
    assert complaint(message) == expected


@pytest.mark.parametrize("arguments", [[], ["check"], ["nosuch"], ["check", "x", "--fail-level", "hm"], ["corpus"]])
def test_a_wrong_command_ends_with_two_and_one_line(arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    error = capsys.readouterr().err
    assert stop.value.code == 2
    assert re.fullmatch(r"hegao：.*。\n", error)
    assert not re.search(r"argument|invalid|required|choose", error)


def test_every_command_has_help_in_chinese():
    for action in parser()._subparsers._group_actions:
        for name, command in action.choices.items():
            text = command.format_help()
            assert "用法：" in text, name
            assert not re.search(r"usage|options:|positional|show this help", text), name
