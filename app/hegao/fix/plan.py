"""Which of the fixes are made: never two in one place, and each that is left out with its reason."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from hegao.draft.model import Draft
from hegao.findings.model import Finding, Reform, Safety

NEEDS_REVIEW = "这一处的改法需要人工确认，没有自动修改。"
IN_NUMBERING = "这一处在自动编号里，请在 Word 或 WPS 的编号设置中修改。"
STALE = "这一处的原文与检查时不同，没有修改，请重新检查。"
CLASHES = "这一处与另一项修改重叠，没有修改，请改好后再检查一遍。"
TWICE = "另一项修改已包含同样的改动。"


@dataclass(frozen=True, slots=True)
class Edit:
    """The replacement of a paragraph's code points ``start`` to ``end`` (numbering included) by ``text``.

    ``old`` is what must stand there now; an edit that finds something else is not made.
    """

    paragraph: int
    start: int
    end: int
    text: str
    old: str
    rule: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """An edit that was not made, and why: one Chinese sentence."""

    edit: Edit
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The edits to make, in reading order and without overlaps, those left out, and the looks to give."""

    edits: tuple[Edit, ...]
    skipped: tuple[Skipped, ...] = ()
    reforms: tuple[Reform, ...] = ()


@dataclass(frozen=True, slots=True)
class Applied:
    """A mended file's bytes, the edits that were made, those that could not be, and how many comments were set.

    ``reformed`` counts the stretches, paragraphs and pages that got another look.
    """

    data: bytes
    done: tuple[Edit, ...]
    skipped: tuple[Skipped, ...]
    comments: int = 0
    reformed: int = 0


@dataclass(slots=True)
class _Lines:
    """The edits taken so far, by paragraph and in order of their start."""

    taken: dict[int, list[Edit]] = field(default_factory=dict)

    def neighbours(self, edit: Edit) -> list[Edit]:
        """The edits that could touch this one; as those taken do not overlap, one on each side is enough."""
        line = self.taken.get(edit.paragraph, [])
        index = bisect_left(line, edit.start, key=attrgetter("start"))
        return line[max(index - 1, 0) : index + 1]

    def take(self, edit: Edit) -> None:
        insort(self.taken.setdefault(edit.paragraph, []), edit, key=attrgetter("start"))


def plan(draft: Draft, findings: Iterable[Finding], safety: Safety) -> Plan:
    """The edits for all places of ``findings``: the safe ones only, or with ``Safety.REVIEW`` all.

    The spot's own fix goes before the finding's first one. Where edits overlap, a safe one goes before one to be
    reviewed, then the earlier, then the longer. Places without a fix, and faults of the page, yield no edits. Other
    looks are never given unseen.
    """
    findings = tuple(findings)
    lines = _Lines()
    skipped = []
    candidates = sorted(_candidates(findings), key=lambda c: (c[0] is not Safety.SAFE, *_position(c[1])))
    for needs, edit in candidates:
        unsafe = needs is Safety.REVIEW and safety is Safety.SAFE
        reason = _obstacle(draft, edit) or (NEEDS_REVIEW if unsafe else _clash(lines, edit))
        if reason is None:
            lines.take(edit)
        else:
            skipped.append(Skipped(edit, reason))
    edits = (edit for number in sorted(lines.taken) for edit in lines.taken[number])
    looks = () if safety is Safety.SAFE else (spot.reforms for finding in findings for spot in finding.spots)
    reforms = tuple(reform for of_spot in looks for reform in of_spot)
    return Plan(tuple(edits), tuple(sorted(skipped, key=lambda s: _position(s.edit))), reforms)


def clash(first: Edit, second: Edit) -> bool:
    """Whether two edits of one paragraph cannot both be made."""
    return first.start == second.start or (first.start < second.end and second.start < first.end)


def _position(edit: Edit) -> tuple[int, int, int]:
    return edit.paragraph, edit.start, edit.start - edit.end  # of two that begin together, the longer first


def _candidates(findings: Iterable[Finding]) -> Iterator[tuple[Safety, Edit]]:
    for finding in findings:
        usual = finding.fixes[0] if finding.fixes else None
        for spot in finding.spots:
            fix, place = spot.fix or usual, spot.place
            if fix is None or place.paragraph is None or fix.text == place.text:
                continue
            edit = Edit(
                paragraph=place.paragraph,
                start=place.start,
                end=place.end,
                text=fix.text,
                old=place.text,
                rule=finding.rule,
                fingerprint=finding.fingerprint,
            )
            yield fix.safety, edit


def _obstacle(draft: Draft, edit: Edit) -> str | None:
    paragraph = draft.by_number.get(edit.paragraph)
    if paragraph is None or paragraph.text[edit.start : edit.end] != edit.old:
        return STALE
    return IN_NUMBERING if edit.start < paragraph.numbering else None


def _clash(lines: _Lines, edit: Edit) -> str | None:
    others = [other for other in lines.neighbours(edit) if clash(edit, other)]
    if not others:
        return None
    same = (edit.start, edit.end, edit.text)
    return TWICE if any((o.start, o.end, o.text) == same for o in others) else CLASHES
