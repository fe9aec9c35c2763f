"""Headings that say the same as a sister heading, or have nothing below them.

Parameters: ``want`` is ``repeated`` (two headings of one parent with the same words; the first is evidence) or
``empty`` (the next heading of the same or a higher level follows at once). ``levels`` are the levels asked about.
Where more than ``share`` of these headings are empty the draft is a list of headings, and nothing is said.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hegao.checks.base import Check, Hit, Parameters, Scope, Subject
from hegao.draft.recognition import Element, Heading
from hegao.errors import RuleError
from hegao.text.characters import han_count, normalise

_WANTS = ("repeated", "empty")
_SHORTEST = 3  # 汉字; shorter heads (目的) recur by design


@dataclass(frozen=True, slots=True)
class HeadingCheck:
    """One of the two questions; see the module."""

    want: str
    levels: frozenset[int]
    share: float

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """Headings at fault, in reading order."""
        outline = [h for h in subject.recognition.outline if h.level <= 4 and h.place.part in scope.parts]
        return self._repeated(outline) if self.want == "repeated" else self._empty(subject, outline)

    def _repeated(self, outline: Sequence[Heading]) -> Iterator[Hit]:
        seen: dict[tuple[int, str], Heading] = {}
        for heading in outline:
            for key in [key for key in seen if key[0] > heading.level]:
                del seen[key]
            if heading.level == 0:
                seen.clear()
            if heading.level not in self.levels or han_count(heading.text) < _SHORTEST:
                continue
            first = seen.setdefault((heading.level, normalise(heading.text)), heading)
            if first is not heading:
                yield Hit(heading.place, evidence=(first.place,))

    def _empty(self, subject: Subject, outline: Sequence[Heading]) -> Iterator[Hit]:
        numbers = {p.number: i for i, p in enumerate(subject.draft.paragraphs)}
        asked = [h for h in outline if h.level in self.levels]
        empty = [
            here
            for here, following in pairwise(outline)
            if here.level in self.levels
            and 0 < following.level <= here.level
            and not here.run_in
            and here.article == following.article
            and not _text_between(subject, numbers, here, following)
        ]
        if len(empty) <= self.share * len(asked):
            yield from (Hit(heading.place) for heading in empty)


def _text_between(subject: Subject, numbers: dict[int, int], here: Heading, following: Heading) -> bool:
    """Whether anything but residue stands between two headings, behind the first one in its paragraph included."""
    start, end = (numbers[h.place.paragraph or 0] for h in (here, following))
    first = subject.draft.paragraphs[start]
    if start == end or first.text[here.place.end :].strip("。．.：:； \u3000"):
        return True
    between = subject.draft.paragraphs[start + 1 : end]
    return any(not p.blank and subject.recognition.element(p) is not Element.RESIDUE for p in between)


def parse(params: Parameters) -> Check:
    """The check described by ``params``.

    Raises:
        RuleError: ``want`` is neither repeated nor empty.
    """
    check = HeadingCheck(
        params.get("want", str), frozenset(params.get("levels", list)), params.get("share", float, 0.0)
    )
    params.finish()
    if check.want not in _WANTS:
        raise RuleError(f"规则 {params.rule} 的 params.want 只能是 repeated 或 empty，请改正。")
    return check
