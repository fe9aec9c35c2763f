"""Slips of the pen in sentences: found by searching for the best reading, each then weighed with the others mended."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from hegao.spelling.choices import FOREIGN
from hegao.spelling.covering import reconsidered
from hegao.spelling.judge import KINDS
from hegao.spelling.language import Floats
from hegao.spelling.lexicon import WORD_LENGTHS
from hegao.spelling.model import Model
from hegao.spelling.proposals import Line
from hegao.spelling.search import Readings, readings, runs, words_over
from hegao.spelling.suspicion import LEAST, line_of, odds_of
from hegao.spelling.symbols import DOUBLING, LONG, PARTICLES

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
    "old word",
    "length of the old word",
    "new word",
    "length of the new word",
    "commonness of the old",
    "commonness of the new",
    "wording",
)
"""The evidence for a slip, in the order of the judge's weights; see :func:`_evidence`."""

_ROUNDS: Final = 3
_MOST_LEAD: Final = 8.0
_MOST_MARGIN: Final = 8.0
_MOST_BESIDE: Final = 3
_MOST_OF_A_WORD: Final = 3.0
"""Log odds: a word for a word is right somewhere, and a sentence alone does not tell for sure that it is not here."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Slip:
    """``sentence[start:end]`` should read ``new``; ``evidence`` is one row, ``particle`` as in :class:`Correction`.

    ``word`` says that what is written is itself a word of several characters, or half of what is doubled (翻一翻).
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
    """A sentence read with all slips mended but what stands in ``span``, and the sentence with that mended too.

    ``scores`` is what the network says of the span in it, where that is known already.
    """

    sentence: str
    span: Span
    meant: str
    scores: Floats | None

    @property
    def new(self) -> str:
        """What the span is to read."""
        return self.meant[slice(*self.span)]


@dataclass(frozen=True, slots=True)
class _Said:
    """What speaks for the span of a look: the network (mean of its characters, least lead), the gain, the odds, the words."""

    network: float
    lead: float
    gain: float
    odds: float
    wording: float


@dataclass(frozen=True, slots=True)
class _Meant:
    """A sentence and what it is probably meant to read, with the readings that led there, one for each round.

    ``scores`` is what the network says of the places of the sentence as it is written.
    """

    sentence: str
    meant: str
    scores: Floats
    rounds: tuple[Readings, ...] = ()

    def spans(self) -> list[Span]:
        """The first place and the one behind the last of each run of slips."""
        pairs = enumerate(zip(self.sentence, self.meant, strict=True))
        return runs(at for at, (old, new) in pairs if old != new)

    def margin(self, span: Span) -> float:
        """By how much the best reading of the round that changed ``span`` exceeds those that do not."""
        changing = [r.margin(span) for r in self.rounds if any(span[0] <= at < span[1] for at, _ in r.best.changes)]
        return changing[-1]


def slips(sentences: Sequence[str], model: Model, *, again: bool = True) -> list[list[Slip]]:
    """The slips of each sentence (its mark included) in the reading that is probably meant, however doubtful.

    ``again`` has the foremost readings looked at once more where one that changes something is among them.
    """
    read = _read(sentences, model, again=again)
    looks = [(at, span, _looks(each, span)) for at, each in enumerate(read) for span in each.spans()]
    said = iter(_said([look for _, _, group in looks for look in group], model))
    found: list[list[Slip]] = [[] for _ in sentences]
    for at, span, group in looks:
        new = group[0].new
        row = _evidence(read[at], span, [next(said) for _ in group], model)
        old = sentences[at][slice(*span)]
        word = _doubled(sentences[at], span) or (
            len(old) in WORD_LENGTHS and bool(model.lexicon.frequency(model.alphabet.numbers(old)[None])[0] > 0)
        )
        found[at].append(Slip(*span, new, new in PARTICLES and old in PARTICLES, word, row))
    return found


def _doubled(sentence: str, span: Span) -> bool:
    """Whether a single character stands twice about 一, 了 or 不, as a doubled verb does: 翻一翻."""
    start, end = span
    around = sentence[start - 2 : end], sentence[start : end + 2]
    return end - start == 1 and any(len(x) == 3 and x[0] == x[2] and x[1] in DOUBLING for x in around)


