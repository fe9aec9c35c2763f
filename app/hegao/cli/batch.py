"""Checking one file after another or several at once; results kept in a folder are not made again."""

import argparse
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

from hegao import __version__, api
from hegao.cli.files import jobs_of
from hegao.errors import ConfigError, HegaoError
from hegao.report import json as as_json
from hegao.resources import write_atomically
from hegao.workers import in_order

FEW = 4  # files that are sooner checked than other processes have started


@dataclass(frozen=True, slots=True)
class Task:
    """A file to check; ``result`` is the file its result is kept in, if any."""

    path: Path
    result: Path | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """How files are checked; ``text`` makes what is shown of a report beside its table; ``pages``: they are drawn."""

    profile: str | None
    selection: api.Selection
    corrections: api.Corrections | None
    text: Callable[[str, api.Report], str] | None
    pages: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of one file: its table for JSON, and its text where one was asked for.

    It travels between processes, so it holds what a front end shows and not the report.
    """

    table: Mapping[str, Any]
    text: str = ""


def tasks(paths: Sequence[str], folder: Path | None) -> tuple[Task, ...]:
    """The files behind ``paths``, each with the place of its result in ``folder``: a file's own path below what was named.

    Raises:
        ConfigError: the results of two files would lie in one place.
        InputError: a folder may not be read.
    """
    found: dict[Path, Task] = {}
    listed: list[Task] = []
    for name in paths:
        path = Path(name)
        files = list(api.readable_files(path)) if path.is_dir() else [path]
        for file in files:
            within = file.relative_to(path) if path.is_dir() else Path(file.name)
            result = None if folder is None else folder / within.parent / f"{within.name}.json"
            task = Task(file, result)
            if result is not None and (other := found.setdefault(result, task)) is not task:
                raise ConfigError(
                    f"{other.path} 和 {file} 的结果会存成同一个文件，请分开检查，用不同的 --output-folder。"
                )
            listed.append(task)
    return tuple(listed)


def check_all(listed: Sequence[Task], way: Way, options: argparse.Namespace) -> Iterator[Checked]:
    """The results of the files, in their order."""
    jobs = jobs_of(options)
    found = in_order(partial(_checked, way), listed, jobs if len(listed) > FEW else 1)
    with closing(found):
        yield from (result for _, result in found)


def _checked(way: Way, task: Task) -> Checked:
    try:
        settings = api.Settings(profile=way.profile).over(api.load_settings(task.path.parent))
        run = _run(way, settings, task.path)
        if way.text is None and (table := _kept(task, run)) is not None:
            return Checked(table)
        report = api.check_file(
            task.path, settings=settings, corrections=way.corrections, selection=way.selection, pages=way.pages
        )
    except HegaoError as error:
        return Checked(as_json.failure_table(str(task.path), str(error)))
    table = as_json.report_table(str(task.path), report)
    if task.result is not None:
        write_atomically(task.result, as_json.envelope([table], run=run).encode())
    return Checked(table, way.text(str(task.path), report) if way.text else "")


def _run(way: Way, settings: api.Settings, path: Path) -> str:
    """What a result depends on beside the file: this version, the options, the settings, what the user accepted."""
    accepted = api.accepted_findings(path)
    house = (settings.profile, settings.vocabulary, settings.spelling)
    parts = (__version__, way.selection, way.corrections, way.pages, *house)
    told = repr((*parts, sorted(settings.overrides.items()), sorted(accepted)))
    return blake2b(told.encode(), digest_size=8).hexdigest()


def _kept(task: Task, run: str) -> Mapping[str, Any] | None:
    """The result kept of a file, where it was made after the file's last change and in the same way."""
    if task.result is None:
        return None
    try:
        if task.result.stat().st_mtime_ns <= task.path.stat().st_mtime_ns:
            return None
        kept = json.loads(task.result.read_text(encoding="utf-8"))
        table: Mapping[str, Any] = kept["files"][0]
    except (OSError, ValueError, LookupError, TypeError):
        return None  # there is none, or none that can be used
    return table if kept.get("run") == run else None
