"""Make the word model: ``python -m hegao.spelling.arpa FILE --model FOLDER --keep N --townships FILE``.

The file is a word model in the ARPA format, such as the one of libime's source package (lm_sc.arpa, LGPL-2.1-or-later).
Of its n-grams those of one and two words are read: log10 probability, words, and backoff weight. The names of counties
and townships are added to them.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hegao.spelling.language import backoff_level, level
from hegao.spelling.lexicon import word_keys
from hegao.spelling.model import load_ground, save_word_pairs
from hegao.spelling.symbols import OTHER, Alphabet
from hegao.spelling.table import build
from hegao.spelling.townships import Grams
from hegao.spelling.townships import grams as townships
from hegao.spelling.word_pairs import LONGEST, WordPairs, pair_keys, proofs

Floats = NDArray[np.float64]
_NONE: Final = Grams()
_WEIGHT: Final = -0.3
"""The log10 backoff weight of a name: what follows it is seldom known."""


def grams(path: Path, order: int) -> Iterator[list[str]]:
    """The fields of each n-gram of that order, words apart."""
    wanted = False
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("\\"):
                wanted = line.startswith(f"\\{order}-grams:")
            elif wanted and line.strip():
                yield line.split()


def word_pairs(path: Path, alphabet: Alphabet, keep: int, names: Grams = _NONE) -> WordPairs:
    """The words of a file that ``alphabet`` can write, and the ``keep`` pairs of them without which most is lost.

    ``names`` are added: words that are not in the file, and pairs that are not among those kept.
    """
    words, logp, weight = _words(path, alphabet, names)
    number = {word: at for at, word in enumerate(words)}
    first, second, said = [], [], []
    for probability, a, b, *_ in grams(path, 2):
        if a in number and b in number:
            first.append(number[a])
            second.append(number[b])
            said.append(float(probability))
    before, after, together = np.array(first, dtype=np.int64), np.array(second, dtype=np.int64), np.array(said)
    # How much is lost where the pair is not known: how often it occurs times how far off the guess is without it.
    loss = 10 ** (logp[before] + together) * np.abs(together - weight[before] - logp[after])
    kept = np.sort(np.argsort(-loss, kind="stable")[:keep])
    pairs = dict(
        zip(zip(before[kept].tolist(), after[kept].tolist(), strict=True), together[kept].tolist(), strict=True)
    )
    for (a, b), likely in names.pairs.items():
        if a in number and b in number:
            pairs.setdefault((number[a], number[b]), likely)
    keys = np.array([word_keys(alphabet.numbers(word)[None])[0] for word in words], dtype=np.uint64)
    both = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
    followed = pair_keys(keys[both[:, 0]], keys[both[:, 1]])
    follows: NDArray[np.uint16] = backoff_level(weight).astype(np.uint16) << np.uint16(8) | proofs(keys)
    return WordPairs(
        build(keys, level(logp), follows), build(followed, level(np.array(list(pairs.values()))), proofs(followed))
    )


def _words(path: Path, alphabet: Alphabet, names: Grams) -> tuple[list[str], Floats, Floats]:
    """The words of a file and the names beside them, their log10 probabilities and backoff weights."""
    found: dict[str, tuple[float, float]] = {}
    for probability, word, *rest in grams(path, 1):
        if len(word) <= LONGEST and (alphabet.numbers(word) > OTHER).all():
            found[word] = float(probability), float(rest[0]) if rest else 0.0
    for name, likely in names.words.items():
        if (alphabet.numbers(name) > OTHER).all():
            found.setdefault(name, (likely, _WEIGHT))
    logp, weight = np.array(list(found.values())).T
    return list(found), logp, weight


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="hegao.spelling.arpa", description=__doc__)
    parser.add_argument("file", type=Path, help="a word model in the ARPA format")
    parser.add_argument("--model", type=Path, required=True, help="folder of a model made by hegao.spelling.train")
    parser.add_argument("--keep", type=int, default=1_110_000, help="pairs of words to keep")
    parser.add_argument("--townships", type=Path, help="a JSON file of provinces, cities, counties and townships")
    options = parser.parse_args(arguments)
    names = townships(options.townships) if options.townships else _NONE
    save_word_pairs(options.model, word_pairs(options.file, load_ground(options.model).alphabet, options.keep, names))
    sys.stdout.write(f"{options.file} -> {options.model}\n")


if __name__ == "__main__":
    main()
