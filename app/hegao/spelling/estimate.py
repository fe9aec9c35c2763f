"""Counts to probabilities: modified Kneser-Ney smoothing over sorted n-gram keys, then pruning."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hegao.spelling.symbols import BREAK, ORDER, START

Keys = NDArray[np.uint64]
Floats = NDArray[np.float64]


@dataclass(slots=True)
class Grams:
    """The n-grams of one order by ascending key; a key is the numbers of its symbols read in base ``base``.

    ``logp`` is the log10 probability of the last symbol after the others, ``backoff`` the log10 weight of shorter
    contexts behind this n-gram, ``counts`` how often it occurred.
    """

    keys: Keys
    counts: Floats
    logp: Floats
    backoff: Floats

    def kept(self, keep: NDArray[np.bool_]) -> "Grams":
        """These n-grams less those not in ``keep``."""
        return Grams(self.keys[keep], self.counts[keep], self.logp[keep], self.backoff[keep])


def estimate(numbers: NDArray[np.uint16], base: int, prune: float, least: Sequence[int]) -> list[Grams]:
    """The n-grams of order 1 to ``ORDER`` of a text of symbols in which ``BREAK`` parts the sentences.

    An n-gram is left out where it occurs fewer than ``least[n-1]`` times, or where leaving it out costs less than
    ``prune`` (occurrences times the log10 difference); what a kept n-gram is made of is kept as well.
    """
    orders = _smoothed(numbers, base)
    _prune(orders, base, prune, least)
    for n in range(1, ORDER):
        _weigh(orders, n, base)
    return orders


def key_of(numbers: NDArray[np.uint16], n: int, base: int) -> Keys:
    """The key of the n-gram that begins at each place."""
    length = max(len(numbers) - n + 1, 0)
    keys = numbers[:length].astype(np.uint64)
    for step in range(1, n):
        keys *= np.uint64(base)
        keys += numbers[step : step + length]
    return keys


def _raw(numbers: NDArray[np.uint16], n: int, base: int) -> tuple[Keys, Floats]:
    """N-grams with no ``BREAK`` in them but perhaps the first symbol, each once, with their counts."""
    keys = key_of(numbers, n, base)
    broken = numbers == BREAK
    usable = np.ones(len(keys), dtype=np.bool_)
    for step in range(1, n):
        usable &= ~broken[step : step + len(keys)]
    keys, counts = np.unique(keys[usable], return_counts=True)
    return keys, counts.astype(np.float64)


def _smoothed(numbers: NDArray[np.uint16], base: int) -> list[Grams]:
    orders: list[Grams] = []
    keys, raw = _raw(numbers, ORDER, base)
    whole = keys >= np.uint64(base) ** np.uint64(ORDER - 1)
    tables = [(keys[whole], raw[whole], raw[whole])]
    for n in range(ORDER - 1, 0, -1):
        below = np.uint64(base) ** np.uint64(n)
        suffix, raw_suffix = keys % below, raw
        order = np.argsort(suffix, kind="stable")
        suffix, first = np.unique(suffix[order], return_index=True)
        raw_counts = np.add.reduceat(raw_suffix[order], first)
        distinct = np.diff(np.append(first, len(order))).astype(np.float64)
        starts = suffix // (below // np.uint64(base)) == START
        tables.append((suffix, np.where(starts, raw_counts, distinct), raw_counts))
        keys, raw = _raw(numbers, n, base)
    lower: Grams | None = None
    for keys_n, adjusted, raw_n in reversed(tables):
        lower = _kneser_ney(keys_n, adjusted, raw_n, lower, base)
        orders.append(lower)
    return orders


def _kneser_ney(keys: Keys, adjusted: Floats, raw: Floats, lower: Grams | None, base: int) -> Grams:
    n_of = [float(np.count_nonzero(adjusted == k)) for k in range(1, 5)]
    y = n_of[0] / (n_of[0] + 2 * n_of[1]) if n_of[0] and n_of[1] else 0.5
    steps = [k - (k + 1) * y * n_of[k] / n_of[k - 1] if n_of[k - 1] else 0.5 * k for k in (1, 2, 3)]
    discounts = np.array([0.0, *np.clip(steps, 0.1, (0.95, 1.9, 2.9))])
    kind = np.minimum(adjusted, 3).astype(np.int64)
    context = keys // np.uint64(base)
    first = np.flatnonzero(np.append(True, context[1:] != context[:-1]))
    sizes = np.diff(np.append(first, len(keys)))
    total = np.repeat(np.add.reduceat(adjusted, first), sizes)
    gamma = np.repeat(np.add.reduceat(discounts[kind], first), sizes) / total
    below = np.full(len(keys), 1.0 / base)
    if lower is not None:
        width = np.uint64(base) ** np.uint64(_length(keys, base) - 1)
        below = 10.0 ** lower.logp[np.searchsorted(lower.keys, keys % width)]
    logp = np.log10((adjusted - discounts[kind]) / total + gamma * below)
    return Grams(keys, raw, logp, np.zeros(len(keys)))


def _length(keys: Keys, base: int) -> int:
    """How many symbols the n-grams have; the first is never ``BREAK``, so any key tells."""
    largest, length = int(keys[-1]), 0
    while largest:
        largest //= base
        length += 1
    return length


def _find(grams: Grams, keys: Keys) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    at = np.minimum(np.searchsorted(grams.keys, keys), max(len(grams.keys) - 1, 0))
    return at, grams.keys[at] == keys


def _prune(orders: list[Grams], base: int, prune: float, least: Sequence[int]) -> None:
    needed_above: NDArray[np.bool_] | None = None
    for n in range(ORDER, 2, -1):
        grams, lower = orders[n - 1], orders[n - 2]
        width = np.uint64(base) ** np.uint64(n - 1)
        context, suffix = grams.keys // np.uint64(base), grams.keys % width
        lost = _lost(grams, lower, context, suffix)
        keep = (grams.counts >= least[n - 1]) & (grams.counts * lost > prune)
        if needed_above is not None:
            keep |= needed_above
        orders[n - 1] = grams = grams.kept(keep)
        needed_above = np.zeros(len(lower.keys), dtype=np.bool_)
        for part in (context[keep], suffix[keep]):
            at, found = _find(lower, part)
            needed_above[at[found]] = True
    grams = orders[1]
    keep = grams.counts >= least[1]
    if needed_above is not None:
        keep |= needed_above
    orders[1] = grams.kept(keep)


def _lost(grams: Grams, lower: Grams, context: Keys, suffix: Keys) -> Floats:
    """How much likelier (log10) the model makes an n-gram by knowing it."""
    at, _ = _find(lower, suffix)
    p, p_low = 10.0**grams.logp, 10.0 ** lower.logp[at]
    first = np.flatnonzero(np.append(True, context[1:] != context[:-1]))
    sizes = np.diff(np.append(first, len(context)))
    left = np.maximum(1.0 - np.add.reduceat(p, first), 1e-6) / np.maximum(1.0 - np.add.reduceat(p_low, first), 1e-6)
    return np.asarray(grams.logp - np.log10(np.repeat(left, sizes)) - lower.logp[at])


def _weigh(orders: list[Grams], n: int, base: int) -> None:
    """Give the n-grams the weight that makes the probabilities behind them sum to one."""
    grams, longer = orders[n - 1], orders[n]
    if not len(longer.keys):
        return
    context, suffix = longer.keys // np.uint64(base), longer.keys % np.uint64(base) ** np.uint64(n)
    at, _ = _find(grams, suffix)
    first = np.flatnonzero(np.append(True, context[1:] != context[:-1]))
    left = np.maximum(1.0 - np.add.reduceat(10.0**longer.logp, first), 1e-4)
    left_low = np.maximum(1.0 - np.add.reduceat(10.0 ** grams.logp[at], first), 1e-4)
    owners, _ = _find(grams, context[first])
    grams.backoff[owners] = np.clip(np.log10(left / left_low), -4.0, 1.0)
