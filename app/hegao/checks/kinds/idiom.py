"""Set phrases of four characters with one character wrong: a near miss of a listed idiom.

Parameters: ``list`` names a file beside the rule with one idiom a line. A near miss differs in one character that is
read alike (tones apart) or stands together with the right one in ``look_alikes`` (strings of characters easily taken
for each other). It must end where words end and must not be a word itself. ``except`` names right phrases that look
like near misses.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from hegao.checks.base import Check, Parameters
from hegao.checks.texts import Mark, TextCheck
from hegao.errors import RuleError
from hegao.resources import load_lines
from hegao.text.segmentation import segment

LENGTH = 4
_HALF = LENGTH // 2
_HAN = re.compile(r"[\u4e00-\u9fff]{4,}")


@dataclass(frozen=True, eq=False)
class IdiomCheck(TextCheck):
    """The idioms of one rule and what counts as a near miss of them; see the module."""

    idioms: frozenset[str]
    exceptions: frozenset[str]
    look_alikes: frozenset[frozenset[str]]

    @cached_property
    def _halves(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """Idioms by their first and by their second half: a near miss shares one of them with its idiom."""
        first: dict[str, list[str]] = {}
        second: dict[str, list[str]] = {}
        for idiom in sorted(self.idioms):
            first.setdefault(idiom[:_HALF], []).append(idiom)
            second.setdefault(idiom[_HALF:], []).append(idiom)
        return first, second

    def in_text(self, text: str) -> Iterable[Mark]:
        """Near misses in reading order; the fixes are the idioms they may stand for."""
        position = 0
        edges: frozenset[int] | None = None
        for start, idioms in self._near_misses(text):
            edges = edges or _edges(text)
            if start >= position and _is_phrase(edges, start):
                position = start + LENGTH
                yield Mark(start, position, tuple(idioms))

    def _near_misses(self, text: str) -> Iterator[tuple[int, list[str]]]:
        first, second = self._halves
        for run in _HAN.finditer(text):
            for start in range(run.start(), run.end() - LENGTH + 1):
                window = text[start : start + LENGTH]
                head, tail = first.get(window[:_HALF], ()), second.get(window[_HALF:], ())
                if (head or tail) and window not in self.idioms and window not in self.exceptions:
                    idioms = [idiom for idiom in (*head, *tail) if self._mistaken(window, idiom)]
                    if idioms:
                        yield start, idioms

    def _mistaken(self, window: str, idiom: str) -> bool:
        """Whether ``window`` differs from ``idiom`` in one character that is easily taken for the right one."""
        different = [place for place in range(LENGTH) if window[place] != idiom[place]]
        if len(different) != 1:
            return False
        wrong, right = window[different[0]], idiom[different[0]]
        if frozenset((wrong, right)) in self.look_alikes:
            return True
        reading = _reading(wrong)
        return reading is not None and reading == _reading(right)


def _is_phrase(edges: frozenset[int], start: int) -> bool:
    """Whether words begin and end where the window does, and it is no word of the dictionary."""
    window = range(start + 1, start + LENGTH)
    return start in edges and start + LENGTH in edges and any(place in edges for place in window)


def _edges(text: str) -> frozenset[int]:
    edges, position = {0}, 0
    for word in segment(text, guess=False):
        position += len(word)
        edges.add(position)
    return frozenset(edges)


@cache
def _reading(character: str) -> int | None:
    """The commonest reading of a character, without tones; ``None`` where it is not known."""
    # The model needs NumPy, which no draft without a suspect should wait for.
    from hegao.spelling.model import shipped

    return shipped().reading(character) or None


def parse(params: Parameters) -> Check:
    """The check described by ``params``.

    Raises:
        RuleError: an idiom is not of four characters.
    """
    idioms = load_lines(params.folder / params.get("list", str))
    wrong = next((idiom for idiom in idioms if len(idiom) != LENGTH), None)
    if wrong is not None or not idioms:
        raise RuleError(f"规则 {params.rule} 的词表中“{wrong or ''}”不是四字成语，请改正。")
    check = IdiomCheck(frozenset(idioms), frozenset(params.strings("except")), _pairs(params.strings("look_alikes")))
    params.finish()
    return check


def _pairs(groups: Sequence[str]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset((a, b)) for group in groups for a in group for b in group if a != b)
