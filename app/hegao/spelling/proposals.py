"""Places of a line where something else may be meant, what, and the evidence for it as numbers."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from hegao.spelling.language import REACH, Floats, LanguageModel, Lengths, Numbers
from hegao.spelling.lexicon import NEAR, SAME, WORD_LENGTHS, Lexicon, Places, cost, price, sounding

LONGEST: Final = max(WORD_LENGTHS)
EVIDENCE: Final = 33
"""How many numbers speak for and against a proposal."""
_SHORTLIST: Final = 8
_BEST: Final = 2
_WORD_COST: Final = 4.6
_NEAR_WORD_COST: Final = 5.2
_SWAP_COST: Final = 4.6
_FLOOR: Final = -1.5
_CHEAP: Final = 1.5
_NONE: Final = -20.0
# Weights of a look that tells nearly all characters in their right places, found by regression.
_QUICK: Final = np.array([-0.512, -0.053, -0.455, 0.231, -0.639, -0.932], dtype=np.float32)
_QUICK_BASE: Final = 2.094


@dataclass(frozen=True, slots=True)
class Line:
    """Sentences as one line of symbols, ``REACH`` times ``BREAK`` between them, with the model's scores of each."""

    numbers: Numbers
    logp: Floats
    length: Lengths

    @classmethod
    def scored(cls, numbers: Numbers, model: LanguageModel) -> "Line":
        """The line scored from end to end."""
        logp, length = model.score(numbers[None])
        pad = np.zeros(REACH)
        return cls(numbers, np.append(pad, logp[0]).astype(np.float32), np.append(pad, length[0]).astype(np.uint8))

    def looks(self, places: Places) -> Floats:
        """How suspicious each of ``places`` looks by the probabilities around it: a regression's log odds of a slip."""
        window = places[:, None] + np.arange(REACH + 1)
        logp, length = self.logp[window], self.length[window].astype(np.int64)
        covers = length > np.arange(REACH + 1)
        evidence = np.stack(
            [
                logp[:, 0],
                logp.sum(axis=1),
                np.minimum(logp[:, 0], logp[:, 1]),
                logp.min(axis=1),
                covers.sum(axis=1),
                np.where(covers, length, 0).max(axis=1),
            ],
            axis=1,
        ).astype(np.float32)
        result: Floats = evidence @ _QUICK + np.float32(_QUICK_BASE)
        return result


@dataclass(frozen=True, slots=True)
class Proposals:
    """Replacements of spans of one width: where they begin, what they would write, and what speaks for them.

    ``gain`` is how much likelier the line becomes (log10), ``score`` the gain less the cost of such a slip, ``lead``
    by how much the score exceeds that of the next best for its place. ``alike`` is 0 for words.
    """

    start: Places
    new: Numbers
    gain: Floats
    score: Floats
    lead: Floats
    alike: NDArray[np.uint8]
    swapped: NDArray[np.bool_]
    logp: Floats
    length: Lengths

    @property
    def width(self) -> int:
        """How many characters each replaces."""
        return int(self.new.shape[1])


def characters(line: Line, places: Places, model: LanguageModel, lexicon: Lexicon) -> Proposals:
    """The best replacements of the single characters at ``places``."""
    numbers = line.numbers
    owner, new, alike = lexicon.candidates(numbers[places])
    at = places[owner]
    dear = cost(alike)
    before = model.pair(numbers[at - 1], new)
    after = model.pair(new, numbers[at + 1])
    after[numbers[at + 1] == 0] = 0
    listed = first(owner, before + after - dear, _SHORTLIST)
    owner, new, alike, dear = owner[listed], new[listed], alike[listed], dear[listed]
    start = places[owner]
    logp, length, gains = rewritten(line, start, new[:, None], model)
    gain = gains.sum(axis=1)
    score = gain - dear
    lead = _lead(owner, score, len(places))
    best = first(owner, score, _BEST)
    best = best[score[best] > _FLOOR]
    none = np.zeros(len(best), dtype=np.bool_)
    return Proposals(
        start[best], new[best, None], gain[best], score[best], lead[best], alike[best], none, logp[best], length[best]
    )


def words(line: Line, places: Places, width: int, model: LanguageModel, lexicon: Lexicon) -> Proposals:
    """Words of ``width`` characters that sound like what stands at ``places``, and for two also the two swapped."""
    starts = marked(len(line.numbers), places[:, None] - np.arange(width))
    spans = line.numbers[starts[:, None] + np.arange(width)]
    owner, new = lexicon.homophones(spans)
    swapped = np.zeros(len(owner), dtype=np.bool_)
    if width == 2:
        han = np.flatnonzero((lexicon.sounds[spans] > 0).all(axis=1) & (spans[:, 0] != spans[:, 1]))
        owner, new = np.append(owner, han), np.concatenate([new, spans[han, ::-1]])
        swapped = np.append(swapped, np.ones(len(han), dtype=np.bool_))
    start = starts[owner]
    logp, length, gains = rewritten(line, start, new, model)
    gain = gains.sum(axis=1)
    exact = (lexicon.readings[new] == lexicon.readings[spans[owner]]).all(axis=1)
    score = gain - np.select([swapped, exact], [_SWAP_COST, _WORD_COST], _NEAR_WORD_COST).astype(np.float32)
    lead = _lead(owner, score, len(starts))
    alike = np.where(exact, SAME, NEAR).astype(np.uint8)
    alike[swapped] = 0
    good = np.flatnonzero(score > _FLOOR)
    return Proposals(
        start[good],
        new[good],
        gain[good],
        score[good],
        lead[good],
        alike[good],
        swapped[good],
        logp[good],
        length[good],
    )


