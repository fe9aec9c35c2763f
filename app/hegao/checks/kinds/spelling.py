"""Characters that are probably written for others, found by the character model of :mod:`hegao.spelling`.

Parameters: ``least`` and ``below`` are the certainties from which and up to which (1 by default) a correction is
reported; ``particles`` (false by default) asks for 的, 地, 得 instead of all else. What is written the same way with
the character beside it ``repeated`` times in the draft is taken for a name or a term, unless the certainty reaches
``surely``.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from hegao.checks.base import Check, Hit, Parameters, Scope, Subject


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
        whole = subject.once(("spelling text", scope), lambda: "\n".join(texts))
        for passage, corrections in zip(passages, found, strict=True):
            for correction in corrections:
                wanted = correction.particle is self.particles and self.least <= correction.certainty < self.below
                if wanted and not self._usual(
                    passage.text, correction.start, correction.end, whole, correction.certainty
                ):
                    yield subject.hit(passage.paragraph, correction.start, correction.end, correction.new)

    def _usual(self, text: str, start: int, end: int, whole: str, certainty: float) -> bool:
        """Whether the draft writes it like that all the time."""
        if certainty >= self.surely or self.particles:
            return False
        beside = {text[max(start - 1, 0) : end], text[start : end + 1]}
        return any(whole.count(piece) >= self.repeated for piece in beside if len(piece) > end - start)


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
