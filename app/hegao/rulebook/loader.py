"""All rules of a folder, read once, their phrase lists joined into one scanner."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hegao.checks.kinds import phrases
from hegao.errors import RuleError
from hegao.resources import load_toml, rules_dir, user_dir
from hegao.rulebook.rule import Rule
from hegao.rulebook.schema import parse_rule

# Folders of rules/ that hold knowledge other than rules.
NOT_RULES = frozenset({"genres", "profiles"})


@dataclass(frozen=True)
class Rulebook:
    """Rules by id, in the order of their ids."""

    rules: Mapping[str, Rule]

    def __getitem__(self, rule_id: str) -> Rule:
        try:
            return self.rules[rule_id]
        except KeyError:
            raise RuleError(f"没有规则“{rule_id}”，用 hegao rules list 查看全部规则。") from None


def rule_files(folder: Path) -> tuple[Path, ...]:
    """The files in ``folder`` that hold a rule: every TOML file with an ``id``, in order."""
    files = sorted(path for path in folder.glob("*/*.toml") if path.parent.name not in NOT_RULES)
    return tuple(path for path in files if "id" in load_toml(path))


def own_rules_dir() -> Path:
    """The folder of the user's own rules; it need not exist."""
    return user_dir() / "rules"


def load_rulebook(folder: Path | None = None) -> Rulebook:
    """The rules in ``folder``; by default the shipped ones and the user's own.

    Raises:
        RuleError: a file does not keep to the schema, or two rules have one id.
    """
    return _load((folder,) if folder else (rules_dir(), own_rules_dir()))


@cache
def _load(folders: tuple[Path, ...]) -> Rulebook:
    if not folders[0].is_dir():
        raise RuleError(f"没有规则文件夹 {folders[0]}，请检查安装是否完整。")
    rules: dict[str, Rule] = {}
    for path in (path for folder in folders for path in rule_files(folder)):
        rule_id = f"{path.parent.name}.{path.stem}"
        if rule_id in rules:
            raise RuleError(f"规则 {rule_id} 有两个文件，请给 {path} 换一个名称。")
        rules[rule_id] = parse_rule(load_toml(path), rule_id, path.parent)
    phrases.share(r.check for r in rules.values() if isinstance(r.check, phrases.PhraseCheck))
    return Rulebook(dict(sorted(rules.items())))
