"""The two commands on a text of our own: a model comes out that mends what it was taught and leaves the rest alone."""

import json

import numpy as np
import pytest

from hegao.errors import ConfigError
from hegao.spelling.corrector import Corrector
from hegao.spelling.covering import RERANKED
from hegao.spelling.judge import KINDS
from hegao.spelling.model import load
from hegao.spelling.search import RANKED
from hegao.spelling.train import Held, gbk_characters, sentences
from hegao.spelling.tune import read_pairs
from tests.unit.spelling.conftest import PAIRS, SENTENCES, train_in, word_pairs_in, write_pairs


def mended(corrector, text, least=0.5):
    (corrections,) = corrector.correct([text]).texts
    for correction in reversed(corrections):
        if correction.certainty >= least:
            text = text[: correction.start] + correction.new + text[correction.end :]
    return text


def test_what_was_taught_is_mended(model):
    corrector = Corrector(model)
    wrong = [pair for pair in PAIRS if pair[0] != pair[1]]
    assert [mended(corrector, written) for written, _ in wrong] == [meant for _, meant in wrong]


def test_right_sentences_stay(model):
    corrector = Corrector(model)
    assert [mended(corrector, sentence) for sentence in SENTENCES] == SENTENCES


def test_the_same_text_gives_the_same_bytes(folder, tmp_path):
    again = train_in(tmp_path)
    word_pairs_in(again)
    for file in sorted(folder.glob("*.npy")):
        assert file.read_bytes() == (again / file.name).read_bytes(), file.name


def test_the_model_says_what_it_was_made_from(folder):
    about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    assert about["sentences"] == len(SENTENCES)
    assert about["pairs"] == len(PAIRS)
    assert set(about["judge"]) == set(KINDS)
    assert len(about["ranking"]) == len(RANKED)
    assert len(about["reranking"]) == len(RERANKED)


def test_sentences_held_out_are_not_learned(tmp_path):
    held = write_pairs(tmp_path / "held.tsv", [(SENTENCES[0], SENTENCES[0]), ("甲", SENTENCES[7] + "另有下文。")])
    to = train_in(tmp_path, "--without", str(held))
    assert json.loads((to / "model.json").read_text(encoding="utf-8"))["sentences"] == len(SENTENCES) - 2


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("松岚市水务局印发通知。", True),
        ("据悉，松岚市水务局印发通知。", True),
        ("水务局印发通知", True),
        ("印发", True),
        ("青禾县水务局印发通知。", False),
        ("松岚市水务局印发方案。", False),
    ],
)
def test_what_contains_a_held_sentence_or_lies_in_one_is_held(sentence, held):
    assert Held(["松岚市水务局印发通知。"]).holds(sentence) is held


def test_characters_a_draft_may_hold_are_known():
    assert {"鱻", "囧", "𠮷"} & gbk_characters() == {"鱻", "囧"}


def test_markup_is_no_text():
    text = "---\ntitle: 甲\n---\n# 工作总结\n\n- **水库**除险完成。共 12 座。\n| 表 | 格 |\n"
    assert list(sentences(text)) == ["工作总结", "水库除险完成。", "共0座。"]


def test_only_pairs_that_differ_in_single_characters_teach(tmp_path):
    pairs = [("安权生产", "安全生产"), ("安全产", "安全生产"), ("安全。生产", "安全生产，")]
    assert read_pairs(write_pairs(tmp_path / "pairs.tsv", pairs)) == pairs[:1]


def test_a_damaged_model_is_refused(folder, tmp_path):
    with pytest.raises(ConfigError, match="缺失或已损坏"):
        load(tmp_path)
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    np.save(tmp_path / "single.npy", np.zeros(3))
    (tmp_path / "grams3.npy").write_bytes(b"")
    with pytest.raises(ConfigError, match="缺失或已损坏"):
        load(tmp_path)
