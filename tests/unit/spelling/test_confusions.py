"""Prices learned from pairs: what is often written for what becomes cheap, and the rest of the model stays."""

import json
import shutil

import pytest

from hegao.spelling import confusions
from hegao.spelling.lexicon import SAME_TONE, packed, price, sounding
from hegao.spelling.likeness import MEASURED, Likeness
from hegao.spelling.model import load_ground
from tests.unit.spelling.conftest import SENTENCES, write_pairs

PAIRS = [
    *((sentence.replace("按期", "案期"), sentence) for sentence in SENTENCES),
    *((sentence.replace("实安全", "石安全"), sentence) for sentence in SENTENCES),
]


@pytest.fixture(scope="module")
def learned(folder, tmp_path_factory):
    """A copy of the model whose prices were learned from the pairs."""
    to = tmp_path_factory.mktemp("learned") / "model"
    shutil.copytree(folder, to)
    pairs = write_pairs(to.parent / "pairs.tsv", PAIRS)
    confusions.main([str(pairs), "--model", str(to), "--characters", str(folder.parent / "characters")])
    return to


def price_of(folder, written, meant):
    ground = load_ground(folder)
    numbers = ground.alphabet.numbers(written + meant)
    return float(ground.lexicon.prices(int(numbers[0]), numbers[1:], 9.0)[0])


def test_what_was_written_is_cheaper_than_what_was_not(learned):
    assert price_of(learned, "案", "按") < price_of(learned, "案", "加")
    assert price_of(learned, "石", "实") < price_of(learned, "石", "加")


def test_only_the_candidates_change(folder, learned):
    changed = {file.name for file in folder.iterdir() if file.read_bytes() != (learned / file.name).read_bytes()}
    assert changed <= {"alike.npy", "others.npy", "starts.npy", "model.json"}
    assert "alike.npy" in changed
    about = json.loads((learned / "model.json").read_text(encoding="utf-8"))
    assert list(about["likeness"]) == list(MEASURED)
    before = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    assert {name: about[name] for name in before} == before


def test_particles_and_what_is_no_character_teach_nothing(folder):
    ground = load_ground(folder)
    likeness = Likeness.of(ground.alphabet, ground.language.single, folder.parent / "characters", None)
    pairs = [("安权地。", "安全得，")]
    names = [ground.alphabet.characters[number] for number in likeness.numbers]
    assert [(names[a], names[b]) for a, b in confusions.slips(pairs, ground.alphabet, likeness)] == [("权", "全")]


def test_sound_and_price_lie_in_one_number(learned):
    lexicon = load_ground(learned).lexicon
    assert (packed(sounding(lexicon.alike), price(lexicon.alike)) == lexicon.alike).all()
    owner, meant, alike = lexicon.candidates(load_ground(learned).alphabet.numbers("权"))
    whole = meant == load_ground(learned).alphabet.numbers("全")[0]
    assert sounding(alike[whole]).tolist() == [SAME_TONE]
    assert set(owner.tolist()) == {0}
