"""What a user decided about one draft's findings: pure values, so that pages only show them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from hegao.api import Accepted, Corrections, Edit, Report, Safety, Severity, accept
from hegao.draft.model import Place
from hegao.findings.model import Finding, Fix, Reform
from hegao.web.components.blocks import Mark

_LAYOUT = "layout."
_WORD = range(2, 13)  # characters; longer excerpts are sentences, not words to trust


@dataclass(frozen=True, slots=True)
class Adoption:
    """Which places of a finding are to be mended, and by which of its fixes."""

    spots: frozenset[int]
    choice: int = 0


@dataclass(frozen=True, slots=True)
class Decisions:
    """Adopted fixes by item name, ignored findings by fingerprint, and corrections of what was recognised."""

    adopted: Mapping[str, Adoption] = field(default_factory=dict)
    ignored: Mapping[str, Accepted] = field(default_factory=dict)
    corrections: Corrections = field(default_factory=Corrections)


@dataclass(frozen=True, slots=True)
class Item:
    """A finding on the desk. ``name`` is unique among the draft's findings; ``left`` are the spots not yet decided."""

    name: str
    finding: Finding
    left: tuple[int, ...]
    adoption: Adoption | None = None

    def fixes(self, spot: int) -> tuple[Fix, ...]:
        """The replacements offered at one spot, best first."""
        own = self.finding.spots[spot].fix
        return (own,) if own else self.finding.fixes

    def reforms(self, spot: int) -> tuple[Reform, ...]:
        """The looks that mend one spot, where it is about looks."""
        return self.finding.spots[spot].reforms

    @property
    def mendable(self) -> tuple[int, ...]:
        """The undecided spots that have a fix, or looks that mend them."""
        return tuple(
            spot
            for spot in self.left
            if self.reforms(spot) or (self.fixes(spot) and self.place(spot).paragraph is not None)
        )

    @property
    def safe(self) -> tuple[int, ...]:
        """The undecided spots whose best fix may be made unseen."""
        return tuple(spot for spot in self.mendable if self.fixes(spot) and self.fixes(spot)[0].safety is Safety.SAFE)

    def place(self, spot: int) -> Place:
        """Where one spot is."""
        return self.finding.spots[spot].place

    def target(self, spot: int) -> str:
        """What a click on the spot's mark reports."""
        return f"{self.name}:{spot}"

    @property
    def of_layout(self) -> bool:
        """Whether it is about the look of the page, which typesetting mends."""
        return self.finding.rule.startswith(_LAYOUT)

    @property
    def word(self) -> str:
        """The excerpt as an entry for the vocabulary; empty where it is no word."""
        text = self.finding.places[0].text.strip()
        return text if len(text) in _WORD and text.isalnum() else ""


def parse_target(target: str) -> tuple[str, int]:
    """An item's name and the spot that a clicked mark stands for."""
    name, _, spot = target.rpartition(":")
    return name, int(spot)


def items(report: Report, decisions: Decisions) -> tuple[Item, ...]:
    """The findings of ``report``, worst and surest first, with what is left to decide of each.

    Ignored ones are left out. Two findings may share a fingerprint (the same words twice); the later ones get a
    number.
    """
    seen: Counter[str] = Counter()
    found = []
    for finding in report.ranked:
        if finding.fingerprint in decisions.ignored:
            continue
        seen[finding.fingerprint] += 1
        number = seen[finding.fingerprint]
        name = finding.fingerprint if number == 1 else f"{finding.fingerprint}-{number}"
        adoption = decisions.adopted.get(name)
        done = adoption.spots if adoption else frozenset()
        left = tuple(spot for spot in range(len(finding.spots)) if spot not in done)
        found.append(Item(name, finding, left, adoption))
    return tuple(found)


def undecided(found: Iterable[Item]) -> tuple[Item, ...]:
    """The items that still have something to decide."""
    return tuple(item for item in found if item.left)


def by_severity(found: Iterable[Item]) -> dict[Severity, tuple[Item, ...]]:
    """The items by severity, the worst first; severities without any are left out."""
    return {severity: tuple(group) for severity, group in groupby(found, key=lambda item: item.finding.severity)}


