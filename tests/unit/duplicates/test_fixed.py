"""Fixed expressions and the settings of repetition."""

from pathlib import Path

import pytest

from hegao.duplicates.fixed import FixedExpressions
from hegao.duplicates.settings import Settings
from hegao.errors import RuleError
from hegao.resources import load_lines, rules_dir
from hegao.text.similarity import condensed

LISTS = [rules_dir() / "expressions" / name for name in ("slogans.txt", "fixed.txt")]


@pytest.mark.parametrize("entry", [entry for path in LISTS for entry in load_lines(path)])
def test_every_entry_is_fixed_in_itself(entry: str) -> None:
    assert FixedExpressions.shipped().make_up(condensed(entry))


def test_no_entry_is_listed_twice() -> None:
    entries = [condensed(entry) for path in LISTS for entry in load_lines(path)]
    assert len(entries) == len(set(entries))


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("增强“四个意识”、坚定“四个自信”、做到“两个维护”。", True),
        ("增强 '四个意识'、坚定「四个自信」、做到＂两个维护＂。", False),
        ("根据《江澜省河道管理条例》第十二条规定，", True),
        ("依据《江澜省河道管理条例》《松岚市水库管理办法》，", True),
        ("牵头单位：市教育局；配合单位：市财政局。", True),
        ("深入学习贯彻习近平新时代中国特色社会主义思想，检修供水管道六十三公里，更换水表四千只。", False),
        ("检修供水管道六十三公里。", False),
        ("", True),
    ],
)
def test_what_a_passage_is_made_of(text: str, fixed: bool) -> None:
    assert FixedExpressions.shipped().make_up(condensed(text)) is fixed


def test_the_shipped_settings() -> None:
    settings = Settings.load()
    assert 0 < settings.across.sentence <= settings.across.short_sentence <= 1
    assert 0 < settings.within.paragraph <= settings.within.sentence <= 1
    assert settings.units.minimum < settings.units.cut < settings.units.longest


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("minimum =", "least = 3\nminimum =", "units.least"),
        ("minimum =", "# minimum =", "units.minimum"),
        ("minimum = 20", 'minimum = "20"', "units.minimum"),
        ("[across]", "[other]\n[across]", "other"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = (rules_dir() / "duplicates" / "settings.toml").read_text(encoding="utf-8")
    path = tmp_path / "settings.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleError, match=told):
        Settings.load(path)
