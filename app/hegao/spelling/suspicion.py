"""Which sentences are worth reading closely, by the sieve and the character model, and what that says of a replacement."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hegao.spelling.judge import KINDS
from hegao.spelling.language import REACH, Floats, Numbers
from hegao.spelling.lexicon import WORD_LENGTHS, Places
from hegao.spelling.model import Ground, Model
from hegao.spelling.proposals import LONGEST, Line, Proposals, characters, evidence, words
from hegao.spelling.sieve import SEEN, UNREADABLE
from hegao.spelling.symbols import BREAK, PARTICLES, RESERVED

SIGNS: Final = ("marks together", "best replacement", "best replacement, if likely", "length")
"""What tells of a sentence whether it holds a slip, in the order of the judge's weights."""
BAR: Final = -2.5
"""The sieve's log odds from which replacements are tried at a place."""
_PAD: Final = max(REACH, LONGEST, *map(max, SEEN))
LEAST: Final = -6.0
"""Log odds below which a replacement is not worth telling."""
_UNLIKELY: Final = -3.0
_OFTEN, _TOGETHER = 3, 3
"""So many times a text repeats so many characters that it means."""
_BATCH: Final = 4_000
"""Characters looked at together; what is computed for more does not stay in the processor's cache."""


def line_of(sentences: Sequence[str], model: Ground) -> tuple[Numbers, Places]:
    """Sentences as :func:`~hegao.spelling.symbols.pieces` gives them as one line, and where each begins in it."""
    gap = _PAD * RESERVED[BREAK]
    line = model.alphabet.numbers(gap + "".join(sentence + gap for sentence in sentences))
    lengths = np.array([0, *(len(sentence) for sentence in sentences[:-1])], dtype=np.int64)
    return line, (_PAD + np.cumsum(lengths) + _PAD * np.arange(len(lengths)))[: len(sentences)]


def until(sentences: Iterable[str], most: float) -> Iterator[str]:
    """The first of the sentences, no more characters than ``most`` together."""
    for sentence in sentences:
        most -= len(sentence)
        if most < 0:
            break
        yield sentence


