"""The sieve: taught by its command, it marks what was written wrong, and a sentence's marks are its own."""

from dataclasses import replace

import numpy as np
import pytest

from hegao.errors import ConfigError
from hegao.spelling import matrices, sift
from hegao.spelling.lexicon import Words
from hegao.spelling.model import load
from hegao.spelling.sieve import MEASURES, UNREADABLE, WEIGHTS, forward
from hegao.spelling.suspicion import Suspicion, marks_of
from tests.unit.spelling.conftest import PAIRS, SENTENCES, lessons_in, network_in, sieve_in, train_in

WRONG = [pair for pair in PAIRS if pair[0] != pair[1]]


def marked(sentences, model):
    return [marks[1:] for marks in marks_of(["\1" + sentence for sentence in sentences], model)]


def test_the_wrong_character_is_marked(model):
    found = marked([written for written, _ in WRONG], model)
    for (written, meant), marks in zip(WRONG, found, strict=True):
        (place,) = (at for at, pair in enumerate(zip(written, meant, strict=True)) if len(set(pair)) > 1)
        assert abs(int(marks.argmax()) - place) <= 1
    sound = np.concatenate(marked(SENTENCES, model))
    assert np.median([marks.max() for marks in found]) > np.quantile(sound, 0.99)


def test_only_what_can_be_read_is_marked(model):
    (marks,) = marked(["云溪镇2，A全"], model)
    assert [mark == UNREADABLE for mark in marks] == [False] * 3 + [True] * 3 + [False]


def test_the_marks_of_a_sentence_are_its_own(model):
    sentences = [written for written, _ in WRONG] + SENTENCES
    for alone, together in zip(sentences, marked(sentences, model), strict=True):
        np.testing.assert_allclose(together, marked([alone], model)[0], atol=1e-4)


def test_the_slopes_are_those_of_the_pass():
    chance = np.random.default_rng(0)
    weights = {name: array.astype(np.float64) for name, array in sift.new_weights(30, 6, 10).items()}
    symbols = np.zeros(40, dtype=np.uint16)
    symbols[4:16], symbols[20:36] = chance.integers(1, 30, 12), chance.integers(1, 30, 16)
    told, error = chance.standard_normal((40, MEASURES)), chance.standard_normal(40) * (symbols > 0)
    slopes = sift.slopes_of(weights, symbols, forward(weights, symbols, told), error)

    def loss():
        return float((error * forward(weights, symbols, told).odds).sum())

    assert slopes.keys() == weights.keys()
    for name, array in weights.items():
        at = np.unravel_index(int(np.abs(slopes[name]).argmax()), array.shape)
        step, value = 1e-5, array[at]
        array[at] = value + step
        more = loss()
        array[at] = value - step
        less = loss()
        array[at] = value
        assert (more - less) / (2 * step) == pytest.approx(slopes[name][at], rel=1e-3), name


def test_the_same_lessons_give_the_same_bytes(folder, tmp_path):
    taught_by = lessons_in(tmp_path, folder)
    sieve_in(tmp_path / "again", taught_by, folder)
    assert (tmp_path / "again" / WEIGHTS).read_bytes() == (folder / WEIGHTS).read_bytes()


def test_a_sieve_for_other_characters_is_refused(tmp_path):
    to = train_in(tmp_path)
    network_in(to)
    matrices.save(to / WEIGHTS, sift.new_weights(5, 4, 8))
    with pytest.raises(ConfigError):
        load(to)


def test_what_a_text_says_often_is_doubted_once(model):
    wrong = [written for written, _ in WRONG if "安权生产" in written]
    once, often = (Suspicion(model).doubts(["\1" + each for each in texts], 10_000) for texts in (wrong[:1], wrong[:3]))
    assert often[0] == pytest.approx(once[0], abs=1e-4)
    assert often[0] > often[1:].max() + 1


def test_a_model_may_have_no_words_of_some_length(model):
    none = Words(np.empty(0, dtype=np.uint64), np.empty((0, 4), dtype=np.uint16))
    without = replace(model, lexicon=replace(model.lexicon, words={**model.lexicon.words, 4: none}))
    assert without.lexicon.commonest(np.ones((2, 4), dtype=np.uint16)).tolist() == [0, 0]
    assert len(Suspicion(without).doubts(["\1" + WRONG[0][0]], 100)) == 1


def test_where_nothing_may_be_tried_the_sieve_alone_tells(model):
    texts = ["\1" + sentence for sentence in (WRONG[0][0], SENTENCES[-1])]
    full, quick = (Suspicion(model).doubts(texts, most) for most in (1_000, 0))
    assert quick[0] > quick[1]
    assert quick[0] < full[0]
