"""The rule file: every key, its type, and what a tier allows a rule to say."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from hegao.checks import kinds
from hegao.checks.base import Check, Parameters, Scope
from hegao.checks.masking import MASK_NAMES
from hegao.draft.model import MEDIA, Part
from hegao.draft.recognition import Element
from hegao.errors import RuleError
from hegao.findings.model import Safety, Severity, Source
from hegao.rulebook.rule import Example, Rule

KINDS = frozenset(module.name for module in iter_modules(kinds.__path__))
TIERS = frozenset({"国标", "条例", "标准", "法律", "政策", "辞书", "实务", "单位"})
STRENGTHS = frozenset({"规定", "一般", "实务"})
RULING_TIERS = frozenset({"国标", "条例", "标准", "法律"})
_COLLAPSE = frozenset({"rule", "fix", "evidence", "none"})
_STATUS = frozenset({"preview", "stable", "deprecated"})
_SEVERITIES, _SAFETIES = frozenset(Severity), frozenset(Safety)
_PARTS, _ELEMENTS = frozenset(Part), frozenset(Element)


class _Table:
    """A TOML table read with type checks; what nobody reads is an unknown key."""

    def __init__(self, where: str, table: Mapping[str, Any]) -> None:
        self.where = where
        self._table = dict(table)

    def take(self, key: str, kind: type, default: Any = None) -> Any:  # noqa: ANN401 - TOML values are dynamic
        if key not in self._table:
            if default is None:
                raise RuleError(f"{self.where} 缺少“{key}”，请补上。")
            return default
        value = self._table.pop(key)
        if kind is float and isinstance(value, int):
            value = float(value)
        if not isinstance(value, kind):
            raise RuleError(f"{self.where} 的“{key}”类型不对，请改正。")
        return value

    def maybe(self, key: str) -> str | None:
        return self.take(key, str) if key in self._table else None

    def choose(self, key: str, allowed: frozenset[str], default: str | None = None) -> str:
        value: str = self.take(key, str, default)
        if value not in allowed:
            raise RuleError(f"{self.where} 的“{key}”不能是“{value}”，可用：{'、'.join(sorted(allowed))}。")
        return value

    def several(self, key: str, allowed: frozenset[str] | None = None) -> frozenset[str]:
        values = frozenset(self.take(key, list, []))
        if allowed is not None and not values <= allowed:
            wrong = sorted(values - allowed)[0]
            raise RuleError(f"{self.where} 的“{key}”不能有“{wrong}”，可用：{'、'.join(sorted(allowed))}。")
        return values

    def finish(self) -> None:
        for key in self._table:
            raise RuleError(f"{self.where} 有不认识的键“{key}”，请删除或改正。")


def parse_rule(table: Mapping[str, Any], rule_id: str, folder: Path) -> Rule:
    """The rule in ``table``, whose file name demands the id ``rule_id``; word lists lie in ``folder``.

    Raises:
        RuleError: naming the file and the key.
    """
    where = f"规则文件 {rule_id.replace('.', '/')}.toml"
    top = _Table(where, table)
    if (found := top.take("id", str)) != rule_id:
        raise RuleError(f"{where} 的 id 是“{found}”，应与文件位置一致，写作“{rule_id}”。")
    kind = top.choose("kind", KINDS)
    params = Parameters(rule_id, top.take("params", dict, {}), folder)
    check: Check = import_module(f"hegao.checks.kinds.{kind}").parse(params)
    rule = Rule(
        id=rule_id,
        title=top.take("title", str),
        kind=kind,
        severity=Severity(top.choose("severity", _SEVERITIES)),
        certainty=top.take("certainty", float, 0.9),
        message=top.take("message", str),
        why=top.take("why", str),
        source=_source(_Table(f"{where} 的 source", top.take("source", dict))),
        safety=Safety(top.choose("safety", _SAFETIES, "review")),
        scope=_scope(top),
        check=check,
        examples=tuple(_example(_Table(f"{where} 的 example", item)) for item in top.take("example", list, [])),
        genres=top.several("genres"),
        media=top.several("media", MEDIA),
        collapse=top.choose("collapse", _COLLAPSE, "fix"),
        default=top.take("default", bool, True),
        status=top.choose("status", _STATUS, "stable"),
        since=top.take("since", str, "0.1.0"),
    )
    top.finish()
    _keep_tier_words(where, rule)
    return rule


def _scope(top: _Table) -> Scope:
    parts = top.several("parts", _PARTS)
    elements = top.several("elements", _ELEMENTS)
    mask = top.several("mask", MASK_NAMES)
    return Scope(
        frozenset(Part(p) for p in parts) if parts else Scope().parts,
        frozenset(Element(e) for e in elements) if elements else None,
        mask,
    )


def _source(table: _Table) -> Source:
    source = Source(
        table.choose("tier", TIERS),
        table.take("work", str),
        table.take("clause", str, ""),
        table.choose("strength", STRENGTHS, "规定"),
    )
    table.finish()
    return source


def _example(table: _Table) -> Example:
    example = Example(
        text=table.take("text", str),
        fixed=table.maybe("fixed"),
        genre=table.maybe("genre"),
        profile=table.maybe("profile"),
        note=table.take("note", str, ""),
        section=table.take("section", dict, {}),
        paragraph=table.take("paragraph", dict, {}),
        run=table.take("run", dict, {}),
        footer=table.take("footer", str, ""),
        properties=table.take("properties", dict, {}),
        layout=table.take("layout", dict, {}),
    )
    table.finish()
    return example


def _keep_tier_words(where: str, rule: Rule) -> None:
    """Custom is never sold as a ruling, and what a standard only recommends is never an error."""
    words = rule.message + rule.why
    if "规定" in words and rule.source.tier not in RULING_TIERS:
        raise RuleError(f"{where} 的依据是“{rule.source.tier}”，文字不能说“规定”，请改说“实务通常”。")
    if rule.source.tier == "实务" and rule.severity is not Severity.HINT:
        raise RuleError(f"{where} 的依据是实务，级别只能是 hint，请改正。")
    if rule.source.strength != "规定" and rule.severity is Severity.ERROR:
        raise RuleError(f"{where} 的依据只是“{rule.source.strength}”，级别不能是 error，请改正。")
    if not rule.message.endswith("。"):
        raise RuleError(f"{where} 的 message 应是以“。”结尾的整句，请改正。")
