"""The one door to hegao for the command line, the web pages and programs: read, check, fix, compare, advise."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from hegao.checks.base import Subject
from hegao.draft.model import Draft
from hegao.draft.recognise import recognise
from hegao.draft.recognition import Corrections, Recognition
from hegao.engine.outcome import Report
from hegao.engine.run import run
from hegao.engine.select import Selection, select
from hegao.errors import ConfigError
from hegao.findings.acceptance import accept, accepted_file, load_accepted, save_accepted
from hegao.findings.model import Accepted, Finding, Safety, Severity
from hegao.findings.suppression import Vocabulary, sift
from hegao.readers import read, read_bytes, read_text
from hegao.rulebook.loader import Rulebook, load_rulebook
from hegao.rulebook.profiles import Profile, load_profile, profile_for, profile_names
from hegao.rulebook.settings import Settings, load_settings

__all__ = [
    "Accepted",
    "Corrections",
    "Draft",
    "Finding",
    "Profile",
    "Recognition",
    "Report",
    "Rulebook",
    "Safety",
    "Selection",
    "Settings",
    "Severity",
    "accept_finding",
    "check",
    "check_file",
    "load_profile",
    "load_rulebook",
    "load_settings",
    "profile_names",
    "read",
    "read_bytes",
    "read_text",
    "recognise",
]


def check(
    draft: Draft,
    *,
    corrections: Corrections | None = None,
    settings: Settings | None = None,
    selection: Selection | None = None,
    accepted: Mapping[str, Accepted] | None = None,
) -> Report:
    """All findings of ``draft``.

    The profile is the one in ``settings``, or chosen by genre. Findings whose fingerprint is in ``accepted`` are
    reported apart.

    Raises:
        ConfigError: a profile or correction that does not exist; never for a bad draft.
        RuleError: a rule file that does not keep to the schema.
    """
    settings = settings or Settings()
    recognition = recognise(draft, corrections)
    family = recognition.genre.family
    profile = load_profile(settings.profile) if settings.profile else profile_for(family)
    profile = profile.with_overrides(settings.overrides)
    rules = select(load_rulebook(), profile, recognition.genre, draft.media, selection or Selection())
    subject = Subject(draft, recognition, profile.formats)
    findings, failures = run(subject, rules, Vocabulary(settings.vocabulary))
    sifted = sift(findings, accepted or {})
    return Report(draft, recognition, profile.name, sifted.findings, failures, sifted.accepted, sifted.unused)


def check_file(
    path: Path,
    *,
    settings: Settings | None = None,
    corrections: Corrections | None = None,
    selection: Selection | None = None,
) -> Report:
    """All findings of the file at ``path``, less those accepted in the file beside it.

    Raises:
        InputError: the file cannot be read as a draft.
        ConfigError: as for :func:`check`, or a damaged file of accepted findings.
    """
    settings = settings or load_settings(path.parent)
    accepted = load_accepted(accepted_file(path))
    return check(read(path), corrections=corrections, settings=settings, selection=selection, accepted=accepted)


def accept_finding(path: Path, fingerprints: Collection[str], reason: str) -> tuple[Accepted, ...]:
    """Keep the findings with these fingerprints in the draft at ``path`` from now on.

    Raises:
        ConfigError: a fingerprint names no finding of the draft.
    """
    report = check_file(path)
    known = {f.fingerprint: f for f in (*report.findings, *report.accepted)}
    for wanted in fingerprints:
        if wanted not in known:
            raise ConfigError(f"{path.name} 里没有编号为 {wanted} 的问题，请用 hegao check 查看编号。")
    entries = tuple(accept(known[wanted], reason) for wanted in fingerprints)
    file = accepted_file(path)
    save_accepted(file, {**load_accepted(file), **{entry.fingerprint: entry for entry in entries}})
    return entries


def places_of(findings: Iterable[Finding]) -> int:
    """How many places the findings have together."""
    return sum(len(finding.spots) for finding in findings)
