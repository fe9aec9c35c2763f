"""Files named on the command line, read one by one so that a bad one does not stop the others."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from hegao import api
from hegao.errors import ConfigError, HegaoError, InputError
from hegao.report import json as as_json
from hegao.workers import processors

STDIN = "-"
_MOST_JOBS = 256


def add_files(command: argparse.ArgumentParser, *, several: str = "+") -> None:
    """The arguments every command that reads drafts has; ``several`` says how many files, as argparse counts them."""
    command.add_argument(
        "paths", nargs=several, metavar="文件", help="要读的 Word、WPS、PDF、OFD、网页或文本文件，也可以是文件夹"
    )
    command.add_argument("--genre", metavar="文种", help="指定文种，不用自动识别的结果")


def add_format(command: argparse.ArgumentParser, *formats: str) -> None:
    """The option that chooses the output."""
    command.add_argument("--format", choices=formats or ("plain", "json"), default="plain", help="输出格式")


def add_jobs(command: argparse.ArgumentParser, default: int) -> None:
    """The option that says how many processes work; 0 stands for as many as there are processors."""
    command.add_argument(
        "--jobs", type=int, default=default, metavar="个数", help="同时用几个进程，0 表示与处理器个数相同"
    )


def jobs_of(options: argparse.Namespace) -> int:
    """How many processes the user wants.

    Raises:
        ConfigError: it is no number of processes.
    """
    number: int = options.jobs
    if not 0 <= number <= _MOST_JOBS:
        raise ConfigError(f"--jobs 应是 0 到 {_MOST_JOBS} 的整数，不能是 {number}。")
    return number or processors()


def nothing_to_read() -> InputError:
    """What to raise where the folders named hold no drafts."""
    return InputError("指定的文件夹里没有可以检查的文件（Word、WPS、PDF、OFD、网页或文本文件），请换一个文件夹。")


def corrections(options: argparse.Namespace) -> api.Corrections | None:
    """What the user said of the draft on the command line.

    Raises:
        ConfigError: there is no such genre.
    """
    genre = genre_of(options)
    return None if genre is None else api.Corrections(genre=genre)


def genre_of(options: argparse.Namespace) -> str | None:
    """The genre that was named, if one was.

    Raises:
        ConfigError: there is no such genre.
    """
    if options.genre is not None and options.genre not in api.genre_names():
        raise ConfigError(f"没有“{options.genre}”这个文种，可用：{'、'.join(api.genre_names())}。")
    genre: str | None = options.genre
    return genre


def draft_files(paths: Sequence[str]) -> Iterator[Path]:
    """The files named, and those a draft can be read from inside the folders named, in order of their names."""
    for name in paths:
        path = Path(name)
        if path.is_dir():
            yield from api.readable_files(path)
        else:
            yield path


def each_file(
    options: argparse.Namespace, work: Callable[[Path], Mapping[str, Any]]
) -> tuple[list[Mapping[str, Any]], int]:
    """``work`` done on each file: the tables for the JSON envelope, and how many files failed.

    A failure is told on stderr in one line and recorded in the table.
    """
    tables: list[Mapping[str, Any]] = []
    failed = 0
    for path in draft_files(options.paths):
        try:
            tables.append(work(path))
        except HegaoError as error:
            failed += 1
            print(f"hegao：{error}", file=sys.stderr)
            tables.append(as_json.failure_table(str(path), str(error)))
    if not tables:
        raise nothing_to_read()
    return tables, failed
