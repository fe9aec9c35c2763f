"""A finding: what is wrong, where, why, by which authority, and what to write instead."""

from dataclasses import dataclass
from enum import StrEnum

from hegao.draft.model import Place


class Severity(StrEnum):
    """How bad it is; ``rank`` 0 is the worst."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for a hint."""
        return list(Severity).index(self)


class Safety(StrEnum):
    """Whether a fix may be applied unseen: ``SAFE`` by 全部采纳, ``REVIEW`` only one by one."""

    SAFE = "safe"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Source:
    """The authority behind a rule.

    ``tier`` decides the words of a message: only 国标, 条例, 标准, 法律 may say 规定. ``strength`` is 规定, 一般 or 实务.
    """

    tier: str
    work: str
    clause: str = ""
    strength: str = "规定"

    @property
    def words(self) -> str:
        """Tier, work and clause in Chinese, as reports, pages and comments show them."""
        strength = "" if self.strength == "规定" or self.tier == "实务" else f"（{self.strength}性要求）"
        return f"{self.tier}·{self.work}{self.clause and ' ' + self.clause}{strength}"


@dataclass(frozen=True, slots=True)
class Fix:
    """A replacement; ``""`` deletes."""

    text: str
    safety: Safety


@dataclass(frozen=True, slots=True)
class Reform:
    """Another look for a stretch of a Word file, or for all of its upright pages where ``place`` names no paragraph.

    ``look`` holds fields of ``RunFormat``, ``ParagraphFormat`` or ``Section`` with their values, in the units of these;
    ``say`` tells the look to the user.
    """

    place: Place
    look: tuple[tuple[str, str | float], ...]
    say: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a finding; ``fix`` is set only where the places of the finding need different replacements.

    ``reforms`` mend its look. There are several where the spot stands for the document as a whole.
    """

    place: Place
    fix: Fix | None = None
    reforms: tuple[Reform, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault with all its places, in reading order.

    ``fixes`` replace the span of every place, best first; they are empty where each spot has a fix of its own.
    ``fingerprint`` names the finding without positions, so it survives edits elsewhere.
    ``evidence`` holds further places that show the fault but are not to be changed (the first of two twins, say).
    """

    rule: str
    title: str
    severity: Severity
    certainty: float
    message: str
    why: str
    source: Source
    spots: tuple[Spot, ...]
    fixes: tuple[Fix, ...] = ()
    evidence: tuple[Place, ...] = ()
    fingerprint: str = ""

    @property
    def places(self) -> tuple[Place, ...]:
        """The places alone."""
        return tuple(spot.place for spot in self.spots)


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule that crashed on a draft; shown beside the findings, never hidden."""

    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding the user decided to keep as it is."""

    fingerprint: str
    rule: str
    excerpt: str
    reason: str
    date: str
