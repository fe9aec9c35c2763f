"""The table of what single changed properties gave, printed after the tests."""

from collections.abc import Iterable
from dataclasses import dataclass

import pytest

ROW = "single property changed"
"""The name under which a test's report carries its row."""


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


def print_table(reporter: pytest.TerminalReporter) -> None:
    """Print the rows that the reports of the tests carry, whatever process ran them, and their sums."""
    reports = [report for reports in reporter.stats.values() for report in reports]
    called = [report for report in reports if getattr(report, "when", None) == "call"]
    rows = [Row(**row) for report in called for name, row in report.user_properties if name == ROW]
    if not rows:
        return
    reporter.section("single properties changed: what the rules said")
    for row in sorted(rows):
        reporter.write_line("\t".join(row.cells()))
    for key in sorted({(row.file, row.way) for row in rows}):
        of_file = [row for row in rows if (row.file, row.way) == key]
        reporter.write_line("\t".join((*key, _sum(of_file))))
    reporter.write_line(f"all files\t{_sum(rows)}")


def _sum(rows: Iterable[Row]) -> str:
    rows = list(rows)
    false = sum(len(row.false) for row in rows)
    return f"recall {sum(row.told for row in rows)}/{len(rows)}\tfalse findings above a hint {false}"
