"""The house keeps its order: imports, weight at start, and what the wheel carries."""

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from hegao.resources import corpus_dir, rules_dir
from tests.conftest import ROOT

HEAVY = ("spacy", "streamlit", "jieba", "sqlalchemy", "pypinyin", "pandas")
UNUSED = (
    *HEAVY,
    "rjieba",
    "lxml",
    "tqdm",
    "multiprocessing",
    "email",
    "html",
    "logging",
    "importlib.metadata",
    "hegao.fix",
    "hegao.structure",
    "hegao.corpus.records",
    "hegao.corpus.store",
    "hegao.duplicates.across",
    "hegao.readers.archive",
    "hegao.rulebook.examples",
    "hegao.rulebook.learning",
    "hegao.report.html",
)


@pytest.mark.parametrize("module", ["hegao.api", "hegao.cli"])
def test_importing_brings_in_nothing_heavy(module):
    script = f"import sys, {module}; print(*[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_check_of_plain_text_brings_in_nothing_it_has_no_use_for(tmp_path):
    draft = tmp_path / "通知.txt"
    draft.write_text(
        "关于做好防汛工作的通知\n\n各乡镇人民政府：\n请于6月10日前排查水库和河堤，建立隐患台账。", encoding="utf-8"
    )
    script = (
        "import sys; from hegao.cli import main; main(sys.argv[1:]); "
        f"print(*[m for m in {UNUSED!r} if m in sys.modules], sep='、')"
    )
    command = [sys.executable, "-c", script, "check", str(draft), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    assert '"findings"' in done.stdout
    assert done.stdout.splitlines()[-1] == ""


def test_the_door_finds_what_it_tells_type_checkers_of():
    from hegao import api

    tree = ast.parse(Path(api.__file__).read_text(encoding="utf-8"))
    for_checkers = next(node for node in tree.body if isinstance(node, ast.If))
    told = {name.name for node in for_checkers.body for name in node.names}
    assert told == {name for module in api.BEHIND.values() for name in module}
    assert told <= {name for name in dir(api) if hasattr(api, name)}
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = api.no_such_name


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
