"""Weights of networks on disk: matrices in eight bits."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

EMBEDDING: Final = "embedding.weight"
_LARGE: Final = 64
"""Rows from which an array is a matrix to be stored in eight bits."""
_SCALE: Final = ":scale"

Floats = NDArray[np.float32]


def load(path: Path) -> dict[str, Floats]:
    """The weights in ``path`` by name.

    Raises:
        OSError, ValueError, KeyError: the file is missing or damaged.
    """
    with np.load(path) as stored:
        arrays = {name: stored[name] for name in stored.files}
    return {
        name: array * arrays[name + _SCALE] if array.dtype == np.int8 else array.astype(np.float32)
        for name, array in arrays.items()
        if not name.endswith(_SCALE)
    }


def save(path: Path, weights: Mapping[str, Floats]) -> None:
    """Write ``weights``: matrices with a scale for each of their outputs, ``EMBEDDING`` with one for each row."""
    arrays: dict[str, Any] = {}
    for name, array in weights.items():
        if array.ndim < 2 or len(array) < _LARGE:
            arrays[name] = array.astype(np.float32)
            continue
        scale = np.abs(array).max(axis=1 if name == EMBEDDING else 0, keepdims=True) / 127
        scale[scale == 0] = 1
        arrays[name], arrays[name + _SCALE] = np.rint(array / scale).astype(np.int8), scale.astype(np.float32)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, **arrays)
