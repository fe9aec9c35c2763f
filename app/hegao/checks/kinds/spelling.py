"""Characters that are probably written for others, found by the character model of :mod:`hegao.spelling`.

Parameters: ``least`` and ``below`` are the certainties from which and up to which (1 by default) a correction is
reported; ``particles`` (false by default) asks for 的, 地, 得 instead of all else. What is written the same way with
the character beside it ``repeated`` times in the draft is taken for a name or a term, unless the certainty reaches
``surely``.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hegao.checks.base import Check, Hit, Parameters, Scope, Subject

if TYPE_CHECKING:
    from hegao.spelling.corrector import Correction


@dataclass(frozen=True, slots=True)
class SpellingCheck:
    """The certainties one rule reports; see the module."""

    least: float
    below: float
    particles: bool
    repeated: int
    surely: float

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """The corrections in reading order."""
        # The model needs NumPy, which nobody should wait for who asks for another rule.
        from hegao.spelling.corrector import corrector

        passages = subject.passages(scope)
        texts = [passage.text for passage in passages]
        found = subject.once(("spelling", scope), lambda: corrector().correct(texts))
        counts = subject.once(("spelling counts", scope), lambda: _counts(texts, found))
        for passage, corrections in zip(passages, found, strict=True):
            for correction in corrections:
                if self._wanted(correction) and not self._usual(passage.text, correction, counts):
                    yield subject.hit(passage.paragraph, correction.start, correction.end, correction.new)

    def _wanted(self, correction: "Correction") -> bool:
        return correction.particle is self.particles and self.least <= correction.certainty < self.below

    def _usual(self, text: str, correction: "Correction", counts: Mapping[str, int]) -> bool:
        """Whether the draft writes it like that all the time."""
        if correction.certainty >= self.surely or self.particles:
            return False
        return any(counts[piece] >= self.repeated for piece in _beside(text, correction))


def _beside(text: str, correction: "Correction") -> Iterator[str]:
    """What is written, with the character before it and with the one behind it."""
    if correction.start:
        yield text[correction.start - 1 : correction.end]
    if correction.end < len(text):
        yield text[correction.start : correction.end + 1]


def _counts(texts: Sequence[str], found: "Sequence[Sequence[Correction]]") -> Mapping[str, int]:
    """How often the draft has what stands at the corrections, each with a character beside it."""
    asked = {
        piece
        for text, corrections in zip(texts, found, strict=True)
        for correction in corrections
        for piece in _beside(text, correction)
    }
    if not asked:
        return {}
    from ahocorasick_rs import AhoCorasick

    pieces = sorted(asked)
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
    )
    params.finish()
    return check
