"""The words of a model: the names of divisions among them, and the command that renews them and nothing else."""

import shutil

import numpy as np
import pytest

from hegao.spelling import words
from hegao.spelling.lexicon import word_keys
from hegao.spelling.model import load_ground


@pytest.fixture(scope="module")
def known():
    return words.dictionary("海曙区东台市石河子任县宜宾人民政府双江拉祜族佤布朗傣自治只许州官放火不点灯")


def test_divisions_are_words_under_their_full_names(known):
    assert {"海曙区", "东台市", "石河子市"} <= known.keys()
    # One character before 县 tells too little to be made commoner than the dictionary has it.
    assert known["任县"] < min(known[name] for name in ("海曙区", "东台市", "石河子市"))
    assert max(map(len, known)) <= 4


def test_only_words_of_known_characters_count(known):
    assert "海淀区" not in known


def test_words_are_found_by_their_sounds(folder):
    ground = load_ground(folder)
    listed = {"安全": 9, "按期": 3}
    by_sound, frequencies = words.word_tables(
        ground.alphabet, ground.lexicon.sounds, listed | {"村民组": 2, "防汛应急": 5}
    )
    numbers = ground.alphabet.numbers("按期安全").reshape(2, 2)
    assert sorted(by_sound[2].words.tolist()) == sorted(numbers.tolist())
    assert frequencies.look_up(word_keys(numbers))[0].all()


def test_the_command_makes_what_training_made(folder, tmp_path):
    renewed = tmp_path / "model"
    shutil.copytree(folder, renewed)
    np.save(renewed / "dictionary.npy", np.zeros(3 << 13, dtype=np.uint16))
    words.main(["--model", str(renewed)])
    for file in sorted(folder.iterdir()):
        assert file.read_bytes() == (renewed / file.name).read_bytes(), file.name
