"""What a check of one draft yields."""

from dataclasses import dataclass

from hegao.draft.model import Draft
from hegao.draft.recognition import Recognition
from hegao.findings.model import Accepted, Failure, Finding, Severity


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of one draft in reading order, with all a reader needs to understand them.

    ``accepted`` are findings left out because the user keeps them; ``unused`` are accepted entries that no longer
    match anything.
    """

    draft: Draft
    recognition: Recognition
    profile: str
    findings: tuple[Finding, ...]
    failures: tuple[Failure, ...] = ()
    accepted: tuple[Finding, ...] = ()
    unused: tuple[Accepted, ...] = ()

    def at_least(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings that are as bad as ``severity`` or worse."""
        return tuple(f for f in self.findings if f.severity.rank <= severity.rank)

    @property
    def ranked(self) -> tuple[Finding, ...]:
        """The findings, worst and surest first, then in reading order."""
        return tuple(sorted(self.findings, key=lambda f: (f.severity.rank, -f.certainty)))
