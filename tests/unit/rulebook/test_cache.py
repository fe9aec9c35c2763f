import pickle
import shutil
from pathlib import Path

import pytest

from hegao.resources import cache_dir, rules_dir
from hegao.rulebook import cache
from hegao.rulebook.cache import cached
from hegao.rulebook.loader import load_rulebook


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one file of rules, and a cache of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "rules"
    (folder / "wording").mkdir(parents=True)
    (folder / "wording" / "a.toml").write_text("one", encoding="utf-8")
    return folder


class _Reader:
    """Reads, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> tuple[str, int]:
        self.times += 1
        return "rules", self.times


def test_what_has_not_changed_is_not_read_again(rules: Path):
    read = _Reader()
    assert cached([rules], read) == cached([rules], read) == ("rules", 1)


def test_what_has_changed_is_read_again(rules: Path):
    read = _Reader()
    cached([rules], read)
    (rules / "wording" / "a.toml").write_text("two!", encoding="utf-8")
    assert cached([rules], read) == ("rules", 2)
    (rules / "wording" / "b.toml").write_text("three", encoding="utf-8")
    assert cached([rules], read) == ("rules", 3)


@pytest.mark.parametrize("rest", [b"", b"nonsense", pickle.dumps(("rules", 7))[:-3]])
def test_a_damaged_cache_is_made_anew(rules: Path, rest: bytes):
    read = _Reader()
    cached([rules], read)
    (kept,) = cache_dir().glob("*.pickle")
    kept.write_bytes(kept.read_bytes()[: cache._DIGEST] + rest)
    assert cached([rules], read) == ("rules", 2)
    assert cached([rules], read) == ("rules", 2)


@pytest.mark.parametrize("module", ["os", "hegao.resources"])
def test_a_cache_made_by_others_runs_nothing(rules: Path, tmp_path: Path, module: str):
    read = _Reader()
    cached([rules], read)
    (kept,) = cache_dir().glob("*.pickle")
    name, made = ("mkdir" if module == "os" else "os.mkdir"), str(tmp_path / "made")
    asked = f"\x80\x04\x8c{chr(len(module))}{module}\x8c{chr(len(name))}{name}\x93\x8c{chr(len(made))}{made}\x85R."
    kept.write_bytes(kept.read_bytes()[: cache._DIGEST] + asked.encode("latin-1"))
    pickle.loads(asked.encode("latin-1"))  # noqa: S301 - shows that it would
    Path(made).rmdir()
    assert cached([rules], read) == ("rules", 2)
    assert not Path(made).exists()


def test_where_nothing_can_be_kept_all_is_read(rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    read = _Reader()
    cached([rules], read)
    assert cached([rules], read) == ("rules", 2)
    (rules / "wording" / "gone.toml").symlink_to(tmp_path / "nothing")
    assert cached([rules], read) == ("rules", 3)


def test_what_cannot_be_kept_is_read_each_time(rules: Path):
    results = iter([lambda: 1, lambda: 2])
    assert cached([rules], lambda: next(results))() == 1
    assert cached([rules], lambda: next(results))() == 2


def test_the_kept_rulebook_is_the_one_that_was_read(tmp_path: Path):
    shutil.copytree(rules_dir(), tmp_path / "rules")
    read = load_rulebook(tmp_path / "rules")  # not used yet: what a check makes of itself at work cannot be kept
    kept = pickle.loads(pickle.dumps(read))  # noqa: S301 - made in this line
    assert list(kept.rules) == list(read.rules)
    assert [rule.examples for rule in kept.rules.values()] == [rule.examples for rule in read.rules.values()]
    told = ("id", "severity", "message", "why", "source", "scope", "genres", "collapse", "default")
    for rule_id, rule in kept.rules.items():
        assert [getattr(rule, name) for name in told] == [getattr(read[rule_id], name) for name in told]
        assert type(rule.check) is type(read[rule_id].check)
