"""How alike two texts are and where they differ, whatever their width, quotation marks and white space."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein, Opcode

from hegao.text.characters import is_punctuation, normalise


@dataclass(frozen=True, slots=True)
class Condensed:
    """A text as passages are compared: normalised, without white space, and with the way back.

    ``positions[i]`` is where character ``i`` of ``text`` stands in the original.
    """

    text: str
    positions: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original of ``text[start:end]``; an empty one stands before the next character."""
        if start < end:
            return self.positions[start], self.positions[end - 1] + 1
        if start < len(self.positions):
            return self.positions[start], self.positions[start]
        after = self.positions[-1] + 1 if self.positions else 0
        return after, after


@dataclass(frozen=True, slots=True)
class Change:
    """What reads ``old`` in the first text and ``new`` in the second; ``""`` where one has nothing.

    The spans are code points in the texts as they were given, for marking both sides.
    """

    old: str
    new: str
    old_span: tuple[int, int]
    new_span: tuple[int, int]


@lru_cache(maxsize=10_000)
def condense(text: str) -> Condensed:
    """``text`` normalised, its white space left out; remembered, for a draft is checked again and again."""
    plain = normalise(text)
    dense = "".join(plain.split())
    if len(dense) == len(plain):
        return Condensed(dense, range(len(dense)))
    return Condensed(dense, tuple(i for i, character in enumerate(plain) if not character.isspace()))


def condensed(text: str) -> str:
    """The text of :func:`condense` alone, for where no way back is needed."""
    return "".join(normalise(text).split())


@lru_cache(maxsize=50_000)
def similarity(first: str, second: str, *, cutoff: float = 0.0) -> float:
    """How alike two condensed texts are, 0 to 1 (normalised edit distance); 0 below ``cutoff``; remembered as above."""
    return fuzz.ratio(first, second, score_cutoff=cutoff * 100) / 100


def best_span(passage: str, text: str, *, cutoff: float = 0.0) -> tuple[float, int, int] | None:
    """Where in ``text`` the passage stands best: similarity, start and end; ``None`` below ``cutoff``.

    Both are condensed. A passage longer than the text is compared with the whole of it.
    """
    if len(passage) > len(text):
        score = similarity(passage, text, cutoff=cutoff)
        return (score, 0, len(text)) if score and score >= cutoff else None
    found = fuzz.partial_ratio_alignment(passage, text, score_cutoff=cutoff * 100)
    if found is None or not found.score:
        return None
    start, end = _fitted(passage, text, found.dest_start, found.dest_end)
    score = similarity(passage, text[start:end], cutoff=found.score / 100)
    return (score, start, end) if score else (found.score / 100, found.dest_start, found.dest_end)


def _fitted(passage: str, text: str, start: int, end: int) -> tuple[int, int]:
    """The span widened or narrowed to where the passage really begins and ends.

    The alignment looks through a window as long as the passage, so a word put in or left out pushes an end outside.
    """
    reach = max(4, len(passage) // 5)
    low, high = max(0, start - reach), min(len(text), end + reach)
    equal = [step for step in Levenshtein.opcodes(passage, text[low:high]) if step.tag == "equal"]
    while len(equal) > 1 and _astray(equal[-2], equal[-1], equal[-1]):
        equal.pop()
    while len(equal) > 1 and _astray(equal[0], equal[1], equal[0]):
        equal.pop(0)
    if not equal:
        return start, end
    first, last = equal[0], equal[-1]
    # What is replaced at an end counts as many characters in the text as in the passage, marks at its start apart.
    begin = max(low, low + first.dest_start - first.src_start)
    while begin < low + first.dest_start and is_punctuation(text[begin]) and text[begin] != passage[0]:
        begin += 1
    return begin, min(high, low + last.dest_end + len(passage) - last.src_end)


def _astray(before: Opcode, after: Opcode, outer: Opcode) -> bool:
    """Whether the outer of two equal stretches, a full stop say, was found further off than it is long."""
    put_in = (after.dest_start - before.dest_end) - (after.src_start - before.src_end)
    return put_in > outer.src_end - outer.src_start


def changes(first: str, second: str) -> tuple[Change, ...]:
    """Where the second text departs from the first, in order.

    Differences of width, look-alike marks and white space are none. Two changes with a single unchanged character
    between them are told as one, since nobody reads them apart.
    """
    old, new = condense(first), condense(second)
    spans: list[tuple[int, int, int, int]] = []
    for step in Levenshtein.opcodes(old.text, new.text):
        if step.tag == "equal":
            continue
        span = (step.src_start, step.src_end, step.dest_start, step.dest_end)
        if spans and span[0] - spans[-1][1] <= 1:
            span = (spans[-1][0], span[1], spans[-1][2], span[3])
            spans.pop()
        spans.append(span)
    return tuple(_change(first, second, old.span(*span[:2]), new.span(*span[2:])) for span in spans)


def _change(first: str, second: str, old: tuple[int, int], new: tuple[int, int]) -> Change:
    return Change(first[slice(*old)], second[slice(*new)], old, new)
