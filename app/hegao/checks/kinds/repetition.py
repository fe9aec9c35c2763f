"""Text that stands twice in one draft, as :mod:`hegao.duplicates.within` finds it; the earlier place is evidence.

Parameters: ``of`` is ``article`` (a stitched file holds one text twice), ``passage`` (sentences or paragraphs) or
``point`` (sentences that say the same in other words, :mod:`hegao.duplicates.restated`); ``exact`` chooses among
passages those that are wholly the same (true) or changed (false); ``least`` is the fewest 汉字 of a passage worth
reporting; a draft with at least ``clauses`` clauses (第一条) is asked about articles only, for legal formulas recur
there by design. The message may use {similarity} where passages are asked for, {article} and {other} for articles.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hegao.checks.base import Check, Hit, Parameters, Scope, Subject
from hegao.duplicates.model import Repetition
from hegao.duplicates.restated import restated
from hegao.duplicates.within import repeated
from hegao.errors import RuleError
from hegao.text.characters import han_count
from hegao.text.numerals import to_chinese

_OF = ("article", "passage", "point")
_CLAUSE = re.compile(r"[\s\-*“>]*第[一二三四五六七八九十百零〇\d]{1,7}条(?![款规])")


@dataclass(frozen=True, slots=True)
class RepetitionCheck:
    """What is reported of the repetitions; see the module."""

    of: str
    exact: bool
    least: int
    clauses: int

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """The later places of what stands twice."""
        if self.of != "article" and self.clauses and _clauses(subject) >= self.clauses:
            return
        if self.of == "point":
            yield from (hit for hit in self._points(subject) if hit.place.part in scope.parts)
            return
        found = subject.once("repeated", lambda: repeated(subject.draft, subject.recognition))
        for repetition in found:
            if (repetition.articles is None) is not (self.of == "passage"):
                continue
            hits = _articles(repetition) if repetition.articles else self._passages(repetition)
            yield from (hit for hit in hits if hit.place.part in scope.parts)

    def _points(self, subject: Subject) -> Iterator[Hit]:
        found = subject.once("restated", lambda: restated(subject.draft, subject.recognition))
        for pair in found:
            if han_count(pair.place.text) >= self.least:
                yield Hit(pair.place, (), {}, (pair.other,))

    def _passages(self, repetition: Repetition) -> Iterator[Hit]:
        for pair in repetition.pairs:
            if (not pair.changes) is self.exact and han_count(pair.place.text) >= self.least:
                yield Hit(pair.place, (), {"similarity": _percent(pair.similarity)}, (pair.other,))


def _clauses(subject: Subject) -> int:
    return sum(1 for paragraph in subject.draft.body if _CLAUSE.match(paragraph.text))


def _articles(repetition: Repetition) -> Iterator[Hit]:
    article, other = repetition.articles or (0, 0)
    values = {
        "similarity": _percent(repetition.similarity),
        "article": to_chinese(article + 1),
        "other": to_chinese(other + 1),
    }
    yield Hit(repetition.place, (), values, (repetition.other,))


def _percent(share: float) -> str:
    return f"{int(share * 100)}%"


def parse(params: Parameters) -> Check:
    """The check described by ``params``.

    Raises:
        RuleError: ``of`` is none of the three.
    """
    check = RepetitionCheck(
        params.get("of", str),
        params.get("exact", bool, default=True),
        params.get("least", int, 0),
        params.get("clauses", int, 0),
    )
    params.finish()
    if check.of not in _OF:
        raise RuleError(f"规则 {params.rule} 的 params.of 只能是 article、passage 或 point，请改正。")
    return check
