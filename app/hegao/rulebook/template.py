"""A new rule file with every key to fill."""

import re
from pathlib import Path

from hegao.errors import ConfigError
from hegao.resources import load_toml, rules_dir, write_atomically
from hegao.rulebook.loader import holds_rule, load_rulebook, own_rules_dir
from hegao.rulebook.schema import KINDS

_ID = re.compile(r"[a-z_]+\.[a-z0-9_]+")
_NEXT_TABLE = re.compile(r"^\[", re.MULTILINE)

_TEMPLATE = """\
id = "{rule}"
title = ""
kind = "{kind}"
severity = "hint"
certainty = 0.5
message = "“{{text}}”……，请写作“{{fix}}”。"
why = ""
safety = "review"
mask = ["titles", "quotes"]
default = false  # 填好并检验通过以后，删去这一行，规则才生效

[source]
tier = "实务"
work = ""
clause = ""

[params]
{params}
[[example]]
text = "⟦⟧"
fixed = ""

[[example]]
text = ""
"""


_PARAMS = {
    "pattern": "find = ''\nreplace = ''\n",
    "phrases": 'entries = ["错写 → 正写"]\nboundary = false\n',
}


def new_rule(rule: str, kind: str, folder: Path | None = None) -> Path:
    """Write a rule file to fill in, and return where it lies: in ``folder``, by default among the user's own rules.

    Raises:
        ConfigError: the id or kind is not one, or the rule exists.
    """
    if not _ID.fullmatch(rule):
        raise ConfigError(f"规则名“{rule}”应写成“组.名称”，用小写字母、数字和下划线，例如 wording.my_rule。")
    if kind not in KINDS:
        raise ConfigError(f"没有“{kind}”这种检查，可用：{'、'.join(sorted(KINDS))}。")
    group, name = rule.split(".")
    path = (folder or own_rules_dir()) / group / f"{name}.toml"
    if path.exists() or rule in load_rulebook().rules:
        raise ConfigError(f"规则 {rule} 已经有了，请换一个名称，或直接修改 {path}。")
    write_atomically(path, _TEMPLATE.format(rule=rule, kind=kind, params=_PARAMS.get(kind) or _pattern(kind)).encode())
    return path


def _pattern(kind: str) -> str:
    """The parameters of a shipped rule of the kind, to be changed."""
    for path in sorted(rules_dir().glob("*/*.toml")):
        if holds_rule(path) and load_toml(path)["kind"] == kind:
            _, _, rest = path.read_text(encoding="utf-8").partition("\n[params]\n")
            told = _NEXT_TABLE.split(rest, maxsplit=1)[0].strip()
            return f"# 仿照规则 {path.parent.name}.{path.stem} 填写。\n{told}\n"
    return ""
