"""What all tests share: a private user folder, the measuring data, and no skips where CI is set."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    needs = {
        "shared_data": (SHARED.is_dir(), "the measuring data is not beside this checkout"),
        "browser": (shutil.which("chromium") is not None, "Chromium is not installed"),
        "office": (shutil.which("soffice") is not None, "LibreOffice is not installed"),
        "postgres": (postgres.programs() is not None, "PostgreSQL is not installed"),
    }
    for item in items:
        for marker, (present, reason) in needs.items():
            if item.get_closest_marker(marker) and not present:
                item.add_marker(pytest.mark.skip(reason=reason))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if os.environ.get("CI") and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("CI is set: a skipped test is a failure.", red=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def user_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A user folder of the test's own, so no test sees or touches the developer's settings and past reports."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HEGAO_HOME", str(home))
    monkeypatch.delenv("HEGAO_STORE", raising=False)
    return home


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The public measuring data; tests that use it carry the marker ``shared_data``."""
    return SHARED


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server; tests that use it carry the marker ``postgres``."""
    with postgres.server() as address:
        yield address
