"""All rules of a folder, read once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from hegao.errors import RuleError
from hegao.resources import load_toml, rules_dir, user_dir
from hegao.rulebook.rule import Rule
from hegao.rulebook.schema import parse_rule

# Folders of rules/ that hold knowledge other than rules.
NOT_RULES = frozenset({"genres", "profiles"})


@dataclass(frozen=True)
class Rulebook:
    """Rules by id, in the order of their ids, and for each of the user's own that cannot be used, why."""

    rules: Mapping[str, Rule]
    unusable: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, rule_id: str) -> Rule:
        try:
            return self.rules[rule_id]
        except KeyError:
            if rule_id in self.unusable:
                raise RuleError(self.unusable[rule_id]) from None
            raise RuleError(f"没有规则“{rule_id}”，用 hegao rules list 查看全部规则。") from None


def holds_rule(path: Path) -> bool:
    """Whether a TOML file inside a folder of rules holds a rule, not other knowledge: a rule has an ``id``."""
    return path.parent.name not in NOT_RULES and "id" in load_toml(path)


def own_rules_dir() -> Path:
    """The folder of the user's own rules; it need not exist."""
    return user_dir() / "rules"


def load_rulebook(folder: Path | None = None) -> Rulebook:
    """The rules in ``folder``; by default the shipped ones and the user's own.

    A rule of the user's own that does not keep to the schema is left out and told in ``unusable``.

    Raises:
        RuleError: another file does not keep to the schema, or two of them have one id.
    """
    return _load((folder,) if folder else (rules_dir(), own_rules_dir()))


@cache
def _load(folders: tuple[Path, ...]) -> Rulebook:
    if not folders[0].is_dir():
        raise RuleError(f"没有规则文件夹 {folders[0]}，请检查安装是否完整。")
    rules: dict[str, Rule] = {}
    unusable: dict[str, str] = {}
    for folder in folders:
        for path in sorted(folder.glob("*/*.toml")):
            rule_id = f"{path.parent.name}.{path.stem}"
            try:
                if holds_rule(path):
                    _add(rules, path, rule_id)
            except RuleError as error:
                if folder == folders[0]:
                    raise
                unusable[rule_id] = f"规则文件 {path} 没有启用：{error}"
    return Rulebook(dict(sorted(rules.items())), unusable)


def _add(rules: dict[str, Rule], path: Path, rule_id: str) -> None:
    if rule_id in rules:
        raise RuleError(f"已有名为 {rule_id} 的规则，请给它换一个名称。")
    rules[rule_id] = parse_rule(load_toml(path), rule_id, path.parent)
