"""The numbering of headings: under each parent the ordinals of a level should run 1, 2, 3.

Parameters: ``report`` is ``gap`` (一、 … 三、), ``repeat`` (二、 … 二、; the right label is the fix where no later one
would clash with it), ``skip`` (一、 followed at once by （1）) or ``count`` (三项措施 announced, two headings).
``allow`` lists level pairs such as ``"13"`` that may follow each other. ``announce`` is an expression for the
announcement, with the number in a group named ``n`` and the marked span in ``at``, looked for at the end of the
paragraph before the first heading of a list.

Numbering that runs on across parents, as clauses do, is no gap, and a list that starts again at 1 is a new list.
Headings without a number and decimal numbers (1.1) take no part in ``skip``.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

from hegao.checks.base import Check, Hit, Parameters, Scope, Subject
from hegao.draft.model import Draft, Paragraph
from hegao.draft.recognition import Heading
from hegao.errors import RuleError
from hegao.text.characters import fold_width
from hegao.text.expressions import Expression
from hegao.text.numerals import to_chinese, to_int

_DEEPEST = 4
_NUMERAL = re.compile(r"[一二三四五六七八九十百千零]+|[0-9]+(?=[^0-9]*$)")
_LEFT_OUT = re.compile(r"\s*[….·]{1,6}\s*")
# Lines before a heading without a sibling above it that are searched for the first of the list, glued to a paragraph.
_BACK = 20


@dataclass(slots=True)
class _Siblings:
    """The numbered headings of one level under one parent, up to where numbering starts again."""

    members: list[Heading] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Step:
    """A heading with the one before it in its list, and the last of its level anywhere above."""

    heading: Heading
    before: Heading | None
    running: Heading | None
    following: Heading | None

    @property
    def due(self) -> int:
        """The ordinal that should stand here."""
        if self.before:
            return (self.before.ordinal or 0) + 1
        last = (self.running.ordinal or 0) if self.running else 0
        # A first one far up is the next of a numbering that runs on across parents.
        return last + 1 if (self.heading.ordinal or 0) > last > 1 else 1

    @property
    def runs_on(self) -> bool:
        """Whether the numbering continues across parents."""
        return self.running is not None and self.heading.ordinal == (self.running.ordinal or 0) + 1

    @property
    def repeats(self) -> bool:
        """Whether the ordinal was used before in this list."""
        return self.before is not None and (self.heading.ordinal or 0) < self.due and not self.runs_on


_Finder = Callable[[Subject], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class OutlineCheck:
    """One of the finders of this module."""

    finder: _Finder

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """Hits on the labels of headings whose paragraphs lie inside ``scope``."""
        hits = list(self.finder(subject))
        shown = {passage.paragraph.number for passage in subject.passages(scope)} if hits else ()
        return [hit for hit in hits if hit.place.paragraph in shown]


def _headings(subject: Subject) -> Sequence[Heading]:
    outline = subject.recognition.outline
    return subject.once("headings", lambda: [heading for heading in outline if heading.level <= _DEEPEST])


def _steps(subject: Subject) -> Sequence[_Step]:
    return subject.once("steps of headings", lambda: list(_read(_headings(subject))))


def _read(headings: Iterable[Heading]) -> Iterator[_Step]:
    lists = _lists(headings)
    running: dict[tuple[int, int], Heading] = {}
    following = {id(a): b for siblings in lists for a, b in _pairs(siblings.members)}
    before = {id(b): a for siblings in lists for a, b in _pairs(siblings.members)}
    for heading in headings:
        if heading.ordinal is None or heading.level == 0:
            continue
        key = (heading.article, heading.level)
        yield _Step(heading, before.get(id(heading)), running.get(key), following.get(id(heading)))
        running[key] = heading


def _pairs(members: list[Heading]) -> Iterator[tuple[Heading, Heading]]:
    yield from pairwise(members)


def _lists(headings: Iterable[Heading]) -> list[_Siblings]:
    lists: list[_Siblings] = []
    open_at: dict[int, _Siblings] = {}
    article = None
    for heading in headings:
        if heading.article != article or heading.level == 0:
            article, open_at = heading.article, {}
        for level in [level for level in open_at if level > heading.level]:
            del open_at[level]
        if heading.ordinal is None or heading.level == 0:
            open_at.pop(heading.level, None)
            continue
        if heading.ordinal == 1 or heading.level not in open_at:
            open_at[heading.level] = _Siblings()
            lists.append(open_at[heading.level])
        open_at[heading.level].members.append(heading)
    return lists


def _gaps(subject: Subject) -> Iterator[Hit]:
    repeated = False
    for step in _steps(subject):
        # 二、 二、 四、: the second 二、 is the fault.
        counted_on = repeated and step.heading.ordinal == step.due + 1
        skipped = (step.heading.ordinal or 0) > step.due and not step.runs_on and not counted_on
        if skipped and not _accounted_for(subject, step):
            yield _hit(subject, step, (), missing=_label(step.heading, step.due))
        repeated = step.repeats


def _accounted_for(subject: Subject, step: _Step) -> bool:
    """Whether the missing heading is accounted for: glued to a paragraph in between, or left out with ……."""
    missing = fold_width(_label(step.heading, step.due))
    own = step.heading.place.paragraph or 0
    if step.before:
        first = step.before.place.paragraph or 0
    else:
        above = [h.place.paragraph or 0 for h in _headings(subject)]
        first = max([own - _BACK, *(number + 1 for number in above if number < own)])
    between = (subject.draft.by_number.get(n) for n in range(max(first, 1), own))
    return any(missing in fold_width(p.text) or _LEFT_OUT.fullmatch(p.text) for p in between if p)


def _repeats(subject: Subject) -> Iterator[Hit]:
    for step in _steps(subject):
        # The same heading twice is a repeated line, not a wrong number.
        if not step.repeats or (step.before and step.before.text == step.heading.text):
            continue
        due = _label(step.heading, step.due)
        free = step.following is None or step.following.ordinal == step.due + 1
        yield _hit(subject, step, (due,) if free else (), due=due)


def _hit(subject: Subject, step: _Step, fixes: tuple[str, ...], **values: str) -> Hit:
    """A hit on the label; a number that the file makes by itself cannot be replaced."""
    heading = step.heading
    paragraph = subject.draft.by_number[heading.place.paragraph or 0]
    start = heading.place.start
    automatic = start < paragraph.numbering
    hit = subject.hit(paragraph, start, start + len(heading.label), *(() if automatic else fixes), **values)
    return hit._replace(evidence=(step.before.place,)) if step.before else hit


def _label(heading: Heading, ordinal: int) -> str:
    """The label of ``heading`` with another ordinal."""
    return _NUMERAL.sub(
        lambda match: str(ordinal) if match.group().isascii() else to_chinese(ordinal), heading.label, count=1
    )


def _skips(subject: Subject, allow: frozenset[str]) -> Iterator[Hit]:
    before: Heading | None = None
    for heading in _headings(subject):
        if heading.level == 0 or (before and heading.article != before.article):
            before = None
        if heading.ordinal is None or heading.level == 0 or re.search(r"\d[.．]\d", heading.label):
            before = None
            continue
        if before and heading.level > before.level + 1 and f"{before.level}{heading.level}" not in allow:
            step = _Step(heading, before, None, None)
            yield _hit(subject, step, (), above=before.label)
        before = heading


def _counts(subject: Subject, announce: Expression) -> Iterator[Hit]:
    for siblings in _lists(_headings(subject)):
        ordinals = [heading.ordinal for heading in siblings.members]
        if len(ordinals) < 2 or ordinals != list(range(1, len(ordinals) + 1)):
            continue
        before = _paragraph_before(subject.draft, siblings.members[0])
        match = announce.compiled.search(before.text, max(0, len(before.text) - 60)) if before else None
        if before and match and to_int(match["n"]) != len(ordinals):
            last = siblings.members[-1]
            hit = subject.hit(before, *match.span("at"), told=match["n"], last=last.label)
            yield hit._replace(evidence=(siblings.members[0].place, last.place))


def _paragraph_before(draft: Draft, heading: Heading) -> Paragraph | None:
    numbers = range((heading.place.paragraph or 0) - 1, 0, -1)
    return next((p for n in numbers if (p := draft.by_number.get(n)) and not p.blank), None)


def parse(params: Parameters) -> Check:
    """The check described by ``params``.

    Raises:
        RuleError: ``report`` is none of its words.
    """
    report = params.get("report", str)
    finders: dict[str, _Finder] = {
        "gap": _gaps,
        "repeat": _repeats,
        "skip": partial(_skips, allow=frozenset(params.strings("allow"))),
        "count": partial(_counts, announce=params.expression("announce", "(?!)")),
    }
    params.finish()
    if report not in finders:
        raise RuleError(f"规则 {params.rule} 的 params.report 只能是 {'、'.join(finders)}，请改正。")
    return OutlineCheck(finders[report])
