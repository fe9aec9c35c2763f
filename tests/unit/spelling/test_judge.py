"""Weights of readings: they are found where chance plays a part, and stay finite where a list leaves no doubt."""

import numpy as np

from hegao.spelling.judge import fit_ranking

TRUE = np.array([2.0, -1.0, 0.5, 0.0])


def test_the_weights_that_made_the_choices_are_found():
    chance = np.random.default_rng(0)
    lists = [chance.normal(size=(6, 4)).astype(np.float32) for _ in range(2000)]
    wanted = [int((rows @ TRUE + chance.gumbel(size=6)).argmax()) for rows in lists]
    np.testing.assert_allclose(fit_ranking(lists, wanted), TRUE, atol=0.2)


def test_lists_that_leave_no_doubt_are_told_apart_by_finite_weights():
    chance = np.random.default_rng(1)
    lists = [chance.normal(size=(6, 4)).astype(np.float32) for _ in range(200)]
    wanted = [int((rows @ TRUE).argmax()) for rows in lists]
    weights = fit_ranking(lists, wanted)
    assert np.abs(weights).max() < 20
    right = [int((rows @ weights).argmax()) == want for rows, want in zip(lists, wanted, strict=True)]
    assert np.mean(right) > 0.95
