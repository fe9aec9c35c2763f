"""A further judge in ONNX format, here a tiny one that likes one character whatever the sentence."""

import json

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from hegao import api
from hegao.errors import ConfigError
from hegao.spelling import corrector, masked
from hegao.spelling.corrector import Corrector
from hegao.spelling.masked import MaskedModel
from hegao.spelling.symbols import LONG
from tests.unit.spelling.conftest import SENTENCES

TOKENS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *sorted({character for text in SENTENCES for character in text} | {"权"})]
RULES = {"spelling.character", "spelling.character_hint"}
INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def write_model(folder, liked, *, inputs=INPUTS, score=10):
    """A model whose scores are a row of a table for each token, the same for all: ``score`` for ``liked``, else none."""
    width = len(TOKENS)
    row = np.zeros((len(TOKENS), width), dtype=np.float32)
    row[:, TOKENS.index(liked)] = score
    nodes = [helper.make_node("Gather", ["table", inputs[0]], ["logits"], axis=0)]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"]) for name in inputs],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", "length", width])],
        [numpy_helper.from_array(row, "table")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    folder.mkdir(exist_ok=True)
    onnx.save(model, str(folder / "model.onnx"))
    (folder / "vocab.txt").write_text("\n".join(TOKENS) + "\n", encoding="utf-8")
    return folder


def test_it_says_how_much_better_the_new_character_fits(tmp_path):
    judge = MaskedModel.load(write_model(tmp_path / "judge", "全"))
    assert judge.log_odds("落实安权生产责任。", [(3, "全"), (0, "责"), (2, "安")]) == [5.0, 0.0, 0.0]
    assert judge.log_odds("落实安全生产责任。", [(3, "权")]) == [-5.0]


def test_a_sentence_too_long_for_it_is_judged_as_far_as_it_reads(tmp_path):
    judge = MaskedModel.load(write_model(tmp_path / "judge", "全"))
    assert judge.log_odds("权" * (LONG + 100), [(LONG - 1, "全")]) == [5.0]


def test_both_judges_are_heard(model, tmp_path):
    text = SENTENCES[4].replace("安全", "安权")
    (alone,) = Corrector(model).correct([text]).texts[0]
    with_likes = Corrector(model, second=MaskedModel.load(write_model(tmp_path / "a", "全")))
    against = Corrector(model, second=MaskedModel.load(write_model(tmp_path / "b", "权")))
    (higher,), (lower,) = with_likes.correct([text]).texts[0], against.correct([text]).texts[0]
    assert lower.certainty < alone.certainty < higher.certainty
    assert {c.new for c in (alone, higher, lower)} == {"全"}


@pytest.mark.parametrize("spoil", ["model.onnx", "vocab.txt"])
def test_a_missing_or_damaged_file_is_told(tmp_path, spoil):
    folder = write_model(tmp_path / "judge", "全")
    (folder / spoil).write_bytes(b"\xff\xfe\xff")
    with pytest.raises(ConfigError, match=spoil):
        MaskedModel.load(folder)
    (folder / spoil).unlink()
    with pytest.raises(ConfigError, match=spoil):
        MaskedModel.load(folder)


def test_a_vocabulary_of_another_model_is_told(tmp_path):
    folder = write_model(tmp_path / "judge", "全")
    (folder / "vocab.txt").write_text("甲\n乙\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"缺少 \[UNK\]"):
        MaskedModel.load(folder)
    (folder / "vocab.txt").write_text("\n".join([*TOKENS, "多"]), encoding="utf-8")
    with pytest.raises(ConfigError, match="大小不符"):
        MaskedModel.load(folder).log_odds("安权", [(1, "全")])


def test_a_model_of_another_kind_is_told(tmp_path):
    judge = MaskedModel.load(write_model(tmp_path / "judge", "全", inputs=("pixels",)))
    with pytest.raises(ConfigError, match="不是 BERT"):
        judge.log_odds("安权", [(1, "全")])


def test_the_settings_name_the_judge(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(masked, "_MOST", 50.0)
    draft = tmp_path / "稿.txt"
    draft.write_text(SENTENCES[4].replace("安全", "安权"), encoding="utf-8")
    write_model(tmp_path / "judge", "权", score=50)
    settings = tmp_path / "hegao.toml"
    settings.write_text(f"[spelling]\nmodel = {json.dumps(str(folder))}\n", encoding="utf-8")
    assert {finding.rule for finding in api.check_file(draft).findings} & RULES
    settings.write_text(settings.read_text(encoding="utf-8") + 'onnx = "judge"\n', encoding="utf-8")
    report = api.check_file(draft)
    assert report.failures == ()
    assert not {finding.rule for finding in report.findings} & RULES
    settings.write_text('[spelling]\nonnx = "nowhere"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="读不到"):
        api.check_file(draft)


def test_the_settings_have_every_sentence_read(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(corrector, "_SHORT", 0)
    monkeypatch.setattr(corrector, "_ENOUGH", 0)
    monkeypatch.setattr(corrector, "_SHARE", 0)
    draft = tmp_path / "稿.txt"
    draft.write_text(SENTENCES[4].replace("安全", "安权"), encoding="utf-8")
    settings, model = tmp_path / "hegao.toml", f"[spelling]\nmodel = {json.dumps(str(folder))}\n"
    settings.write_text(model, encoding="utf-8")
    assert not {finding.rule for finding in api.check_file(draft).findings} & RULES
    settings.write_text(model + "thorough = true\n", encoding="utf-8")
    assert {finding.rule for finding in api.check_file(draft).findings} & RULES
    settings.write_text('[spelling]\nthorough = "是"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="true 或 false"):
        api.check_file(draft)