def batches(sentences: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    """The sentences by parts of ``most`` characters or a sentence more."""
    first, size = 0, 0
    for at, sentence in enumerate(sentences):
        size += len(sentence)
        if size >= most:
            yield sentences[first : at + 1]
            first, size = at + 1, 0
    if first < len(sentences):
        yield sentences[first:]


class Suspicion:
    """How doubtful sentences look to ``model``, which need not look twice at one it has seen lately."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._marks: dict[str, Floats] = {}
        self._odds: dict[str, Floats] = {}

    def __len__(self) -> int:
        """How many sentences are remembered."""
        return len(self._marks)

    def forget(self, kept: Collection[str]) -> None:
        """Forget all sentences but those ``kept``."""
        for known in (self._marks, self._odds):
            for sentence in known.keys() - set(kept):
                del known[sentence]

    def doubts(self, sentences: Sequence[str], most: float) -> Floats:
        """The log odds that each sentence of one text holds a slip.

        Replacements are tried in those that look worst to the sieve, ``most`` characters together.
        """
        if not sentences:
            return np.empty(0, dtype=np.float32)
        model = self._model
        for batch in batches([sentence for sentence in sentences if sentence not in self._marks], _BATCH):
            self._marks |= zip(batch, marks_of(batch, model), strict=True)
        marks = np.concatenate([self._marks[sentence] for sentence in sentences])
        places = np.flatnonzero(marks > BAR)
        marks[places[_repeated(sentences, places, model)]] = UNREADABLE
        begins = _begins(sentences)
        worst = np.maximum.reduceat(marks, begins)
        order = np.argsort(-worst, kind="stable")[: np.count_nonzero(worst > BAR)]
        tried = list(until((sentences[at] for at in order), most))
        self._try([sentence for sentence in tried if sentence not in self._odds])
        odds = np.full(len(marks), LEAST, dtype=np.float32)
        for at in order[: len(tried)]:
            odds[begins[at] : begins[at] + len(sentences[at])] = self._odds[sentences[at]]
        odds[marks <= BAR] = LEAST
        return model.judge.kinds[KINDS[5]].log_odds(_signs(marks, odds, begins))

    def _try(self, sentences: Sequence[str]) -> None:
        """Remember the log odds of the best replacement that covers each place the sieve marks."""
        for batch in batches(sentences, _BATCH):
            best = best_of(batch, [self._marks[sentence] for sentence in batch], self._model)
            self._odds |= zip(batch, best, strict=True)


def marks_of(sentences: Sequence[str], model: Model) -> list[Floats]:
    """The sieve's log odds that each character of each sentence is wrong."""
    numbers, begins = line_of(sentences, model)
    line = Line.scored(numbers, model.language)
    return _parts(model.sieve.marks(line, model.language, model.lexicon), begins, sentences)


def best_of(sentences: Sequence[str], marks: Sequence[Floats], model: Model) -> list[Floats]:
    """At each place the log odds of the best replacement that covers it, tried where ``marks`` exceed ``BAR``."""
    numbers, begins = line_of(sentences, model)
    line = Line.scored(numbers, model.language)
    best = np.full(len(numbers), LEAST, dtype=np.float32)
    places = [begin + np.flatnonzero(each > BAR) for begin, each in zip(begins, marks, strict=True)]
    for proposals in propose(line, np.concatenate(places), model):
        odds = judged(line, proposals, model)
        for step in range(proposals.width):
            np.maximum.at(best, proposals.start + step, odds)
    return _parts(best, begins, sentences)


def evidence_of(sentences: Sequence[str], model: Model) -> Floats:
    """What tells of each sentence by itself whether it holds a slip; see :data:`SIGNS`."""
    marks = marks_of(sentences, model)
    odds = np.concatenate(best_of(sentences, marks, model))
    marks_there = np.concatenate(marks)
    odds[marks_there <= BAR] = LEAST
    return _signs(marks_there, odds, _begins(sentences))


def _signs(marks: Floats, odds: Floats, begins: Places) -> Floats:
    """What tells whether the sentences that begin at ``begins`` hold slips, a row each; see :data:`SIGNS`.

    ``marks`` are the sieve's log odds of each place, ``odds`` those of the best replacement there.
    """
    wrong = np.add.reduceat(np.logaddexp(marks, np.float32(0)), begins)
    best = np.maximum.reduceat(odds, begins)
    lengths = np.diff(begins, append=len(marks))
    return np.stack([np.log(wrong), best, np.maximum(best, _UNLIKELY), np.log(lengths)], axis=1).astype(np.float32)


def _begins(sentences: Sequence[str]) -> Places:
    """Where each of the sentences begins, one behind the other."""
    return np.cumsum([0, *map(len, sentences[:-1])], dtype=np.int64)


def _parts(values: Floats, begins: Places, sentences: Sequence[str]) -> list[Floats]:
    """The values of each sentence of a line."""
    return [values[begin : begin + len(sentence)] for begin, sentence in zip(begins, sentences, strict=True)]


def _repeated(sentences: Sequence[str], places: Places, model: Ground) -> NDArray[np.bool_]:
    """Which places stand in three characters that the text repeats, but for the first that do.

    What a text says several times it mostly means, so to look once is enough.
    """
    numbers = np.pad(model.alphabet.numbers("".join(sentences)).astype(np.uint64), _TOGETHER - 1)
    keys = (numbers[:-2] << np.uint64(32)) | (numbers[1:-1] << np.uint64(16)) | numbers[2:]
    windows = places[:, None] + np.arange(_TOGETHER)
    ordered, asked = np.sort(keys), keys[windows]
    times = np.searchsorted(ordered, asked, "right") - np.searchsorted(ordered, asked, "left")
    _, first, which = np.unique(asked, return_index=True, return_inverse=True)
    again = windows != windows.ravel()[first][which].reshape(windows.shape)
    result: NDArray[np.bool_] = ((times >= _OFTEN) & again).any(axis=1)
    return result


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
