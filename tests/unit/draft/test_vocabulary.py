import pytest

from hegao.draft import vocabulary
from hegao.errors import RuleError

PLAIN = {"line_end", "never_after", "never_before", "not_ending", "not_issuer", "reason"}


@pytest.fixture
def odd_rules(tmp_path, monkeypatch):
    (tmp_path / "elements").mkdir()
    (tmp_path / "elements" / "odd.toml").write_text('[part]\nbroken = "("\nword = "abc"\n', encoding="utf-8")
    monkeypatch.setattr(vocabulary, "rules_dir", lambda: tmp_path)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: vocabulary.pattern("odd", "part", "broken"),
            r"odd.toml 的 part.broken 不是有效的正则表达式：从第 1 个字符起写得不对。",
        ),
        (lambda: vocabulary.pattern("odd", "part", "gone"), r"缺少 part.gone"),
        (lambda: vocabulary.table("odd", "gone"), r"缺少 gone"),
        (lambda: vocabulary.number("odd", "part", "word"), r"应是数字"),
        (lambda: vocabulary.table("absent"), r"absent.toml"),
    ],
)
def test_a_wrong_file_is_named(odd_rules, call, message):
    with pytest.raises(RuleError, match=message):
        call()


def test_every_shipped_pattern_compiles():
    from hegao.draft import numbering, residue, series

    assert numbering.forms()
    assert series._opener().compiled.groups
    assert all(residue._groups(name) for name in ("line", "weak", "span"))
    for file in ("vocabulary", "residue"):
        for section, values in vocabulary.table(file).items():
            if isinstance(values, dict):
                for key, value in values.items():
                    if isinstance(value, str) and key not in PLAIN:
                        assert vocabulary.pattern(file, section, key).compiled
