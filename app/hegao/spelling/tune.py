"""Weigh the evidence by pairs of sentences: ``python -m hegao.spelling.tune PAIRS… --model FOLDER``.

Each line of a file of pairs holds a sentence as written and as it should read, with a tab between. Four things are
learned, each with those before it: how far a single proposal of the character model is to be believed, how doubtful a
sentence looks, how readings of a sentence rank (at first sight, and when they are looked at again), and how far a slip
in the best reading is to be believed.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hegao.spelling.covering import looked_again, unsettled
from hegao.spelling.judge import KINDS, Floats, Judge, fit, fit_ranking
from hegao.spelling.language import Numbers
from hegao.spelling.model import ABOUT, Ground, Model, load_ground, load_word_pairs, save_about
from hegao.spelling.network import Network
from hegao.spelling.proposals import EVIDENCE, Line, Proposals, evidence
from hegao.spelling.search import Readings, ranked, readings
from hegao.spelling.sieve import Sieve
from hegao.spelling.slips import WEIGHED, slips
from hegao.spelling.suspicion import SIGNS, evidence_of, line_of, particles, propose
from hegao.spelling.symbols import PARTICLES, fold, pieces

START: Final = np.array([0.3, -0.9, -1.3, 0.75, -2.5, -0.75, 0.4, -0.2, 1.0, 1.0, 1.0, 0.0, 0.0, 0.5], dtype=np.float32)
"""Weights of readings to begin with."""
_AGAIN: Final = np.array([0.3, 0.2], dtype=np.float32)
"""Those of what a second look says."""
_BAR: Final = -0.7
"""How suspicious a place must look for its proposals to teach."""
_NEAR: Final = 5
_BATCH: Final = 200

Pair = tuple[str, str]
Taught = tuple[Floats, NDArray[np.bool_]]


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a file whose two sentences differ in single characters only."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [(row[0], row[1]) for row in rows if len(row) > 1 and _parallel(row[0], row[1])]


def _parallel(written: str, meant: str) -> bool:
    a, b = fold(written), fold(meant)
    return a.origins == b.origins and [at for at, _ in pieces(a.text)] == [at for at, _ in pieces(b.text)]


def proposals_of(pairs: Sequence[Pair], ground: Ground) -> dict[str, Taught]:
    """Evidence and verdict of all proposals the character model makes for ``pairs``, by kind."""
    nothing = np.empty((0, EVIDENCE), dtype=np.float32), np.empty(0, dtype=np.bool_)
    found: dict[str, tuple[list[Floats], list[NDArray[np.bool_]]]] = {
        kind: ([nothing[0]], [nothing[1]]) for kind in KINDS[:3]
    }
    written, meant = (_line([pair[side] for pair in pairs], ground) for side in (0, 1))
    for numbers, places in _views(written, meant, ground):
        line = Line.scored(numbers, ground.language)
        for proposals in propose(line, places[line.looks(places) > _BAR], ground):
            rows = evidence(line, proposals, ground.language, ground.lexicon)
            right = _right(proposals, numbers, meant)
            particle = particles(line, proposals, ground)
            plain = KINDS[0] if proposals.width == 1 else KINDS[1]
            for kind, chosen in ((plain, ~particle), (KINDS[2], particle)):
                found[kind][0].append(rows[chosen])
                found[kind][1].append(right[chosen])
    return {kind: (np.concatenate(rows), np.concatenate(right)) for kind, (rows, right) in found.items()}


def _line(texts: Sequence[str], ground: Ground) -> Numbers:
    return line_of([sentence for text in texts for _, sentence in pieces(fold(text).text)], ground)[0]


def _views(written: Numbers, meant: Numbers, ground: Ground) -> Iterator[tuple[Numbers, NDArray[np.int64]]]:
    """The line as written, and with every other slip mended, which is how the rest of a sentence looks later on."""
    readable = ground.lexicon.sounds[written] > 0
    yield written, np.flatnonzero(readable)
    wrong = np.flatnonzero(written != meant)
    if not len(wrong):
        return
    group = np.cumsum(np.append(0, np.diff(wrong) > 1))
    for odd in (0, 1):
        mended = wrong[group % 2 == odd]
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


def sentence_pairs(pairs: Sequence[Pair]) -> list[Pair]:
    """The sentences of ``pairs`` one by one, marks before them."""
    return [
        (written, meant)
        for pair in pairs
        for (_, written), (_, meant) in zip(*(pieces(fold(side).text) for side in pair), strict=True)
    ]


def rankings(pairs: Sequence[Pair], model: Model) -> tuple[Floats, Floats]:
    """The weights under which readings that are right rank first, at first sight and when they are looked at again.

    ``pairs`` are as :func:`sentence_pairs` gives them.
    """
    read = list(_read(pairs, model))
    first = _ranking(read, model, model.ranking)
    sorted_anew = [(meant, ranked(each.numbers, each.readings, each.evidence, first)) for meant, each in read]
    open_ones = [(meant, each) for meant, each in sorted_anew if unsettled(each)]
    looked = looked_again([each for _, each in open_ones], model)
    again = zip((meant for meant, _ in open_ones), looked, strict=True)
    return first, _ranking(again, model, np.append(first, _AGAIN))


def _read(pairs: Sequence[Pair], model: Model) -> Iterator[tuple[str, Readings]]:
    """What each sentence should read, and its readings."""
    for part in _parts(pairs):
        sentences = [written for written, _ in part]
        numbers, begins = line_of(sentences, model)
        line = Line.scored(numbers, model.language)
        parts = [slice(begin, begin + len(written)) for begin, written in zip(begins, sentences, strict=True)]
        found = readings(line, parts, model.network.meant(sentences), model)
        yield from zip((meant for _, meant in part), found, strict=True)


def _ranking(read: Iterable[tuple[str, Readings]], model: Model, untaught: Floats) -> Floats:
    """The weights that sentences teach whose right reading is among those found; ``untaught`` where there is none."""
    lists: list[Floats] = []
    wanted: list[int] = []
    for meant, found in read:
        texts = [model.text(reading.of(found.numbers)) for reading in found.readings]
        if meant in texts:
            lists.append(found.evidence)
            wanted.append(texts.index(meant))
    return fit_ranking(lists, wanted) if lists else untaught


def doubtful(pairs: Sequence[Pair], model: Model) -> Taught:
    """Evidence and verdict of all sentences of ``pairs``, which are as :func:`sentence_pairs` gives them."""
    rows = [evidence_of([written for written, _ in part], model) for part in _parts(pairs)]
    verdicts = np.array([written != meant for written, meant in pairs], dtype=np.bool_)
    return np.concatenate([np.empty((0, len(SIGNS)), dtype=np.float32), *rows]), verdicts


def slips_of(pairs: Sequence[Pair], model: Model) -> dict[str, Taught]:
    """Evidence and verdict of all slips found in ``pairs``, which are as :func:`sentence_pairs` gives them, by kind."""
    rows: dict[str, list[Floats]] = {kind: [] for kind in KINDS[3:5]}
    right: dict[str, list[bool]] = {kind: [] for kind in KINDS[3:5]}
    for part in _parts(pairs):
        for (_, meant), found in zip(part, slips([written for written, _ in part], model), strict=True):
            for slip in found:
                kind = KINDS[4 if slip.particle else 3]
                rows[kind].append(slip.evidence)
                right[kind].append(meant[slip.start : slip.end] == slip.new)
    return {
        kind: (np.array(rows[kind], dtype=np.float32).reshape(-1, len(WEIGHED)), np.array(right[kind], dtype=np.bool_))
        for kind in rows
    }


def _parts(pairs: Sequence[Pair]) -> Iterator[Sequence[Pair]]:
    return (pairs[at : at + _BATCH] for at in range(0, len(pairs), _BATCH))


def untaught(folder: Path) -> Model:
    """The model in ``folder`` as it is before it has weights."""
    ground, network = load_ground(folder), Network.load(folder)
    sieve, pairs = Sieve.load(folder, ground.alphabet, network.alphabet), load_word_pairs(folder)
    nothing = Judge({})
    return Model(*ground.parts, pairs, network, sieve, START, np.append(START, _AGAIN), nothing, (0.5, 0.5))


def taught(pairs: Sequence[Pair], particle_pairs: Sequence[Pair], model: Model) -> Model:
    """``model`` with the weights that ``pairs`` teach.

    ``particle_pairs`` teach only what 的, 地, 得 are worth, and how doubtful a sentence looks.
    """
    first = _with_particles(proposals_of(pairs, model), proposals_of(particle_pairs, model))
    judge = Judge({kind: fit(*lessons) for kind, lessons in first.items()})
    model = replace(model, judge=judge)
    sentences, particle_sentences = sentence_pairs(pairs), sentence_pairs(particle_pairs)
    judge = Judge({**judge.kinds, KINDS[5]: fit(*doubtful([*sentences, *particle_sentences], model))})
    ranking, reranking = rankings([*sentences, *particle_sentences], model)
    model = replace(model, judge=judge, ranking=ranking, reranking=reranking)
    second = _with_particles(slips_of(sentences, model), slips_of(particle_sentences, model))
    judge = Judge({**judge.kinds, **{kind: fit(*lessons) for kind, lessons in second.items()}})
    faulty = _faulty(sentences, particles=False), _faulty([*sentences, *particle_sentences], particles=True)
    return replace(model, judge=judge, faulty=faulty)


def _weights(model: Model) -> dict[str, list[float]]:
    return {name: [round(float(w), 4) for w in getattr(model, name)] for name in ("ranking", "reranking")}


def _faulty(pairs: Sequence[Pair], *, particles: bool) -> float:
    """The share of faulty sentences among ``pairs``, by slips among 的, 地, 得 or by all other."""
    faulty = sum(
        any(a != b and ({a, b} <= set(PARTICLES)) is particles for a, b in zip(*pair, strict=True)) for pair in pairs
    )
    return (faulty + 1) / (len(pairs) + 2)


def _with_particles(plain: dict[str, Taught], more: dict[str, Taught]) -> dict[str, Taught]:
    """Lessons by kind, those of the last kind from both."""
    last = list(plain)[-1]
    (rows, right), (further, verdicts) = plain[last], more[last]
    return {**plain, last: (np.concatenate([rows, further]), np.concatenate([right, verdicts]))}


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="hegao.spelling.tune", description=__doc__)
    parser.add_argument("pairs", nargs="+", type=Path)
    parser.add_argument("--particles", nargs="*", type=Path, default=[], help="pairs whose slips are 的, 地, 得")
    parser.add_argument("--model", type=Path, required=True, help="folder with a ground, a network and a sieve")
    options = parser.parse_args(arguments)
    pairs = [pair for file in options.pairs for pair in read_pairs(file)]
    particle_pairs = [pair for file in options.particles for pair in read_pairs(file)]
    model = taught(pairs, particle_pairs, untaught(options.model))
    about = json.loads((options.model / ABOUT).read_text(encoding="utf-8"))
    about |= {"judge": model.judge.table(), **_weights(model)}
    about["faulty"] = [round(share, 4) for share in model.faulty]
    save_about(options.model, {**about, "pairs": len(pairs) + len(particle_pairs)})
    sys.stdout.write(f"{len(pairs)} pairs -> {options.model}\n")


if __name__ == "__main__":
    main()
