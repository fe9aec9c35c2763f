"""What all tests share: a private user folder, the measuring data, stores, and no skips where CI is set."""

import os
import shutil
import tarfile
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests import postgres
from tests.layout.table import print_table

if TYPE_CHECKING:
    from hegao.corpus.store import Store

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"
_NUMBERS = count(1)

# The same examples on every machine, and none fails for being slow on a busy one.
settings.register_profile(
    "hegao", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("hegao")


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
    print_table(terminalreporter)  # here, for the process that collects from workers loads no other conftest
    if os.environ.get("CI") and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("CI is set: a skipped test is a failure.", red=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session", autouse=True)
def empty_homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Path]]:
    """The user folder that no test has written into yet, so none sees or touches the developer's settings and reports."""
    homes = [tmp_path_factory.mktemp("home")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEGAO_HOME", str(homes[0]))
        patch.delenv("HEGAO_STORE", raising=False)
        yield homes


@pytest.fixture(autouse=True)
def empty_home(
    empty_homes: list[Path], tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """An empty user folder; the same one serves until a test leaves something in it, so the rules are read once for many."""
    monkeypatch.setenv("HEGAO_HOME", str(empty_homes[-1]))
    yield
    if any(empty_homes[-1].iterdir()):
        empty_homes.append(tmp_path_factory.mktemp("home"))


@pytest.fixture
def user_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user folder of the test's own, which it may fill before the program looks into it."""
    home = tmp_path_factory.mktemp("own")
    monkeypatch.setenv("HEGAO_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The public measuring data; tests that use it carry the marker ``shared_data``."""
    return SHARED


@pytest.fixture(scope="session")
def unpacked(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Gives the folder with the files of an archive of the measuring data, which is unpacked once."""

    @cache
    def unpack(name: str) -> Path:
        folder = tmp_path_factory.mktemp("unpacked")
        with tarfile.open(shared_data / name) as archive:
            for member in archive:
                file = archive.extractfile(member)
                if file is not None:
                    (folder / member.name).parent.mkdir(parents=True, exist_ok=True)
                    (folder / member.name).write_bytes(file.read())
        return folder

    return unpack


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server; tests that use it carry the marker ``postgres``."""
    with postgres.server() as address:
        yield address


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def new_address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Gives the address of a store that is yet to be made, another one at each call, on either engine."""
    if request.param == "sqlite":
        return lambda: str(tmp_path_factory.mktemp("store") / "folder" / "past.sqlite")
    server = request.getfixturevalue("postgres_server")
    return lambda: postgres.new_schema(server, f"past{next(_NUMBERS)}")


@pytest.fixture
def address(new_address: Callable[[], str]) -> str:
    """Where a store may be made, on either engine."""
    return new_address()


@pytest.fixture
def store(address: str) -> "Iterator[Store]":
    from hegao.corpus.store import Store

    with Store.open(address) as opened:
        yield opened
