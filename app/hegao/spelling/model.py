"""The model on disk: a folder of arrays that are mapped into memory, not read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from hegao.errors import ConfigError
from hegao.resources import corpus_dir
from hegao.spelling.judge import Judge
from hegao.spelling.language import LanguageModel
from hegao.spelling.lexicon import WORD_LENGTHS, Lexicon, Words
from hegao.spelling.network import Network
from hegao.spelling.sieve import Sieve
from hegao.spelling.symbols import ORDER, RESERVED, Alphabet
from hegao.spelling.table import Table
from hegao.spelling.word_pairs import WordPairs

FORMAT: Final = 7
ABOUT: Final = "model.json"
_WORD_FILES: Final = ("vocabulary", "follows"), ("pairs", "proofs")


@dataclass(frozen=True)
class Ground:
    """What :mod:`hegao.spelling.train` makes: the characters, how they follow one another, and what is taken for what."""

    alphabet: Alphabet
    language: LanguageModel
    lexicon: Lexicon

    @property
    def parts(self) -> tuple[Alphabet, LanguageModel, Lexicon]:
        """All of it, in the order in which a :class:`Model` takes it."""
        return self.alphabet, self.language, self.lexicon

    def text(self, numbers: NDArray[np.uint16]) -> str:
        """The characters of these numbers."""
        return "".join(self.alphabet.characters[number] for number in numbers)

    def reading(self, character: str) -> int:
        """A number for the commonest reading of ``character``, tones apart; 0 where none is known."""
        return int(self.lexicon.readings[self.alphabet.numbers(character)[0]])


@dataclass(frozen=True)
class Model(Ground):
    """All that the corrector knows: also the word model, the network, the sieve, the weights of readings, and the judge.

    ``reranking`` are the weights of readings that were looked at again, ``faulty`` is the share of faulty sentences the
    judge was taught with, of other slips and of 的, 地, 得.
    """

    word_pairs: WordPairs
    network: Network
    sieve: Sieve
    ranking: NDArray[np.float32]
    reranking: NDArray[np.float32]
    judge: Judge
    faulty: tuple[float, float]

    @cached_property
    def writable(self) -> tuple[NDArray[np.intp], NDArray[np.uint16]]:
        """The columns of the network's scores that stand for 汉字 the language model knows, and their numbers."""
        numbers = self.alphabet.numbers(self.network.alphabet.characters)
        columns = np.flatnonzero((numbers < self.language.size) & (self.lexicon.sounds[numbers] > 0))
        return columns, numbers[columns]

    @cached_property
    def columns(self) -> NDArray[np.intp]:
        """For each character the column of the network's scores that stands for it, -1 where it may not be written."""
        result = np.full(len(self.alphabet), -1, dtype=np.intp)
        columns, numbers = self.writable
        result[numbers] = columns
        return result


@cache
def shipped() -> Model:
    """The model that comes with the program.

    Raises:
        ConfigError: it is missing or damaged.
    """
    return load(corpus_dir() / "model")


def load(folder: Path) -> Model:
    """The model in ``folder``.

    Raises:
        ConfigError: it is missing or damaged.
    """
    try:
        return _load(folder)
    except (OSError, ValueError, KeyError, EOFError) as error:
        shipped_one = folder == corpus_dir() / "model"
        advice = "请重新安装" if shipped_one else "请改正设置里 [spelling] 的 model，或者删去这一项"
        raise ConfigError(f"用字模型 {folder} 缺失或已损坏，{advice}。") from error


def _load(folder: Path) -> Model:
    ground, about = load_ground(folder), json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    ranking, reranking = (np.array(about[name], dtype=np.float32) for name in ("ranking", "reranking"))
    judge = Judge.of(about["judge"])
    slips, particles = about["faulty"]
    network, pairs = Network.load(folder), load_word_pairs(folder)
    sieve = Sieve.load(folder, ground.alphabet, network.alphabet)
    faulty = slips, particles
    return Model(*ground.parts, pairs, network, sieve, ranking, reranking, judge, faulty)


