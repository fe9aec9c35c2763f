"""The model on disk: a folder of arrays that are mapped into memory, not read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from hegao.errors import ConfigError
from hegao.resources import corpus_dir
from hegao.spelling.judge import Judge
from hegao.spelling.language import LanguageModel
from hegao.spelling.lexicon import WORD_LENGTHS, Lexicon, Words
from hegao.spelling.symbols import ORDER, RESERVED, Alphabet
from hegao.spelling.table import Table

FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Model:
    """All that the corrector knows."""

    alphabet: Alphabet
    language: LanguageModel
    lexicon: Lexicon
    judge: Judge

    def reading(self, character: str) -> int:
        """A number for the commonest reading of ``character``, tones apart; 0 where none is known."""
        return int(self.lexicon.readings[self.alphabet.numbers(character)[0]])


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
    about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    if about["format"] != FORMAT:
        raise ValueError("another format")
    seeds = about["seeds"]

    def array(name: str) -> NDArray[Any]:
        # A plain view: every look into a memmap itself would make another memmap, which is slow.
        return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r"))

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
    return Model(Alphabet(RESERVED + characters), language, lexicon, Judge.of(about["judge"]))


def save(folder: Path, model: Model, about: Mapping[str, Any]) -> None:
    """Write ``model`` into ``folder``, with what ``about`` tells of its making."""
    folder.mkdir(parents=True, exist_ok=True)
    language, lexicon = model.language, model.lexicon
    arrays: dict[str, NDArray[Any]] = {
        "single": language.single,
        "backoff": language.single_backoff,
        "starts": lexicon.starts,
        "others": lexicon.others,
        "alike": lexicon.alike,
        "sounds": lexicon.sounds,
        "readings": lexicon.readings,
        "dictionary": lexicon.dictionary.entries,
    }
    seeds = {"dictionary": lexicon.dictionary.seed}
    for n, table in enumerate(language.tables, start=2):
        seeds[f"grams{n}"] = table.seed
        arrays[f"grams{n}"] = table.entries
        if table.extras is not None:
            arrays[f"weights{n}"] = table.extras
    for n, words in lexicon.words.items():
        arrays |= {f"sounds{n}": words.keys, f"words{n}": words.words}
    for name, values in arrays.items():
        np.save(folder / f"{name}.npy", values)
    (folder / "characters.txt").write_text(model.alphabet.characters[len(RESERVED) :], encoding="utf-8")
    save_about(folder, {"format": FORMAT, "seeds": seeds, "judge": model.judge.table(), **about})


def save_about(folder: Path, about: Mapping[str, Any]) -> None:
    """Write the readable part of a model."""
    text = json.dumps(about, ensure_ascii=False, indent=1)
    (folder / "model.json").write_text(text + "\n", encoding="utf-8")