def rewritten(line: Line, start: Places, new: Numbers, model: LanguageModel) -> tuple[Floats, Lengths, Floats]:
    """The scores from the first new character to the last that feels it, and how much likelier each becomes."""
    width = new.shape[1]
    windows = line.numbers[start[:, None] + np.arange(-REACH, width + REACH)]
    windows[:, REACH : REACH + width] = new
    logp, length = model.score(windows)
    return logp, length, logp - line.logp[start[:, None] + np.arange(width + REACH)]


def first(owner: Places, score: NDArray[np.floating[Any]], count: int) -> Places:
    """The places of the ``count`` highest scores of each owner, which stand together; the highest first."""
    if not len(owner):
        return np.empty(0, dtype=np.int64)
    begins = np.flatnonzero(np.append(True, owner[1:] != owner[:-1]))
    sizes = np.diff(np.append(begins, len(owner)))
    left, found = score.copy(), []
    # Round by round the best of each: far quicker than sorting all for the sake of a few.
    for _ in range(min(count, int(sizes.max()))):
        best = np.repeat(np.maximum.reduceat(left, begins), sizes)
        top = np.flatnonzero((left == best) & (left > -np.inf))
        top = top[np.append(True, owner[top[1:]] != owner[top[:-1]])]
        found.append(top)
        left[top] = -np.inf
    listed = np.concatenate(found)
    return listed[np.argsort(owner[listed], kind="stable")]


def marked(length: int, *places: Places) -> Places:
    """Which of so many places are among ``places``, each once and in order."""
    mask = np.zeros(length, dtype=np.bool_)
    for some in places:
        mask[some] = True
    return np.flatnonzero(mask)


def _lead(owner: Places, score: Floats, owners: int) -> Floats:
    """Each score less the best other score of its owner."""
    best, second = np.full(owners, _NONE, dtype=np.float32), np.full(owners, _NONE, dtype=np.float32)
    np.maximum.at(best, owner, score)
    top = score == best[owner]
    np.maximum.at(second, owner[~top], score[~top])
    return np.where(top, score - second[owner], score - best[owner])


def evidence(line: Line, proposals: Proposals, model: LanguageModel, lexicon: Lexicon) -> Floats:
    """What speaks for and against each proposal, a row of ``EVIDENCE`` numbers each."""
    p, width = proposals, proposals.width
    window = p.start[:, None] + np.arange(width + REACH)
    logp, length = line.logp[window], line.length[window]
    old = line.numbers[p.start[:, None] + np.arange(width)]
    inside = (p.logp - logp)[:, :width].sum(axis=1)
    behind = p.gain - inside
    steps = np.maximum(np.arange(width + REACH) - (width - 1), 0)
    sound, dear = sounding(p.alike), price(p.alike)
    new_word, new_length = _word_around(line.numbers, p.start, p.new, lexicon)
    old_word, old_length = _word_around(line.numbers, p.start, old, lexicon)
    single = model.single
    rows = [
        p.gain,
        np.minimum(p.gain, 4),
        inside,
        behind,
        np.minimum(inside, behind),
        logp[:, :width].mean(axis=1),
        logp[:, width:].mean(axis=1),
        p.logp[:, :width].mean(axis=1),
        p.logp[:, width:].mean(axis=1),
        (p.length > steps).sum(axis=1),
        (length > steps).sum(axis=1),
        p.length[:, 0],
        length[:, 0],
        single[model.known(old)].mean(axis=1),
        single[model.known(p.new)].mean(axis=1),
        *(sound == kind for kind in range(1, 5)),
        dear,
        np.minimum(dear, _CHEAP),
        new_word,
        new_word > 0,
        new_length >= 3,
        old_word,
        old_word > 0,
        old_length >= 3,
        np.clip(p.lead, -3, 6),
        np.minimum(p.lead, 1),
        (old >= model.size).any(axis=1),
        (old != p.new).sum(axis=1),
        p.swapped,
        np.full(len(old), width),
    ]
    return np.stack(rows, axis=1).astype(np.float32)


def _word_around(
    numbers: Numbers, start: Places, span: Numbers, lexicon: Lexicon
) -> tuple[Floats, NDArray[np.float32]]:
    """How common the commonest word is that holds the span as written, and how long the longest is; 0 for none."""
    width = span.shape[1]
    margin = LONGEST - width
    text = numbers[start[:, None] + np.arange(-margin, LONGEST)]
    text[:, margin : margin + width] = span
    best, longest = np.zeros(len(start), dtype=np.float32), np.zeros(len(start), dtype=np.float32)
    for length in WORD_LENGTHS:
        for first in range(max(margin + width - length, 0), margin + 1) if length >= width else ():
            frequency = lexicon.frequency(text[:, first : first + length])
            best = np.maximum(best, frequency)
            longest = np.maximum(longest, np.where(frequency > 0, np.float32(length), np.float32(0)))
    return best, longest
