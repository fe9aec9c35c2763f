"""What the network is taught from: every slip the lessons make is one the ground could have told."""

import numpy as np

from hegao.spelling import lessons
from hegao.spelling.model import load_ground
from hegao.spelling.symbols import RESERVED, Alphabet
from tests.unit.spelling.conftest import PAIRS, SENTENCES, write_pairs


def test_what_is_written_for_a_character_is_alike(folder):
    ground = load_ground(folder)
    letters = lessons.alphabet(ground)
    made = lessons.slips(ground, letters)
    plan = int(letters.numbers("案")[0])
    until = made.until[plan].astype(float)
    written = [letters.characters[made.characters[plan, k]] for k in np.flatnonzero(np.diff(until, prepend=0) > 0)]
    assert set(written[:2]) == {"按", "安"}
    assert until[-1] == 1
    assert (np.diff(until) >= 0).all()
    for character in written:
        owner, meant, _ = ground.lexicon.candidates(ground.alphabet.numbers(character))
        assert "案" in {ground.alphabet.characters[number] for number in meant[owner == 0]}


def test_words_are_written_for_other_words(folder):
    ground = load_ground(folder)
    letters = lessons.alphabet(ground)
    made = lessons.slips(ground, letters)
    assert (np.diff(made.keys) > 0).all()

    def frequency(key: int) -> float:
        word = letters.characters[key // len(letters)] + letters.characters[key % len(letters)]
        return float(ground.lexicon.frequency(ground.alphabet.numbers(word)[None])[0])

    for key, others in zip(made.keys.tolist(), made.words.tolist(), strict=True):
        assert key not in others
        assert all(frequency(word) > 0 for word in (key, *others))


def test_the_command_writes_the_sentences_but_those_held_out(folder, tmp_path):
    text = tmp_path / "text.txt"
    text.write_text("\n".join(SENTENCES), encoding="utf-8")
    out = write_pairs(tmp_path / "pairs.tsv", PAIRS[:1])
    to = tmp_path / "lessons"
    lessons.main([str(text), "--model", str(folder), "--to", str(to), "--without", str(out)])
    letters = Alphabet(RESERVED + (to / "characters.txt").read_text(encoding="utf-8"))
    with np.load(to / "lessons.npz") as stored:
        told = "".join(letters.characters[number] for number in stored["sentences"])
    kept = [sentence for sentence in SENTENCES if sentence != PAIRS[0][1]]
    assert told == "".join(RESERVED[1] + sentence for sentence in kept)
