"""The network's arithmetic, held against the same written out place by place."""

import math

import numpy as np
import pytest

from hegao.spelling.network import Network
from hegao.spelling.symbols import RESERVED, Alphabet

LETTERS = Alphabet(RESERVED + "松岚市水库除险加固")
WIDTH, HEADS, LAYERS = 128, 2, 2


@pytest.fixture(scope="module")
def network() -> Network:
    chance = np.random.default_rng(3)

    def matrix(*shape: int) -> np.ndarray:
        return (chance.normal(size=shape) / math.sqrt(shape[0])).astype(np.float32)

    weights = {
        "embedding.weight": matrix(len(LETTERS) + 1, WIDTH),
        "norms": 1 + 0.1 * matrix(2 * LAYERS + 2, WIDTH),
        "bias": matrix(2, len(LETTERS) + 1),
    }
    for layer in range(LAYERS):
        weights |= {
            f"attention_in.{layer}": matrix(WIDTH, 3 * WIDTH),
            f"attention_out.{layer}": matrix(WIDTH, WIDTH),
            f"inner.{layer}": matrix(WIDTH, 4 * WIDTH),
            f"outer.{layer}": matrix(4 * WIDTH, WIDTH),
        }
    return Network(LETTERS, weights)


def normed(row: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return row / math.sqrt(float((row * row).mean()) + 1e-6) * weight


def turned(row: np.ndarray, place: int) -> np.ndarray:
    half = len(row) // 2
    result = row.copy()
    for i in range(half):
        angle = place * 10_000.0 ** (-i / half)
        a, b = row[i], row[half + i]
        result[i] = a * math.cos(angle) - b * math.sin(angle)
        result[half + i] = a * math.sin(angle) + b * math.cos(angle)
    return result


def plainly(weights: dict[str, np.ndarray], numbers: list[int]) -> np.ndarray:
    """What the network says of each place, one place and one head after the other."""
    w = {name: array.astype(np.float64) for name, array in weights.items()}
    rows = [w["embedding.weight"][n] * math.sqrt(WIDTH) for n in numbers]
    size = WIDTH // HEADS
    for layer in range(LAYERS):
        parts = [normed(row, w["norms"][2 * layer]) @ w[f"attention_in.{layer}"] for row in rows]
        heard = [np.zeros(WIDTH) for _ in rows]
        for head in range(HEADS):
            cut = slice(head * size, (head + 1) * size)
            asked, offered, held = ([part[k * WIDTH :][cut] for part in parts] for k in range(3))
            asked = [turned(row, at) for at, row in enumerate(asked)]
            offered = [turned(row, at) for at, row in enumerate(offered)]
            for at, row in enumerate(asked):
                share = np.exp([row @ other / math.sqrt(size) for other in offered])
                heard[at][cut] = sum(s * h for s, h in zip(share / share.sum(), held, strict=True))
        rows = [row + h @ w[f"attention_out.{layer}"] for row, h in zip(rows, heard, strict=True)]
        inner = [np.maximum(normed(row, w["norms"][2 * layer + 1]) @ w[f"inner.{layer}"], 0) ** 2 for row in rows]
        rows = [row + i @ w[f"outer.{layer}"] for row, i in zip(rows, inner, strict=True)]
    return np.array([normed(row, w["norms"][-2]) @ w["embedding.weight"].T + w["bias"][0] for row in rows])


def test_it_computes_what_its_parts_promise(network):
    sentence = "\1松岚市除险"  # six symbols, and one behind them
    expected = plainly(dict(network.weights), [*LETTERS.numbers(sentence).tolist(), 0])
    (found,) = network.meant([sentence])
    assert found.shape == (len(sentence), len(LETTERS) + 1)
    np.testing.assert_allclose(found, expected[: len(sentence)], rtol=1e-3, atol=1e-3)


def test_sentences_do_not_hear_one_another(network):
    sentences = ["\1松岚市水库", "\1加固", "\1" + "水库除险" * 9, "\1库"]
    for sentence, together in zip(sentences, network.meant(sentences), strict=True):
        (alone,) = network.meant([sentence])
        np.testing.assert_allclose(together, alone, rtol=1e-4, atol=1e-4)


def test_stored_in_eight_bits_it_says_much_the_same(network, tmp_path):
    network.save(tmp_path)
    stored = Network.load(tmp_path)
    assert stored.alphabet.characters == LETTERS.characters
    (before,), (after,) = network.meant(["\1松岚市"]), stored.meant(["\1松岚市"])
    assert np.corrcoef(before.ravel(), after.ravel())[0, 1] > 0.999


def test_weights_of_other_characters_are_refused(network, tmp_path):
    network.save(tmp_path)
    (tmp_path / "network.txt").write_text("松岚", encoding="utf-8")
    with pytest.raises(ValueError, match="other characters"):
        Network.load(tmp_path)
