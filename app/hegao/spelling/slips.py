"""Slips of the pen in sentences: found by searching for the best reading, each then weighed with the others mended."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from hegao.spelling.judge import KINDS
from hegao.spelling.language import Floats
from hegao.spelling.lexicon import WORD_LENGTHS
from hegao.spelling.model import Model
from hegao.spelling.proposals import Line
from hegao.spelling.search import FOREIGN, Readings, readings
from hegao.spelling.suspicion import LEAST, line_of, odds_of
from hegao.spelling.symbols import LONG, PARTICLES

WEIGHED: Final = (
    "network, one by one",
    "network, together",
    "lead in the network",
    "price",
    "foreign",
    "gain",
    "odds, one by one",
    "odds, together",
    "not proposed",
    "margin",
    "several characters",
    "slips beside it",
    "length",
)
"""The evidence for a slip, in the order of the judge's weights; see :func:`_evidence`."""

_MOST_LEAD: Final = 8.0
_MOST_MARGIN: Final = 8.0
_MOST_BESIDE: Final = 3
_MOST_OF_A_WORD: Final = 3.0
"""Log odds: a word for a word is right somewhere, and a sentence alone does not tell for sure that it is not here."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Slip:
    """``sentence[start:end]`` should read ``new``; ``evidence`` is one row, ``particle`` as in :class:`Correction`.

    ``word`` says that what is written is itself a word of several characters.
    """

    start: int
    end: int
    new: str
    particle: bool
    word: bool
    evidence: Floats

    def log_odds(self, model: Model) -> float:
        """The log odds that it is one; of one word for another no more than ``_MOST_OF_A_WORD``."""
        odds = float(model.judge.kinds[KINDS[4 if self.particle else 3]].log_odds(self.evidence[None])[0])
        return min(odds, _MOST_OF_A_WORD) if self.word else odds


@dataclass(frozen=True, slots=True)
class _Look:
    """A sentence read with all slips mended but what stands in ``span``, and the sentence with that mended too."""

    sentence: str
    span: Span
    meant: str

    @property
    def new(self) -> str:
        """What the span is to read."""
        return self.meant[slice(*self.span)]


@dataclass(frozen=True, slots=True)
class _Said:
    """What speaks for the span of a look: the network (mean of its characters, least lead), the gain, the odds."""

    network: float
    lead: float
    gain: float
    odds: float


def slips(sentences: Sequence[str], model: Model) -> list[list[Slip]]:
    """The slips of each sentence (its mark included) in the reading that is probably meant, however doubtful."""
    numbers, begins = line_of(sentences, model)
    line = Line.scored(numbers, model.language)
    parts = [slice(begin, begin + len(sentence)) for begin, sentence in zip(begins, sentences, strict=True)]
    read = [
        readings(numbers[part], line.logp[part], scores, model)
        for part, scores in zip(parts, model.network.meant(sentences), strict=True)
    ]
    looks = [
        (at, span, _looks(sentence, model.text(each.best.of(each.numbers)), span))
        for at, (sentence, each) in enumerate(zip(sentences, read, strict=True))
        for span in each.best.spans()
    ]
    said = iter(_said([look for _, _, group in looks for look in group], model))
    found: list[list[Slip]] = [[] for _ in sentences]
    for at, span, group in looks:
        new = group[0].new
        row = _evidence(read[at], span, [next(said) for _ in group], model)
        old = sentences[at][slice(*span)]
        word = len(old) in WORD_LENGTHS and bool(model.lexicon.frequency(model.alphabet.numbers(old)[None])[0] > 0)
        found[at].append(Slip(*span, new, new in PARTICLES and old in PARTICLES, word, row))
    return found


def _looks(sentence: str, meant: str, span: Span) -> list[_Look]:
    """The whole span as it is written, and where it has several characters, each of them."""
    begin, end = span
    singles = [(at, at + 1) for at in range(begin, end)] if end - begin > 1 else []
    return [_Look(meant[:a] + sentence[a:b] + meant[b:], (a, b), meant) for a, b in (span, *singles)]


def _said(looks: Sequence[_Look], model: Model) -> list[_Said]:
    if not looks:
        return []
    sentences = [look.sentence for look in looks]
    scores = model.network.meant(sentences, [slice(*look.span) for look in looks])
    odds = odds_of(sentences, [look.span for look in looks], [look.new for look in looks], model)
    before, after = _likelihoods(sentences, model), _likelihoods([look.meant for look in looks], model)
    columns, _ = model.writable
    letters = model.network.alphabet
    result = []
    for look, rows, odd, gain in zip(looks, scores, odds, after - before, strict=True):
        places = np.arange(len(rows))
        old, new = letters.numbers(look.sentence[slice(*look.span)]), letters.numbers(look.new)
        wanted = rows[places, new]
        others = rows[:, columns]
        others[(columns == new[:, None]) | (columns == old[:, None])] = -np.inf
        lead = float((wanted - others.max(axis=1)).min())
        result.append(_Said(float((wanted - rows[places, old]).mean()), lead, float(gain), float(odd)))
    return result


def _likelihoods(sentences: Sequence[str], model: Model) -> Floats:
    """The log10 probability of each sentence by the character model."""
    numbers, begins = line_of(sentences, model)
    line = Line.scored(numbers, model.language)
    ends = begins + np.array([len(sentence) for sentence in sentences])
    total = np.append(0.0, np.cumsum(line.logp, dtype=np.float64))
    result: Floats = (total[ends] - total[begins]).astype(np.float32)
    return result


def _evidence(read: Readings, span: Span, said: Sequence[_Said], model: Model) -> Floats:
    """What speaks for the slip in ``span``; ``said`` of the whole span first. See :data:`WEIGHED`."""
    whole, singles = said[0], said[1:] or said
    width = span[1] - span[0]
    meant = read.best.of(read.numbers)
    prices = [float(model.lexicon.prices(int(read.numbers[at]), meant[at : at + 1], FOREIGN)[0]) for at in range(*span)]
    return np.array(
        [
            min(each.network for each in singles),
            whole.network,
            min(*(each.lead for each in singles), _MOST_LEAD),
            max(prices),
            max(prices) >= FOREIGN,
            whole.gain / width,
            min(each.odds for each in singles),
            whole.odds,
            min(each.odds for each in singles) < LEAST,
            min(read.margin(span), _MOST_MARGIN),
            width > 1,
            min(len(read.best.spans()) - 1, _MOST_BESIDE),
            len(read.numbers) / LONG,
        ],
        dtype=np.float32,
    )
