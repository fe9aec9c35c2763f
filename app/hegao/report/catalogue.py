"""Rules as pages to read: for ``rules explain``, the catalogue in ``docs/`` and the 规则 page."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from hegao.report.plain import SEVERITY_WORD, source_words
from hegao.rulebook.rule import Example, Rule

GROUP_WORD = {
    "duplicates": "重复",
    "elements": "公文要素",
    "expressions": "固定提法",
    "grammar": "语法",
    "layout": "版式",
    "logic": "前后一致",
    "numbering": "序号层次",
    "numerals": "数字",
    "punctuation": "标点",
    "spelling": "错别字",
    "wording": "用语",
}
_EXAMPLES_SHOWN = 3


def rule_table(rule: Rule) -> dict[str, Any]:
    """One rule for JSON."""
    return {
        "id": rule.id,
        "title": rule.title,
        "group": rule.group,
        "kind": rule.kind,
        "severity": rule.severity.value,
        "certainty": rule.certainty,
        "message": rule.message,
        "why": rule.why,
        "source": {
            "tier": rule.source.tier,
            "work": rule.source.work,
            "clause": rule.source.clause,
            "strength": rule.source.strength,
        },
        "safety": rule.safety.value,
        "genres": sorted(rule.genres),
        "media": sorted(rule.media),
        "default": rule.default,
        "status": rule.status,
        "examples": [{"text": e.text, "fixed": e.fixed, "note": e.note} for e in rule.examples],
    }


def rule_page(rule: Rule) -> str:
    """One rule in Markdown: what, why, authority, wrong and right."""
    wrong = [e for e in rule.examples if e.fires][:_EXAMPLES_SHOWN]
    right = [e for e in rule.examples if not e.fires][:_EXAMPLES_SHOWN]
    facts = [
        f"级别：{SEVERITY_WORD[rule.severity]}",
        f"依据：{source_words(rule.source)}",
        f"改法：{'可放心采纳' if rule.safety == 'safe' else '采纳前请过目'}",
        f"文种：{'、'.join(sorted(rule.genres)) or '全部'}",
    ]
    if not rule.default:
        facts.append("默认关闭")
    lines = [f"### {rule.title}", "", f"`{rule.id}`", "", rule.why, "", " · ".join(facts)]
    if wrong:
        lines += ["", "应当改：", "", *(f"- {_shown(e)}" for e in wrong)]
    if right:
        lines += ["", "不算错：", "", *(f"- {_shown(e)}" for e in right)]
    return "\n".join(lines) + "\n"


def _shown(example: Example) -> str:
    text = example.text.replace("⟦⟧", "").replace("⟦", "【").replace("⟧", "】").replace("\n", " ⏎ ")
    dressed = {**example.section, **example.paragraph, **example.run}
    if dressed:
        text = f"{text}（{'，'.join(f'{key} = {value}' for key, value in dressed.items())}）"
    if example.fixed is not None:
        text += f" → {example.fixed}".replace("\n", " ⏎ ")
    return f"{text}（{example.note}）" if example.note else text


def catalogue(rules: Iterable[Rule]) -> str:
    """All rules in Markdown, by group."""
    ordered = sorted(rules, key=lambda rule: rule.id)
    lines = ["# 规则目录", "", f"共 {len(ordered)} 条。本页由 `make catalogue` 从 `rules/` 生成，请勿手改。", ""]
    for group, members in groupby(ordered, key=lambda rule: rule.group):
        lines += [f"## {GROUP_WORD.get(group, group)}（{group}）", "", *(rule_page(rule) for rule in members)]
    return "\n".join(lines)
