"""How much or how often: sentences, titles and drafts that are too long, a word used again and again.

Parameters: ``per`` is what is counted in, ``sentence``, ``paragraph`` or ``draft``; ``of`` is the expression counted,
any visible character by default; ``over`` is the greatest number that is still fine. With ``same = true`` equal
matches are counted by themselves, and the matches beyond the limit are marked instead of the whole; the earlier
ones are evidence. The message may use {found}, and with ``same`` {text}.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hegao.checks.base import Check, Hit, Parameters, Passage, Scope, Subject
from hegao.errors import RuleError
from hegao.text.expressions import Expression
from hegao.text.segmentation import sentences

_PER = ("sentence", "paragraph", "draft")


@dataclass(frozen=True, slots=True)
class CountCheck:
    """A limit; see the module."""

    per: str
    of: Expression
    over: int
    same: bool

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """Sentences, paragraphs or the draft beyond the limit, in reading order."""
        passages = subject.passages(scope)
        if self.per == "draft":
            found = sum(_count(self.of, passage.text) for passage in passages)
            if found > self.over:
                yield subject.whole(found=str(found))
            return
        for passage in passages:
            for start, end in self._spans(passage.text):
                yield from self._in_span(subject, passage, start, end)

    def _spans(self, text: str) -> list[tuple[int, int]]:
        if self.per == "paragraph":
            return [(0, len(text))]
        return [span for span in sentences(text) if span[1] - span[0] > self.over or self.same]

    def _in_span(self, subject: Subject, passage: Passage, start: int, end: int) -> Iterator[Hit]:
        matches = list(self.of.finditer(passage.text, start, end))
        if len(matches) <= self.over:
            return
        if not self.same:
            visible = passage.text[start:end]
            start += len(visible) - len(visible.lstrip())
            end -= len(visible) - len(visible.rstrip())
            yield subject.hit(passage.paragraph, start, end, found=str(len(matches)))
            return
        words: dict[str, list[re.Match[str]]] = {}
        for match in matches:
            words.setdefault(match.group(), []).append(match)
        for same in words.values():
            if len(same) > self.over:
                places = [subject.draft.place(passage.paragraph, *match.span()) for match in same]
                yield Hit(places[-1], values={"found": str(len(same))}, evidence=tuple(places[:-1]))


def _count(pattern: Expression, text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def parse(params: Parameters) -> Check:
    """The check described by ``params``.

    Raises:
        RuleError: ``per`` is none of sentence, paragraph, draft.
    """
    check = CountCheck(
        params.get("per", str),
        params.expression("of", r"\S"),
        params.get("over", int),
        params.get("same", bool, default=False),
    )
    params.finish()
    if check.per not in _PER:
        raise RuleError(f"规则 {params.rule} 的 params.per 只能是 {'、'.join(_PER)}，请改正。")
    return check
