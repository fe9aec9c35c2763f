"""What the network is taught from: ``python -m hegao.spelling.lessons TEXT… --model FOLDER --to FOLDER --without PAIRS…``.

The folder it writes holds the sentences as numbers and the slips of the pen that shall be made in them: which
characters are written for which, and which words of two characters.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hegao.spelling.lexicon import Lexicon, price
from hegao.spelling.model import Ground, load_ground
from hegao.spelling.symbols import RESERVED, Alphabet
from hegao.spelling.train import gather, held_out

WIDTH: Final = 64
"""Characters that may be written for one character."""
_WORDS: Final = 12
"""Words that may be written for one word."""
_SHARPNESS: Final = 0.45
"""A slip is made by chance with its own probability to this power, so that rare ones are met too."""


@dataclass(frozen=True, slots=True)
class Slips:
    """For every character (by its number) what is written for it, and the same for words of two characters.

    ``characters[c, k]`` is written for ``c`` where a number drawn from 0 to 1 is at most ``until[c, k]`` and more than
    what stands before; the row of a character nothing is written for ends below 1. ``words`` gives for the key
    ``keys[i]`` (first character times the size of the alphabet, plus second) ``_WORDS`` keys of words, repeated.
    """

    characters: NDArray[np.uint16]
    until: NDArray[np.float16]
    keys: NDArray[np.int64]
    words: NDArray[np.int64]


def alphabet(ground: Ground) -> Alphabet:
    """The characters the network reads: those the language model knows, and the others of GB 2312."""
    known = ground.alphabet.characters[: ground.language.size]
    pairs = (bytes([high, low]) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    usual = {pair.decode("gb2312", "ignore") for pair in pairs} - {""}
    return Alphabet(known + "".join(sorted(usual - set(known))))


def slips(ground: Ground, letters: Alphabet) -> Slips:
    """The slips that ``ground`` can propose to mend, turned round."""
    number = letters.numbers(ground.alphabet.characters)
    number[: len(RESERVED)] = 0
    characters, until = _characters(ground, number, len(letters))
    keys, words = _words(ground.lexicon, number, len(letters))
    return Slips(characters, until, keys, words)


def _characters(
    ground: Ground, number: NDArray[np.uint16], size: int
) -> tuple[NDArray[np.uint16], NDArray[np.float16]]:
    lexicon = ground.lexicon
    written = np.repeat(np.arange(len(number)), np.diff(lexicon.starts)[: len(number)])
    meant = lexicon.others[: len(written)]
    weight = 10 ** (-_SHARPNESS * price(lexicon.alike[: len(written)]))
    usable = (number[written] > len(RESERVED) - 1) & (number[meant] > len(RESERVED) - 1)
    letters, targets, weight = number[written[usable]], number[meant[usable]], weight[usable]
    characters, until = np.zeros((size, WIDTH), dtype=np.uint16), np.zeros((size, WIDTH), dtype=np.float16)
    order = np.lexsort((-weight, targets))
    letters, targets, weight = letters[order], targets[order], weight[order]
    first = np.searchsorted(targets, np.arange(size + 1))
    for c in np.flatnonzero(np.diff(first)):
        part = slice(first[c], min(first[c + 1], first[c] + WIDTH))
        share = np.cumsum(weight[part]) / weight[part].sum()
        characters[c, : len(share)], until[c] = letters[part], 1.0
        until[c, : len(share)] = share
    return characters, until


def _words(lexicon: Lexicon, number: NDArray[np.uint16], size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Words of two characters and those that sound like them, the commoner the more often."""
    spans = lexicon.words[2].words
    known = (number[spans] > len(RESERVED) - 1).all(axis=1)
    spans, sounds = spans[known], lexicon.words[2].keys[known]
    frequency = lexicon.frequency(spans)
    keys = number[spans[:, 0]].astype(np.int64) * size + number[spans[:, 1]]
    edges = np.flatnonzero(np.append(True, sounds[1:] != sounds[:-1]))
    chance = np.random.default_rng(0)
    found, rows = [], []
    for group in np.split(np.arange(len(keys)), edges[1:]):
        for at in group if len(group) > 1 else ():
            others = group[(keys[group] != keys[at]) & (spans[group] != spans[at]).any(axis=1)]
            if len(others):
                share = 10 ** (0.5 * frequency[others])
                found.append(keys[at])
                rows.append(keys[chance.choice(others, _WORDS, p=share / share.sum())])
    order = np.argsort(found, kind="stable")
    sorted_keys = np.array(found, dtype=np.int64)[order]
    once = np.append(True, sorted_keys[1:] != sorted_keys[:-1])
    return sorted_keys[once], np.array(rows, dtype=np.int64)[order][once]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="hegao.spelling.lessons", description=__doc__)
    parser.add_argument("texts", nargs="+", type=Path, help="Markdown or text files, or folders of them")
    parser.add_argument("--model", type=Path, required=True, help="folder of a model made by hegao.spelling.train")
    parser.add_argument("--to", type=Path, required=True, help="folder to write")
    parser.add_argument("--without", nargs="*", type=Path, default=[], help="pairs of sentences to keep out")
    options = parser.parse_args(arguments)
    ground = load_ground(options.model)
    letters = alphabet(ground)
    texts = gather(options.texts, held_out(options.without))
    made = slips(ground, letters)
    options.to.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        options.to / "lessons.npz",
        sentences=letters.numbers("".join(RESERVED[1] + text for text in texts)),
        characters=made.characters,
        until=made.until,
        keys=made.keys,
        words=made.words,
    )
    (options.to / "characters.txt").write_text(letters.characters[len(RESERVED) :], encoding="utf-8")
    sys.stdout.write(f"{len(texts)} sentences -> {options.to}\n")


if __name__ == "__main__":
    main()
