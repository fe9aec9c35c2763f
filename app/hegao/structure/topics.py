"""What the sections of many reports are about, learnt from their headings and text; no list of topics is given."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
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
_BREAK = "\n"
_JOINING = "和"
_LONGEST = 8  # characters of a name
_SELDOM = 2  # sections that may share a word by chance


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with the words of headings that tell it best, such as 乡村振兴."""

    id: int
    name: str


class Topics:
    """Topics learnt from some reports. Sections are compared by their words, those that few sections have first.

    ``common`` are the words that several of the sections have.
    """

    def __init__(self, words: Sequence[str], weights: "Matrix", centres: "Matrix", limits: TopicLimits) -> None:
        self._places = {word: place for place, word in enumerate(words)}
        self._weights = weights
        self._centres = centres
        self._limits = limits
        self._known: dict[int, tuple[tuple[int, ...], ...]] = {}
        self.topics: tuple[Topic, ...] = ()
        self.common: frozenset[str] = frozenset()

    @classmethod
    def learnt(cls, shapes: Sequence[Shape], limits: TopicLimits) -> Self | None:
        """The topics of these reports; ``None`` where they are too few to learn from."""
        pieces = [piece for shape in shapes for piece in shape.pieces]
        if len(shapes) < limits.reports or len(pieces) < limits.reports * limits.fewest:
            return None
        spoken = [_words(piece) for piece in pieces]
        spread = Counter(word for words in spoken for word in words)
        common = [word for word, count in spread.most_common() if count > _SELDOM and _telling(word, limits)]
        known = [word for word in common if spread[word] <= limits.common * len(pieces)][: limits.words]
        weights = np.array([log(len(pieces) / spread[word]) for word in known], dtype=np.float32)
        learnt = cls(known, weights, np.zeros((0, len(known)), dtype=np.float32), limits)
        learnt.common = frozenset(common)
        vectors = learnt._vectors(spoken)
        count = sorted(len(shape.pieces) for shape in shapes)[len(shapes) // 2]
        count = max(limits.fewest, min(limits.most, count))
        centres = _centres(vectors, count, limits.rounds)
        headings = [frozenset(_terms(piece.heading, limits)) for piece in pieces]
        learnt._settle(vectors, _joined(vectors, centres, _likely_same(centres, limits.same)), headings)
        names = [topic.name for topic in learnt.topics]
        if len(set(names)) < len(names):
            first = [names.index(name) for name in names]
            learnt._settle(vectors, _joined(vectors, learnt._centres, first), headings)
        near = learnt._near(vectors)
        at = 0
        for shape in shapes:
            learnt._known[shape.document] = near[at : at + len(shape.pieces)]
            at += len(shape.pieces)
        return learnt

    def _settle(self, vectors: "Matrix", centres: "Matrix", headings: Sequence[Collection[str]]) -> None:
        """Take these centres, and name their topics by the words of the headings nearest to them."""
        self._centres = centres
        nearest = [topics[0] if topics else None for topics in self._near(vectors)]
        self.topics = tuple(_named(headings, nearest, len(centres)))

    def of(self, shape: Shape) -> tuple[tuple[int, ...], ...]:
        """The topics of each piece of a report, the nearest first; none for one like no other."""
        if shape.document in self._known:
            return self._known[shape.document]
        if not shape.pieces:
            return ()
        return self._near(self._vectors([_words(piece) for piece in shape.pieces]))

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


def _words(piece: Piece) -> Counter[str]:
    """The words of a piece, how often each stands in it; those of its heading count several times."""
    words = segment(f"{piece.heading}{_BREAK}{piece.sample}")
    counted = Counter(words)
    for word in words[: words.index(_BREAK) if _BREAK in words else 0]:
        counted[word] += _HEADING - 1
    return counted


def _telling(word: str, limits: TopicLimits) -> bool:
    return len(word) > 1 and is_han(word[0]) and word not in limits.general


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


def _likely_same(centres: "Matrix", same: float) -> list[int]:
    """For each topic the first one that it is so much like that both are one, itself if none."""
    likeness = centres @ centres.T
    return [
        next(first for first in range(topic + 1) if first == topic or likeness[first, topic] >= same)
        for topic in range(len(centres))
    ]


def _joined(vectors: "Matrix", centres: "Matrix", first: Sequence[int]) -> "Matrix":
    """The centres with those made one that name the same first topic."""
    members = np.array(first)[np.argmax(vectors @ centres.T, axis=1)]
    kept = [topic for topic in sorted(set(first)) if (members == topic).any()]
    return _unit(np.array([vectors[members == topic].sum(axis=0) for topic in kept], dtype=np.float32))


def _named(headings: Sequence[Collection[str]], topics: Sequence[int | None], count: int) -> Iterable[Topic]:
    """Each topic by the words of its headings that those of other topics have least."""
    inside: list[Counter[str]] = [Counter() for _ in range(count)]
    members = Counter(topics)
    everywhere: Counter[str] = Counter()
    for terms, topic in zip(headings, topics, strict=True):
        if topic is not None:
            inside[topic].update(terms)
            everywhere.update(terms)
    for number, counted in enumerate(inside):
        ranked = sorted(counted, key=lambda term: (-counted[term] * counted[term] / everywhere[term], term))
        names = _distinct(_fuller(term, counted) for term in ranked)
        alone = bool(names) and 2 * counted[ranked[0]] >= members[number]  # most headings say the first
        yield Topic(number, names[0] if alone else _JOINING.join(names))


def _distinct(terms: Iterable[str]) -> list[str]:
    """The first two terms of which neither holds or continues the other, each at its fullest."""
    chosen: list[str] = []
    for term in terms:
        near = next((at for at, other in enumerate(chosen) if _one(other, term)), None)
        if near is not None:
            chosen[near] = _one(chosen[near], term)
        elif len(chosen) < 2:
            chosen.append(term)
        else:
            break
    return chosen


def _one(term: str, other: str) -> str:
    """Two terms that hold or continue each other as one, 政府自身 and 自身建设 as 政府自身建设; ``""`` if they do not."""
    if term in other or other in term:
        return max(term, other, key=len)
    for first, second in ((term, other), (other, term)):
        for length in range(min(len(first), len(second)) - 1, 1, -1):
            if first.endswith(second[:length]) and len(first) + len(second) - length <= _LONGEST:
                return first + second[length:]
    return ""


def _fuller(term: str, terms: Counter[str]) -> str:
    """The pair of words that a word mostly stands in, 乡村振兴 for 乡村; the word itself where there is none."""
    pair, count = max(
        ((t, n) for t, n in terms.items() if term in t and t != term), key=lambda x: x[1], default=("", 0)
    )
    return pair if 2 * count >= terms[term] else term


def _terms(heading: str, limits: TopicLimits) -> Iterable[str]:
    """Words of a heading and pairs of words side by side, 自身建设 among them."""
    words = segment(heading)
    for first, second in zip(words, [*words[1:], ""], strict=True):
        if _telling(first, limits):
            yield first
            if _telling(second, limits) or second in limits.ends:
                yield first + second
