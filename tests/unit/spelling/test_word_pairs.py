"""The word model: a text is as likely as its likeliest words, one after another."""

import numpy as np
import pytest

from hegao.spelling.arpa import grams, word_pairs
from hegao.spelling.word_pairs import UNKNOWN
from tests.unit.spelling.conftest import ARPA


@pytest.fixture
def arpa(tmp_path):
    file = tmp_path / "words.arpa"
    file.write_text(ARPA, encoding="utf-8")
    return file


@pytest.fixture
def likelihoods(model, arpa):
    pairs = word_pairs(arpa, model.alphabet, 10)
    return lambda *texts: pairs.likelihoods(np.stack([model.alphabet.numbers(text) for text in texts])).tolist()


def test_a_pair_that_is_known_is_as_likely_as_the_file_says(likelihoods):
    assert likelihoods("落实安全生产责任") == pytest.approx([-2.0 - 0.5 - 0.7 - 1.0])


def test_a_pair_that_is_not_known_is_as_likely_as_the_second_word_and_the_weight_of_the_first(likelihoods):
    assert likelihoods("安全落实") == pytest.approx([-2.0 - 0.5 - 2.0])
    assert likelihoods("生产安全") == pytest.approx([-3.0 - 2.0])


def test_characters_that_are_no_word_cost_the_same_each(likelihoods):
    whole, wrong = likelihoods("安全生产", "安权生产")
    assert whole == pytest.approx(-2.0 - 0.7)
    assert wrong == pytest.approx(-4.0 - 0.1 + UNKNOWN - 3.0)


def test_of_two_ways_to_cut_a_text_the_likelier_counts(likelihoods):
    assert likelihoods("安全") == pytest.approx([max(-2.0, -4.0 - 0.1 - 4.0)])


def test_where_nothing_stands_no_word_reaches(likelihoods):
    assert likelihoods("\0安全") == likelihoods("\2安全")
    assert likelihoods("\0\0\0全") == likelihoods("\2\2\2全")


def test_rows_shorter_than_a_word_are_read(likelihoods):
    assert likelihoods("全") == pytest.approx([-4.0])


def test_the_pairs_whose_loss_is_least_go_first(model, arpa):
    pairs = word_pairs(arpa, model.alphabet, 1)
    text = model.alphabet.numbers("落实安全生产")[None]
    # Once 安全 is likely after 落实 that pair is missed most; 生产 is guessed from its own probability.
    assert pairs.likelihoods(text) == pytest.approx([-2.0 - 0.5 - 0.5 - 3.0])


def test_the_file_is_read_by_its_headings(arpa):
    assert [fields[1] for fields in grams(arpa, 1)][:2] == ["<unk>", "落实"]
    assert [fields[1:3] for fields in grams(arpa, 2)] == [["落实", "安全"], ["安全", "生产"], ["生产", "责任"]]
