"""``check``, ``fix`` and ``accept``: findings, and what becomes of them."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hegao import api
from hegao.cli.files import add_files, add_format, corrections, each_file
from hegao.report import html, plain
from hegao.report import json as as_json

NEVER = "never"


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this module."""
    check = commands.add_parser("check", help="检查稿件，列出问题")
    add_files(check)
    add_format(check, "plain", "json", "html")
    _add_choice(check)
    check.add_argument("--fail-level", choices=[*map(str, api.Severity), NEVER], default="error", help="有此级及以上问题时返回 1")
    check.add_argument("--verbose", "-v", action="store_true", help="列出理由和全部位置")
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
    selection, said = _selection(options), corrections(options)
    reports: list[api.Report] = []

    def work(path: Path) -> Mapping[str, Any]:
        settings = _settings(options, path.parent)
        report = api.check_file(path, settings=settings, corrections=said, selection=selection)
        reports.append(report)
        if options.format == "plain":
            print(plain.report_text(str(path), report, verbose=options.verbose))
        return as_json.report_table(str(path), report)

    tables, failed = each_file(options, work)
    if options.format == "json":
        print(as_json.envelope(tables))
    elif options.format == "html":
        print(html.page([(report.draft.name, report) for report in reports]))
    for report in reports:
        for failure in report.failures:
            print(f"hegao：{failure.message}", file=sys.stderr)
    if failed or any(report.failures for report in reports):
        return 2
    if options.fail_level == NEVER:
        return 0
    return int(any(report.at_least(api.Severity(options.fail_level)) for report in reports))


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
    print(f"改了 {len(result.done)} 处{how}，已存为 {options.output}；原文件没有改动。")
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
