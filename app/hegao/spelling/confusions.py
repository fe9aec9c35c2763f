"""Learn what is written for what: ``python -m hegao.spelling.confusions PAIRS… --model FOLDER --characters FOLDER``.

From the slips in pairs of sentences (as :mod:`hegao.spelling.tune` reads them) it learns how much each kind of likeness
counts, and gives the characters of the model their candidates and prices anew. The weights of readings and the judge
must be learned again afterwards.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from hegao.spelling.alike import candidates
from hegao.spelling.judge import Floats, fit_ranking
from hegao.spelling.likeness import MEASURED, Likeness
from hegao.spelling.model import ABOUT, load_ground, save_about, save_candidates
from hegao.spelling.symbols import PARTICLES, Alphabet
from hegao.spelling.tune import Pair, read_pairs, sentence_pairs


def slips(pairs: Iterable[Pair], alphabet: Alphabet, likeness: Likeness) -> Iterator[tuple[int, int]]:
    """What is written for what, by its places in ``likeness``, but for 的, 地 and 得 for each other."""
    place = np.full(len(alphabet), -1, dtype=np.int64)
    place[likeness.numbers] = np.arange(len(likeness.numbers))
    for written, meant in pairs:
        both = zip(*(place[alphabet.numbers(side)].tolist() for side in (written, meant)), strict=True)
        for old, new, (a, b) in zip(written, meant, both, strict=True):
            if old != new and a >= 0 and 0 <= b < likeness.known and not {old, new} <= set(PARTICLES):
                yield a, b


def weights(made: Sequence[tuple[int, int]], likeness: Likeness) -> Floats:
    """The weights of likeness under which what was written is the likeliest of all that the language model knows."""
    meant = np.array(sorted({b for _, b in made}), dtype=np.int64)
    lists, wanted = [], []
    for at, (_, measured) in zip(meant.tolist(), likeness.measured(meant), strict=True):
        others = np.flatnonzero(np.arange(likeness.known) != at)
        for written in (a for a, b in made if b == at):
            known = written < likeness.known
            lists.append(measured[others if known else np.append(others, written)])
            wanted.append(written - (written > at) if known else len(others))
    return fit_ranking(lists, wanted)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="hegao.spelling.confusions", description=__doc__)
    parser.add_argument("pairs", nargs="+", type=Path)
    parser.add_argument("--model", type=Path, required=True, help="folder of a model made by hegao.spelling.train")
    parser.add_argument("--characters", type=Path, required=True, help="data folder of the package char-similar")
    parser.add_argument("--font", type=Path, help="a font whose characters tell what looks alike; needs Pillow")
    options = parser.parse_args(arguments)
    ground = load_ground(options.model)
    likeness = Likeness.of(ground.alphabet, ground.language.single, options.characters, options.font)
    pairs = sentence_pairs([pair for file in options.pairs for pair in read_pairs(file)])
    made = list(slips(pairs, ground.alphabet, likeness))
    found = weights(made, likeness)
    starts, others, alike = candidates(likeness, found, len(ground.alphabet))
    save_candidates(options.model, replace(ground.lexicon, starts=starts, others=others, alike=alike))
    about = json.loads((options.model / ABOUT).read_text(encoding="utf-8"))
    told = {name: round(float(weight), 4) for name, weight in zip(MEASURED, found, strict=True)}
    save_about(options.model, {**about, "likeness": told})
    sys.stdout.write(f"{len(made)} slips -> {options.model}\n")


if __name__ == "__main__":
    main()
