"""``hegao.toml``: the unit's and the user's own choices, on top of the shipped rules and profiles."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import tomli

from hegao.errors import ConfigError, written_wrong
from hegao.resources import user_dir, write_atomically
from hegao.rulebook.profiles import parse_overrides
from hegao.spelling.choice import SHIPPED, SpellingSettings

FILE_NAME = "hegao.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user decided once for all drafts.

    ``profile`` is a name or path, or ``None`` to choose by genre; ``overrides`` are as in a profile's ``[rules]``;
    ``vocabulary`` are words to be left alone; ``spelling`` says which models look for wrong characters.
    """

    profile: str | None = None
    overrides: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    vocabulary: tuple[str, ...] = ()
    spelling: SpellingSettings = SHIPPED

    def over(self, base: "Settings") -> "Settings":
        """These settings laid over ``base``."""
        return Settings(
            self.profile or base.profile,
            {**base.overrides, **self.overrides},
            tuple(dict.fromkeys((*base.vocabulary, *self.vocabulary))),
            SpellingSettings(
                self.spelling.model or base.spelling.model,
                self.spelling.onnx or base.spelling.onnx,
                self.spelling.thorough or base.spelling.thorough,
            ),
        )


def user_file() -> Path:
    """The user's own settings file; it need not exist."""
    return user_dir() / FILE_NAME


def load_settings(start: Path | None = None) -> Settings:
    """The user's settings, then those of the nearest ``hegao.toml`` at or above the folder ``start`` on top.

    Raises:
        ConfigError: a settings file is not TOML or has a wrong key.
    """
    settings = _read(user_file())
    if start is not None:
        folder = start.resolve()
        near = next((f / FILE_NAME for f in (folder, *folder.parents) if os.access(f / FILE_NAME, os.R_OK)), None)
        if near is not None and near != user_file():
            settings = _read(near).over(settings)
    return settings


def _read(path: Path) -> Settings:
    if not path.is_file():
        return Settings()
    try:
        table = tomli.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise ConfigError(f"设置文件 {path} 读不出来：{written_wrong(error)}。请改正或删除它。") from error
    return _parse(table, f"设置文件 {path}", path.parent)


def _parse(table: Mapping[str, Any], where: str, folder: Path) -> Settings:
    for key in table:
        if key not in {"profile", "rules", "vocabulary", "spelling"}:
            raise ConfigError(f"{where} 有不认识的键“{key}”，可用：profile、rules、vocabulary、spelling。")
    profile, vocabulary, rules = table.get("profile"), table.get("vocabulary", {}), table.get("rules", {})
    if isinstance(vocabulary, dict) and (unknown := sorted(vocabulary.keys() - {"accept"})):
        raise ConfigError(f"{where} 的 [vocabulary] 有不认识的键“{unknown[0]}”，可用：accept。")
    words = vocabulary.get("accept", []) if isinstance(vocabulary, dict) else None
    if not isinstance(profile, str | None) or not isinstance(rules, dict) or not isinstance(words, list):
        raise ConfigError(f"{where} 的格式不对：profile 是名称，[rules] 和 [vocabulary] accept 是表和列表，请改正。")
    spelling = _spelling(table.get("spelling", {}), where, folder)
    return Settings(profile, parse_overrides(rules, where), tuple(str(word) for word in words), spelling)


def _spelling(table: object, where: str, folder: Path) -> SpellingSettings:
    if not isinstance(table, dict) or not table.keys() <= {"model", "onnx", "thorough"}:
        raise ConfigError(f"{where} 的 [spelling] 只能有 model、onnx 和 thorough 三个键，请改正。")
    thorough, models = table.get("thorough", False), {key: value for key, value in table.items() if key != "thorough"}
    if not all(isinstance(value, str) for value in models.values()):
        raise ConfigError(f"{where} 的 [spelling] 里 model 和 onnx 应写文件夹的路径，请改正。")
    if not isinstance(thorough, bool):
        raise ConfigError(f"{where} 的 [spelling] 里 thorough 应写 true 或 false，请改正。")
    # A relative path counts from the settings file.
    folders = {key: folder / Path(value).expanduser() for key, value in models.items()}
    return SpellingSettings(**folders, thorough=thorough)


def add_word(word: str) -> None:
    """Trust ``word`` in all drafts from now on."""
    own = _read(user_file())
    _write(replace(own, vocabulary=tuple(sorted({*own.vocabulary, word.strip()} - {""}))))


def remove_word(word: str) -> None:
    """Trust ``word`` no longer."""
    own = _read(user_file())
    _write(replace(own, vocabulary=tuple(w for w in own.vocabulary if w != word)))


def set_rule(rule_id: str, word: str | None) -> None:
    """Say of a rule a severity, ``off`` or ``on`` for all drafts from now on; ``None`` takes it back."""
    own = _read(user_file())
    overrides = {key: value for key, value in own.overrides.items() if key != rule_id}
    if word is not None:
        overrides |= parse_overrides({rule_id: word}, "设置")
    _write(replace(own, overrides=overrides))


def _write(settings: Settings) -> None:
    import tomli_w

    table: dict[str, Any] = {} if settings.profile is None else {"profile": settings.profile}
    table |= {"rules": dict(settings.overrides), "vocabulary": {"accept": list(settings.vocabulary)}}
    models = {"model": settings.spelling.model, "onnx": settings.spelling.onnx}
    named: dict[str, str | bool] = {key: str(folder) for key, folder in models.items() if folder is not None}
    if settings.spelling.thorough:
        named["thorough"] = True
    if named:
        table["spelling"] = named
    write_atomically(user_file(), tomli_w.dumps(table).encode())
