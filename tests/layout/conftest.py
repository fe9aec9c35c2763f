"""What the rules say of a file, the table of what single changes gave, and files saved again by LibreOffice."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from hegao import api
from hegao.findings.model import Severity
from tests.layout.building import build
from tests.layout.documents import DOCUMENTS
from tests.layout.mutations import MUTATIONS
from tests.layout.table import ROW, Row


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
def tell(record_property: Callable[[str, object], None]) -> Callable[[Row], None]:
    """Adds a row to the table; it goes with the report of its test, which arrives whatever process ran the test."""
    return lambda row: record_property(ROW, asdict(row))


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
