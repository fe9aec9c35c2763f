"""Findings the user decided to keep, and words the user trusts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hegao.draft.model import Draft, Place
from hegao.findings.model import Accepted, Finding


@dataclass(frozen=True, slots=True)
class Sifted:
    """What is left after suppression, what was suppressed, and accepted entries nothing matched any more."""

    findings: tuple[Finding, ...]
    accepted: tuple[Finding, ...]
    unused: tuple[Accepted, ...]


def sift(findings: Sequence[Finding], entries: Mapping[str, Accepted]) -> Sifted:
    """Part ``findings`` by whether their fingerprint is among the accepted ``entries``."""
    kept = tuple(f for f in findings if f.fingerprint not in entries)
    dropped = tuple(f for f in findings if f.fingerprint in entries)
    met = {f.fingerprint for f in dropped}
    return Sifted(kept, dropped, tuple(entry for key, entry in entries.items() if key not in met))


class Vocabulary:
    """Words a draft may use as they stand; a finding that lies inside one of them is dropped."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(sorted({word.strip() for word in words if word.strip()}))

    def covers(self, draft: Draft, place: Place) -> bool:
        """Whether ``place`` lies inside an occurrence of a trusted word."""
        if place.paragraph is None or not self.words or place.start == place.end:
            return False
        text = draft.by_number[place.paragraph].text
        return any(self._occurs(text, word, place) for word in self.words)

    @staticmethod
    def _occurs(text: str, word: str, place: Place) -> bool:
        first = max(0, place.end - len(word))
        last = min(place.start, len(text) - len(word))
        return any(text.startswith(word, start) for start in range(first, last + 1))