def adopt(decisions: Decisions, item: Item, spots: Iterable[int], choice: int = 0) -> Decisions:
    """Decide to mend ``spots`` by fix number ``choice``; those adopted before stay, and follow the choice."""
    before = item.adoption.spots if item.adoption else frozenset[int]()
    adoption = Adoption(before | frozenset(spots), choice)
    return replace(decisions, adopted={**decisions.adopted, item.name: adoption})


def adopt_safe(decisions: Decisions, found: Iterable[Item]) -> Decisions:
    """Decide to mend everything that may be mended unseen."""
    for item in found:
        if item.safe:
            decisions = adopt(decisions, item, item.safe)
    return decisions


def adopt_looks(decisions: Decisions, found: Iterable[Item]) -> Decisions:
    """Decide to mend all looks that can be mended."""
    for item in found:
        if spots := reformable(item):
            decisions = adopt(decisions, item, spots)
    return decisions


def reformable(item: Item) -> tuple[int, ...]:
    """The undecided spots that get another look."""
    return tuple(spot for spot in item.mendable if item.reforms(spot))


def take_back(decisions: Decisions, name: str) -> Decisions:
    """Undo the adoption of an item, at all its places."""
    return replace(decisions, adopted={key: value for key, value in decisions.adopted.items() if key != name})


def ignore(decisions: Decisions, item: Item, reason: str) -> Decisions:
    """Keep the text as it is, for a reason."""
    entry = accept(item.finding, reason)
    ignored = {**decisions.ignored, entry.fingerprint: entry}
    return replace(take_back(decisions, item.name), ignored=ignored)


def notice_again(decisions: Decisions, fingerprint: str) -> Decisions:
    """Undo the ignoring of a finding."""
    return replace(decisions, ignored={k: v for k, v in decisions.ignored.items() if k != fingerprint})


def as_decided(report: Report, decisions: Decisions) -> Report:
    """The report to hand on: what the user ignores stands apart from the findings."""
    kept = tuple(f for f in report.findings if f.fingerprint not in decisions.ignored)
    dropped = tuple(f for f in report.findings if f.fingerprint in decisions.ignored)
    return replace(report, findings=kept, accepted=dropped)


def to_mend(found: Iterable[Item]) -> tuple[Finding, ...]:
    """The adopted findings, with only the adopted places and the chosen fix."""
    return tuple(_chosen(item, item.adoption) for item in found if item.adoption and item.adoption.spots)


def to_remark(found: Iterable[Item]) -> tuple[Finding, ...]:
    """What is neither adopted nor ignored, with only the places left."""
    return tuple(
        replace(item.finding, spots=tuple(item.finding.spots[spot] for spot in item.left)) for item in undecided(found)
    )


def _chosen(item: Item, adoption: Adoption) -> Finding:
    finding = item.finding
    spots = tuple(spot for number, spot in enumerate(finding.spots) if number in adoption.spots)
    return replace(finding, spots=spots, fixes=finding.fixes[adoption.choice : adoption.choice + 1])


def marks(found: Iterable[Item], edits: Iterable[Edit]) -> list[Mark]:
    """The marks of everything undecided, its evidence, and the edits that were adopted."""
    shown: list[Mark] = []
    names: dict[str, str] = {}
    for item in found:
        names.setdefault(item.finding.fingerprint, item.name)
        look = "layout" if item.of_layout else item.finding.severity.value
        for spot in item.left:
            shown += _mark(item.place(spot), look, item.target(spot))
        if item.left:
            for place in item.finding.evidence:
                shown += _mark(place, "evidence", item.target(item.left[0]))
    for edit in edits:
        target = f"{names[edit.fingerprint]}:0"
        shown.append(Mark(edit.paragraph, edit.start, edit.end, "adopted", target, edit.text))
    return shown


def _mark(place: Place, look: str, target: str) -> list[Mark]:
    if place.paragraph is None:
        return []
    return [Mark(place.paragraph, place.start, place.end, look, target)]


def step(found: tuple[Item, ...], name: str) -> Item | None:
    """The undecided item to look at after ``name`` is decided: the next in rank, else the one before."""
    names = [item.name for item in found]
    here = names.index(name) if name in names else -1
    later = [item for item in found[here + 1 :] if item.left]
    earlier = [item for item in found[: max(here, 0)] if item.left]
    return later[0] if later else earlier[-1] if earlier else None