def _read(sentences: Sequence[str], model: Model, *, again: bool) -> list[_Meant]:
    """What each sentence is meant to read: as long as something is surely mended, the sentence is read again."""
    said = model.network.meant(sentences)
    result = [_Meant(sentence, sentence, scores) for sentence, scores in zip(sentences, said, strict=True)]
    left = list(range(len(sentences)))
    for turn in range(_ROUNDS):
        texts = [result[at].meant for at in left]
        numbers, begins = line_of(texts, model)
        line = Line.scored(numbers, model.language)
        changed = []
        parts = [slice(begin, begin + len(text)) for begin, text in zip(begins, texts, strict=True)]
        read = readings(line, parts, model.network.meant(texts) if turn else said, model)
        if again:
            read = reconsidered(read, model)
        for at, text, found in zip(left, texts, read, strict=True):
            sentence, letters = result[at].sentence, list(text)
            for place, symbol in found.best.changes:
                # A later look may find more, and is not to take back what an earlier one has found.
                if text[place] == sentence[place]:
                    letters[place] = model.alphabet.characters[symbol]
            meant = "".join(letters)
            result[at] = replace(result[at], meant=meant, rounds=(*result[at].rounds, found))
            if meant != text and found.sure:
                changed.append(at)
        left = changed
        if not left:
            break
    return result


def _looks(read: _Meant, span: Span) -> list[_Look]:
    """The whole span as it is written, and where it has several characters, each of them."""
    sentence, meant = read.sentence, read.meant
    begin, end = span
    singles = [(at, at + 1) for at in range(begin, end)] if end - begin > 1 else []
    looks = []
    for a, b in (span, *singles):
        text = meant[:a] + sentence[a:b] + meant[b:]
        looks.append(_Look(text, (a, b), meant, read.scores[a:b] if text == sentence else None))
    return looks


def _said(looks: Sequence[_Look], model: Model) -> list[_Said]:
    if not looks:
        return []
    sentences = [look.sentence for look in looks]
    unread = [look for look in looks if look.scores is None]
    asked = iter(model.network.meant([look.sentence for look in unread], [slice(*look.span) for look in unread]))
    scores = [next(asked) if look.scores is None else look.scores for look in looks]
    odds = odds_of(sentences, [look.span for look in looks], [look.new for look in looks], model)
    gains = _likelihoods([look.meant for look in looks], model) - _likelihoods(sentences, model)
    columns, _ = model.writable
    letters = model.network.alphabet
    result = []
    for look, rows, odd, gain in zip(looks, scores, odds, gains, strict=True):
        places = np.arange(len(rows))
        old, new = letters.numbers(look.sentence[slice(*look.span)]), letters.numbers(look.new)
        wanted = rows[places, new]
        others = rows[:, columns]
        others[(columns == new[:, None]) | (columns == old[:, None])] = -np.inf
        lead = float((wanted - others.max(axis=1)).min())
        texts = np.stack([model.alphabet.numbers(text) for text in (look.sentence, look.meant)])
        before, after = model.word_pairs.likelihoods(texts).tolist()
        result.append(_Said(float((wanted - rows[places, old]).mean()), lead, float(gain), float(odd), after - before))
    return result


def _likelihoods(sentences: Sequence[str], model: Model) -> Floats:
    """The log10 probability of each sentence by the character model."""
    numbers, begins = line_of(sentences, model)
    line = Line.scored(numbers, model.language)
    ends = begins + np.array([len(sentence) for sentence in sentences])
    total = np.append(0.0, np.cumsum(line.logp, dtype=np.float64))
    result: Floats = (total[ends] - total[begins]).astype(np.float32)
    return result


def _evidence(read: _Meant, span: Span, said: Sequence[_Said], model: Model) -> Floats:
    """What speaks for the slip in ``span``; ``said`` of the whole span first. See :data:`WEIGHED`."""
    whole, singles = said[0], said[1:] or said
    width = span[1] - span[0]
    old, new = (model.alphabet.numbers(text[slice(*span)]) for text in (read.sentence, read.meant))
    prices = [float(model.lexicon.prices(int(a), new[at : at + 1], FOREIGN)[0]) for at, a in enumerate(old)]
    single = model.language.single
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
            min(len(read.spans()) - 1, _MOST_BESIDE),
            len(read.sentence) / LONG,
            *_word(read.sentence, span, model),
            *_word(read.meant, span, model),
            float(single[model.language.known(old)].mean()),
            float(single[model.language.known(new)].mean()),
            whole.wording / width,
        ],
        dtype=np.float32,
    )


def _word(sentence: str, span: Span, model: Model) -> tuple[float, float]:
    """How common the commonest word of ``sentence`` is that holds ``span``, and how long the longest; 0 for none."""
    words = words_over(model.alphabet.numbers(sentence), span)
    common = [float(model.lexicon.frequency(word[None])[0]) for word in words]
    return max(common, default=0.0), max((len(w) for w, c in zip(words, common, strict=True) if c > 0), default=0)
