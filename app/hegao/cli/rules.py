"""``rules list|explain|test|new``: the rulebook for those who use it and those who write it."""

import argparse
import sys
from pathlib import Path

from hegao import api
from hegao.cli.files import add_format
from hegao.errors import ConfigError
from hegao.report import catalogue, plain
from hegao.report import json as as_json


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this module."""
    rules = commands.add_parser("rules", help="查看、讲解、检验和新建规则")
    actions = rules.add_subparsers(dest="action", required=True, metavar="操作", parser_class=type(rules))

    listing = actions.add_parser("list", help="列出全部规则")
    add_format(listing)
    listing.add_argument("--group", metavar="规则组", help="只列一组")
    listing.set_defaults(run=_list)

    explain = actions.add_parser("explain", help="讲解一条规则：是什么、为什么、依据、例子")
    explain.add_argument("rule", metavar="规则")
    add_format(explain)
    explain.set_defaults(run=_explain)

    test = actions.add_parser("test", help="用规则自带的例子检验规则")
    test.add_argument("rules", nargs="*", metavar="规则", help="不写则检验全部")
    add_format(test)
    test.set_defaults(run=_test)

    new = actions.add_parser("new", help="新建一个规则文件")
    new.add_argument("rule", metavar="规则", help="例如 wording.my_rule")
    new.add_argument("--kind", default="pattern", metavar="种类", help="检查的种类，例如 pattern、phrases")
    new.add_argument("--folder", type=Path, metavar="文件夹", help="规则文件夹；不写则放进您自己的规则文件夹")
    new.set_defaults(run=_new)


def _list(options: argparse.Namespace) -> int:
    rules = [r for r in api.load_rulebook().rules.values() if options.group in (None, r.group)]
    if not rules:
        groups = sorted({rule.group for rule in api.load_rulebook().rules.values()})
        raise ConfigError(f"没有“{options.group}”这组规则，可用：{'、'.join(groups)}。")
    if options.format == "json":
        print(as_json.envelope([catalogue.rule_table(rule) for rule in rules], of="rules"))
        return 0
    for rule in rules:
        off = "" if rule.default else "（默认关闭）"
        print(f"{rule.id}  [{plain.SEVERITY_WORD[rule.severity]}] {rule.title}{off}  {plain.source_words(rule.source)}")
    print(f"共 {len(rules)} 条规则。")
    return 0


def _explain(options: argparse.Namespace) -> int:
    rule = api.load_rulebook()[options.rule]
    if options.format == "json":
        print(as_json.envelope([catalogue.rule_table(rule)], of="rules"))
    else:
        print(catalogue.rule_page(rule))
    return 0


def _test(options: argparse.Namespace) -> int:
    book = api.load_rulebook()
    rules = [book[rule_id] for rule_id in options.rules] or list(book.rules.values())
    problems = [problem for rule in rules for problem in api.run_examples(rule)]
    for told in () if options.rules else book.unusable.values():
        print(f"hegao：{told}", file=sys.stderr)
    if options.format == "json":
        rows = [{"rule": p.rule, "example": p.example, "problem": p.problem} for p in problems]
        print(as_json.envelope(rows, of="problems"))
        return int(bool(problems))
    for problem in problems:
        print(f"{problem.rule} 的第 {problem.example} 个例子：{problem.problem}")
    examples = sum(len(rule.examples) for rule in rules)
    print(f"检验了 {len(rules)} 条规则、{examples} 个例子，{len(problems)} 个不符。")
    if book.unusable and not options.rules:
        return 2
    return int(bool(problems))


def _new(options: argparse.Namespace) -> int:
    path = api.new_rule(options.rule, options.kind, options.folder)
    print(
        f"已新建 {path}，请填好各项和例子，用 hegao rules test {options.rule} 检验；没有不符的，就删去 default = false 一行启用它。"
    )
    return 0
