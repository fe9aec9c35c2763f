"""Names of counties and townships: each a word, and each township behind its county."""

import json
from math import log10

import numpy as np
import pytest

from hegao.spelling.arpa import word_pairs
from hegao.spelling.townships import grams
from hegao.spelling.word_pairs import UNKNOWN
from tests.unit.spelling.conftest import ARPA

DIVISIONS = {
    "云水省": {
        "松岚市": {
            "南川区": ["云溪镇", "白石路街道办事处", "河口街道", "青禾经济技术开发区", "柳湾"],
            "青禾县": ["云溪镇"],
        },
        "白石市": {"市辖区": ["柳湾乡"]},
    },
    "海岚省": {"河湾市": {"青禾县": ["云溪镇", "石桥镇"]}},
}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "divisions.json"
    path.write_text(json.dumps(DIVISIONS, ensure_ascii=False), encoding="utf-8")
    return path


def test_names_that_are_short_enough_are_words(file):
    assert set(grams(file).words) == {"南川区", "青禾县", "白石市", "云溪镇", "白石路", "河口街道", "柳湾乡", "石桥镇"}


def test_a_township_follows_its_county_as_probably_as_its_neighbours(file):
    pairs = grams(file).pairs
    assert pairs["南川区", "云溪镇"] == pytest.approx(log10(0.5 / 5))
    assert pairs["青禾县", "云溪镇"] == pytest.approx(log10(0.5))
    assert pairs["白石市", "柳湾乡"] == pytest.approx(log10(0.5))


def test_of_a_long_name_the_kind_follows(file):
    assert ("白石路", "街道") in grams(file).pairs
    assert ("河口街道", "街道") not in grams(file).pairs


def test_the_word_model_takes_them_up_and_leaves_what_it_knows(model, file, tmp_path):
    arpa = tmp_path / "words.arpa"
    arpa.write_text(ARPA.replace("-2.0\t落实", "-2.0\t云溪镇\t-0.3"), encoding="utf-8")
    likelihoods = word_pairs(arpa, model.alphabet, 10, grams(file)).likelihoods
    text, other = (model.alphabet.numbers(text)[None] for text in ("南川区云溪镇", "南川区云西镇"))
    assert likelihoods(text) == pytest.approx(-6.0 + log10(0.5 / 5), abs=0.05)
    assert likelihoods(other) == pytest.approx(-6.0 - 0.3 + 3 * UNKNOWN, abs=0.05)
    assert likelihoods(model.alphabet.numbers("云溪镇")[None]) == pytest.approx(np.array([-2.0]), abs=0.05)
