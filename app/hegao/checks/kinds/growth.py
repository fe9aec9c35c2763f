"""A rate of growth that does not follow from the two figures beside it.

Parameters: ``find`` is an expression with the groups ``base``, ``result`` and ``rate`` (numbers), ``base_unit`` (may be
missing), ``result_unit`` and ``sign`` (% or 倍); ``unless`` silences a sentence (rates at constant prices do not follow
from figures at current ones). ``points`` is how many percentage points the rate may be off, ``share`` how much of its
own size. The rate is marked; the message may use {base}, {result} and {right}.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hegao.checks.base import Check, Hit, Parameters, Scope, Subject

_SENTENCE_END = re.compile(r"[。！？；]")
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class GrowthCheck:
    """The expression and the tolerance; see the module."""

    target: re.Pattern[str]
    unless: re.Pattern[str]
    points: float
    share: float

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """Rates that are off, in reading order."""
        for passage in subject.passages(scope):
            for match in self.target.finditer(passage.text):
                right = self._right(match)
                if right is not None and not self.unless.search(_sentence(passage.text, match)):
                    start, end = match.start("rate"), match.end("sign")
                    values = {"base": match["base"], "result": match["result"], "right": right}
                    place = subject.draft.place(passage.paragraph, start, end)
                    yield Hit(place, values=values)

    def _right(self, match: re.Match[str]) -> str | None:
        """The rate that follows from the figures, as written; ``None`` where the one given is near enough."""
        base, result, rate = (float(match[name]) for name in ("base", "result", "rate"))
        if not base or (match["base_unit"] or match["result_unit"]) != match["result_unit"]:
            return None
        scale = _PERCENT if match["sign"] == "%" else 1
        right = (result - base) / base * scale
        tolerance = max(self.points * scale / _PERCENT, abs(right) * self.share)
        if abs(right - rate) <= tolerance:
            return None
        return f"{right:.1f}".removesuffix(".0") + match["sign"]


def _sentence(text: str, match: re.Match[str]) -> str:
    ends = [end.end() for end in _SENTENCE_END.finditer(text, 0, match.start())]
    return text[ends[-1] if ends else 0 : match.end()]


def parse(params: Parameters) -> Check:
    """The check described by ``params``."""
    check = GrowthCheck(
        params.pattern("find"),
        params.pattern("unless"),
        params.get("points", float),
        params.get("share", float),
    )
    params.finish()
    return check
