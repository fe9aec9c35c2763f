"""Marks that come in pairs, matched with a stack, paragraph by paragraph.

Parameters: ``pairs`` lists opening and closing mark together (``"“”"``); ``same`` lists marks that stand for one of
these (``"(（"``: a half-width bracket closes a full-width one). ``report`` is ``unpaired`` (a mark without its partner)
or ``nested`` (a pair directly inside a pair of the same marks). ``inner`` lists what to write instead of a nested pair
(``"“”‘’"``); ``near`` is how many characters, with no end of a sentence among them, may stand between the two opening
marks: farther apart, a forgotten mark is likelier than a pair in a pair. ``ignore`` is an expression whose matches
end in no such mark (``1）`` before an item, an apostrophe).

A quotation over several paragraphs opens in each and closes in the last (GB/T 15834), and a sentence cut by the end
of a paragraph may close in the next one: neither is reported.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hegao.checks.base import Check, Hit, Parameters, Passage, Scope, Subject
from hegao.errors import RuleError
from hegao.text.expressions import Expression

_STOP = re.compile("[。！？；]")


@dataclass(frozen=True, slots=True)
class _Mark:
    """One mark in a passage: ``kind`` is the opening mark of its pair, ``written`` what stands there."""

    passage: Passage
    position: int
    kind: str
    opens: bool

    @property
    def leads(self) -> bool:
        """Whether it is the first thing in its paragraph."""
        return not self.passage.text[: self.position].strip()


@dataclass(frozen=True, slots=True)
class _Matched:
    """The pairs of a passage that are directly inside their like, and the marks left alone."""

    nested: tuple[tuple[_Mark, _Mark], ...]
    lone: tuple[_Mark, ...]


@dataclass(frozen=True, slots=True)
class PairsCheck:
    """The pairs of one rule; see the module."""

    closing: Mapping[str, str]
    same: Mapping[str, str]
    inner: Mapping[str, tuple[str, str]]
    nested: bool
    near: int
    ignore: Expression | None
    finder: re.Pattern[str]

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """One hit for each mark concerned, in reading order."""
        waiting: tuple[_Mark, ...] = ()
        for passage in subject.passages(scope):
            matched = self._match(passage)
            if self.nested:
                yield from self._nested(subject, matched)
                continue
            waiting, given_up, lone = _carry(waiting, matched.lone, passage)
            yield from self._lone(subject, given_up)
            closers = tuple(mark for mark in lone if not mark.opens)
            if closers:
                yield from self._lone(subject, lone)
            else:
                waiting += lone
        yield from self._lone(subject, waiting)

    def _match(self, passage: Passage) -> _Matched:
        nested: list[tuple[_Mark, _Mark, _Mark]] = []
        lone: list[_Mark] = []
        stacks: dict[str, list[_Mark]] = {kind: [] for kind in self.closing}
        for mark in self._marks(passage):
            stack = stacks[mark.kind]
            if mark.opens:
                stack.append(mark)
            elif not stack:
                lone.append(mark)
            else:
                opening = stack.pop()
                if stack and self._nests(stack[-1], opening, stacks):
                    nested.append((stack[-1], opening, mark))
        lone.extend(mark for stack in stacks.values() for mark in stack)
        # Where the outer mark is never closed, it is the closing mark before the inner pair that was forgotten.
        closed = tuple((opening, mark) for outer, opening, mark in nested if outer not in lone)
        return _Matched(closed, tuple(sorted(lone, key=lambda mark: mark.position)))

    def _nests(self, outer: _Mark, opening: _Mark, stacks: Mapping[str, Sequence[_Mark]]) -> bool:
        between = opening.passage.text[outer.position : opening.position]
        return (
            len(between) <= self.near
            and not _STOP.search(between)
            and not any(
                outer.position < other.position < opening.position
                for kind, stack in stacks.items()
                if kind != opening.kind
                for other in stack
            )
        )

    def _marks(self, passage: Passage) -> Iterator[_Mark]:
        text = passage.text
        skipped = {m.end() - 1 for m in self.ignore.finditer(text)} if self.ignore else set()
        for match in self.finder.finditer(text):
            if match.start() in skipped:
                continue
            mark = self.same.get(match.group(), match.group())
            opens = mark in self.closing
            kind = mark if opens else next(o for o, c in self.closing.items() if c == mark)
            yield _Mark(passage, match.start(), kind, opens)

    def _nested(self, subject: Subject, matched: _Matched) -> Iterator[Hit]:
        hits = [
            self._hit(subject, mark, (fixes[place],) if fixes else ())
            for pair in matched.nested
            for fixes in (self.inner.get(pair[0].kind, ()),)
            for place, mark in enumerate(pair)
        ]
        yield from sorted(hits, key=lambda hit: hit.place.start)

    def _lone(self, subject: Subject, marks: Sequence[_Mark]) -> Iterator[Hit]:
        """Two lone marks alike are a pair of which one looks the wrong way; any other has lost its partner."""
        if len(marks) == 2 and len({(mark.kind, mark.opens) for mark in marks}) == 1:
            wrong = marks[1] if marks[0].opens else marks[0]
            yield self._hit(subject, wrong, (self._partner(wrong),))
            return
        for mark in marks:
            yield self._hit(subject, mark, ())

    def _partner(self, mark: _Mark) -> str:
        return self.closing[mark.kind] if mark.opens else mark.kind

    def _hit(self, subject: Subject, mark: _Mark, fixes: tuple[str, ...]) -> Hit:
        paragraph, position = mark.passage.paragraph, mark.position
        return subject.hit(paragraph, position, position + 1, *fixes, partner=self._partner(mark))


def _carry(
    waiting: tuple[_Mark, ...], lone: tuple[_Mark, ...], passage: Passage
) -> tuple[tuple[_Mark, ...], tuple[_Mark, ...], tuple[_Mark, ...]]:
    """The opening marks still waiting after this passage, those given up, and what stays lone in the passage."""
    rest, still, given_up = list(lone), [], []
    for mark in waiting:
        partner = next((m for m in rest if not m.opens and m.kind == mark.kind), None)
        if partner:
            rest.remove(partner)
        elif passage.text.lstrip().startswith(mark.kind):
            continue
        elif _STOP.search(mark.passage.text, mark.position) or _STOP.search(passage.text):
            given_up.append(mark)
        else:
            still.append(mark)
    return tuple(still), tuple(given_up), tuple(rest)


def parse(params: Parameters) -> Check:
    """The check described by ``params``.

    Raises:
        RuleError: ``report`` is neither of its words.
    """
    closing = {row[0]: row[1] for row in params.rows("pairs", 2, required=True)}
    same = {row[0]: row[1] for row in params.rows("same", 2)}
    inner = {row[0]: (row[2], row[3]) for row in params.rows("inner", 4)}
    report = params.get("report", str)
    if report not in ("unpaired", "nested"):
        raise RuleError(f"规则 {params.rule} 的 params.report 只能是 unpaired 或 nested，请改正。")
    characters = re.escape("".join({*closing, *closing.values(), *same}))
    check = PairsCheck(
        closing,
        same,
        inner,
        report == "nested",
        params.get("near", int, 40),
        params.maybe("ignore"),
        re.compile(f"[{characters}]"),
    )
    params.finish()
    return check
