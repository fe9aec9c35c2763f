"""Marks that come in pairs, matched with a stack, paragraph by paragraph.

Parameters: ``pairs`` lists opening and closing mark together (``"“”"``); ``same`` lists marks that stand for one of
these (``"(（"``: a half-width bracket closes a full-width one). ``report`` is ``unpaired`` (a mark without its partner)
or ``nested`` (a pair directly inside a pair of the same marks). ``inner`` lists what to write instead of a nested pair
(``"“”‘’"``); ``near`` is how many characters, with no end of a sentence among them, may stand between the two opening
marks: farther apart, a forgotten mark is likelier than a pair in a pair. ``ignore`` is an expression whose matches
end in no such mark (``1）`` before an item, an apostrophe).

A quotation over several paragraphs opens in each and closes in the last (GB/T 15834), and a sentence cut by the end
of a paragraph may close in the next one: neither is reported. ``apart`` is how many paragraphs on the closing mark may
stand at most.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hegao.checks.base import Check, Hit, Parameters, Passage, Scope, Subject
from hegao.checks.texts import Mark, TextCheck
from hegao.errors import RuleError
from hegao.text.expressions import Clause, Expression

_STOP = re.compile("[。！？；]")


class _Sign(NamedTuple):
    """One mark in a text: ``kind`` is the opening mark of its pair."""

    position: int
    kind: str
    opens: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    """One mark in a passage."""

    passage: Passage
    sign: _Sign

    @property
    def kind(self) -> str:
        """The opening mark of its pair."""
        return self.sign.kind


@dataclass(frozen=True, slots=True)
class _Matched:
    """The pairs of a text that are directly inside their like, and the marks left alone."""

    nested: tuple[tuple[_Sign, _Sign], ...]
    lone: tuple[_Sign, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PairsCheck(TextCheck):
    """The pairs of one rule; see the module. Instances are told apart by identity."""

    closing: Mapping[str, str]
    same: Mapping[str, str]
    inner: Mapping[str, tuple[str, str]]
    nested: bool
    near: int
    apart: int
    ignore: Expression | None
    finder: re.Pattern[str]
    kinds: Mapping[str, tuple[str, bool]]

    @property
    def signs(self) -> Clause:
        """The marks."""
        return frozenset((*self.closing, *self.closing.values(), *self.same))

    def in_text(self, text: str) -> Iterable[Mark]:
        """The marks of the pairs concerned, or those without a partner in this text, in reading order."""
        matched = self.match(text)
        if self.nested:
            marks = [
                Mark(sign.position, sign.position + 1, fixes[place : place + 1], {"partner": self._partner(sign)})
                for pair in matched.nested
                for fixes in (self.inner.get(pair[0].kind, ()),)
                for place, sign in enumerate(pair)
            ]
            return sorted(marks, key=lambda mark: mark.start)
        return [
            Mark(sign.position, sign.position + 1, values={"kind": sign.kind, "opens": "opens" if sign.opens else ""})
            for sign in matched.lone
        ]

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """One hit for each mark concerned, in reading order."""
        if self.nested:
            yield from TextCheck.find(self, subject, scope)
            return
        found = {paragraph.number: marks for paragraph, marks in self.in_draft(subject, scope)}
        waiting: tuple[_Mark, ...] = ()
        for passage in subject.passages(scope) if found else ():
            marks = found.get(passage.paragraph.number, ())
            if waiting or marks:
                signs = (_Sign(mark.start, mark.values["kind"], bool(mark.values["opens"])) for mark in marks)
                own = tuple(_Mark(passage, sign) for sign in signs)
                waiting, given_up, lone = _carry(waiting, own, passage, self.apart)
                yield from self._lone(subject, given_up)
                if all(mark.sign.opens for mark in lone):
                    waiting += lone
                else:
                    yield from self._lone(subject, lone)
        yield from self._lone(subject, waiting)

    def match(self, text: str) -> _Matched:
        """What stands in pairs in ``text``, and what does not."""
        nested: list[tuple[_Sign, _Sign, _Sign]] = []
        lone: list[_Sign] = []
        stacks: dict[str, list[_Sign]] = {kind: [] for kind in self.closing}
        for sign in self._signs(text):
            stack = stacks[sign.kind]
            if sign.opens:
                stack.append(sign)
            elif not stack:
                lone.append(sign)
            else:
                opening = stack.pop()
                if stack and self._nests(text, stack[-1], opening, stacks):
                    nested.append((stack[-1], opening, sign))
        lone.extend(sign for stack in stacks.values() for sign in stack)
        # Where the outer mark is never closed, it is the closing mark before the inner pair that was forgotten.
        closed = tuple((opening, sign) for outer, opening, sign in nested if outer not in lone)
        return _Matched(closed, tuple(sorted(lone, key=lambda sign: sign.position)))

    def _nests(self, text: str, outer: _Sign, opening: _Sign, stacks: Mapping[str, Sequence[_Sign]]) -> bool:
        between = text[outer.position : opening.position]
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

    def _signs(self, text: str) -> Iterator[_Sign]:
        skipped = {m.end() - 1 for m in self.ignore.finditer(text)} if self.ignore else set()
        for match in self.finder.finditer(text):
            if match.start() in skipped:
                continue
            kind, opens = self.kinds[match.group()]
            yield _Sign(match.start(), kind, opens)

    def _lone(self, subject: Subject, marks: Sequence[_Mark]) -> Iterator[Hit]:
        """Two lone marks alike are a pair of which one looks the wrong way; any other has lost its partner."""
        if len(marks) == 2 and len({(mark.kind, mark.sign.opens) for mark in marks}) == 1:
            wrong = marks[1] if marks[0].sign.opens else marks[0]
            yield self._hit(subject, wrong, (self._partner(wrong.sign),))
            return
        for mark in marks:
            yield self._hit(subject, mark, ())

    def _partner(self, sign: _Sign) -> str:
        return self.closing[sign.kind] if sign.opens else sign.kind

    def _hit(self, subject: Subject, mark: _Mark, fixes: tuple[str, ...]) -> Hit:
        paragraph, position = mark.passage.paragraph, mark.sign.position
        return subject.hit(paragraph, position, position + 1, *fixes, partner=self._partner(mark.sign))


def _carry(
    waiting: tuple[_Mark, ...], lone: tuple[_Mark, ...], passage: Passage, apart: int
) -> tuple[tuple[_Mark, ...], tuple[_Mark, ...], tuple[_Mark, ...]]:
    """The opening marks still waiting after this passage, those given up, and what stays lone in the passage."""
    rest, still, given_up = list(lone), [], []
    stops = _STOP.search(passage.text) is not None
    for mark in waiting:
        partner = next((m for m in rest if not m.sign.opens and m.kind == mark.kind), None)
        if partner:
            rest.remove(partner)
        elif passage.text.lstrip().startswith(mark.kind):
            continue
        elif (
            stops
            or passage.paragraph.number - mark.passage.paragraph.number >= apart
            or _STOP.search(mark.passage.text, mark.sign.position)
        ):
            given_up.append(mark)
        else:
            still.append(mark)
    return tuple(still), tuple(given_up), tuple(rest)


def parse(params: Parameters) -> Check:
    """The check described by ``params``.

    Raises:
        RuleError: ``report`` is neither of its words, or ``same`` names a mark that is in no pair.
    """
    closing = {row[0]: row[1] for row in params.rows("pairs", 2, required=True)}
    same = {row[0]: row[1] for row in params.rows("same", 2)}
    inner = {row[0]: (row[2], row[3]) for row in params.rows("inner", 4)}
    report = params.get("report", str)
    if report not in ("unpaired", "nested"):
        raise RuleError(f"规则 {params.rule} 的 params.report 只能是 unpaired 或 nested，请改正。")
    kinds = {mark: (kind, False) for kind, mark in reversed(closing.items())} | {kind: (kind, True) for kind in closing}
    if lone := next((mark for mark in same.values() if mark not in kinds), None):
        raise RuleError(f"规则 {params.rule} 的 params.same 里的“{lone}”不在 params.pairs 里，请改正。")
    kinds |= {mark: kinds[stands_for] for mark, stands_for in same.items()}
    characters = re.escape("".join(sorted(kinds)))
    check = PairsCheck(
        closing,
        same,
        inner,
        report == "nested",
        params.get("near", int, 40),
        params.get("apart", int),
        params.maybe("ignore"),
        re.compile(f"[{characters}]"),
        kinds,
    )
    params.finish()
    return check
