"""Patterns over words and their parts of speech: spaCy's Matcher on jieba's tags.

Parameters: ``trigger`` is a regular expression; only sentences where it matches are tagged at all, and it should be
rare in ordinary text, for spaCy takes long to load. ``patterns`` are lists of token tables as spaCy's Matcher reads
them (``TEXT``, ``TAG``, ``LENGTH``, ``OP`` …; tags are jieba's). ``mark`` names the first and last token of a match
to mark, counted from 0 or, below 0, from its end; by default all of it. ``replace`` is put in place of what is marked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hegao.checks.base import Check, Parameters
from hegao.checks.texts import Mark, TextCheck
from hegao.errors import RuleError
from hegao.text.expressions import Clause, Expression, signs
from hegao.text.segmentation import sentences, tag


@dataclass(frozen=True, eq=False)
class TokenCheck(TextCheck):
    """The patterns of one rule; see the module."""

    trigger: Expression
    patterns: list[list[dict[str, Any]]]
    first: int
    last: int
    replace: str | None

    @property
    def signs(self) -> Clause:
        """Those of the trigger."""
        return signs([self.trigger])

    def in_text(self, text: str) -> Iterable[Mark]:
        """Matches in reading order, longest first where they overlap."""
        if not self.trigger.search(text):
            return
        fixes = () if self.replace is None else (self.replace,)
        for begin, end in sentences(text):
            for start, stop in self._matches(text[begin:end]):
                yield Mark(begin + start, begin + stop, fixes)

    def _matches(self, sentence: str) -> Iterator[tuple[int, int]]:
        """The spans to mark in one sentence."""
        if not self.trigger.search(sentence):
            return
        from spacy.tokens import Doc

        words, tags = zip(*tag(sentence), strict=True)
        doc = Doc(self._matcher.vocab, words=list(words), spaces=[False] * len(words), tags=list(tags))
        for match in sorted(self._matcher(doc, as_spans=True), key=lambda span: span.start):
            yield match[self.first].idx, match[self.last].idx + len(match[self.last])

    @cached_property
    def _matcher(self) -> Any:  # noqa: ANN401 - spaCy has no usable types
        from spacy.matcher import Matcher
        from spacy.vocab import Vocab

        matcher = Matcher(Vocab())
        matcher.add("rule", self.patterns, greedy="LONGEST")
        return matcher


def parse(params: Parameters) -> Check:
    """The check described by ``params``.

    Raises:
        RuleError: there is no pattern, or one is not a list of tables, or ``mark`` is not two whole numbers.
    """
    trigger = params.expression("trigger")
    patterns = params.get("patterns", list)
    if not patterns or not all(_is_pattern(pattern) for pattern in patterns):
        raise RuleError(f"规则 {params.rule} 的 params.patterns 应为词条表的列表，请改正。")
    mark = params.get("mark", list, [0, -1])
    if len(mark) != 2 or not all(type(place) is int for place in mark):
        raise RuleError(f"规则 {params.rule} 的 params.mark 应为两个整数，请改正。")
    replace = params.get("replace", str, "\0")
    params.finish()
    return TokenCheck(trigger, patterns, mark[0], mark[1], None if replace == "\0" else replace)


def _is_pattern(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(token, dict) for token in value)
