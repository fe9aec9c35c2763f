r"""An expression that asks for a partner: 一是 for 二是, 首先 for 其次.

Parameters: ``find`` is the expression (a group named ``at`` narrows the marked span), ``partner`` what must follow it, and
``reach`` in how many paragraphs after its own the partner may stand; a heading ends the search. ``before = true``
looks for the partner before it instead. The text searched is one string, so ``partner`` may use ``\A``.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hegao.checks.base import Check, Hit, Parameters, Passage, Scope, Subject
from hegao.text.expressions import Expression

# Characters of a paragraph that are searched: no partner stands farther away.
_FAR = 1500


@dataclass(frozen=True, slots=True)
class PartnerCheck:
    """The expressions of one rule; see the module."""

    pattern: Expression
    partner: Expression
    reach: int
    before: bool

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """Matches whose partner is not in reach."""
        passages = subject.passages(scope)
        headed = {h.place.paragraph for h in subject.recognition.outline if h.level < 5}
        for index, passage in enumerate(passages):
            for match in self.pattern.finditer(passage.text):
                if not self._has_partner(passages, index, match, headed):
                    start, end = match.span("at") if "at" in match.re.groupindex else match.span()
                    yield subject.hit(passage.paragraph, start, end)

    def _has_partner(
        self, passages: tuple[Passage, ...], index: int, match: re.Match[str], headed: set[int | None]
    ) -> bool:
        text = passages[index].text
        if self.before:
            return bool(self.partner.search(self._above(passages, index, headed) + text[: match.start()][-_FAR:]))
        return bool(self.partner.search(text[match.end() :][:_FAR] + self._below(passages, index, headed)))

    def _above(self, passages: tuple[Passage, ...], index: int, headed: set[int | None]) -> str:
        """The paragraphs before, back to the heading they stand under."""
        texts: list[str] = []
        for other in reversed(passages[max(0, index - self.reach) : index]):
            texts.append(other.text[-_FAR:] + "\n")
            if other.paragraph.number in headed:
                break
        return "".join(reversed(texts))

    def _below(self, passages: tuple[Passage, ...], index: int, headed: set[int | None]) -> str:
        """The paragraphs after, up to the next heading."""
        texts: list[str] = []
        for other in passages[index + 1 : index + 1 + self.reach]:
            if other.paragraph.number in headed:
                break
            texts.append("\n" + other.text[:_FAR])
        return "".join(texts)


def parse(params: Parameters) -> Check:
    """The check described by ``params``."""
    check = PartnerCheck(
        params.expression("find"),
        params.expression("partner"),
        params.get("reach", int, 0),
        params.get("before", bool, default=False),
    )
    params.finish()
    return check
