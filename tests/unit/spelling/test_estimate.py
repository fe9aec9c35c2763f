"""The estimated probabilities are probabilities: those behind every context sum to one, pruned or not."""

import numpy as np
import pytest

from hegao.spelling.estimate import estimate
from hegao.spelling.symbols import ORDER

BASE = 9
RANDOM = np.random.default_rng(1)


def text():
    pieces = [[0, 1, *RANDOM.integers(3, BASE, 12)] for _ in range(300)]
    return np.array([*(number for piece in pieces for number in piece), 0], dtype=np.uint16)


TEXT = text()


def row_of(orders, gram):
    """The table of a gram's order and its row there, or ``None``."""
    table = orders[len(gram) - 1]
    key = sum(int(number) * BASE ** (len(gram) - 1 - at) for at, number in enumerate(gram))
    row = int(np.searchsorted(table.keys, key))
    return (table, row) if row < len(table.keys) and table.keys[row] == key else None


def probability(orders, context, symbol):
    """Log10 probability with backing off, straight from the definition."""
    found = row_of(orders, [*context, symbol])
    if found is not None:
        return found[0].logp[found[1]]
    before = row_of(orders, context)
    weight = before[0].backoff[before[1]] if before else 0.0
    return weight + probability(orders, context[1:], symbol)


@pytest.mark.parametrize("prune", [0.0, 0.5])
def test_probabilities_behind_a_context_sum_to_one(prune):
    orders = estimate(TEXT, BASE, prune, [1] * ORDER)
    symbols = [int(key) for key in orders[0].keys]
    for start in (20, 100, 333):
        context = [int(number) for number in TEXT[start : start + 2]]
        if 0 in context:
            context = [3, 4]
        total = sum(10 ** probability(orders, context, symbol) for symbol in symbols)
        assert total == pytest.approx(1.0, abs=0.02)


def test_pruning_leaves_fewer_and_what_they_are_made_of():
    whole, less = (estimate(TEXT, BASE, prune, [1] * ORDER) for prune in (0.0, 2.0))
    assert len(less[-1].keys) < len(whole[-1].keys)
    for n in range(2, ORDER):
        shorter = set(less[n - 1].keys.tolist())
        assert {key // BASE for key in less[n].keys.tolist()} <= shorter
        assert {key % BASE**n for key in less[n].keys.tolist()} <= shorter


def test_rare_grams_are_left_out():
    least = [1, 1, 1, 2, 3]
    orders = estimate(TEXT, BASE, 0.0, least)
    assert orders[-1].counts.min() >= 3
