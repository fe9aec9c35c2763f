"""``outline``, ``duplicates`` and ``suggest``: what a draft is made of, repeats, and lacks."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hegao import api
from hegao.cli.files import add_files, add_format, corrections, each_file
from hegao.errors import ConfigError
from hegao.report import json as as_json
from hegao.report import plain


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this module."""
    outline = commands.add_parser("outline", help="列出识别到的文种、要素和层次")
    add_files(outline)
    add_format(outline)
    outline.set_defaults(run=_outline)

    duplicates = commands.add_parser("duplicates", help="查稿件内部的重复，以及与往稿的重复；或查整个往稿库")
    add_files(duplicates, several="*")
    duplicates.add_argument("--all", action="store_true", help="不查稿件，查整个往稿库里几乎相同的往稿和段落")
    add_format(duplicates)
    add_store(duplicates)
    duplicates.set_defaults(run=_duplicates)

    suggest = commands.add_parser("suggest", help="对照往稿，看结构缺什么、乱在哪里")
    add_files(suggest)
    add_format(suggest)
    add_store(suggest)
    suggest.add_argument(
        "--skeleton", metavar="文件", help="把建议的提纲另存为文件：.docx 存成 Word 文件，其余存成文本"
    )
    suggest.set_defaults(run=_suggest)


def add_store(command: argparse.ArgumentParser) -> None:
    """The option that names the past reports."""
    command.add_argument("--store", metavar="往稿库", help="往稿库文件；不写则用 HEGAO_STORE 或本机默认的往稿库")


def _outline(options: argparse.Namespace) -> int:
    said = corrections(options)

    def work(path: Path) -> Mapping[str, Any]:
        draft = api.read(path)
        recognition = api.recognise(draft, said)
        if options.format == "plain":
            print(plain.outline_text(str(path), recognition))
        return as_json.outline_table(str(path), draft, recognition)

    return _finish(options, *each_file(options, work))


def _duplicates(options: argparse.Namespace) -> int:
    if options.all:
        return _whole_store(options)
    if not options.paths:
        raise ConfigError("请写明要查的稿件；要查整个往稿库，请用 hegao duplicates --all。")
    # Not at the top: ``check`` need not wait for what compares drafts.
    from hegao.report import advice

    said = corrections(options)
    with api.open_store(options.store, create=False) as store:

        def work(path: Path) -> Mapping[str, Any]:
            draft = api.read(path)
            found = api.find_duplicates(draft, store, corrections=said)
            if options.format == "plain":
                print(advice.duplicates_text(str(path), found.passages, found.shares, found.sections, found.sources))
            return advice.duplicates_table(
                str(path), draft, found.passages, found.shares, found.sections, found.sources
            )

        return _finish(options, *each_file(options, work))


def _whole_store(options: argparse.Namespace) -> int:
    if options.paths:
        raise ConfigError("--all 查的是整个往稿库，请不要再写稿件；要查稿件，请去掉 --all。")
    from hegao.report import clusters

    with api.open_store(options.store, create=False) as store:
        with _working("正在比对整个往稿库，几千篇要几分钟……"):
            found = api.find_clusters(store)
        address = str(store.address)
    if options.format == "json":
        print(as_json.envelope([clusters.clusters_table(address, found)]))
    else:
        print(clusters.clusters_text(address, found), end="")
    return 0


def _suggest(options: argparse.Namespace) -> int:
    from hegao.report import structure, structure_table

    said = corrections(options)
    with api.open_store(options.store, create=False) as store:

        def work(path: Path) -> Mapping[str, Any]:
            draft = api.read(path)
            with _working(f"正在把“{path.name}”与往稿比对……"):
                advised = api.suggest_structure(draft, store, corrections=said)
            if options.skeleton:
                api.save_skeleton(Path(options.skeleton), advised)
            if options.format == "plain":
                print(structure.advice_text(str(path), advised))
            return structure_table.advice_table(str(path), advised)

        return _finish(options, *each_file(options, work))


@contextmanager
def _working(words: str) -> Iterator[None]:
    """Say on a terminal what takes a moment, and take it away afterwards."""
    shown = sys.stderr.isatty()
    if shown:
        print(words, end="\r", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        if shown:
            print("\033[2K", end="\r", file=sys.stderr, flush=True)


def _finish(options: argparse.Namespace, tables: list[Mapping[str, Any]], failed: int) -> int:
    if options.format == "json":
        print(as_json.envelope(tables))
    return 2 if failed else 0
