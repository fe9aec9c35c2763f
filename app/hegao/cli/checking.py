"""``check``, ``fix`` and ``accept``: findings, and what becomes of them."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from hegao import api
from hegao.cli.batch import Way, check_all, tasks
from hegao.cli.files import add_files, add_format, add_jobs, corrections, nothing_to_read
from hegao.report import json as as_json
from hegao.report import plain
from hegao.report.batch import Row, summary_text

NEVER = "never"


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this module."""
    check = commands.add_parser("check", help="检查稿件，列出问题")
    add_files(check)
    add_format(check, "plain", "json", "html")
    _add_choice(check)
    check.add_argument(
        "--fail-level", choices=[*map(str, api.Severity), NEVER], default="error", help="有此级及以上问题时返回 1"
    )
    check.add_argument("--verbose", "-v", action="store_true", help="列出理由和全部位置")
    check.add_argument(
        "--output-folder", metavar="文件夹", help="每个文件的结果各存为其中的一个 .json；已有且未过时的不再检查"
    )
    check.add_argument(
        "--pages", action="store_true", help="画出公文的版面，检查看页面才知道的问题（如首页有没有正文），每份多用几秒"
    )
    add_jobs(check, default=1)
    check.set_defaults(run=_check)

    fix = commands.add_parser("fix", help="按建议改好，另存一份")
    fix.add_argument("path", metavar="文件", help="要改的 .docx、.txt 或 .md，原文件不动")
    fix.add_argument("--output", "-o", metavar="文件", required=True, help="改好后另存为")
    fix.add_argument("--genre", metavar="文种", help="指定文种")
    fix.add_argument(
        "--safety", choices=[*map(str, api.Safety)], default="safe", help="safe 只改有把握的，review 连需要过目的也改"
    )
    fix.add_argument("--track", action="store_true", help="改动记作修订，问题写成批注（只限 Word 文件）")
    _add_choice(fix)
    fix.set_defaults(run=_fix)

    accept = commands.add_parser("accept", help="忽略稿件中的某个问题，记下理由")
    accept.add_argument("path", metavar="文件")
    accept.add_argument("fingerprints", nargs="+", metavar="编号", help="check 列出的问题编号")
    accept.add_argument("--reason", required=True, metavar="理由", help="为什么保留原文")
    accept.set_defaults(run=_accept)


def _add_choice(command: argparse.ArgumentParser) -> None:
    command.add_argument("--profile", metavar="规范", help="gbt9704、material，或一个规范文件的路径；不写则按文种选")
    command.add_argument("--select", nargs="+", default=[], metavar="规则", help="只用这些规则或规则组")
    command.add_argument("--ignore", nargs="+", default=[], metavar="规则", help="不用这些规则或规则组")


def _settings(options: argparse.Namespace, folder: Path) -> api.Settings:
    return api.Settings(profile=options.profile).over(api.load_settings(folder))


def _selection(options: argparse.Namespace) -> api.Selection:
    return api.selection(options.select, options.ignore, api.load_rulebook())


def _check(options: argparse.Namespace) -> int:
    folder = Path(options.output_folder) if options.output_folder else None
    listed = tasks(options.paths, folder)
    if not listed:
        raise nothing_to_read()
    way = Way(options.profile, _selection(options), corrections(options), _text(options), pages=options.pages)
    rows: list[Row] = []
    tables: list[Mapping[str, Any]] = []
    sections: list[str] = []
    with _progress(len(listed), told=folder is not None) as step:
        for result in check_all(listed, way, options):
            row = Row.of(result.table)
            rows.append(row)
            step(row)
            if options.format == "json":
                tables.append(result.table)
            elif options.format == "html":
                sections.append(result.text)
            elif result.text:
                print(result.text)
    if options.format == "json":
        print(as_json.envelope(tables))
    elif options.format == "html":
        from hegao.report import html

        print(html.page(sections))
    elif len(listed) > 1 or folder is not None:
        print(summary_text(rows), end="")
    return _code(rows, options.fail_level)


def _text(options: argparse.Namespace) -> Callable[[str, api.Report], str] | None:
    """What makes the text of a report, in whichever process checks the file; results kept in a folder show none."""
    if options.format == "html":
        from hegao.report import html

        return html.section
    if options.format == "plain" and not options.output_folder:
        return partial(plain.report_text, verbose=options.verbose)
    return None


@contextmanager
def _progress(total: int, *, told: bool) -> Iterator[Callable[[Row], None]]:
    """What to call for each file: it says what went wrong, and where nothing else is printed, how far things are."""
    if not told or not sys.stderr.isatty():
        yield _complain
        return
    from tqdm import tqdm

    with tqdm(total=total, unit="篇", desc="检查", file=sys.stderr, leave=False) as bar:

        def step(row: Row) -> None:
            bar.update()
            with tqdm.external_write_mode(file=sys.stderr):
                _complain(row)

        yield step


def _complain(row: Row) -> None:
    for message in filter(None, (row.error, *row.failures)):
        print(f"hegao：{message}", file=sys.stderr)


def _code(rows: Sequence[Row], fail_level: str) -> int:
    if any(row.error or row.failures for row in rows):
        return 2
    return int(fail_level != NEVER and any(row.at_least(api.Severity(fail_level)) for row in rows))


def _fix(options: argparse.Namespace) -> int:
    path = Path(options.path)
    report = api.check_file(
        path,
        settings=_settings(options, path.parent),
        corrections=corrections(options),
        selection=_selection(options),
    )
    result = api.fix(path, report, Path(options.output), safety=api.Safety(options.safety), track=options.track)
    how = f"，都记作修订，另有批注 {result.comments} 条" if options.track else ""
    looks = f"，版式 {result.reformed} 处" if result.reformed else ""
    print(f"改了 {len(result.done)} 处{looks}{how}，已存为 {options.output}；原文件没有改动。")
    for skipped in result.skipped:
        print(f"  没有改：“{skipped.edit.old}”：{skipped.reason}")
    for failure in report.failures:
        print(f"hegao：{failure.message}", file=sys.stderr)
    return 2 if report.failures else 0


def _accept(options: argparse.Namespace) -> int:
    entries = api.accept_finding(Path(options.path), options.fingerprints, options.reason)
    for entry in entries:
        words = f"“{entry.excerpt}”" if entry.excerpt else "全文的这一项"
        print(f"以后不再提示 {entry.rule}：{words}（{entry.reason}）。")
    return 0
