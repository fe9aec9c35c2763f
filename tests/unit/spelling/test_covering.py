"""A second look at readings: what is covered, what is shown, and that it ranks what it looked at anew."""

import numpy as np
import pytest

from hegao.spelling import covering
from hegao.spelling import slips as slips_module
from hegao.spelling.covering import RERANKED, looked_again, reconsidered, unsettled, weighed
from hegao.spelling.network import Look
from hegao.spelling.slips import slips
from tests.unit.spelling.conftest import SENTENCES
from tests.unit.spelling.test_network import LETTERS, network
from tests.unit.spelling.test_search import read

__all__ = ["network"]

MEANT = "\1松岚市水库除险加固"
WRITTEN = "\1松岚市水固除险加固"
TWO_WRITTEN = "\1松岚市险固除险加固"
AT = MEANT.index("库")
RIGHT = "\1" + SENTENCES[4]
WRONG = RIGHT.replace("安全", "安权")


@pytest.fixture
def unbounded(monkeypatch):
    """The random network is far surer of things than one that was taught."""
    monkeypatch.setattr(covering, "_LEAST", -1e6)


def log_probability(network, shown, place, wanted):
    (said,) = network.likely([Look(shown, np.array([place]), LETTERS.numbers(wanted))])
    return float(said[0])


def covered_one_by_one(network, written, meant, turns):
    """How much likelier what stands at the places of the turns is in ``meant``, those of a turn being covered."""
    total = 0.0
    for turn in turns:
        for text, sign in ((meant, 1), (written, -1)):
            shown = LETTERS.numbers(text).copy()
            shown[turn] = network.covered
            total += sign * sum(log_probability(network, shown, at, text[at]) for at in turn)
    return total


def test_probabilities_are_those_of_the_scores(network):
    numbers = LETTERS.numbers(WRITTEN)
    (scores,) = network.meant([WRITTEN])
    odds = log_probability(network, numbers, AT, "库") - log_probability(network, numbers, AT, "固")
    assert odds == pytest.approx(np.subtract(*scores[AT, LETTERS.numbers("库固")]), abs=1e-3)
    everything = [Look(numbers, np.array([AT]), np.array([c], dtype=np.uint16)) for c in range(network.covered + 1)]
    assert np.exp(np.concatenate(network.likely(everything))).sum() == pytest.approx(1, abs=1e-3)


def test_what_is_changed_and_what_is_beside_it_is_covered_in_turn(network, unbounded):
    covered = covered_one_by_one(network, WRITTEN, MEANT, ([AT], [AT - 1, AT + 1]))
    shown = LETTERS.numbers(MEANT)
    again = log_probability(network, shown, AT, "库") - log_probability(network, shown, AT, "固")
    told, mended = weighed([WRITTEN], [[MEANT]], network)[0][0].tolist()
    assert (told, mended) == pytest.approx((covered, again), abs=1e-3)
    assert abs(told) > 0.1
    assert abs(mended) > 0.1


def test_two_changes_side_by_side_are_covered_in_different_turns(network, unbounded):
    turns = [AT - 1], [AT], [AT - 2, AT + 1]
    told = weighed([TWO_WRITTEN], [[MEANT]], network)[0][0, 0]
    assert told == pytest.approx(covered_one_by_one(network, TWO_WRITTEN, MEANT, turns), abs=1e-3)
    together = [AT - 1, AT], [AT - 2, AT + 1]
    assert abs(told - covered_one_by_one(network, TWO_WRITTEN, MEANT, together)) > 0.01


def test_what_nobody_could_guess_counts_no_more_than_so_much(network, unbounded, monkeypatch):
    before = weighed([WRITTEN], [[MEANT]], network)[0][0, 0]
    monkeypatch.setattr(covering, "_LEAST", -0.01)
    after = weighed([WRITTEN], [[MEANT]], network)[0][0, 0]
    assert abs(after) <= 0.01 * 3 + 1e-6
    assert abs(before) > 1


def test_what_is_far_away_is_not_shown(network, unbounded):
    tail = "水库除险加固松岚市" * 3
    seen = AT + 1 + 12
    whole, cut, other = (
        weighed([WRITTEN + more], [[MEANT + more]], network)[0]
        for more in (tail, tail[: seen - len(MEANT)], "市" * len(tail))
    )
    np.testing.assert_allclose(whole, cut, atol=1e-3)
    assert np.abs(whole - other).max() > 0.01


def test_a_reading_that_changes_nothing_says_nothing(network):
    assert weighed([WRITTEN], [[WRITTEN]], network)[0].tolist() == [[0, 0]]
    assert weighed([], [], network) == []


def test_changes_at_both_ends_are_weighed(network, unbounded):
    ends = weighed(
        ["\1岚松市水库除险加库"],
        [
            ["\1松松市水库除险加固"],
        ],
        network,
    )[0]
    assert np.isfinite(ends).all()
    assert (np.abs(ends) > 0).all()


def test_readings_looked_at_again_are_ranked_by_all_that_is_said(model):
    found = read(model, WRONG)
    assert unsettled(found)
    (again,) = reconsidered([found], model)
    assert again.evidence.shape[1] == len(RERANKED)
    assert (np.diff(again.scores) <= 0).all()
    np.testing.assert_allclose(again.scores, again.evidence @ model.reranking, rtol=1e-4)
    assert model.text(again.best.of(again.numbers)) == RIGHT
    assert any(not reading.changes for reading in looked_again([found], model)[0].readings)


def test_what_nothing_speaks_against_is_not_looked_at_again(model):
    found = read(model, RIGHT)
    assert not unsettled(found)
    assert reconsidered([found], model) == [found]


@pytest.mark.parametrize("again", [True, False])
def test_slips_are_looked_at_again_where_that_is_asked_for(model, monkeypatch, again):
    asked = []
    monkeypatch.setattr(slips_module, "reconsidered", lambda found, _: asked.append(found) or found)
    slips([WRONG], model, again=again)
    assert bool(asked) is again
