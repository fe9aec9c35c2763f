"""A rate of growth, or a share, that does not follow from the two figures beside it.

Parameters: ``of`` is ``growth`` (from ``base`` to ``result``; by default) or ``share`` (``result`` of ``base``). ``find`` is
an expression with the groups ``base``, ``result`` and ``rate`` (numbers), ``base_unit``, ``result_unit`` (for growth the
first may be missing; for a share either may be 万 or 亿) and ``sign`` (% or 倍), or ``entries`` are several of them;
``unless`` silences a sentence (rates at constant prices do not follow from figures at current ones). ``points`` is how
many percentage points the rate may be off, ``share`` how much of its own size. The rate is marked; the message may use
{base}, {result} and {right}.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hegao.checks.base import Check, Parameters
from hegao.checks.texts import Mark, TextCheck
from hegao.errors import RuleError
from hegao.text.expressions import Clause, Expression, signs

_SENTENCE_END = re.compile(r"[。！？；]")
_FAR = 2000  # characters of a sentence that are read
_PERCENT = 100
_MYRIADS = {"万": 10**4, "亿": 10**8}
_OF = ("growth", "share")


@dataclass(frozen=True, slots=True, eq=False)
class GrowthCheck(TextCheck):
    """The expressions and the tolerance; see the module."""

    of: str
    targets: tuple[Expression, ...]
    unless: Expression
    points: float
    share: float

    @property
    def signs(self) -> Clause:
        """Those of the expressions."""
        return signs(self.targets)

    def in_text(self, text: str) -> Iterable[Mark]:
        """Rates that are off, expression by expression in reading order."""
        for match in (m for target in self.targets for m in target.finditer(text)):
            right = self._right(match)
            if right is not None and not self.unless.search(_sentence(text, match)):
                values = {"base": match["base"], "result": match["result"], "right": right}
                yield Mark(match.start("rate"), match.end("sign"), (), values)

    def _right(self, match: re.Match[str]) -> str | None:
        """The rate that follows from the figures, as written; ``None`` where the one given is near enough."""
        followed = _share(match) if self.of == "share" else _growth(match)
        if followed is None:
            return None
        scale = _PERCENT if match["sign"] in "%％" else 1
        right = followed * scale
        tolerance = max(self.points * scale / _PERCENT, abs(right) * self.share)
        if abs(right - float(match["rate"])) <= tolerance:
            return None
        return f"{right:.1f}".removesuffix(".0") + match["sign"]


def _growth(match: re.Match[str]) -> float | None:
    """How much of the base has been added to it; ``None`` where the units differ."""
    base, result = float(match["base"]), float(match["result"])
    if not base or (match["base_unit"] or match["result_unit"]) != match["result_unit"]:
        return None
    return (result - base) / base


def _share(match: re.Match[str]) -> float | None:
    """How much of the base the result is; ``None`` where it cannot be a part of it."""
    base, result = (float(match[name]) * _MYRIADS.get(match[f"{name}_unit"], 1) for name in ("base", "result"))
    return result / base if 0 < result <= base else None


def _sentence(text: str, match: re.Match[str]) -> str:
    first = max(0, match.start() - _FAR)
    start = max((end.end() for end in _SENTENCE_END.finditer(text, first, match.start())), default=first)
    return text[start : match.end()]


def parse(params: Parameters) -> Check:
    """The check described by ``params``.

    Raises:
        RuleError: ``of`` is neither growth nor share.
    """
    tables = params.tables("entries") or (params,)
    targets = tuple(table.expression("find") for table in tables)
    check = GrowthCheck(
        params.get("of", str, "growth"),
        targets,
        params.expression("unless", "(?!)"),
        params.get("points", float),
        params.get("share", float, 0.0),
    )
    for table in tables:
        table.finish()
    params.finish()
    if check.of not in _OF:
        raise RuleError(f"规则 {params.rule} 的 params.of 只能是 growth 或 share，请改正。")
    return check
