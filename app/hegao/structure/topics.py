"""What the sections of many reports are about, learnt from their headings and text; no list of topics is given."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Self

import numpy as np

from hegao.structure.conventions import TopicLimits
from hegao.structure.model import Piece, Shape
from hegao.text.characters import is_han
from hegao.text.segmentation import segment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

_HEADING = 3  # times a heading's words count


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with the words of headings that tell it best, such as 乡村振兴."""

    id: int
    name: str


class Topics:
    """Topics learnt from some reports. Sections are compared by their words, those that few sections have first."""

    def __init__(self, words: Sequence[str], weights: "Matrix", centres: "Matrix", limits: TopicLimits) -> None:
        self._places = {word: place for place, word in enumerate(words)}
        self._weights = weights
        self._centres = centres
        self._limits = limits
        self._known: dict[int, tuple[tuple[int, ...], ...]] = {}
        self.topics: tuple[Topic, ...] = ()

    @classmethod
    def learnt(cls, shapes: Sequence[Shape], limits: TopicLimits) -> Self | None:
        """The topics of these reports; ``None`` where they are too few to learn from."""
        pieces = [piece for shape in shapes for piece in shape.pieces]
        if len(shapes) < limits.reports or len(pieces) < limits.reports * limits.fewest:
            return None
        spoken = [_words(piece, limits) for piece in pieces]
        spread = Counter(word for words in spoken for word in words)
        known = [word for word, count in spread.most_common() if 2 < count <= limits.common * len(pieces)]
        known = known[: limits.words]
        weights = np.array([log(len(pieces) / spread[word]) for word in known], dtype=np.float32)
        learnt = cls(known, weights, np.zeros((0, len(known)), dtype=np.float32), limits)
        vectors = learnt._vectors(spoken)
        count = sorted(len(shape.pieces) for shape in shapes)[len(shapes) // 2]
        count = max(limits.fewest, min(limits.most, count))
        learnt._centres = _centres(vectors, count, limits.rounds)
        near = learnt._near(vectors)
        nearest = [topics[0] if topics else None for topics in near]
        learnt.topics = tuple(_named([piece.heading for piece in pieces], nearest, count, limits))
        at = 0
        for shape in shapes:
            learnt._known[shape.document] = near[at : at + len(shape.pieces)]
            at += len(shape.pieces)
        return learnt

    def of(self, shape: Shape) -> tuple[tuple[int, ...], ...]:
        """The topics of each piece of a report, the nearest first; none for one like no other."""
        if shape.document in self._known:
            return self._known[shape.document]
        if not shape.pieces:
            return ()
        return self._near(self._vectors([_words(piece, self._limits) for piece in shape.pieces]))

    def _near(self, vectors: "Matrix") -> tuple[tuple[int, ...], ...]:
        likeness = vectors @ self._centres.T
        best = likeness.max(axis=1, keepdims=True)
        near = (likeness >= self._limits.besides * best) & (best >= self._limits.alike)
        order = np.argsort(-likeness, axis=1, kind="stable")
        return tuple(
            tuple(int(topic) for topic in topics if here[topic]) for topics, here in zip(order, near, strict=True)
        )

    def _vectors(self, spoken: Sequence[Counter[str]]) -> "Matrix":
        matrix = np.zeros((len(spoken), len(self._places)), dtype=np.float32)
        for row, words in enumerate(spoken):
            for word, count in words.items():
                if (column := self._places.get(word)) is not None:
                    matrix[row, column] = 1 + log(count)
        matrix *= self._weights
        return _unit(matrix)


def _words(piece: Piece, limits: TopicLimits) -> Counter[str]:
    """The words a piece is told by, how often each stands in it."""
    counted = Counter(_telling(segment(piece.sample), limits))
    for word in _telling(segment(piece.heading), limits):
        counted[word] += _HEADING
    return counted


def _telling(words: Iterable[str], limits: TopicLimits) -> Iterable[str]:
    return (word for word in words if len(word) > 1 and is_han(word[0]) and word not in limits.general)


def _unit(matrix: "Matrix") -> "Matrix":
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    unit: Matrix = matrix / np.maximum(lengths, 1e-9, dtype=np.float32)
    return unit


def _centres(vectors: "Matrix", count: int, rounds: int) -> "Matrix":
    """Spherical k-means from seeds that lie far apart; the same for the same vectors."""
    seeds = [int(np.argmax(vectors @ vectors.mean(axis=0)))]
    nearest = vectors @ vectors[seeds[0]]
    chance = np.random.default_rng(0)
    while len(seeds) < count:
        apart = np.clip(1 - nearest, 0, None) ** 2
        seeds.append(int(chance.choice(len(vectors), p=apart / apart.sum())))
        nearest = np.maximum(nearest, vectors @ vectors[seeds[-1]])
    centres = vectors[seeds]
    for _ in range(rounds):
        members = np.argmax(vectors @ centres.T, axis=1)
        sums = [vectors[members == topic].sum(axis=0) for topic in range(count)]
        centres = _unit(np.array([s if s.any() else centres[t] for t, s in enumerate(sums)], dtype=np.float32))
    return centres


def _named(headings: Sequence[str], topics: Sequence[int | None], count: int, limits: TopicLimits) -> Iterable[Topic]:
    """Each topic by the words of its headings that those of other topics have least."""
    inside: list[Counter[str]] = [Counter() for _ in range(count)]
    everywhere: Counter[str] = Counter()
    for heading, topic in zip(headings, topics, strict=True):
        if topic is not None:
            terms = set(_terms(heading, limits))
            inside[topic].update(terms)
            everywhere.update(terms)
    for number, counted in enumerate(inside):
        ranked = sorted(counted, key=lambda term: (-counted[term] * counted[term] / everywhere[term], term))
        chosen: list[str] = []
        for term in ranked:
            if len(chosen) < 2 and not any(term in other or other in term for other in chosen):
                chosen.append(_fuller(term, counted))
        yield Topic(number, "、".join(dict.fromkeys(chosen)))


def _fuller(term: str, terms: Counter[str]) -> str:
    """The pair of words that a word mostly stands in, 乡村振兴 for 乡村; the word itself where there is none."""
    pair, count = max(
        ((t, n) for t, n in terms.items() if term in t and t != term), key=lambda x: x[1], default=("", 0)
    )
    return pair if 2 * count >= terms[term] else term


def _terms(heading: str, limits: TopicLimits) -> Iterable[str]:
    """Words of a heading and pairs of words side by side."""
    words = segment(heading)
    for first, second in zip(words, [*words[1:], ""], strict=True):
        if len(first) > 1 and is_han(first[0]) and first not in limits.general:
            yield first
            if len(second) > 1 and is_han(second[0]) and second not in limits.general:
                yield first + second
