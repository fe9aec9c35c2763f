"""Make the word model: ``python -m hegao.spelling.arpa FILE --model FOLDER --keep N``.

The file is a word model in the ARPA format, such as the one of libime's source package (lm_sc.arpa, LGPL-2.1-or-later).
Of its n-grams those of one and two words are read: log10 probability, words, and backoff weight.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hegao.spelling.language import backoff_level, level
from hegao.spelling.lexicon import word_keys
from hegao.spelling.model import load_ground, save_word_pairs
from hegao.spelling.symbols import OTHER, Alphabet
from hegao.spelling.table import Keys, build
from hegao.spelling.word_pairs import LONGEST, WordPairs, pair_keys, proofs

Floats = NDArray[np.float64]


def grams(path: Path, order: int) -> Iterator[list[str]]:
    """The fields of each n-gram of that order, words apart."""
    wanted = False
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("\\"):
                wanted = line.startswith(f"\\{order}-grams:")
            elif wanted and line.strip():
                yield line.split()


def word_pairs(path: Path, alphabet: Alphabet, keep: int) -> WordPairs:
    """The words of a file that ``alphabet`` can write, and the ``keep`` pairs of them without which most is lost."""
    words, keys, logp, weight = _words(path, alphabet)
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
    both = pair_keys(keys[before[kept]], keys[after[kept]])
    follows: NDArray[np.uint16] = backoff_level(weight).astype(np.uint16) << np.uint16(8) | proofs(keys)
    return WordPairs(build(keys, level(logp), follows), build(both, level(together[kept]), proofs(both)))


def _words(path: Path, alphabet: Alphabet) -> tuple[list[str], Keys, Floats, Floats]:
    """The words of a file, their keys, log10 probabilities and backoff weights."""
    words, logp, weight = [], [], []
    for probability, word, *rest in grams(path, 1):
        if len(word) <= LONGEST and (alphabet.numbers(word) > OTHER).all():
            words.append(word)
            logp.append(float(probability))
            weight.append(float(rest[0]) if rest else 0.0)
    keys = [word_keys(alphabet.numbers(word)[None])[0] for word in words]
    return words, np.array(keys, dtype=np.uint64), np.array(logp), np.array(weight)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="hegao.spelling.arpa", description=__doc__)
    parser.add_argument("file", type=Path, help="a word model in the ARPA format")
    parser.add_argument("--model", type=Path, required=True, help="folder of a model made by hegao.spelling.train")
    parser.add_argument("--keep", type=int, default=1_200_000, help="pairs of words to keep")
    options = parser.parse_args(arguments)
    save_word_pairs(options.model, word_pairs(options.file, load_ground(options.model).alphabet, options.keep))
    sys.stdout.write(f"{options.file} -> {options.model}\n")


if __name__ == "__main__":
    main()
