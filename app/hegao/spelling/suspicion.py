"""Which sentences are worth reading closely, by the character model, and what it says of a single replacement."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hegao.spelling.judge import KINDS
from hegao.spelling.language import REACH, Floats, Numbers
from hegao.spelling.lexicon import WORD_LENGTHS, Places
from hegao.spelling.model import Ground, Model
from hegao.spelling.proposals import LONGEST, Line, Proposals, characters, evidence, words
from hegao.spelling.symbols import BREAK, PARTICLES, RESERVED

BAR: Final = -0.7
"""How suspicious a place must look for replacements to be tried there."""
DOUBT: Final = -3.0
"""The log odds of the best replacement in a sentence from which it is read closely."""
_PAD: Final = max(REACH, LONGEST)
LEAST: Final = -6.0
"""Log odds below which a replacement is not worth telling."""


def line_of(sentences: Sequence[str], model: Ground) -> tuple[Numbers, Places]:
    """Sentences as :func:`~hegao.spelling.symbols.pieces` gives them as one line, and where each begins in it."""
    gap = _PAD * RESERVED[BREAK]
    line = model.alphabet.numbers(gap + "".join(sentence + gap for sentence in sentences))
    lengths = np.array([0, *(len(sentence) for sentence in sentences[:-1])], dtype=np.int64)
    return line, (_PAD + np.cumsum(lengths) + _PAD * np.arange(len(lengths)))[: len(sentences)]


def glances(line: Line, begins: Places, model: Ground) -> Floats:
    """How suspicious each of the sentences that begin at ``begins`` looks at first sight: its worst place's log odds."""
    places = np.flatnonzero(model.lexicon.sounds[line.numbers] > 0)
    worst = np.full(len(begins), -np.inf, dtype=np.float32)
    np.maximum.at(worst, _owner(begins, places), line.looks(places))
    return worst


def doubts(line: Line, begins: Places, model: Model) -> Floats:
    """How much each of the sentences that begin at ``begins`` looks as if it held a slip: its best replacement's odds."""
    places = np.flatnonzero(model.lexicon.sounds[line.numbers] > 0)
    best = np.full(len(begins), LEAST, dtype=np.float32)
    for proposals in propose(line, places[line.looks(places) > BAR], model):
        np.maximum.at(best, _owner(begins, proposals.start), judged(line, proposals, model))
    return best


def odds_of(sentences: Sequence[str], spans: Sequence[tuple[int, int]], new: Sequence[str], model: Model) -> Floats:
    """For each sentence the log odds that its span should read ``new``; less than ``LEAST`` for what is not proposed."""
    numbers, begins = line_of(sentences, model)
    line = Line.scored(numbers, model.language)
    places = [np.arange(begin + first, begin + end) for begin, (first, end) in zip(begins, spans, strict=True)]
    result = np.full(len(sentences), LEAST - 1, dtype=np.float32)
    for proposals in propose(line, np.concatenate(places), model) if places else ():
        odds, owner = judged(line, proposals, model), _owner(begins, proposals.start)
        for at in np.flatnonzero(odds > LEAST):
            sentence = owner[at]
            fits = proposals.start[at] - begins[sentence] == spans[sentence][0]
            if fits and model.text(proposals.new[at]) == new[sentence]:
                result[sentence] = odds[at]
    return result


def _owner(begins: Places, places: Places) -> Places:
    return np.searchsorted(begins, places, "right") - 1


def propose(line: Line, places: Places, model: Ground) -> Iterator[Proposals]:
    """What may be meant at ``places``, by width."""
    if len(places):
        yield characters(line, places, model.language, model.lexicon)
        for width in WORD_LENGTHS:
            yield words(line, places, width, model.language, model.lexicon)


def judged(line: Line, proposals: Proposals, model: Model) -> Floats:
    """The log odds that each proposal is right."""
    rows = evidence(line, proposals, model.language, model.lexicon)
    weights = model.judge.kinds
    kind = KINDS[0] if proposals.width == 1 else KINDS[1]
    particle = particles(line, proposals, model)
    return np.where(particle, weights[KINDS[2]].log_odds(rows), weights[kind].log_odds(rows))


def particles(line: Line, proposals: Proposals, model: Ground) -> NDArray[np.bool_]:
    """Which proposals put one of 的, 地, 得 for another."""
    if proposals.width > 1:
        return np.zeros(len(proposals.start), dtype=np.bool_)
    three = model.alphabet.numbers(PARTICLES)
    both: NDArray[np.bool_] = np.isin(proposals.new[:, 0], three) & np.isin(line.numbers[proposals.start], three)
    return both
