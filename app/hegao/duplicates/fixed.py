"""Fixed expressions: whether a passage consists of wording that nobody has to find anew."""

import re
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from hegao.duplicates.settings import Settings
from hegao.resources import load_lines, rules_dir
from hegao.text.expressions import Expression
from hegao.text.similarity import condensed

_WORDING = re.compile(r"\w")
_GONE = "\ufffc"  # neither a letter nor a mark, so nothing is found across it


class FixedExpressions:
    """The slogans of ``rules/expressions/slogans.txt``, the legal and closing formulas of ``fixed.txt``."""

    def __init__(self, entries: tuple[str, ...], patterns: tuple[str, ...], rest: float) -> None:
        self._scanner = AhoCorasick([condensed(entry) for entry in entries], matchkind=MatchKind.LeftmostLongest)
        self._patterns = Expression.of("|".join(patterns)) if patterns else None
        self._rest = rest
        self.make_up = lru_cache(maxsize=10_000)(self._made_up)
        """Whether a condensed text consists of fixed expressions, but for a small rest; remembered."""

    @classmethod
    @cache
    def shipped(cls) -> "FixedExpressions":
        """Those that come with this installation."""
        settings = Settings.load().fixed
        folder = rules_dir() / "expressions"
        entries = *load_lines(folder / "slogans.txt"), *load_lines(folder / "fixed.txt")
        return cls(entries, settings.patterns, settings.rest)

    def _made_up(self, text: str) -> bool:
        left = text if self._patterns is None else self._patterns.sub(_GONE, text)
        for _, start, end in reversed(self._scanner.find_matches_as_indexes(left)):
            left = left[:start] + left[end:]
        return _is_rest(left, text, self._rest)


def is_formula(text: str) -> bool:
    """Whether a condensed text is what such reports say by custom, but for a small rest."""
    settings = Settings.load().fixed
    return _is_rest(_formulas().sub(_GONE, text), text, settings.rest)


@cache
def _formulas() -> Expression:
    return Expression.of("|".join(Settings.load().fixed.formulas))


def _is_rest(left: str, text: str, most: float) -> bool:
    return len(_WORDING.findall(left)) <= most * len(_WORDING.findall(text))
