"""The network: what each place of a sentence was probably meant to read, and what is missing before it.

A transformer encoder with RMS norms (Zhang and Sennrich, 2019) before each part, rotary places (Su et al., 2021) and
squared ReLU (So et al., 2021), computed with NumPy; :mod:`hegao.spelling.teach` has the same in PyTorch.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hegao.spelling import matrices
from hegao.spelling.symbols import BREAK, RESERVED, Alphabet

WEIGHTS: Final = "network.npz"
CHARACTERS: Final = "network.txt"
_BATCH: Final = 2048
_HEAD: Final = 64

Floats = NDArray[np.float32]


class Look(NamedTuple):
    """A sentence as it is shown to the network, in its numbers, and what may stand at some ``places`` of it.

    :attr:`Network.covered` stands for a character that is covered.
    """

    shown: NDArray[np.uint16]
    places: NDArray[np.intp]
    wanted: NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Network:
    """Weights by the names they have in :mod:`hegao.spelling.teach`, and the characters the network reads."""

    alphabet: Alphabet
    weights: Mapping[str, Floats]

    @classmethod
    def load(cls, folder: Path) -> "Network":
        """The network in ``folder``.

        Raises:
            OSError, ValueError, KeyError: it is missing or damaged.
        """
        letters = Alphabet(RESERVED + (folder / CHARACTERS).read_text(encoding="utf-8"))
        arrays = matrices.load(folder / WEIGHTS)
        if len(arrays[matrices.EMBEDDING]) != len(letters) + 1:
            raise ValueError("the weights belong to other characters")
        return cls(letters, arrays)

    def save(self, folder: Path) -> None:
        """Write the network into ``folder``."""
        matrices.save(folder / WEIGHTS, self.weights)
        (folder / CHARACTERS).write_text(self.alphabet.characters[len(RESERVED) :], encoding="utf-8")

    @property
    def covered(self) -> int:
        """The number of a covered character."""
        return len(self.alphabet)

    def meant(self, sentences: Sequence[str], spans: Sequence[slice] | None = None) -> list[Floats]:
        """For each sentence (its first mark included) scores, (length, symbols + 1): what each place should read.

        Of ``spans`` only the places in them. Scores are log probabilities but for a constant a place.
        """
        numbers = [self.alphabet.numbers(sentence) for sentence in sentences]
        parts = spans or [slice(None)] * len(sentences)
        result: list[Floats] = [np.empty((0, 0), np.float32)] * len(sentences)
        for order, hidden in self._read(numbers):
            places = [row[parts[at]] for at, row in zip(order, hidden, strict=True)]
            for at, each in zip(order, _parted(self._scores(np.concatenate(places)), places), strict=True):
                result[at] = each
        return result

    def likely(self, looks: Sequence[Look]) -> list[Floats]:
        """For each look the log probability (natural) of what is wanted at each of its places."""
        shown = {look.shown.tobytes(): look.shown for look in looks}
        number = {row: at for at, row in enumerate(shown)}
        users: list[list[int]] = [[] for _ in shown]
        for at, look in enumerate(looks):
            users[number[look.shown.tobytes()]].append(at)
        result: list[Floats] = [np.empty(0, np.float32)] * len(looks)
        for order, hidden in self._read(list(shown.values())):
            asked = [
                (at, row[looks[at].places]) for which, row in zip(order, hidden, strict=True) for at in users[which]
            ]
            scores = self._scores(np.concatenate([rows for _, rows in asked]))
            top = scores.max(axis=1)
            total = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
            wanted = np.concatenate([looks[at].wanted for at, _ in asked])
            said = scores[np.arange(len(scores)), wanted] - total
            for (at, _), each in zip(asked, _parted(said, [rows for _, rows in asked]), strict=True):
                result[at] = each
        return result

    def _read(self, numbers: Sequence[NDArray[np.uint16]]) -> Iterator[tuple[list[int], list[Floats]]]:
        """Which of the sentences are read together, and what the last layer says of each place of each of them."""
        for groups in _batches([len(n) for n in numbers]):
            hidden = self._hidden([_rows([numbers[at] for at in group]) for group in groups])
            order = [at for group in groups for at in group]
            yield order, [row[: len(numbers[at])] for at, row in zip(order, chain.from_iterable(hidden), strict=True)]

    def _scores(self, rows: Floats) -> Floats:
        scores: Floats = rows @ self.weights["embedding.weight"].T
        scores += self.weights["bias"][0]
        return scores

    def _hidden(self, groups: Sequence[NDArray[np.uint16]]) -> list[Floats]:
        """What the last layer says of each place of the groups, (sentences, length) each.

        Only attention goes by group: all else is one product of matrices for all places together.
        """
        weights = self.weights
        norms = weights["norms"]
        width = norms.shape[1]
        ends = np.cumsum([group.size for group in groups])
        parts = [slice(end - group.size, end) for end, group in zip(ends.tolist(), groups, strict=True)]
        turns = [_turns(group.shape[1]) for group in groups]
        x = weights["embedding.weight"][np.concatenate([group.ravel() for group in groups])] * np.float32(width**0.5)
        seen = np.empty_like(x)
        for layer in range((len(norms) - 2) // 2):
            asked = _norm(x, norms[2 * layer]) @ weights[f"attention_in.{layer}"]
            for group, part, turn in zip(groups, parts, turns, strict=True):
                seen[part] = _attended(asked[part].reshape(*group.shape, -1), turn).reshape(-1, width)
            x += seen @ weights[f"attention_out.{layer}"]
            inner = _norm(x, norms[2 * layer + 1]) @ weights[f"inner.{layer}"]
            np.maximum(inner, 0, out=inner)
            x += np.square(inner, out=inner) @ weights[f"outer.{layer}"]
        x = _norm(x, norms[-2])
        return [x[part].reshape(*group.shape, width) for group, part in zip(groups, parts, strict=True)]


def _attended(asked: Floats, turn: tuple[Floats, Floats]) -> Floats:
    """What each place of sentences sees in the others, by its queries, keys and values, (sentences, length, 3 widths)."""
    batch, length, width = asked.shape
    q, k, v = asked.reshape(batch, length, 3, width // 3 // _HEAD, _HEAD).transpose(2, 0, 3, 1, 4)
    scores = _turned(q, turn) @ _turned(k, turn).swapaxes(-1, -2) * np.float32(_HEAD**-0.5)
    scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
    scores /= scores.sum(axis=-1, keepdims=True)
    seen: Floats = (scores @ v).transpose(0, 2, 1, 3)
    return seen


def _norm(x: Floats, weight: Floats) -> Floats:
    scale = 1 / np.sqrt(np.einsum("...i,...i->...", x, x)[..., None] / np.float32(x.shape[-1]) + np.float32(1e-6))
    result: Floats = x * scale * weight
    return result


def _turns(length: int) -> tuple[Floats, Floats]:
    half = _HEAD // 2
    angles = np.outer(np.arange(length), 10_000.0 ** (-np.arange(half) / half))
    return np.cos(angles).astype(np.float32), np.sin(angles).astype(np.float32)


def _turned(x: Floats, turn: tuple[Floats, Floats]) -> Floats:
    cos, sin = turn
    a, b = x[..., : _HEAD // 2], x[..., _HEAD // 2 :]
    return np.concatenate([a * cos - b * sin, a * sin + b * cos], axis=-1)


def _parted(values: Floats, like: Sequence[Floats]) -> list[Floats]:
    """The values in parts as long as those ``like`` them."""
    return np.split(values, np.cumsum([len(each) for each in like])[:-1])


def _rows(sentences: Sequence[NDArray[np.uint16]]) -> NDArray[np.uint16]:
    """Sentences of one length as the rows of one array, each ending in a ``BREAK``."""
    rows = np.full((len(sentences), len(sentences[0]) + 1), BREAK, dtype=np.uint16)
    rows[:, :-1] = sentences
    return rows


def _batches(lengths: Sequence[int]) -> Iterator[list[list[int]]]:
    """Numbers of sentences by groups of one length, not too many at a time."""
    groups: list[list[int]] = []
    room = _BATCH
    for at in sorted(range(len(lengths)), key=lambda at: lengths[at]):
        size = lengths[at] + 1
        if groups and size > room:
            yield groups
            groups, room = [], _BATCH
        if groups and lengths[groups[-1][0]] == lengths[at]:
            groups[-1].append(at)
        else:
            groups.append([at])
        room -= size
    if groups:
        yield groups