def load_ground(folder: Path) -> Ground:
    """The part of a model that the first command makes.

    Raises:
        OSError, ValueError, KeyError, EOFError: it is missing or damaged.
    """
    about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    if about["format"] != FORMAT:
        raise ValueError("another format")
    seeds = about["seeds"]

    array = partial(_array, folder)
    tables = tuple(
        Table(seeds[f"grams{n}"], array(f"grams{n}"), array(f"weights{n}") if n < ORDER else None)
        for n in range(2, ORDER + 1)
    )
    words = {n: Words(array(f"sounds{n}"), array(f"words{n}")) for n in WORD_LENGTHS}
    lexicon = Lexicon(
        array("starts"),
        array("others"),
        array("alike"),
        array("sounds"),
        array("readings"),
        words,
        Table(seeds["dictionary"], array("dictionary")),
    )
    characters = (folder / "characters.txt").read_text(encoding="utf-8")
    language = LanguageModel(array("single"), array("backoff"), tables)
    return Ground(Alphabet(RESERVED + characters), language, lexicon)


def load_word_pairs(folder: Path) -> WordPairs:
    """The word model of a model.

    Raises:
        OSError, ValueError, KeyError, EOFError: it is missing or damaged.
    """
    seeds = json.loads((folder / ABOUT).read_text(encoding="utf-8"))["seeds"]
    words, pairs = (Table(seeds[name], _array(folder, name), _array(folder, more)) for name, more in _WORD_FILES)
    return WordPairs(words, pairs)


def _array(folder: Path, name: str) -> NDArray[Any]:
    # A plain view: every look into a memmap itself would make another memmap, which is slow.
    return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))


def save_ground(folder: Path, ground: Ground, about: Mapping[str, Any]) -> None:
    """Write ``ground`` into ``folder``, with what ``about`` tells of its making."""
    folder.mkdir(parents=True, exist_ok=True)
    language, lexicon = ground.language, ground.lexicon
    arrays: dict[str, NDArray[Any]] = {
        "single": language.single,
        "backoff": language.single_backoff,
        "starts": lexicon.starts,
        "others": lexicon.others,
        "alike": lexicon.alike,
        "sounds": lexicon.sounds,
        "readings": lexicon.readings,
        **_word_arrays(lexicon),
    }
    seeds = {"dictionary": lexicon.dictionary.seed}
    for n, table in enumerate(language.tables, start=2):
        seeds[f"grams{n}"] = table.seed
        arrays[f"grams{n}"] = table.entries
        if table.extras is not None:
            arrays[f"weights{n}"] = table.extras
    _save(folder, arrays)
    (folder / "characters.txt").write_text(ground.alphabet.characters[len(RESERVED) :], encoding="utf-8")
    save_about(folder, {"format": FORMAT, "seeds": seeds, **about})


def save_candidates(folder: Path, lexicon: Lexicon) -> None:
    """Write which characters may be meant for which in place of what stands in the model in ``folder``."""
    _save(folder, {"starts": lexicon.starts, "others": lexicon.others, "alike": lexicon.alike})


def save_words(folder: Path, lexicon: Lexicon) -> None:
    """Write the words of ``lexicon`` in place of those that stand in the model in ``folder``."""
    _save(folder, _word_arrays(lexicon))
    _save_seeds(folder, {"dictionary": lexicon.dictionary.seed})


def save_word_pairs(folder: Path, pairs: WordPairs) -> None:
    """Write a word model into ``folder``, which holds a ground."""
    arrays: dict[str, NDArray[Any]] = {}
    for (name, more), table in zip(_WORD_FILES, (pairs.words, pairs.pairs), strict=True):
        arrays[name] = table.entries
        if table.extras is not None:
            arrays[more] = table.extras
    _save(folder, arrays)
    _save_seeds(folder, {"vocabulary": pairs.words.seed, "pairs": pairs.pairs.seed})


def _save_seeds(folder: Path, seeds: Mapping[str, int]) -> None:
    about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    save_about(folder, {**about, "seeds": {**about["seeds"], **seeds}})


def _word_arrays(lexicon: Lexicon) -> dict[str, NDArray[Any]]:
    arrays: dict[str, NDArray[Any]] = {"dictionary": lexicon.dictionary.entries}
    for n, words in lexicon.words.items():
        arrays |= {f"sounds{n}": words.keys, f"words{n}": words.words}
    return arrays


def _save(folder: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    for name, values in arrays.items():
        np.save(folder / f"{name}.npy", values)


def save_about(folder: Path, about: Mapping[str, Any]) -> None:
    """Write the readable part of a model."""
    text = json.dumps(about, ensure_ascii=False, indent=1)
    (folder / ABOUT).write_text(text + "\n", encoding="utf-8")
