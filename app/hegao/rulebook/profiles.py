"""House styles: which rules run at which severity, and the accepted layout values."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hegao.errors import ConfigError
from hegao.findings.model import Severity
from hegao.resources import load_toml, rules_dir

OFF = "off"


@dataclass(frozen=True, slots=True)
class Profile:
    """A house style.

    ``overrides`` maps a rule id, or a group followed by ``.*``, to a severity or ``off``/``on``; ``formats`` holds
    the accepted sets and ranges that ``format`` rules read. ``families`` are the genre families it is chosen for.
    """

    name: str
    title: str
    description: str = ""
    families: tuple[str, ...] = ()
    overrides: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    formats: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def override(self, rule_id: str) -> str | None:
        """What this profile says of a rule: a severity, ``off``, ``on``, or ``None`` for nothing."""
        group = rule_id.split(".", 1)[0]
        return self.overrides.get(rule_id, self.overrides.get(f"{group}.*"))

    def with_overrides(self, overrides: Mapping[str, str]) -> "Profile":
        """The same profile with the user's own overrides on top."""
        return replace(self, overrides={**self.overrides, **overrides})


@cache
def profile_names() -> tuple[str, ...]:
    """The names of the shipped profiles."""
    return tuple(sorted(path.stem for path in (rules_dir() / "profiles").glob("*.toml")))


@cache
def load_profile(name: str) -> Profile:
    """A shipped profile by name, or one from a TOML file by path; ``extends`` names the profile it builds on.

    Raises:
        ConfigError: there is no such profile, or it has a wrong key.
    """
    path = rules_dir() / "profiles" / f"{name}.toml" if name in profile_names() else Path(name)
    if not path.is_file():
        raise ConfigError(f"没有名为“{name}”的规范，可用：{'、'.join(profile_names())}。")
    return parse_profile(load_toml(path), name)


def parse_profile(table: Mapping[str, Any], name: str) -> Profile:
    """The profile in ``table``.

    Raises:
        ConfigError: a key is unknown or a severity is not one.
    """
    allowed = {"title", "description", "families", "extends", "rules", "formats"}
    for key in table:
        if key not in allowed:
            raise ConfigError(f"规范 {name} 有不认识的键“{key}”，可用：{'、'.join(sorted(allowed))}。")
    base = load_profile(table["extends"]) if "extends" in table else Profile(name, name)
    return Profile(
        name=name,
        title=table.get("title", base.title),
        description=table.get("description", base.description),
        families=tuple(table.get("families", ())),
        overrides={**base.overrides, **parse_overrides(table.get("rules", {}), f"规范 {name}")},
        formats=merged(base.formats, table.get("formats", {})),
    )


def parse_overrides(table: Mapping[str, Any], where: str) -> dict[str, str]:
    """Rule ids (or ``group.*``) with a severity, ``on`` or ``off``.

    Raises:
        ConfigError: the value is none of these.
    """
    allowed = (*Severity, "on", OFF)
    for rule_id, value in table.items():
        if value not in allowed:
            raise ConfigError(f"{where} 中 {rule_id} 的取值“{value}”不对，可用：{'、'.join(allowed)}。")
    return dict(table)


def merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """``base`` with the values of ``over`` in their places, table by table."""
    result = dict(base)
    for key, value in over.items():
        old = result.get(key)
        result[key] = merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return result


def profile_for(family: str) -> Profile:
    """The shipped profile chosen for a genre family."""
    for name in profile_names():
        profile = load_profile(name)
        if family in profile.families:
            return profile
    raise ConfigError(f"没有适用于“{family}”的规范，请检查安装是否完整。")
