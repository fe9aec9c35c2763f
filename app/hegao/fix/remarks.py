"""What the comments in a tracked copy say, and where: reason and clause of every finding."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from hegao.draft.model import Part, Place
from hegao.findings.model import Finding
from hegao.fix.plan import Edit, Plan
from hegao.resources import load_toml, rules_dir

# Word passes over comments in headers, footers, text boxes and notes (MS-OI29500, 2.1.315).
COMMENTABLE = frozenset({Part.BODY, Part.TABLE})
_PARTS = {
    Part.HEADER: "页眉",
    Part.FOOTER: "页脚",
    Part.TEXTBOX: "文本框",
    Part.FOOTNOTE: "脚注或尾注",
}
GATHERED = "以下问题针对版面，或在不能加批注的页眉、页脚、文本框、脚注里，集中写在这里。"


@dataclass(frozen=True, slots=True)
class RevisionSettings:
    """Whose name marks and comments carry, and how many comments there may be; see ``rules/revisions``."""

    author: str
    initials: str
    places: int
    comments: int


@cache
def revision_settings() -> RevisionSettings:
    """The settings shipped.

    Raises:
        RuleError: the file is missing or is not TOML.
    """
    return RevisionSettings(**load_toml(rules_dir() / "revisions" / "settings.toml"))


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment: its paragraphs, and the place it stands at (``None``: at the title).

    ``edit`` is the change proposed there, made or not.
    """

    lines: tuple[str, ...]
    place: Place | None = None
    edit: Edit | None = None


@dataclass(frozen=True, slots=True)
class Tracking:
    """All that a tracked copy needs beside its edits.

    ``reasons`` says of edits left out of the plan why; ``title`` is the paragraph that comments on the whole stand
    at; ``date`` is that of all marks and comments.
    """

    remarks: tuple[Remark, ...]
    reasons: Mapping[Edit, str]
    title: int | None
    date: datetime

    @property
    def stamp(self) -> str:
        """The date as marks and comments carry it."""
        return self.date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def tracking(plan: Plan, findings: Iterable[Finding], title: Place | None, date: datetime | None = None) -> Tracking:
    """The comments on ``findings``, whose fixes ``plan`` holds; dated now unless told otherwise."""
    edits = {_key(edit.fingerprint, edit.paragraph, edit.start, edit.end): edit for edit in plan.edits}
    reasons = {skipped.edit: skipped.reason for skipped in plan.skipped}
    edits |= {_key(edit.fingerprint, edit.paragraph, edit.start, edit.end): edit for edit in reasons}
    remarks: list[Remark] = []
    gathered: list[str] = []
    for finding in findings:
        places = [place for place in finding.places if _is_commentable(place)]
        if places:
            remarks += _remarks(finding, places, edits)
        else:
            gathered.append(_in_one_line(finding))
    if gathered:
        remarks.insert(0, Remark((GATHERED, *(f"{n}. {line}" for n, line in enumerate(gathered, 1)))))
    kept = tuple(remarks[: revision_settings().comments])
    return Tracking(kept, reasons, title.paragraph if title else None, date or datetime.now(UTC))


def _remarks(finding: Finding, places: list[Place], edits: Mapping[tuple[object, ...], Edit]) -> Iterator[Remark]:
    most = revision_settings().places
    lines = [finding.message, finding.why, _authority(finding)]
    elsewhere = dict.fromkeys(_PARTS[p.part] for p in finding.places if p.part in _PARTS)
    notes = []
    if len(places) > most:
        notes.append(f"这个问题共 {len(places)} 处，只在前 {most} 处加批注。")
    if elsewhere:
        notes.append(f"{'、'.join(elsewhere)}里也有这个问题，那里不能加批注。")
    for index, place in enumerate(places[:most]):
        edit = edits.get(_key(finding.fingerprint, place.paragraph, place.start, place.end))
        yield Remark(tuple(filter(None, [*lines, *(() if index else notes)])), place, edit)


def _in_one_line(finding: Finding) -> str:
    where = dict.fromkeys(f"{_PARTS[p.part]}“{p.text}”" for p in finding.places if p.part in _PARTS)
    return f"{'、'.join(where)}{'：' if where else ''}{finding.message}{finding.why}{_authority(finding)}"


def _authority(finding: Finding) -> str:
    return f"依据：{finding.source.words}。"


def _is_commentable(place: Place) -> bool:
    return place.paragraph is not None and place.part in COMMENTABLE


def _key(fingerprint: str, paragraph: int | None, start: int, end: int) -> tuple[object, ...]:
    return fingerprint, paragraph, start, end
