"""The words of a lexicon, by their sounds and by how common they are: ``python -m hegao.spelling.words --model FOLDER``.

The command gives a model that :mod:`hegao.spelling.train` made the words of today's dictionary and rules, as training
anew would, and leaves all else as it is.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pypinyin import Style, lazy_pinyin, pinyin

from hegao.resources import load_lines, rules_dir
from hegao.spelling.lexicon import WORD_LENGTHS, Words, frequency_level, sound_keys, word_keys
from hegao.spelling.likeness import blurred, toneless
from hegao.spelling.model import load_ground, save_words
from hegao.spelling.symbols import Alphabet
from hegao.spelling.table import Table, build
from hegao.text.characters import is_han

_LEAST_FREQUENCY: Final = 3
_IDIOM_FREQUENCY: Final = 100
_NAME_FREQUENCY: Final = 10_000
"""Names of divisions are much commoner in official drafts than in the texts that jieba's dictionary was counted on."""


def dictionary(known: str) -> dict[str, int]:
    """The words made of ``known`` characters with their frequencies, less the forms the rules call wrong.

    They are those of jieba, the idioms of the rules, and the names of administrative divisions.
    """
    import jieba

    rules = rules_dir() / "spelling"
    lists = ("always_wrong.txt", "wrong_forms.txt")
    wrong = {line.split()[0] for name in lists for line in load_lines(rules / name)}
    words = {}
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, frequency, _ = line.split()
        if int(frequency) >= _LEAST_FREQUENCY and len(word) in WORD_LENGTHS and word not in wrong:
            words[word] = int(frequency)
    idioms, divisions = (load_lines(rules / name) for name in ("idioms.txt", "divisions.txt"))
    words |= {idiom: max(words.get(idiom, 0), _IDIOM_FREQUENCY) for idiom in idioms}
    words |= {name: max(words.get(name, 0), _NAME_FREQUENCY) for name in _names(divisions)}
    return {word: frequency for word, frequency in words.items() if set(word) <= set(known) and all(map(is_han, word))}


def _names(divisions: Sequence[str]) -> Iterator[str]:
    """The names of divisions that are long enough to be told by them and no longer than a word."""
    return (name for name in divisions if 2 < len(name) <= max(WORD_LENGTHS))


def word_tables(
    alphabet: Alphabet, sounds: NDArray[np.uint16], words: Mapping[str, int]
) -> tuple[Mapping[int, Words], Table]:
    """Words by their sounds, for each length, and the table of their frequencies; ``sounds`` are those of characters."""
    keys, levels, by_sound = [], [], {}
    for n in WORD_LENGTHS:
        chosen = [word for word in words if len(word) == n]
        by_sound[n] = _words(alphabet, sounds, chosen, words)
        keys.append(word_keys(alphabet.numbers("".join(chosen)).reshape(-1, n)))
        levels.append(frequency_level(np.array([words[word] for word in chosen], dtype=np.float64)))
    return by_sound, build(np.concatenate(keys), np.concatenate(levels))


def _words(
    alphabet: Alphabet, sounds: NDArray[np.uint16], chosen: Sequence[str], frequency: Mapping[str, int]
) -> Words:
    """Words by the usual readings of their characters, and by the reading of the whole where that differs."""
    number = {
        blurred(toneless(pinyin(alphabet.characters[i], style=Style.TONE3)[0][0])): sounds[i]
        for i in np.flatnonzero(sounds)
    }
    rows, heard = [], []
    for word, numbers in zip(chosen, alphabet.numbers("".join(chosen)).reshape(len(chosen), -1), strict=True):
        rows.append(numbers)
        heard.append(sounds[numbers])
        whole = np.array([number.get(blurred(r), 0) for r in lazy_pinyin(word)], dtype=np.uint16)
        if len(whole) == len(numbers) and whole.all() and (whole != heard[-1]).any() and frequency[word]:
            rows.append(numbers)
            heard.append(whole)
    keys = sound_keys(np.array(heard))
    order = np.argsort(keys, kind="stable")
    return Words(keys[order], np.array(rows, dtype=np.uint16)[order])


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="hegao.spelling.words", description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder of a model made by hegao.spelling.train")
    options = parser.parse_args(arguments)
    ground = load_ground(options.model)
    words = dictionary(ground.alphabet.characters[: ground.language.size])
    by_sound, frequencies = word_tables(ground.alphabet, ground.lexicon.sounds, words)
    save_words(options.model, replace(ground.lexicon, words=by_sound, dictionary=frequencies))
    sys.stdout.write(f"{len(words)} words -> {options.model}\n")


if __name__ == "__main__":
    main()
