"""``typeset``: a draft laid out afresh by a house style."""

import argparse
import sys
from pathlib import Path

from hegao import api
from hegao.cli.files import corrections


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command of this module."""
    typeset = commands.add_parser("typeset", help="按规范重新排版，另存为 .docx，文字不动")
    typeset.add_argument("path", metavar="文件", help="要排版的 .docx、.txt 或其他能读的文件，原文件不动")
    typeset.add_argument("--output", "-o", metavar="文件", required=True, help="排好后另存为，以 .docx 结尾")
    typeset.add_argument("--profile", metavar="规范", help="gbt9704、material，或一个规范文件的路径；不写则按文种选")
    typeset.add_argument("--genre", metavar="文种", help="指定文种，不用自动识别的结果")
    typeset.set_defaults(run=_typeset)


def _typeset(options: argparse.Namespace) -> int:
    path, output = Path(options.path), Path(options.output)
    result = api.typeset(path, output, profile=options.profile, corrections=corrections(options))
    print(f"排好了，已存为 {options.output}；文字没有改动，原文件没有改动。")
    for notice in result.notices:
        print(f"hegao：{notice}", file=sys.stderr)
    return 0
