"""The suite's own promises, in one process and over several: a skip fails where CI is set, and rows become a table."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

CASES = """
from dataclasses import asdict

import pytest

from tests.layout.table import ROW, Row


@pytest.mark.parametrize("changed", ["上边距", "下边距"])
def test_one_change(record_property, changed):
    record_property(ROW, asdict(Row("通知", "styles", changed, "layout.margins", True, (), ())))


@pytest.mark.skip(reason="nothing to drive")
def test_skipped():
    pass
"""


@pytest.mark.parametrize(("workers", "ci"), [("0", "true"), ("2", "true"), ("2", "")])
def test_skips_and_rows_are_told_whatever_process_met_them(tmp_path, workers, ci):
    (tmp_path / "test_cases.py").write_text(CASES, encoding="utf-8")
    options = ["-q", "-p", "tests.conftest", "-p", "no:cacheprovider", "--numprocesses", workers]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(tmp_path)],
        check=False,
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")} | {"CI": ci},
        capture_output=True,
        text=True,
    )
    assert done.returncode == (pytest.ExitCode.TESTS_FAILED if ci else pytest.ExitCode.OK)
    assert ("a skipped test is a failure" in done.stdout) is bool(ci)
    assert "通知\tstyles\t上边距\tlayout.margins\tfound\talso -" in done.stdout
    assert "all files\trecall 2/2\tfalse findings above a hint 0" in done.stdout
