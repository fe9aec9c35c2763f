"""``profile learn|list|show``: house styles, and one proposed from a document."""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hegao import api
from hegao.cli.files import add_format, corrections
from hegao.report import json as as_json


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this module."""
    profile = commands.add_parser("profile", help="规范：查看，或从一份范文归纳本单位的规范")
    actions = profile.add_subparsers(dest="action", required=True, metavar="操作", parser_class=type(profile))

    learn = actions.add_parser("learn", help="从一份排好版的范文归纳规范，逐项与国家标准对照")
    learn.add_argument("path", metavar="文件", help="本单位认为合格的 .docx")
    learn.add_argument("--output", "-o", metavar="文件", help="把归纳的规范另存为 .toml")
    learn.add_argument("--profile", metavar="规范", help="与哪个规范对照；不写则按文种选")
    learn.add_argument("--genre", metavar="文种", help="指定文种，不用自动识别的结果")
    add_format(learn)
    learn.set_defaults(run=_learn)

    listing = actions.add_parser("list", help="列出自带的规范")
    add_format(listing)
    listing.set_defaults(run=_list)

    show = actions.add_parser("show", help="看一个规范认可的格式")
    show.add_argument("name", metavar="规范", help="名称，或规范文件的路径")
    add_format(show)
    show.set_defaults(run=_show)


def _learn(options: argparse.Namespace) -> int:
    from hegao.report import lesson

    draft, said = api.read(Path(options.path)), corrections(options)
    learned = api.learn_profile(draft, profile=options.profile, corrections=said)
    if options.output:
        api.save_text(Path(options.output), api.profile_text(learned))
    if options.format == "json":
        genre = api.recognise(draft, said).genre.name
        print(as_json.envelope([lesson.lesson_table(options.path, genre, learned)]))
        return 0
    print(lesson.lesson_text(options.path, learned), end="")
    if options.output:
        print(f"归纳的规范已存为 {options.output}，核对后用 --profile {options.output} 检查稿件。")
    else:
        print("加上 -o 本单位.toml 可以把不同之处存成规范文件。")
    return 0


def _list(options: argparse.Namespace) -> int:
    from hegao.report import lesson

    profiles = [api.load_profile(name) for name in api.profile_names()]
    if options.format == "json":
        _print_json([lesson.profile_table(profile) for profile in profiles])
        return 0
    for profile in profiles:
        print(f"{profile.name}  {profile.title}：{profile.description}")
    return 0


def _show(options: argparse.Namespace) -> int:
    from hegao.report import lesson

    profile = api.load_profile(options.name)
    if options.format == "json":
        _print_json(lesson.profile_table(profile))
    else:
        print(lesson.profile_page(profile), end="")
    return 0


def _print_json(value: list[dict[str, Any]] | Mapping[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))
