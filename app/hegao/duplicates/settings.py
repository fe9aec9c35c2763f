"""The thresholds of repetition, read from ``rules/duplicates/settings.toml``."""

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from hegao.errors import RuleError
from hegao.resources import load_toml, rules_dir

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True)
class UnitSettings:
    """How a text is cut into what is compared; in characters without white space."""

    minimum: int
    longest: int
    cut: int


@dataclass(frozen=True, slots=True)
class WithinSettings:
    """Repetition inside one draft; see the comments in the file."""

    paragraph: float
    sentence: float
    article: float
    figures: float
    window: int
    shared: float
    candidates: int
    postings: int


@dataclass(frozen=True, slots=True)
class RestatedSettings:
    """Points that a draft makes twice in other words; see the comments in the file."""

    shortest: int
    longest: int
    common: int
    words: int
    share: float
    common_pairs: int
    pairs: float


@dataclass(frozen=True, slots=True)
class AcrossSettings:
    """Passages shared with past reports; see the comments in the file."""

    sentence: float
    short: int
    short_sentence: float
    long: int
    together: float
    candidates: int
    rarest: int
    figures: float
    phrase: int
    gap: int
    sources: int
    cliche: int
    issuers: int
    exact: float
    stable: float


@dataclass(frozen=True, slots=True)
class FixedSettings:
    """What counts as a passage of fixed expressions; see the comments in the file."""

    rest: float
    patterns: tuple[str, ...]
    formulas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StaleSettings:
    """When a copied passage is out of date; see the comments in the file."""

    similarity: float
    least: float
    sure: float
    alike: float
    kept: float
    weak: float
    months: int
    reports: int
    elsewhere: int
    units: tuple[str, ...]
    names: tuple[str, ...]
    constant: tuple[str, ...]
    definitions: tuple[str, ...]
    area: str


@dataclass(frozen=True, slots=True)
class ArchiveSettings:
    """What stands in a whole store more than once; see the comments in the file."""

    minimum: int
    similarity: float
    prints: int
    report: float
    reports: int


_Section = TypeVar("_Section", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Settings:
    """All of them."""

    units: UnitSettings
    within: WithinSettings
    restated: RestatedSettings
    across: AcrossSettings
    fixed: FixedSettings
    stale: StaleSettings
    archive: ArchiveSettings

    @classmethod
    @cache
    def load(cls, path: Path | None = None) -> Self:
        """The settings in a file, by default the shipped one.

        Raises:
            RuleError: a key is unknown, missing or of the wrong type.
        """
        path = path or rules_dir() / "duplicates" / "settings.toml"
        table = load_toml(path)
        _same_keys(path, "", set(table), {field.name for field in fields(cls)})
        return cls(
            _section(path, "units", UnitSettings, table["units"]),
            _section(path, "within", WithinSettings, table["within"]),
            _section(path, "restated", RestatedSettings, table["restated"]),
            _section(path, "across", AcrossSettings, table["across"]),
            _section(path, "fixed", FixedSettings, table["fixed"]),
            _section(path, "stale", StaleSettings, table["stale"]),
            _section(path, "archive", ArchiveSettings, table["archive"]),
        )


def _section(path: Path, name: str, kind: type[_Section], values: dict[str, Any]) -> _Section:
    _same_keys(path, f"{name}.", set(values), {field.name for field in fields(kind)})
    checked: dict[str, Any] = {}
    for field in fields(kind):
        value = values[field.name]
        if field.type is float and type(value) is int:
            value = float(value)
        if isinstance(value, list):
            value = tuple(value)
        expected = field.type if isinstance(field.type, type) else tuple
        if type(value) is not expected:
            raise RuleError(f"{path.name} 中 {name}.{field.name} 的值类型不对，请参照文件中的注释改正。")
        checked[field.name] = value
    return kind(**checked)


def _same_keys(path: Path, prefix: str, given: set[str], wanted: set[str]) -> None:
    for key in sorted(given - wanted):
        raise RuleError(f"{path.name} 中有不认识的键 {prefix}{key}，请删除或改正。")
    for key in sorted(wanted - given):
        raise RuleError(f"{path.name} 中缺少键 {prefix}{key}，请补上。")
