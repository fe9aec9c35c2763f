"""A new rule file with every key to fill."""

import re
from pathlib import Path

from hegao.errors import ConfigError
from hegao.resources import rules_dir, write_atomically
from hegao.rulebook.schema import KINDS

_ID = re.compile(r"[a-z_]+\.[a-z0-9_]+")

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
status = "preview"

[source]
tier = "实务"
work = ""
clause = ""

[params]

[[example]]
text = "⟦⟧"
fixed = ""

[[example]]
text = ""
"""


def new_rule(rule: str, kind: str, folder: Path | None = None) -> Path:
    """Write a rule file to fill in, and return where it lies.

    Raises:
        ConfigError: the id or kind is not one, or the rule exists.
    """
    if not _ID.fullmatch(rule):
        raise ConfigError(f"规则名“{rule}”应写成“组.名称”，用小写字母、数字和下划线，例如 wording.my_rule。")
    if kind not in KINDS:
        raise ConfigError(f"没有“{kind}”这种检查，可用：{'、'.join(sorted(KINDS))}。")
    group, name = rule.split(".")
    path = (folder or rules_dir()) / group / f"{name}.toml"
    if path.exists():
        raise ConfigError(f"规则 {rule} 已经有了，请换一个名称，或直接修改 {path}。")
    write_atomically(path, _TEMPLATE.format(rule=rule, kind=kind).encode())
    return path
