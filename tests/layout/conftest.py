"""The table of what single changes gave, printed after the tests, and files saved again by LibreOffice."""

import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest

from hegao import api
from hegao.findings.model import Severity
from tests.layout.building import build
from tests.layout.documents import DOCUMENTS
from tests.layout.mutations import MUTATIONS


@dataclass(frozen=True, order=True)
class Row:
    """What the rules said of one changed property; ``hints`` and ``false`` are findings other than the expected one."""

    file: str
    way: str
    changed: str
    expected: str
    told: bool
    hints: tuple[str, ...]
    false: tuple[str, ...]

    def cells(self) -> tuple[str, ...]:
        """The row as it is printed."""
        others = "、".join((*self.false, *self.hints)) or "-"
        return self.file, self.way, self.changed, self.expected, "found" if self.told else "NOT FOUND", f"also {others}"


_ROW = "single property changed"


def found(data: bytes) -> tuple[dict[str, Severity], tuple[str, ...]]:
    """The rules that speak of a Word file with their severities, and those that failed.

    The model of wrong characters is left out: it may doubt invented names, and no layout changes what it says.
    """
    modelled = api.Selection(
        without=frozenset(r.id for r in api.load_rulebook().rules.values() if r.kind == "spelling")
    )
    report = api.check(api.read_bytes(data, "稿.docx"), selection=modelled)
    return {f.rule: f.severity for f in report.findings}, tuple(f.rule for f in report.failures)


def above_hint(rules: dict[str, Severity]) -> set[str]:
    """Those that say more than a hint."""
    return {rule for rule, severity in rules.items() if severity is not Severity.HINT}


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Callable[[Row], None]:
    """Adds a row to the table; it goes with the report of its test, which arrives whatever process ran the test."""

    def tell(row: Row) -> None:
        request.node.user_properties.append((_ROW, asdict(row)))

    return tell


@pytest.fixture(scope="session")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Our documents and all their changes, saved again by LibreOffice; names as in ``DOCUMENTS`` and ``MUTATIONS``."""
    folder = tmp_path_factory.mktemp("office")
    made = {name: build(document, "styles") for name, document in DOCUMENTS.items()}
    made |= {m.name: build(m.change(m.document), m.way or "styles") for m in MUTATIONS}
    for name, data in made.items():
        (folder / f"{name}.docx").write_bytes(data)
    command = [
        shutil.which("soffice") or "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--convert-to", "docx", "--outdir", str(folder / "out")),
        *(str(folder / f"{name}.docx") for name in made),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {name: Path(folder / "out" / f"{name}.docx").read_bytes() for name in made}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    called = [report for report in reports if getattr(report, "when", None) == "call"]
    rows = [Row(**row) for report in called for name, row in report.user_properties if name == _ROW]
    if not rows:
        return
    terminalreporter.section("single properties changed: what the rules said")
    for row in sorted(rows):
        terminalreporter.write_line("\t".join(row.cells()))
    for key in sorted({(row.file, row.way) for row in rows}):
        of_file = [row for row in rows if (row.file, row.way) == key]
        terminalreporter.write_line("\t".join((*key, _sum(of_file))))
    terminalreporter.write_line(f"all files\t{_sum(rows)}")


def _sum(rows: Iterable[Row]) -> str:
    rows = list(rows)
    false = sum(len(row.false) for row in rows)
    return f"recall {sum(row.told for row in rows)}/{len(rows)}\tfalse findings above a hint {false}"
