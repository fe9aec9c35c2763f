"""A second look at ways to read a sentence: what the network says while what they change is covered, and when it is mended.

How likely a text is to a network that was taught with covered characters is told by covering them in turn, which gives
its pseudo-likelihood (Salazar et al., "Masked Language Model Scoring", 2020). That tells more of several slips than one
look at the sentence as it is written, in which each stands beside the others.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hegao.spelling.language import Floats, Numbers
from hegao.spelling.model import Model
from hegao.spelling.network import Look, Network
from hegao.spelling.search import RANKED, Readings, ranked

RERANKED: Final = (*RANKED, "covered", "read again")
"""The evidence of a reading that is looked at again, in the order of its weights; see :func:`weighed` for the last."""
_BEHIND: Final = 2.5
"""How far behind the sentence as it is written a reading may rank for the sentence to be looked at again."""
_NEAR: Final = 4.0
_MOST: Final = 2
"""Readings that change something are looked at where they rank no further behind the first than ``_NEAR``, so many at most."""
_ABOUT: Final = 1
"""Characters to each side of a change that are covered as well, in turns of their own."""
_SEEN: Final = 12
"""Characters to each side of the changes that are shown."""
_LEAST: Final = -7.0
"""The least that a covered character counts (natural log): that nobody could guess one is not to decide alone."""

Places = NDArray[np.intp]


def unsettled(found: Readings) -> bool:
    """Whether a reading that changes something ranks before the one that does not, or not far behind."""
    changed = np.array([bool(reading.changes) for reading in found.readings])
    if not changed.any():
        return False
    return bool(found.scores[changed].max() > found.scores[~changed].max() - _BEHIND)


def reconsidered(found: Sequence[Readings], model: Model) -> list[Readings]:
    """The readings of each sentence, ranked anew by what a second look says where they are :func:`unsettled`."""
    looked_at = [at for at, each in enumerate(found) if unsettled(each)]
    result = list(found)
    for at, again in zip(looked_at, looked_again([found[at] for at in looked_at], model), strict=True):
        result[at] = ranked(again.numbers, again.readings, again.evidence, model.reranking)
    return result


def looked_again(found: Sequence[Readings], model: Model) -> list[Readings]:
    """The foremost readings of each sentence and the one that changes nothing, with the evidence of :data:`RERANKED`.

    Their scores and order are still those of the first look.
    """
    kept = [_foremost(each) for each in found]
    texts = [
        [model.text(each.readings[at].of(each.numbers)) for at in chosen]
        for each, chosen in zip(found, kept, strict=True)
    ]
    written = [model.text(each.numbers) for each in found]
    return [
        Readings(
            each.numbers,
            tuple(each.readings[at] for at in chosen),
            np.column_stack([each.evidence[chosen], further]),
            each.scores[chosen],
        )
        for each, chosen, further in zip(found, kept, weighed(written, texts, model.network), strict=True)
    ]


def _foremost(found: Readings) -> list[int]:
    near = np.count_nonzero(found.scores > found.scores[0] - _NEAR)
    changed = [at for at, reading in enumerate(found.readings[:near]) if reading.changes][:_MOST]
    return [at for at, reading in enumerate(found.readings) if at in changed or not reading.changes]


def weighed(sentences: Sequence[str], readings: Sequence[Sequence[str]], network: Network) -> list[Floats]:
    """For each sentence, as it is written, two numbers (natural log) for each of its ``readings``, which are as long.

    How much likelier the characters changed and those beside them are in it, covered in turns so that no two of one run
    of changes are covered together; and how much likelier the network holds what is changed than what was written, when
    it is shown the reading uncovered. Of a long sentence only what stands about the changes is shown.
    """
    looks: list[Look] = []
    sizes: list[int] = []
    for sentence, texts in zip(sentences, readings, strict=True):
        own = network.alphabet.numbers(sentence)
        for text in texts:
            before = len(looks)
            looks += _looks(own, network.alphabet.numbers(text), network.covered)
            sizes.append(len(looks) - before)
    said = iter(network.likely(looks))
    rows = iter([_told([next(said) for _ in range(size)]) for size in sizes])
    return [np.array([next(rows) for _ in texts], dtype=np.float32).reshape(-1, 2) for texts in readings]


def _looks(own: Numbers, text: Numbers, covered: int) -> Iterator[Look]:
    """The reading, asked for what it says and what the sentence says; then both of them covered in turns."""
    changed = np.flatnonzero(own != text)
    if not len(changed):
        return
    begin, end = max(changed[0] - _SEEN, 0), changed[-1] + _SEEN + 1
    own, text, changed = own[begin:end], text[begin:end], changed - begin
    yield Look(text, changed, text[changed])
    yield Look(text, changed, own[changed])
    for places in _turns(changed, len(own)):
        for letters in (text, own):
            shown = letters.copy()
            shown[places] = covered
            yield Look(shown, places, letters[places])


def _turns(changed: Places, length: int) -> Iterator[Places]:
    """Places to be covered together: of each run of changes the first, the second and so on, then those about them."""
    begins = np.flatnonzero(np.diff(changed, prepend=-2) > 1)
    sizes = np.diff(begins, append=len(changed))
    rank = np.arange(len(changed)) - np.repeat(begins, sizes)
    for turn in range(int(sizes.max())):
        yield changed[rank == turn]
    away = np.abs(np.arange(length)[:, None] - changed).min(axis=1)
    away[0] = 0  # the mark before the sentence, or the first of those shown, which is far off
    for distance in range(1, _ABOUT + 1):
        places = np.flatnonzero(away == distance)
        if len(places):
            yield places


def _told(said: Sequence[Floats]) -> tuple[float, float]:
    if not said:
        return 0.0, 0.0
    new, old, *covered = said
    values = [float(np.maximum(each, _LEAST).sum()) for each in covered]
    return sum(values[0::2]) - sum(values[1::2]), float(new.sum() - old.sum())
