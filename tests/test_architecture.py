"""The house keeps its order: imports, weight at start, and what the wheel carries."""

import subprocess
import sys
import zipfile

import pytest

from hegao.resources import corpus_dir, rules_dir
from tests.conftest import ROOT

HEAVY = ("spacy", "streamlit", "jieba", "sqlalchemy", "pypinyin", "pandas")


@pytest.mark.parametrize("module", ["hegao.api", "hegao.cli"])
def test_importing_brings_in_nothing_heavy(module):
    script = f"import sys, {module}; print(*[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_wheel_carries_the_same_rules_and_samples_as_the_checkout(tmp_path):
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    pages = {"hegao/_data/app/main.py", "hegao/_data/app/.streamlit/config.toml"}
    shipped = pages | {
        f"hegao/_data/{kind}/{path.relative_to(folder).as_posix()}"
        for kind, folder in (("rules", rules_dir()), ("corpus", corpus_dir()))
        for path in folder.rglob("*")
        if path.is_file() and "local" not in path.parts
    }
    assert shipped <= names
    assert "hegao/report/schema.json" in names
    assert {name for name in names if name.startswith("hegao/_data/")} == shipped
