"""Readings of a sentence: what is beside one another is mended together, and nothing is always among them."""

import numpy as np

from hegao.spelling.proposals import Line
from hegao.spelling.search import RANKED, readings
from hegao.spelling.slips import WEIGHED, slips
from hegao.spelling.suspicion import line_of
from tests.unit.spelling.conftest import SENTENCES


def read(model, sentence):
    numbers, (begin,) = line_of([sentence], model)
    line = Line.scored(numbers, model.language)
    place = slice(begin, begin + len(sentence))
    (found,) = readings(line, [place], model.network.meant([sentence]), model)
    return found


def test_sentences_read_together_read_as_they_do_alone(model):
    sentences = ["\1" + sentence.replace("安全", "安权") for sentence in SENTENCES[:6]]
    numbers, begins = line_of(sentences, model)
    line = Line.scored(numbers, model.language)
    parts = [slice(begin, begin + len(each)) for begin, each in zip(begins, sentences, strict=True)]
    for sentence, found in zip(sentences, readings(line, parts, model.network.meant(sentences), model), strict=True):
        alone = read(model, sentence)
        assert [reading.changes for reading in found.readings] == [reading.changes for reading in alone.readings]
        np.testing.assert_allclose(found.scores, alone.scores, atol=1e-4)


def test_readings_come_best_first_with_their_evidence(model):
    found = read(model, "\1" + SENTENCES[4].replace("安全", "安权"))
    assert found.evidence.shape == (len(found.readings), len(RANKED))
    assert (np.diff(found.scores) <= 0).all()
    assert any(not reading.changes for reading in found.readings)
    np.testing.assert_allclose(found.scores, found.evidence @ model.ranking, rtol=1e-5)


def test_no_two_readings_change_the_same(model):
    # 按期 as a word and 期 alone mend the same.
    found = read(model, "\1" + "松岚市落实安全生产责任，案其完成年度任务。")
    changes = [reading.changes for reading in found.readings]
    assert len(changes) > 1
    assert len(set(changes)) == len(changes)


def test_the_gain_is_what_the_character_model_says(model):
    sentence = "\1" + SENTENCES[4].replace("安全", "安权")
    numbers, _ = line_of([sentence], model)
    before = Line.scored(numbers, model.language).logp.sum()
    for reading in read(model, sentence).readings:
        line, _ = line_of([model.text(reading.of(read(model, sentence).numbers))], model)
        assert abs(Line.scored(line, model.language).logp.sum() - before - reading.gain) < 1e-3


def test_two_slips_of_a_sentence_are_mended_together(model):
    sentence = "\1" + "松岚市落实安权生产责任，按其完成年度任务。"
    (found,) = slips([sentence], model)
    assert [(slip.start, slip.new) for slip in found] == [(7, "全"), (14, "期")]
    assert all(slip.evidence.shape == (len(WEIGHED),) for slip in found)


def test_a_sentence_as_it_should_be_is_left_alone(model):
    (found,) = slips(["\1" + SENTENCES[4]], model)
    assert all(slip.log_odds(model) < 0 for slip in found)
