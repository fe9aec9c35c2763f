"""Characters that are probably written for others, found by the character model of :mod:`hegao.spelling`.

Parameters: ``least`` and ``below`` are the certainties from which and up to which (1 by default) a correction is
reported; ``particles`` (false by default) asks for 的, 地, 得 instead of all else. What is written the same way with
the character beside it ``repeated`` times in the draft is taken for a name or a term, unless the certainty reaches
``surely``. So is what stands that way in ``reports`` (2 by default) of the user's own past reports, and what stands
right before one of the characters ``places``: names of places are many, and the model knows few; where that character
would end one of the words of the list ``areas``, it is no name, and where it would end a name of the list
``divisions``, it is that name. A name of that list is right as it is written, however it is read, and so is what the
group ``at`` of the expression ``persons`` matches. Nor is a character reported that would become another of the same
group in ``interchangeable``: which is right, only the facts can tell.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from hegao.checks.base import Check, Hit, Parameters, Scope, Subject
from hegao.resources import load_lines
from hegao.text.expressions import Expression

if TYPE_CHECKING:
    from hegao.spelling.corrector import Correction

_UNREAD = (
    "用字方面只细读了最可疑的句子，至少还有 {} 句可疑的没有细读；"
    "要逐句细读，请在 hegao.toml 的 [spelling] 里写 thorough = true，每千字约多用一秒。"
)
_TELLING: Final = 3
"""Characters a name has at least that a correction may make: of a shorter one nothing stands but what says 县."""


@dataclass(frozen=True)
class Divisions:
    """The full names of administrative divisions."""

    listed: tuple[str, ...]

    def over(self, text: str, start: int, end: int) -> bool:
        """Whether one of the names stands in ``text`` over a part of ``text[start:end]``."""
        return any(
            text[first : first + length] in self._names
            for length in self._lengths
            for first in range(max(start - length + 1, 0), end)
        )

    def ends(self, text: str) -> bool:
        """Whether ``text`` ends in one of the names that are long enough to be told by it."""
        return text.endswith(self._telling)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(self.listed)

    @cached_property
    def _telling(self) -> tuple[str, ...]:
        return tuple(name for name in self.listed if len(name) >= _TELLING)

    @cached_property
    def _lengths(self) -> frozenset[int]:
        return frozenset(map(len, self.listed))


@dataclass(frozen=True, slots=True)
class SpellingCheck:
    """The certainties one rule reports; see the module."""

    least: float
    below: float
    particles: bool
    repeated: int
    surely: float
    reports: int
    places: frozenset[str]
    areas: tuple[str, ...]
    divisions: Divisions
    persons: Expression | None
    interchangeable: tuple[frozenset[str], ...]

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """The corrections in reading order."""
        # The model needs NumPy, which nobody should wait for who asks for another rule.
        from hegao.spelling.choice import corrector

        passages = subject.passages(scope)
        texts = [passage.text for passage in passages]
        found, unread = subject.once(("spelling", scope), lambda: corrector(subject.spelling).correct(texts))
        if unread:
            subject.tell(_UNREAD.format(unread))
        wanted = [
            (passage, correction)
            for passage, corrections in zip(passages, found, strict=True)
            for correction in corrections
            if self._wanted(correction)
            and not self._factual(passage.text, correction)
            and not self.divisions.over(passage.text, correction.start, correction.end)
            and not self._of_a_person(passage.text, correction)
            and not (self._open(correction) and self._named(passage.text, correction))
        ]
        doubtful = {piece for passage, c in wanted if self._open(c) for piece in _beside(passage.text, c)}
        usual = self._usual(subject, texts, doubtful)
        for passage, c in wanted:
            if not self._open(c) or usual.isdisjoint(_beside(passage.text, c)):
                yield subject.hit(passage.paragraph, c.start, c.end, c.new)

    def _wanted(self, correction: "Correction") -> bool:
        return correction.particle is self.particles and self.least <= correction.certainty < self.below

    def _factual(self, text: str, correction: "Correction") -> bool:
        """Whether what is written and what would be are both right somewhere."""
        changed = {text[correction.start : correction.end], correction.new}
        return any(changed <= group for group in self.interchangeable)

    def _of_a_person(self, text: str, correction: "Correction") -> bool:
        """Whether what is written stands in the name of a person."""
        names = self.persons.finditer(text) if self.persons else ()
        return any(name.start("at") < correction.end and correction.start < name.end("at") for name in names)

    def _named(self, text: str, correction: "Correction") -> bool:
        """Whether what is written may be the name of a place that nobody has listed."""
        kind = text[correction.end : correction.end + 1]
        meant = f"{text[: correction.start]}{correction.new}{kind}"
        return kind in self.places and not meant.endswith(self.areas) and not self.divisions.ends(meant)

    def _open(self, correction: "Correction") -> bool:
        """Whether habit may still speak for what is written."""
        return not self.particles and correction.certainty < self.surely

    def _usual(self, subject: Subject, texts: Sequence[str], pieces: set[str]) -> set[str]:
        """Those of the ``pieces`` that the draft or past reports have again and again."""
        if not pieces:
            return set()
        counts = _counts(texts, sorted(pieces))
        usual = {piece for piece in pieces if counts[piece] >= self.repeated}
        held = subject.attested(pieces - usual)
        return usual | {piece for piece, reports in held.items() if reports >= self.reports}


def _beside(text: str, correction: "Correction") -> Iterator[str]:
    """What is written, with the character before it and with the one behind it."""
    if correction.start:
        yield text[correction.start - 1 : correction.end]
    if correction.end < len(text):
        yield text[correction.start : correction.end + 1]


def _counts(texts: Sequence[str], pieces: Sequence[str]) -> Mapping[str, int]:
    from ahocorasick_rs import AhoCorasick

    finder = AhoCorasick(pieces)
    return Counter(
        pieces[number] for text in texts for number, _, _ in finder.find_matches_as_indexes(text, overlapping=True)
    )


def parse(params: Parameters) -> Check:
    """The check described by ``params``."""
    check = SpellingCheck(
        params.get("least", float),
        params.get("below", float, 2.0),
        params.get("particles", bool, False),
        params.get("repeated", int, 3),
        params.get("surely", float, 0.995),
        params.get("reports", int, 2),
        frozenset(params.get("places", str, "")),
        _lines(params, "areas"),
        Divisions(_lines(params, "divisions")),
        params.maybe("persons"),
        tuple(map(frozenset, params.strings("interchangeable"))),
    )
    params.finish()
    return check


def _lines(params: Parameters, key: str) -> tuple[str, ...]:
    """The word list that ``key`` names, empty where it names none."""
    name = params.get(key, str, "")
    return load_lines(params.folder / name) if name else ()
