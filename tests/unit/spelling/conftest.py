"""A model made in seconds from sentences of our own."""

import json
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from hegao.spelling import arpa, lessons, sift, train, tune
from hegao.spelling.lessons import alphabet
from hegao.spelling.model import Model, load, load_ground
from hegao.spelling.network import Network

PLACES = ("松岚市", "青禾县", "云溪镇", "白石乡", "南川区")
DEEDS = ("推进水库除险加固", "落实安全生产责任", "开展河道清理行动", "加强基层队伍建设", "完善防汛应急预案")
ENDS = ("取得明显成效", "确保群众生命安全", "按期完成年度任务", "健全长效工作机制")
SENTENCES = [f"{place}{deed}，{end}。" for place, deed, end in product(PLACES, DEEDS, ENDS)]
PAIRS = [
    *((sentence.replace("安全", "安权", 1), sentence) for sentence in SENTENCES if "安全" in sentence),
    *((sentence.replace("期完成", "其完成"), sentence) for sentence in SENTENCES if "按期" in sentence),
    *((sentence, sentence) for sentence in SENTENCES),
]
STROKES = {"全": "丿㇏一一丨一", "权": "一丨丿丶㇇㇏", "期": "一丨丨一一一丿丶丿㇆一一", "其": "一丨丨一一一丿丶"}
ARPA = """\\data\\
ngram 1=7
ngram 2=3

\\1-grams:
-6.2\t<unk>\t0
-2.0\t落实\t-0.3
-2.0\t安全\t-0.5
-3.0\t生产
-3.0\t责任\t-0.2
-4.0\t安\t-0.1
-4.0\t全\t-0.1

\\2-grams:
-0.5\t落实 安全
-0.7\t安全 生产\t-0.1
-1.0\t生产 责任

\\end\\
"""
PARTS = {"期": ["其", "月"], "全": ["人", "王"]}


def write_pairs(path: Path, pairs: list[tuple[str, str]]) -> Path:
    """A file of pairs as the commands read it."""
    path.write_text("".join(f"{written}\t{meant}\n" for written, meant in pairs), encoding="utf-8")
    return path


def train_in(folder: Path, *options: str) -> Path:
    """A folder with a trained model that knows few characters beside those of the text, which is quick."""
    characters = folder / "characters"
    characters.mkdir()
    (characters / "char_order.dict").write_text(json.dumps(STROKES), encoding="utf-8")
    (characters / "char_stroke.dict").write_text(json.dumps(PARTS), encoding="utf-8")
    text = folder / "text.txt"
    text.write_text("\n".join(SENTENCES), encoding="utf-8")
    to = folder / "model"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(train, "gbk_characters", lambda: {"权", "其"})
        train.main([str(text), "--to", str(to), "--characters", str(characters), "--prune", "0.01", *options])
    return to


def word_pairs_in(folder: Path) -> None:
    """Put a small word model beside a trained ground."""
    file = folder.with_name("words.arpa")
    file.write_text(ARPA, encoding="utf-8")
    arpa.main([str(file), "--model", str(folder)])


def network_in(folder: Path) -> None:
    """Put a small network that knows nothing beside a trained ground."""
    letters = alphabet(load_ground(folder))
    shapes = {
        "embedding.weight": (len(letters) + 1, 64),
        "attention_in.0": (64, 192),
        "attention_out.0": (64, 64),
        "inner.0": (64, 256),
        "outer.0": (256, 64),
        "bias": (2, len(letters) + 1),
    }
    weights = {name: np.zeros(shape, dtype=np.float32) for name, shape in shapes.items()}
    Network(letters, {**weights, "norms": np.ones((4, 64), dtype=np.float32)}).save(folder)


def lessons_in(folder: Path, ground: Path) -> Path:
    """A folder with the sentences as lessons and the slips that the ground knows."""
    text = folder / "lessons.txt"
    text.write_text("\n".join(SENTENCES), encoding="utf-8")
    to = folder / "lessons"
    lessons.main([str(text), "--model", str(ground), "--to", str(to)])
    return to


def sieve_in(folder: Path, taught_by: Path, ground: Path) -> None:
    """Put a small sieve into a folder."""
    options = ["--ground", str(ground), "--to", str(folder), "--characters", "200000", "--shape", "8", "16"]
    sift.main([str(taught_by), *options])


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a model that was made by the commands, but for the network."""
    base = tmp_path_factory.mktemp("spelling")
    to = train_in(base)
    word_pairs_in(to)
    network_in(to)
    sieve_in(to, lessons_in(base, to), to)
    tune.main([str(write_pairs(base / "pairs.tsv", PAIRS)), "--model", str(to)])
    return to


@pytest.fixture(scope="session")
def model(folder: Path) -> Model:
    return load(folder)
