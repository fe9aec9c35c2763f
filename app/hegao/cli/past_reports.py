"""``corpus add|list|search|remove|stats``: the past reports."""

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from hegao import api
from hegao.cli.advising import add_store
from hegao.cli.files import add_format, add_jobs, genre_of, jobs_of
from hegao.errors import ConfigError
from hegao.text.numerals import percent

if TYPE_CHECKING:
    from hegao.api import Account, Hit, Series

_BEFORE, _EXCERPT = 20, 100  # characters before what was found, and shown in all
_SHOWN = 20  # series that the statistics list by name


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this module."""
    corpus = commands.add_parser("corpus", help="往稿库：添加、列出、搜索、移除往稿")
    actions = corpus.add_subparsers(dest="action", required=True, metavar="操作", parser_class=type(corpus))

    add = actions.add_parser("add", help="添加或更新文件、文件夹、.zip 和 .tar 压缩包")
    add.add_argument("paths", nargs="+", type=Path, metavar="文件")
    add_jobs(add, default=0)
    add.set_defaults(run=_add)

    listing = actions.add_parser("list", help="列出往稿")
    listing.add_argument("--genre", metavar="文种", help="只列一个文种")
    listing.add_argument("--series", action="store_true", help="按系列列出：同一地方或单位历年的同一种材料")
    listing.set_defaults(run=_list)

    search = actions.add_parser("search", help="按词语或一段话搜索往稿")
    search.add_argument("query", metavar="词语")
    search.add_argument("--limit", type=int, default=10, metavar="条数")
    search.set_defaults(run=_search)

    remove = actions.add_parser("remove", help="按编号移除往稿")
    remove.add_argument("numbers", nargs="+", type=int, metavar="编号")
    remove.set_defaults(run=_remove)

    stats = actions.add_parser("stats", help="往稿库里有什么")
    stats.set_defaults(run=_stats)
    for command in (add, listing, search, remove, stats):
        add_store(command)
        add_format(command)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _add(options: argparse.Namespace) -> int:
    from tqdm import tqdm

    with (
        api.open_store(options.store) as store,
        tqdm(unit="篇", desc="添加往稿", file=sys.stderr, disable=None, leave=False) as bar,
    ):

        def progress(done: int, total: int, name: str) -> None:
            bar.total = total
            bar.set_postfix_str(name[-30:], refresh=False)
            bar.update(done - bar.n)

        account = api.add_reports(store, options.paths, progress, jobs=jobs_of(options))
        cleaned = [piece for report in account.added for piece in store.removed_from(report.document)]
    if options.format == "json":
        _print_json({**_account_table(account), "cleaned": [asdict(piece) for piece in cleaned]})
    else:
        replaced = f"（其中代替同一文件旧稿 {len(account.replaced)} 篇）" if account.replaced else ""
        print(
            f"新添 {len(account.added)} 篇{replaced}，已有 {len(account.known)} 篇，"
            f"未能添加 {len(account.refused)} 个文件，另有 {len(account.ignored)} 个文件不是稿件。"
        )
        if cleaned:
            print(f"清理掉网页和排版残留 {len(cleaned)} 处，如“{cleaned[0].text.strip()[:_EXCERPT]}”。")
    for refused in account.refused:
        print(f"hegao：{refused.path}：{refused.reason}", file=sys.stderr)
    return 2 if account.refused else 0


def _account_table(account: "Account") -> Mapping[str, object]:
    return {
        "added": [asdict(report) for report in account.added],
        "known": [asdict(report) for report in account.known],
        "replaced": [asdict(report) for report in account.replaced],
        "refused": [asdict(refused) for refused in account.refused],
        "ignored": list(account.ignored),
    }


def _list(options: argparse.Namespace) -> int:
    genre = genre_of(options)
    if options.series:
        return _list_series(options, genre)
    with api.open_store(options.store, create=False) as store:
        reports = store.documents(genre=genre)
    if options.format == "json":
        _print_json([asdict(report) for report in reports])
        return 0
    for report in reports:
        print(
            f"{report.id}\t{report.genre}\t{report.date or '日期不详'}\t{report.issuer or '单位不详'}\t{report.title}"
        )
    print(f"共 {len(reports)} 篇。")
    return 0


def _list_series(options: argparse.Namespace, genre: str | None) -> int:
    with api.open_store(options.store, create=False) as store:
        found = [series for series in store.series() if genre in (None, series.genre)]
    if options.format == "json":
        _print_json([_series_table(series) for series in found])
        return 0
    for series in found:
        print(f"{series.documents}\t{series.name}\t{_spans(series)}")
    print(f"共 {len(found)} 个系列。")
    return 0


def _series_table(series: "Series") -> Mapping[str, object]:
    return {**asdict(series), "years": {str(year): count for year, count in series.years.items()}}


def _spans(series: "Series") -> str:
    """The years of a series as spans, such as 2011—2013、2016; years that are missing between them show as gaps."""
    spans: list[list[int]] = []
    for year in (year for year in series.years if year is not None):
        if spans and year == spans[-1][-1] + 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    told = "、".join(f"{span[0]}—{span[-1]}" if len(span) > 1 else str(span[0]) for span in spans)
    unknown = series.years.get(None)
    return told + (f"{'，' if told else ''}年份不详 {unknown} 篇" if unknown else "")


def _search(options: argparse.Namespace) -> int:
    if not options.query.strip():
        raise ConfigError("没有写要找什么，请写一个或几个词语，或一段话。")
    if options.limit < 1:
        raise ConfigError(f"--limit 应是 1 以上的整数，不能是“{options.limit}”。")
    with api.open_store(options.store, create=False) as store:
        hits = api.search_reports(store, options.query, options.limit)
    if options.format == "json":
        _print_json([asdict(hit) for hit in hits])
        return 0
    for hit in hits:
        alike = "" if hit.similarity == 1 else f"\t相似 {percent(hit.similarity)}"
        print(f"{hit.document.id}\t{hit.document.title}\t第 {hit.paragraph.number} 段{alike}\n    {_around(hit)}")
    print(f"找到 {len(hits)} 处。")
    return 0


def _around(hit: "Hit") -> str:
    """The paragraph from a little before the first place on."""
    text = hit.paragraph.text
    start = max(0, hit.spans[0][0] - _BEFORE) if hit.spans else 0
    return f"{'……' if start else ''}{text[start : start + _EXCERPT].strip()}"


def _remove(options: argparse.Namespace) -> int:
    with api.open_store(options.store, create=False) as store:
        known = {report.id for report in store.documents(numbers=options.numbers)}
        removed = store.remove(options.numbers)
    missing = [number for number in options.numbers if number not in known]
    if options.format == "json":
        _print_json({"removed": removed, "missing": missing})
    else:
        print(f"移除了 {removed} 篇。")
    for number in missing:
        print(f"hegao：往稿库里没有编号为 {number} 的往稿，请用 hegao corpus list 查看编号。", file=sys.stderr)
    return 2 if missing else 0


def _stats(options: argparse.Namespace) -> int:
    with api.open_store(options.store, create=False) as store:
        statistics = store.statistics()
        series = store.series()
        path = str(store.address)
    if options.format == "json":
        _print_json(
            {
                **asdict(statistics),
                "path": path,
                "years": {str(y): n for y, n in statistics.years.items()},
                "series": [_series_table(one) for one in series],
            }
        )
        return 0
    print(f"往稿库：{path}\n共 {statistics.documents} 篇，{statistics.paragraphs} 段，{statistics.characters} 字。")
    print("文种：" + "，".join(f"{genre} {count} 篇" for genre, count in statistics.genres.items()))
    print("年份：" + "，".join(f"{year or '不详'} {count} 篇" for year, count in statistics.years.items()))
    several = [one for one in series if one.documents > 1]
    print(f"系列：{len(series)} 个，其中 {len(several)} 个有多篇：" if several else f"系列：{len(series)} 个")
    for one in several[:_SHOWN]:
        print(f"    {one.name} {one.documents} 篇：{_spans(one)}")
    if len(several) > _SHOWN:
        print("    ……其余请用 hegao corpus list --series 查看。")
    return 0
