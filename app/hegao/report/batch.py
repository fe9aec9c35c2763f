"""Many results as one table for a terminal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from hegao.findings.model import Severity
from hegao.report.plain import SEVERITY_WORD

_UNREAD = "未能检查"


@dataclass(frozen=True, slots=True)
class Row:
    """One file in the table: how many findings of each severity; ``error`` where it could not be read."""

    path: str
    counts: Mapping[Severity, int] = field(default_factory=dict)
    error: str | None = None
    failures: tuple[str, ...] = ()

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Self:
        """The row of a file's table of JSON."""
        if "error" in table:
            return cls(table["path"], error=table["error"])
        found = [Severity(finding["severity"]) for finding in table["findings"]]
        counts = {severity: found.count(severity) for severity in Severity}
        return cls(table["path"], counts, None, tuple(failure["message"] for failure in table["failures"]))

    def at_least(self, severity: Severity) -> bool:
        """Whether it has a finding as bad as ``severity`` or worse."""
        return any(number for kind, number in self.counts.items() if kind.rank <= severity.rank)


def summary_text(rows: Iterable[Row]) -> str:
    """The files with their counts, one a line, and the sums."""
    listed = list(rows)
    heads = "\t".join(SEVERITY_WORD[severity] for severity in Severity)
    lines = [f"{heads}\t文件"]
    for row in listed:
        counts = "\t".join("-" if row.error else str(row.counts.get(severity, 0)) for severity in Severity)
        lines.append(f"{counts}\t{row.path}{f'（{_UNREAD}）' if row.error else ''}")
    sums = {severity: sum(row.counts.get(severity, 0) for row in listed) for severity in Severity}
    unread = sum(row.error is not None for row in listed)
    lines.append("\t".join(str(number) for number in sums.values()) + f"\t合计 {len(listed)} 个文件")
    told = [f"{SEVERITY_WORD[severity]} {number} 项" for severity, number in sums.items() if number]
    clean = sum(row.error is None and not any(row.counts.values()) for row in listed)
    told += [f"没有发现问题的 {clean} 个"] * bool(clean) + [f"{_UNREAD}的 {unread} 个"] * bool(unread)
    return "\n".join(lines) + f"\n共检查 {len(listed) - unread} 个文件：{'，'.join(told)}。\n"
