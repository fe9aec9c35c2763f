"""Ordinals that open sentences inside the text (一是 二是, 首先 其次, 第一 第二): gaps, repeats, mixtures, wrong totals.

Parameters: ``report`` is ``gap`` (一是 … 三是), ``repeat`` (二是 … 二是; the right ordinal is the fix where no later one
would clash with it), ``mixed`` (首先 … 第二: two sets in one run) or ``count`` (三个方面 announced, two listed).
``openers`` is an expression for words that do the work of a first ordinal (首要, 一方面); ``announce`` is an expression
for the announcement, with the number in a group named ``n`` and the marked span in ``at``, looked for at the end of
what stands before the first ordinal. ``words`` are the ordinals that have no numeral, in order (首先, 其次, 再次); a gap or
repeat among them that has no word is not reported.

The ordinals are those of the outline's fifth level. A run goes on under its own heading only; inside one of its items
another run may open and close.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from hegao.checks.base import Check, Hit, Parameters, Scope, Subject
from hegao.draft.model import Paragraph
from hegao.draft.recognition import Heading
from hegao.errors import RuleError
from hegao.text.expressions import Expression
from hegao.text.numerals import to_chinese, to_int

_LEVEL = 5
_NUMERAL = re.compile(r"[一二三四五六七八九十]+")


# How many runs back an ordinal may reach; more open ones are never meant.
_OPEN = 8
# Characters before the first ordinal in which the announcement ends.
_LEAD_IN = 60


@dataclass(slots=True, eq=False)
class Run:
    """Ordinals that belong together, as far as they have been read."""

    family: str
    items: list[Heading] = field(default_factory=list)
    broken: bool = False

    @property
    def last(self) -> int:
        """The value of the last ordinal, 0 before the first."""
        return (self.items[-1].ordinal or 0) if self.items else 0


@dataclass(frozen=True, slots=True)
class Fault:
    """An ordinal out of order, ``run.items[index]``; ``due`` is the value that should stand there."""

    run: Run
    index: int
    due: int

    @property
    def item(self) -> Heading:
        """The ordinal itself."""
        return self.run.items[self.index]

    @property
    def before(self) -> Heading | None:
        """The one it follows, ``None`` where the run has no beginning."""
        return self.run.items[self.index - 1] if self.index else None

    @property
    def repeats(self) -> bool:
        """Whether the ordinal was used before, and not skipped."""
        return (self.item.ordinal or 0) < self.due


@dataclass(frozen=True, slots=True)
class Reading:
    """The runs of a draft and what is wrong in them."""

    runs: tuple[Run, ...]
    faults: tuple[Fault, ...]


def read(outline: Iterable[Heading]) -> Reading:
    """The runs among the fifth-level entries of ``outline``, which is in reading order."""
    runs: list[Run] = []
    faults: list[Fault] = []
    open_runs: list[Run] = []
    closed: list[Run] = []
    for entry in outline:
        if entry.level != _LEVEL:
            closed = [*closed, *open_runs][-_OPEN:]
            open_runs = []
        elif entry.ordinal is not None:
            run = _run_for(entry, open_runs, closed)
            if run is None:
                run = Run(_family(entry))
                runs.append(run)
            if run.last + 1 != entry.ordinal:
                faults.append(Fault(run, len(run.items), run.last + 1))
                run.broken = True
            run.items.append(entry)
            open_runs = _still_open(run, open_runs)
    return Reading(tuple(runs), tuple(faults))


def _family(entry: Heading) -> str:
    """What two ordinals of one set share: 一是 and 二是, 第一 and 第二, 首先 and 其次."""
    form = _NUMERAL.sub("N", entry.label)
    return form if "N" in form else "order"


def _run_for(entry: Heading, open_runs: list[Run], closed: list[Run]) -> Run | None:
    """The run an ordinal continues, or breaks; ``None`` for a first one and for one that has no run at all."""
    if entry.ordinal == 1:
        return None
    due = [run for run in reversed(open_runs) if run.last + 1 == entry.ordinal]
    same = [run for run in reversed(open_runs) if run.family == _family(entry)]
    top = same[:1]
    for run in [
        *top,
        *(r for r in same[1:] if _resumes(entry, r)),
        *(r for r in due if r.family != _family(entry)),
    ]:
        if run in due:
            return run
    if top:
        return top[0]
    return next((r for r in reversed(closed) if r.family == _family(entry) and r.last + 1 == entry.ordinal), None)


def _resumes(entry: Heading, run: Run) -> bool:
    """Whether an ordinal may go back to a run opened before the latest one: in one paragraph, or paragraph by paragraph."""
    last = run.items[-1].place
    return last.paragraph == entry.place.paragraph or (last.start < 3 and entry.place.start < 3)


def _still_open(run: Run, open_runs: list[Run]) -> list[Run]:
    """The open runs after an item of ``run``: those opened inside its item before have come to their end."""
    if run in open_runs:
        return open_runs[: open_runs.index(run) + 1]
    return [*open_runs, run][-_OPEN:]


_Finder = Callable[[Subject, Reading], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class SequenceCheck:
    """One of the finders of this module."""

    finder: _Finder

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """Hits on ordinals whose paragraphs lie inside ``scope``."""
        reading = subject.once("ordinal runs", lambda: read(subject.recognition.outline))
        hits = list(self.finder(subject, reading))
        shown = {passage.paragraph.number for passage in subject.passages(scope)} if hits else ()
        return [hit for hit in hits if hit.place.paragraph in shown]


def _gaps(subject: Subject, reading: Reading, openers: Expression, words: Sequence[str]) -> Iterator[Hit]:
    repeated = {id(fault.item) for fault in reading.faults if fault.repeats}
    for fault in reading.faults:
        item = fault.item
        # 二是, 二是, 四是: the second 二是 is the fault.
        counted_on = id(fault.before) in repeated and item.ordinal == fault.due + 1
        if fault.repeats or counted_on:
            continue
        paragraph = subject.draft.by_number[item.place.paragraph or 0]
        if fault.before is None and (
            _opens(subject, item) or openers.compiled.search(paragraph.text, 0, item.place.start)
        ):
            continue
        if missing := _label(item, fault.due, words):
            yield _hit(subject, fault, (), missing=missing)


def _opens(subject: Subject, item: Heading) -> bool:
    """Whether the draft begins with ``item``: a passage cut from a longer text."""
    number = item.place.paragraph or 0
    above = (p for p in subject.draft.paragraphs if p.number < number and not p.blank)
    return not subject.draft.by_number[number].text[: item.place.start].strip() and next(above, None) is None


def _repeats(subject: Subject, reading: Reading, words: Sequence[str]) -> Iterator[Hit]:
    for fault in reading.faults:
        due = _label(fault.item, fault.due, words) if fault.repeats else ""
        if not due:
            continue
        later = fault.run.items[fault.index + 1 : fault.index + 2]
        free = not later or later[0].ordinal == fault.due + 1
        yield _hit(subject, fault, (due,) if free else (), due=due)


def _hit(subject: Subject, fault: Fault, fixes: tuple[str, ...], **values: str) -> Hit:
    place = fault.item.place
    hit = subject.hit(
        subject.draft.by_number[place.paragraph or 0],
        place.start,
        place.start + len(fault.item.label),
        *fixes,
        **values,
    )
    return hit._replace(evidence=(fault.before.place,)) if fault.before else hit


def _label(item: Heading, ordinal: int, words: Sequence[str]) -> str:
    """The label of ``item`` with another ordinal; empty where there is no word for it."""
    if _NUMERAL.search(item.label):
        return _NUMERAL.sub(to_chinese(ordinal), item.label, count=1)
    return next(iter(words[ordinal - 1 : ordinal]), "")


def _counts(subject: Subject, reading: Reading, announce: Expression) -> Iterator[Hit]:
    for run in reading.runs:
        first = run.items[0]
        if run.broken or first.ordinal != 1 or len(run.items) < 2:
            continue
        paragraph, end = _lead_in(subject, first)
        match = announce.compiled.search(paragraph.text, max(0, end - _LEAD_IN), end)
        if match and to_int(match["n"]) != run.last:
            hit = subject.hit(paragraph, *match.span("at"), told=match["n"], last=run.items[-1].label)
            yield hit._replace(evidence=tuple(item.place for item in run.items))


def _mixed(subject: Subject, reading: Reading) -> Iterator[Hit]:
    for run in reading.runs:
        sets = [_set(item) for item in run.items]
        for item, own in zip(run.items, sets, strict=True):
            if own != sets[0]:
                paragraph = subject.draft.by_number[item.place.paragraph or 0]
                start = item.place.start
                hit = subject.hit(paragraph, start, start + len(item.label), first=run.items[0].label)
                yield hit._replace(evidence=(run.items[0].place,))
                break


def _set(item: Heading) -> str:
    """一是 and 二要 count as one set: both number their items alike."""
    return "N是" if _family(item) == "N要" else _family(item)


def _lead_in(subject: Subject, first: Heading) -> tuple[Paragraph, int]:
    """Where the words before the first ordinal end: in its paragraph, or in the last one before it."""
    number = first.place.paragraph or 0
    paragraph = subject.draft.by_number[number]
    if paragraph.text[: first.place.start].strip():
        return paragraph, first.place.start
    before = next((p for n in range(number - 1, 0, -1) if (p := subject.draft.by_number.get(n)) and not p.blank), None)
    return (before, len(before.text)) if before else (paragraph, first.place.start)


def parse(params: Parameters) -> Check:
    """The check described by ``params``.

    Raises:
        RuleError: ``report`` is none of its words.
    """
    report = params.get("report", str)
    finders: dict[str, Callable[[], _Finder]] = {
        "gap": lambda: partial(_gaps, openers=params.expression("openers"), words=params.strings("words")),
        "repeat": lambda: partial(_repeats, words=params.strings("words")),
        "mixed": lambda: _mixed,
        "count": lambda: partial(_counts, announce=params.expression("announce")),
    }
    if report not in finders:
        raise RuleError(f"规则 {params.rule} 的 params.report 只能是 {'、'.join(finders)}，请改正。")
    check = SequenceCheck(finders[report]())
    params.finish()
    return check
