"""Text that stands twice in one draft, as :mod:`hegao.duplicates.within` finds it; the earlier place is evidence.

Parameters: ``of`` is ``article`` (a stitched file holds one text twice), ``passage`` (sentences or paragraphs) or
``point`` (sentences that say the same in other words, :mod:`hegao.duplicates.restated`); ``exact`` chooses among
passages those that are wholly the same (true) or changed (false); ``least`` is the fewest 汉字 of a passage worth
reporting; a draft with at least ``clauses`` clauses (第一条) is asked about articles only, for legal formulas recur
there by design. Every copy of one passage is a hit with the first copy as its evidence. The message may use {first} (the
number of the paragraph with the first copy), {total} (how often it stands in the draft) and {similarity} (the least of
the copies) where passages and points are asked for, {article}, {other} and {similarity} for articles.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hegao.checks.base import Check, Hit, Parameters, Scope, Subject
from hegao.draft.model import Place
from hegao.duplicates.model import Pair, Repetition
from hegao.duplicates.restated import restated
from hegao.duplicates.units import Unit, compared
from hegao.duplicates.within import repeated
from hegao.errors import RuleError
from hegao.text.characters import han_count
from hegao.text.numerals import percent, to_chinese

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
        hits = _articles(_repeated(subject)) if self.of == "article" else self._passages(self._pairs(subject), scope)
        yield from (hit for hit in hits if hit.place.part in scope.parts)

    def _pairs(self, subject: Subject) -> Sequence[Pair]:
        if self.of == "point":
            return subject.once("restated", lambda: restated(subject.draft, subject.recognition, _compared(subject)))
        runs = (found for found in _repeated(subject) if found.articles is None)
        return [pair for run in runs for pair in run.pairs if (not pair.changes) is self.exact]

    def _passages(self, pairs: Iterable[Pair], scope: Scope) -> Iterator[Hit]:
        told = [pair for pair in pairs if pair.place.part in scope.parts and han_count(pair.place.text) >= self.least]
        copies: dict[Place, list[Pair]] = {}
        for pair in told:
            copies.setdefault(pair.other, []).append(pair)
        for first, found in copies.items():
            values = {
                "first": str(first.paragraph),
                "total": str(len(found) + 1),
                "similarity": percent(min(pair.similarity for pair in found)),
            }
            yield from (Hit(pair.place, (), values, (first,)) for pair in found)


def _repeated(subject: Subject) -> tuple[Repetition, ...]:
    return subject.once("repeated", lambda: repeated(subject.draft, subject.recognition, _compared(subject)))


def _compared(subject: Subject) -> tuple[Unit, ...]:
    return subject.once("compared", lambda: compared(subject.draft, subject.recognition))


def _clauses(subject: Subject) -> int:
    return sum(1 for paragraph in subject.draft.body if _CLAUSE.match(paragraph.text))


def _articles(repetitions: Iterable[Repetition]) -> Iterator[Hit]:
    for repetition in repetitions:
        if repetition.articles is None:
            continue
        article, other = repetition.articles
        values = {
            "similarity": percent(repetition.similarity),
            "article": to_chinese(article + 1),
            "other": to_chinese(other + 1),
        }
        yield Hit(repetition.place, (), values, (repetition.other,))


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
