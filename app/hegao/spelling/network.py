"""The network: what each place of a sentence was probably meant to read, and what is missing before it.

A transformer encoder with RMS norms (Zhang and Sennrich, 2019) before each part, rotary places (Su et al., 2021) and
squared ReLU (So et al., 2021), computed with NumPy; :mod:`hegao.spelling.teach` has the same in PyTorch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from hegao.spelling.symbols import BREAK, RESERVED, Alphabet

WEIGHTS: Final = "network.npz"
CHARACTERS: Final = "network.txt"
_STEP: Final = 8
_BATCH: Final = 2048
_HEAD: Final = 64
_LARGE: Final = 64
"""Rows from which an array is a matrix to be stored in eight bits."""
_SCALE: Final = ":scale"

Floats = NDArray[np.float32]


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
        with np.load(folder / WEIGHTS) as stored:
            arrays = {name: stored[name] for name in stored.files}
        weights = {
            name: array * arrays[name + _SCALE] if array.dtype == np.int8 else array.astype(np.float32)
            for name, array in arrays.items()
            if not name.endswith(_SCALE)
        }
        if weights["embedding.weight"].shape[0] != len(letters) + 1:
            raise ValueError("the weights belong to other characters")
        return cls(letters, weights)

    def save(self, folder: Path) -> None:
        """Write the network into ``folder``: matrices in eight bits with a scale for each of their outputs."""
        arrays: dict[str, Any] = {}
        for name, array in self.weights.items():
            if array.ndim < 2 or len(array) < _LARGE:
                arrays[name] = array.astype(np.float32)
                continue
            scale = np.abs(array).max(axis=1 if name == "embedding.weight" else 0, keepdims=True) / 127
            scale[scale == 0] = 1
            arrays[name], arrays[name + _SCALE] = np.rint(array / scale).astype(np.int8), scale.astype(np.float32)
        folder.mkdir(parents=True, exist_ok=True)
        np.savez(folder / WEIGHTS, **arrays)
        (folder / CHARACTERS).write_text(self.alphabet.characters[len(RESERVED) :], encoding="utf-8")

    def meant(self, sentences: Sequence[str], spans: Sequence[slice] | None = None) -> list[Floats]:
        """For each sentence (its first mark included) scores, (length, symbols + 1): what each place should read.

        Of ``spans`` only the places in them. Scores are log probabilities but for a constant a place.
        """
        numbers = [self.alphabet.numbers(sentence) for sentence in sentences]
        result: list[Floats] = [np.empty((0, 0), np.float32)] * len(sentences)
        for group in _groups([len(n) for n in numbers]):
            rows = np.full((len(group), _padded(max(len(numbers[at]) for at in group))), BREAK, dtype=np.uint16)
            for row, at in zip(rows, group, strict=True):
                row[: len(numbers[at])] = numbers[at]
            for at, hidden in zip(group, self._hidden(rows), strict=True):
                places = hidden[: len(numbers[at])][spans[at] if spans else slice(None)]
                result[at] = places @ self.weights["embedding.weight"].T + self.weights["bias"][0]
        return result

    def _hidden(self, numbers: NDArray[np.uint16]) -> Floats:
        weights = self.weights
        norms = weights["norms"]
        x = weights["embedding.weight"][numbers] * np.float32(norms.shape[1] ** 0.5)
        turn = _turns(numbers.shape[1])
        for layer in range((len(norms) - 2) // 2):
            x += self._attended(_norm(x, norms[2 * layer]), layer, turn)
            inner = np.maximum(_norm(x, norms[2 * layer + 1]) @ weights[f"inner.{layer}"], 0)
            x += np.square(inner, out=inner) @ weights[f"outer.{layer}"]
        return _norm(x, norms[-2])

    def _attended(self, x: Floats, layer: int, turn: tuple[Floats, Floats]) -> Floats:
        batch, length, width = x.shape
        parts = (x @ self.weights[f"attention_in.{layer}"]).reshape(batch, length, 3, width // _HEAD, _HEAD)
        q, k, v = parts.transpose(2, 0, 3, 1, 4)
        scores = _turned(q, turn) @ _turned(k, turn).swapaxes(-1, -2) * np.float32(_HEAD**-0.5)
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        scores /= scores.sum(axis=-1, keepdims=True)
        y: Floats = (scores @ v).transpose(0, 2, 1, 3).reshape(batch, length, width)
        return y @ self.weights[f"attention_out.{layer}"]


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


def _padded(length: int) -> int:
    return (length + _STEP) // _STEP * _STEP


def _groups(lengths: Sequence[int]) -> list[list[int]]:
    """Numbers of sentences to be read together: of like length, and not too many at a time."""
    groups: list[list[int]] = []
    for at in sorted(range(len(lengths)), key=lambda at: lengths[at]):
        size = _padded(lengths[at])
        if groups and _padded(lengths[groups[-1][0]]) == size and (len(groups[-1]) + 1) * size <= _BATCH:
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups
