"""The judge: from the evidence for a proposal to the probability that it is right, by logistic regression."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

KINDS: Final = ("character", "word", "particle", "slip", "particle slip", "sentence")
"""What has weights of its own: proposals of the character model (a character for another, several at once, and 的, 地,
得 for each other), slips in the reading that is probably meant, with those of 的, 地, 得 apart, and sentences.
"""
_ROUNDS: Final = 40
_NEVER: Final = -20.0
"""Log odds of what was never seen to be right."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of one kind of proposal and the constant."""

    weights: Floats
    constant: float

    def log_odds(self, evidence: Floats) -> Floats:
        """The log odds (natural) that each is right, or of a sentence that it holds a slip."""
        result: Floats = evidence @ self.weights + np.float32(self.constant)
        return result


@dataclass(frozen=True, slots=True)
class Judge:
    """The weights by kind."""

    kinds: Mapping[str, Weights]

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> "Judge":
        """The judge that :meth:`table` describes."""
        return cls({k: Weights(np.array(v["weights"], dtype=np.float32), v["constant"]) for k, v in table.items()})

    def table(self) -> dict[str, Any]:
        """The judge as plain numbers."""
        return {
            kind: {"weights": [round(float(w), 4) for w in v.weights], "constant": round(v.constant, 4)}
            for kind, v in self.kinds.items()
        }


def fit(evidence: Floats, right: NDArray[np.bool_], ridge: float = 1.0) -> Weights:
    """The weights that tell right proposals from wrong ones, by Newton's method on standardised evidence.

    Without evidence every proposal is held to be wrong.
    """
    if not len(evidence):
        return Weights(np.zeros(evidence.shape[1], dtype=np.float32), _NEVER)
    mean, spread = evidence.mean(axis=0, dtype=np.float64), evidence.std(axis=0, dtype=np.float64)
    spread[spread < 1e-6] = 1.0
    rows = np.hstack([(evidence - mean) / spread, np.ones((len(evidence), 1))])
    penalty = np.full(rows.shape[1], ridge)
    penalty[-1] = 1e-6
    w = np.zeros(rows.shape[1])
    for _ in range(_ROUNDS):
        p = 1 / (1 + np.exp(-np.clip(rows @ w, -30, 30)))
        slope = rows.T @ (right - p) - penalty * w
        curve = (rows * (p * (1 - p))[:, None]).T @ rows + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        w += step
        if np.abs(step).max() < 1e-6:
            break
    weights = w[:-1] / spread
    return Weights(weights.astype(np.float32), float(w[-1] - weights @ mean))


def fit_ranking(lists: Sequence[Floats], wanted: Sequence[int], ridge: float = 1.0) -> Floats:
    """The weights under which row ``wanted[i]`` of ``lists[i]`` is the likeliest of its list, by Newton's method.

    A conditional logit on evidence that is scaled, not centred: only differences within a list matter.
    """
    rows = np.concatenate(lists).astype(np.float64)
    spread = rows.std(axis=0)
    spread[spread < 1e-6] = 1.0
    rows /= spread
    sizes = np.array([len(each) for each in lists])
    begins = np.append(0, np.cumsum(sizes)[:-1])
    chosen = rows[begins + np.array(wanted)]
    owner = np.repeat(np.arange(len(sizes)), sizes)
    w = np.zeros(rows.shape[1])
    p, value = _chances(rows, begins, owner, chosen, w, ridge)
    for _ in range(_ROUNDS):
        mean = np.add.reduceat(p[:, None] * rows, begins)
        slope = (chosen - mean).sum(axis=0) - ridge * w
        curve = (p[:, None] * rows).T @ rows - mean.T @ mean + ridge * np.eye(len(w))
        step = np.linalg.solve(curve, slope)
        # Where weights tell all lists apart a whole step may go much too far.
        while (tried := _chances(rows, begins, owner, chosen, w + step, ridge))[1] < value and np.abs(
            step
        ).max() > 1e-6:
            step /= 2
        w, (p, value) = w + step, tried
        if np.abs(step).max() < 1e-6:
            break
    result: Floats = (w / spread).astype(np.float32)
    return result


def _chances(
    rows: NDArray[np.float64],
    begins: NDArray[np.int64],
    owner: NDArray[np.int64],
    chosen: NDArray[np.float64],
    w: NDArray[np.float64],
    ridge: float,
) -> tuple[NDArray[np.float64], float]:
    """The probability of each row within its list, and the penalised log likelihood of the chosen ones."""
    score = rows @ w
    top = np.maximum.reduceat(score, begins)
    p = np.exp(score - top[owner])
    total = np.add.reduceat(p, begins)
    return p / total[owner], float((chosen @ w - top - np.log(total)).sum() - ridge / 2 * w @ w)
