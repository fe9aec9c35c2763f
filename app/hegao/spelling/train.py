"""Make the ground of a model: ``python -m hegao.spelling.train TEXT… --to FOLDER --characters FOLDER --font FONT --without PAIRS…``."""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hegao.spelling.alike import build_lexicon
from hegao.spelling.estimate import Grams, estimate
from hegao.spelling.language import LanguageModel, backoff_level, level
from hegao.spelling.likeness import Likeness
from hegao.spelling.model import Ground, save_ground
from hegao.spelling.symbols import ORDER, RESERVED, Alphabet, fold, sentence_ends
from hegao.spelling.table import build
from hegao.spelling.words import dictionary
from hegao.text.characters import is_han

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n?", re.DOTALL)
_MARKUP = re.compile(r"^\s*(?:#+|>+|[-*+]\s)\s*|\*\*|<!--.*?-->|!?\[[^\]]*\]\([^)]*\)|<[^>]+>|\\", re.MULTILINE)
_EDGES: Final = "。！？；，：“、"
_SHORT: Final = 6
"""A held-out sentence shorter than this is only kept out as a whole: inside others it is a common phrase."""
_LEAST_SEEN: Final = 4
_LIMIT: Final = 7131
"""Five numbers in a larger base do not fit into 64 bits."""


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text in Markdown, folded; headings, tables and marks of the format left out."""
    for line in _MARKUP.sub("", _FRONT_MATTER.sub("", text)).split("\n"):
        stripped = line.strip()
        if stripped.startswith("|"):
            continue
        folded = fold(stripped).text
        begin = 0
        for end in sentence_ends(folded):
            if end - begin > 1:
                yield folded[begin:end]
            begin = end


class Held:
    """Sentences the model must not have seen: it skips what contains one of them or is contained in one."""

    def __init__(self, targets: Iterable[str]) -> None:
        from ahocorasick_rs import AhoCorasick

        whole = {fold(target).text for target in targets}
        parts = {part for text in whole for part in _pieces(text)}
        self._texts = {text.strip(_EDGES) for text in whole | parts} - {""}
        self._finder = AhoCorasick([text for text in self._texts if len(text) >= _SHORT])
        self._joined = "\n".join(self._texts)
        self._begins = {text[at : at + _SHORT] for text in self._texts for at in range(len(text))}
        self._short = {text[:n] for text in self._begins for n in range(1, _SHORT)}

    def holds(self, sentence: str) -> bool:
        """Whether ``sentence`` must be left out."""
        core = sentence.strip(_EDGES)
        if len(core) < _SHORT:
            return core in self._short
        if core[:_SHORT] in self._begins and core in self._joined:
            return True
        return bool(self._finder.find_matches_as_indexes(core))


def held_out(files: Iterable[Path]) -> Held:
    """The right sentences of files of pairs, which the model must not see."""
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return Held(cell for line in lines for cell in line.split("\t")[1:])


def _pieces(text: str) -> Iterator[str]:
    begin = 0
    for end in sentence_ends(text):
        yield text[begin:end]
        begin = end


def gather(paths: Iterable[Path], held: Held) -> list[str]:
    """The sentences of all texts below ``paths``, each once, in order, less those held out."""
    files = [f for path in paths for f in (sorted(path.rglob("*.[mt][dx]*")) if path.is_dir() else [path])]
    seen = dict.fromkeys(sentence for file in files for sentence in sentences(file.read_text(encoding="utf-8")))
    return [sentence for sentence in seen if not held.holds(sentence)]


def known_characters(text: str) -> str:
    """The characters of ``text`` that are frequent enough, commonest first."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    counts = np.bincount(codes)
    often = [int(code) for code in np.flatnonzero(counts >= _LEAST_SEEN) if code >= len(RESERVED)]
    return "".join(chr(code) for code in sorted(often, key=lambda code: (-counts[code], code))[:_LIMIT])


def gbk_characters() -> set[str]:
    """The 汉字 of the GBK set, which a draft may hold whether the model knows them or not."""
    pairs = (bytes([high, low]) for high in range(0x81, 0xFF) for low in range(0x40, 0xFF))
    return {c for pair in pairs if len(c := pair.decode("gbk", "ignore")) == 1 and is_han(c)}


def language_model(orders: Sequence[Grams], size: int) -> LanguageModel:
    """The n-grams as tables."""
    single, weight = np.full(size, -8.0, dtype=np.float32), np.zeros(size, dtype=np.float32)
    single[orders[0].keys], weight[orders[0].keys] = orders[0].logp, orders[0].backoff
    tables = tuple(
        build(grams.keys, level(grams.logp), backoff_level(grams.backoff) if n < ORDER else None)
        for n, grams in enumerate(orders[1:], start=2)
    )
    return LanguageModel(single, weight, tables)


def make(texts: Sequence[str], characters: Path, font: Path | None, prune: float, least: Sequence[int]) -> Ground:
    """The ground of a model of these sentences."""
    joined = "\0\1" + "\0\1".join(texts) + "\0"
    known = RESERVED + known_characters(joined)
    alphabet = Alphabet(known + "".join(sorted(gbk_characters() - set(known))))
    numbers: NDArray[np.uint16] = Alphabet(known).numbers(joined)
    language = language_model(estimate(numbers, len(known), prune, least), len(known))
    likeness = Likeness.of(alphabet, language.single, characters, font)
    lexicon = build_lexicon(alphabet, likeness, dictionary(known))
    return Ground(alphabet, language, lexicon)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="hegao.spelling.train", description=__doc__)
    parser.add_argument("texts", nargs="+", type=Path, help="Markdown or text files, or folders of them")
    parser.add_argument("--to", type=Path, required=True, help="folder of the model")
    parser.add_argument("--characters", type=Path, required=True, help="data folder of the package char-similar")
    parser.add_argument("--font", type=Path, help="a font whose characters tell what looks alike; needs Pillow")
    parser.add_argument("--without", nargs="*", type=Path, default=[], help="pairs of sentences to keep out")
    parser.add_argument("--prune", type=float, default=2.0)
    parser.add_argument("--least", nargs=ORDER, type=int, default=[1, 1, 1, 2, 2])
    options = parser.parse_args(arguments)
    texts = gather(options.texts, held_out(options.without))
    ground = make(texts, options.characters, options.font, options.prune, options.least)
    about = {"sentences": len(texts), "characters": sum(map(len, texts)), "prune": options.prune}
    save_ground(options.to, ground, about)
    sys.stdout.write(f"{len(texts)} sentences -> {options.to}\n")


if __name__ == "__main__":
    main()
