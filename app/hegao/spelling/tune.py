"""Teach the judge from pairs of sentences: ``python -m hegao.spelling.tune PAIRS… --model FOLDER``.

Each line of a file of pairs holds a sentence as written and as it should read, with a tab between. Every proposal the
model makes for the written sentence is an example: right where it gives what the other sentence has there.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hegao.spelling.corrector import BAR, line_of, particles, propose
from hegao.spelling.judge import KINDS, Floats, Judge, fit
from hegao.spelling.language import Numbers
from hegao.spelling.model import Model, load, save_about
from hegao.spelling.proposals import Line, Proposals, evidence
from hegao.spelling.symbols import fold, pieces

_NEAR: Final = 5

Pair = tuple[str, str]
Examples = dict[str, tuple[list[Floats], list[NDArray[np.bool_]]]]


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a file whose two sentences differ in single characters only."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [(row[0], row[1]) for row in rows if len(row) > 1 and _parallel(row[0], row[1])]


def _parallel(written: str, meant: str) -> bool:
    a, b = fold(written), fold(meant)
    return a.origins == b.origins and [at for at, _ in pieces(a.text)] == [at for at, _ in pieces(b.text)]


def examples(pairs: Sequence[Pair], model: Model) -> dict[str, tuple[Floats, NDArray[np.bool_]]]:
    """Evidence and verdict of all proposals for ``pairs``, by kind."""
    found: Examples = {kind: ([], []) for kind in KINDS}
    written, meant = (_line([pair[side] for pair in pairs], model) for side in (0, 1))
    for numbers, places in _views(written, meant, model):
        line = Line.scored(numbers, model.language)
        for proposals in propose(line, line.suspicious(places, BAR), model):
            rows = evidence(line, proposals, model.language, model.lexicon)
            right = _right(proposals, numbers, meant)
            particle = particles(line, proposals, model)
            plain = KINDS[0] if proposals.width == 1 else KINDS[1]
            for kind, chosen in ((plain, ~particle), (KINDS[2], particle)):
                found[kind][0].append(rows[chosen])
                found[kind][1].append(right[chosen])
    return {kind: (np.concatenate(rows), np.concatenate(right)) for kind, (rows, right) in found.items() if rows}


def _line(texts: Sequence[str], model: Model) -> Numbers:
    return line_of([sentence for text in texts for _, sentence in pieces(fold(text).text)], model)[0]


def _views(written: Numbers, meant: Numbers, model: Model) -> Iterator[tuple[Numbers, NDArray[np.int64]]]:
    """The line as written, and with every other slip mended, which is how the rest of a sentence looks later on."""
    readable = model.lexicon.sounds[written] > 0
    yield written, np.flatnonzero(readable)
    slips = np.flatnonzero(written != meant)
    if not len(slips):
        return
    group = np.cumsum(np.append(0, np.diff(slips) > 1))
    for odd in (0, 1):
        mended = slips[group % 2 == odd]
        view = written.copy()
        view[mended] = meant[mended]
        near = np.zeros(len(view), dtype=np.bool_)
        for step in range(-_NEAR, _NEAR + 1):
            near[mended + step] = True
        near[mended] = False
        yield view, np.flatnonzero(near & readable)


def _right(proposals: Proposals, numbers: Numbers, meant: Numbers) -> NDArray[np.bool_]:
    """Whether each proposal writes what is meant, where that is not written already."""
    spans = proposals.start[:, None] + np.arange(proposals.width)
    right: NDArray[np.bool_] = (proposals.new == meant[spans]).all(axis=1) & (numbers[spans] != meant[spans]).any(
        axis=1
    )
    return right


def judge(pairs: Sequence[Pair], particle_pairs: Sequence[Pair], model: Model) -> Judge:
    """A judge taught by ``pairs``; of 的, 地, 得 it learns from ``particle_pairs`` as well, and nothing else there."""
    taught = examples(pairs, model)
    if particle_pairs:
        rows, right = taught[KINDS[2]]
        more, verdict = examples(particle_pairs, model)[KINDS[2]]
        taught[KINDS[2]] = (np.concatenate([rows, more]), np.concatenate([right, verdict]))
    return Judge({kind: fit(rows, right) for kind, (rows, right) in taught.items()})


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="hegao.spelling.tune", description=__doc__)
    parser.add_argument("pairs", nargs="+", type=Path)
    parser.add_argument("--particles", nargs="*", type=Path, default=[], help="pairs that teach only 的, 地, 得")
    parser.add_argument("--model", type=Path, required=True, help="folder of a model without a judge")
    options = parser.parse_args(arguments)
    model = load(options.model)
    pairs = [pair for file in options.pairs for pair in read_pairs(file)]
    particle_pairs = [pair for file in options.particles for pair in read_pairs(file)]
    taught = replace(model, judge=judge(pairs, particle_pairs, model))
    about = json.loads((options.model / "model.json").read_text(encoding="utf-8"))
    save_about(options.model, {**about, "judge": taught.judge.table(), "pairs": len(pairs) + len(particle_pairs)})
    sys.stdout.write(f"{len(pairs)} pairs -> {options.model}\n")


if __name__ == "__main__":
    main()
