"""Slips are believed the less, the more sentences of a text are without any; a sentence alone tells next to nothing."""

import numpy as np
import pytest

from hegao.spelling.prior import shift


def test_a_sentence_alone_changes_little():
    assert abs(shift([2.0], 1, 0.3)) < 0.2
    assert abs(shift([], 1, 0.3)) < 0.2


def test_few_doubtful_slips_in_a_long_text_are_hardly_believed():
    moved = shift([0.5] * 10, 1000, 0.3)
    assert moved < -3
    assert moved < shift([0.5] * 10, 100, 0.3) < 0


def test_sure_slips_stay_sure_and_make_others_likelier():
    assert 8 + shift([8.0] * 20, 1000, 0.3) > 4
    assert shift([8.0] * 20 + [0.5] * 10, 1000, 0.3) > shift([0.5] * 10, 1000, 0.3)


@pytest.mark.parametrize("share", [0.02, 0.1, 0.4])
def test_the_share_of_faulty_sentences_is_found(share):
    chance = np.random.default_rng(3)
    usual, count = 0.3, 20_000
    faulty = chance.random(count) < share
    # Evidence of one unit's noise around two means four apart: its log odds are known.
    seen = chance.normal(np.where(faulty, 2, -2), 1)
    odds = 4 * seen + np.log(usual / (1 - usual))
    moved = shift(odds.tolist(), count, usual)
    assert moved == pytest.approx(np.log(share / (1 - share)) - np.log(usual / (1 - usual)), abs=0.15)
