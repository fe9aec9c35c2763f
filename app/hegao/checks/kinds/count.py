"""How much or how often: sentences, titles and drafts that are too long, a word used again and again.

Parameters: ``per`` is what is counted in, ``sentence``, ``paragraph`` or ``draft``; ``of`` is the expression counted,
any visible character by default; ``over`` is the greatest number that is still fine. With ``same = true`` equal
matches are counted by themselves, and the matches beyond the limit are marked instead of the whole; the earlier
ones are evidence. The message may use {found}, and with ``same`` {text}.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hegao.checks.base import Check, Hit, Parameters, Scope, Subject
from hegao.checks.texts import Mark, TextCheck
from hegao.errors import RuleError
from hegao.text.expressions import Clause, Expression, signs
from hegao.text.memory import remembered
from hegao.text.segmentation import sentences

_PER = ("sentence", "paragraph", "draft")


@dataclass(frozen=True, slots=True, eq=False)
class CountCheck(TextCheck):
    """A limit for sentences or paragraphs; see the module."""

    sentence: bool
    of: Expression
    over: int
    same: bool

    @property
    def signs(self) -> Clause:
        """Those of the expression."""
        return signs([self.of])

    def in_text(self, text: str) -> Iterable[Mark]:
        """Sentences, or the paragraph, beyond the limit, in reading order."""
        if not self.of.may_match(text):
            return
        for start, end in sentences(text) if self.sentence else [(0, len(text))]:
            if end - start > self.over or self.same:
                yield from self._in_span(text, start, end)

    def _in_span(self, text: str, start: int, end: int) -> Iterator[Mark]:
        matches = list(self.of.compiled.finditer(text, start, end))
        if len(matches) <= self.over:
            return
        if not self.same:
            visible = text[start:end]
            start += len(visible) - len(visible.lstrip())
            end -= len(visible) - len(visible.rstrip())
            yield Mark(start, end, (), {"found": str(len(matches))})
            return
        words: dict[str, list[re.Match[str]]] = {}
        for match in matches:
            words.setdefault(match.group(), []).append(match)
        for same in words.values():
            if len(same) > self.over:
                *earlier, last = [match.span() for match in same]
                yield Mark(*last, (), {"found": str(len(same))}, tuple(earlier))


@dataclass(frozen=True, slots=True)
class DraftCheck:
    """A limit for the draft; see the module."""

    of: Expression
    over: int

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """The draft, where it is beyond the limit."""
        found = sum(_count(passage.text, self.of) for passage in subject.passages(scope))
        if found > self.over:
            yield subject.whole(found=str(found))


@remembered(20_000)
def _count(text: str, expression: Expression) -> int:
    return sum(1 for _ in expression.finditer(text))


def parse(params: Parameters) -> Check:
    """The check described by ``params``.

    Raises:
        RuleError: ``per`` is none of sentence, paragraph, draft.
    """
    per, of = params.get("per", str), params.expression("of", r"\S")
    over, same = params.get("over", int), params.get("same", bool, default=False)
    params.finish()
    if per not in _PER:
        raise RuleError(f"规则 {params.rule} 的 params.per 只能是 {'、'.join(_PER)}，请改正。")
    return DraftCheck(of, over) if per == "draft" else CountCheck(per == "sentence", of, over, same)
