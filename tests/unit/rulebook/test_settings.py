"""Profiles and hegao.toml: what is laid over what, and what is refused."""

import pytest

from hegao.errors import ConfigError
from hegao.resources import user_dir
from hegao.rulebook.profiles import load_profile, parse_profile, profile_for, profile_names
from hegao.rulebook.settings import add_word, load_settings, remove_word, set_rule
from hegao.rulebook.template import new_rule


def test_the_shipped_profiles_are_chosen_by_family():
    assert profile_names() == ("gbt9704", "material")
    assert profile_for("statutory").name == "gbt9704"
    assert profile_for("material").name == "material"
    assert load_profile("material").override("layout.margins") == "hint"


def test_a_profile_may_extend_another_and_merge_its_formats(tmp_path):
    path = tmp_path / "unit.toml"
    path.write_text('extends = "gbt9704"\ntitle = "本单位"\n[rules]\n"layout.margins" = "off"\n', encoding="utf-8")
    profile = load_profile(str(path))
    assert profile.title == "本单位"
    assert profile.override("layout.margins") == "off"
    assert profile.formats.keys() >= load_profile("gbt9704").formats.keys()


@pytest.mark.parametrize("table", [{"colour": 1}, {"rules": {"a.b": "fatal"}}], ids=["unknown key", "unknown severity"])
def test_a_wrong_profile_is_refused(table):
    with pytest.raises(ConfigError):
        parse_profile(table, "试验")


def test_a_missing_profile_is_refused():
    with pytest.raises(ConfigError, match="没有名为"):
        load_profile("没有这个")


def test_settings_near_the_draft_lie_over_the_users_own(tmp_path, user_home):
    (user_home / "hegao.toml").write_text('profile = "material"\n[vocabulary]\naccept = ["甲"]\n', encoding="utf-8")
    folder = tmp_path / "科室" / "2024"
    folder.mkdir(parents=True)
    (tmp_path / "科室" / "hegao.toml").write_text(
        'profile = "gbt9704"\n[vocabulary]\naccept = ["乙"]\n[rules]\n"layout.*" = "off"\n', encoding="utf-8"
    )
    settings = load_settings(folder)
    assert settings.profile == "gbt9704"
    assert set(settings.vocabulary) == {"甲", "乙"}
    assert settings.overrides == {"layout.*": "off"}


def test_settings_that_cannot_be_read_are_refused_in_words_of_ours(tmp_path):
    path = tmp_path / "hegao.toml"
    for data, words in (
        (b'profile = "gbt9704"\ncolour red', "第 2 行第 8 列写得不对"),
        (b'profile = "gbt', "末尾不完整"),
        ("profile = '公文'".encode("gb18030"), "没有以 UTF-8 保存"),
    ):
        path.write_bytes(data)
        with pytest.raises(ConfigError) as caught:
            load_settings(tmp_path)
        assert str(caught.value) == f"设置文件 {path} 读不出来：{words}。请改正或删除它。"


@pytest.mark.parametrize("text", ["profile = ", "colour = 1", "profile = 3", '[rules]\n"a.b" = "fatal"'])
def test_a_wrong_settings_file_is_refused_with_its_path(tmp_path, text):
    (tmp_path / "hegao.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"hegao\.toml"):
        load_settings(tmp_path)


def test_words_and_rules_are_remembered_and_taken_back(user_home):
    add_word("相辅相承书屋")
    set_rule("layout.margins", "off")
    assert user_dir() == user_home
    assert load_settings().vocabulary == ("相辅相承书屋",)
    assert load_settings().overrides == {"layout.margins": "off"}
    remove_word("相辅相承书屋")
    set_rule("layout.margins", None)
    assert load_settings().vocabulary == ()
    assert load_settings().overrides == {}


def test_a_new_rule_file_is_written_once(tmp_path):
    path = new_rule("wording.trial", "pattern", tmp_path)
    assert path.read_text(encoding="utf-8").startswith('id = "wording.trial"')
    with pytest.raises(ConfigError, match="已经有了"):
        new_rule("wording.trial", "pattern", tmp_path)
    with pytest.raises(ConfigError, match="规则名"):
        new_rule("../trial", "pattern", tmp_path)
    with pytest.raises(ConfigError, match="没有“magic”这种检查"):
        new_rule("wording.trial2", "magic", tmp_path)
