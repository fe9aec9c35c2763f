"""How alike characters are in sound, strokes, parts and shape, and how probable it is that one is written for another.

The probability is a conditional logit (McFadden, 1974) over all that might be written for what is meant; its weights
are learned from pairs of sentences by :mod:`hegao.spelling.confusions`.
"""

import json
import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pypinyin import Style, pinyin
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from hegao.spelling.lexicon import FAR, NEAR, SAME, SAME_TONE
from hegao.spelling.symbols import Alphabet
from hegao.text.characters import is_han

Floats = NDArray[np.float32]

MEASURED: Final = (
    "sounds far",
    "sounds near",
    "sounds the same",
    "same tone too",
    "by the usual reading",
    "strokes, from 0.5",
    "strokes, from 0.65",
    "strokes, from 0.8",
    "strokes, rank",
    "shape, from 0.75",
    "shape, from 0.85",
    "shape, from 0.93",
    "shape, rank",
    "part",
    "contained",
    "sound and strokes",
    "sound and shape",
    "sound and part",
    "common",
)
"""What is measured of a character that may be written for another, in the order of the weights."""
_STROKES: Final = frozenset("一丨丿丶亅乙乚丶乛㇉㇏㇆㇇㇗㇛㇟㇠")
_RAREST: Final = -8.0
_NEVER: Final = 1e-30
_RANKED: Final = 2.5
"""Log10 of the rank from which it is of no account how alike a character is beside others."""
_SIDE, _LARGE, _SMALL, _BLUR = 56, 48, 28, 3.0
"""Pixels: the square a character is drawn in, its size, the side it is shrunk to, and how far it is blurred."""


# Written for each other where f and h or the nasals are not told apart.
_FH: Final = {"fu": "hu", "fang": "huang", "fan": "huan", "fen": "hun", "feng": "hong", "fei": "hui", "fa": "hua"}


def blurred(reading: str) -> str:
    """A reading with z and zh, n and l, n and ng, f and h made one."""
    reading = _FH.get(reading, reading)
    reading = re.sub("^([zcs])h", r"\1", reading)
    reading = re.sub("^n(?=[aeiouv])", "l", reading)
    return re.sub("([aei])ng$", r"\1n", reading)


def toneless(reading: str) -> str:
    """A reading without the number of its tone."""
    return reading.rstrip("01234")


@dataclass(frozen=True)
class Likeness:
    """The 汉字 of an alphabet by their places in ``numbers``, those the language model knows first.

    ``common`` are log10 probabilities; ``known`` says how many the language model knows. ``shapes`` has a row for each,
    of length 1, or nothing but 0 where they were not drawn.
    """

    numbers: NDArray[np.int64]
    known: int
    common: Floats
    readings: Sequence[Sequence[str]]
    strokes: Sequence[str]
    parts: Sequence[frozenset[int]]
    shapes: Floats

    @classmethod
    def of(cls, alphabet: Alphabet, single: Floats, folder: Path, font: Path | None) -> "Likeness":
        """What pypinyin, the data of char-similar in ``folder`` and the shapes of ``font`` know of the alphabet."""
        strokes = json.loads((folder / "char_order.dict").read_text(encoding="utf-8"))
        parts = json.loads((folder / "char_stroke.dict").read_text(encoding="utf-8"))
        han = {c: i for i, c in enumerate(alphabet.characters) if is_han(c)}
        place = {c: at for at, c in enumerate(han)}
        common = np.full(len(han), _RAREST, dtype=np.float32)
        numbers = np.array(list(han.values()), dtype=np.int64)
        known = int((numbers < len(single)).sum())
        common[:known] = np.maximum(single[numbers[:known]], _RAREST)
        return cls(
            numbers,
            known,
            common,
            [pinyin(c, style=Style.TONE3, heteronym=True)[0] for c in han],
            [strokes.get(c, "") for c in han],
            [frozenset(place[p] for p in parts.get(c) or () if p in place and p not in _STROKES) for c in han],
            _drawn(list(han), font) if font else np.zeros((len(han), 1), dtype=np.float32),
        )

    def measured(self, meant: NDArray[np.int64]) -> Iterable[tuple[NDArray[np.int8], Floats]]:
        """For each place in ``meant`` how everything sounds beside it, and a row of ``MEASURED`` for everything."""
        strokes = [self.strokes[at] for at in meant]
        looks = cdist(strokes, self.strokes, scorer=Levenshtein.normalized_similarity, dtype=np.float32)
        shapes = self.shapes[meant] @ self.shapes.T
        for at, look, shape in zip(meant.tolist(), looks, shapes, strict=True):
            sound = self._sound(at)
            yield sound, self._row(at, sound, look if self.strokes[at] else np.zeros_like(look), shape)

    def _row(self, at: int, sound: NDArray[np.int8], look: Floats, shape: Floats) -> Floats:
        part, contained = self._built(at)
        usual = np.zeros(len(self.numbers), dtype=np.bool_)
        usual[self._by_usual[toneless(self.readings[at][0])]] = True
        alike = sound >= NEAR
        strokes, shaped = self._ranked(look + shape * np.float32(0.001)), self._ranked(shape)
        return np.stack(
            [
                sound == FAR,
                sound == NEAR,
                sound == SAME,
                sound == SAME_TONE,
                usual & (sound >= SAME),
                *(np.maximum(look - least, 0) for least in (0.5, 0.65, 0.8)),
                strokes,
                *(np.maximum(shape - least, 0) for least in (0.75, 0.85, 0.93)),
                shaped,
                part,
                contained,
                alike * strokes,
                alike * shaped,
                alike * part,
                self.common,
            ],
            axis=1,
        ).astype(np.float32)

    def _ranked(self, likeness: Floats) -> Floats:
        """How much the likeness of each stands out among that of the known: ``_RANKED`` for the likest, 0 for most."""
        known = np.sort(likeness[: self.known])
        ahead = self.known - np.searchsorted(known, likeness, "right")
        ranked = np.maximum(_RANKED - np.log10(1 + ahead), 0).astype(np.float32)
        return np.where(likeness > 0, ranked, np.float32(0))

    def _sound(self, at: int) -> NDArray[np.int8]:
        sound = np.zeros(len(self.numbers), dtype=np.int8)
        tones = set(self.readings[at])
        plain = {toneless(reading) for reading in tones}
        far = (other for reading in plain for other in self._by_plain if _one_apart(reading, str(other)))
        for kind, index, names in (
            (FAR, self._by_plain, far),
            (NEAR, self._by_blurred, {blurred(reading) for reading in plain}),
            (SAME, self._by_plain, plain),
            (SAME_TONE, self._by_tone, tones),
        ):
            for name in names:
                sound[index[name]] = kind
        return sound

    def _built(self, at: int) -> tuple[Floats, Floats]:
        """How rare a part each shares, and whether it is a part of the other or has it as one."""
        part, contained = (np.zeros(len(self.numbers), dtype=np.float32) for _ in range(2))
        for component in self.parts[at]:
            sharing = self._by_part[component]
            part[sharing] = np.maximum(part[sharing], np.float32(1 / np.log(2 + len(sharing))))
        contained[list(self.parts[at])] = 1
        contained[self._by_part.get(at, [])] = 1
        return part, contained

    @cached_property
    def _by_tone(self) -> Mapping[Hashable, list[int]]:
        return _index(self.readings)

    @cached_property
    def _by_plain(self) -> Mapping[Hashable, list[int]]:
        return _index([toneless(r) for r in readings] for readings in self.readings)

    @cached_property
    def _by_blurred(self) -> Mapping[Hashable, list[int]]:
        return _index([blurred(toneless(r)) for r in readings] for readings in self.readings)

    @cached_property
    def _by_usual(self) -> Mapping[Hashable, list[int]]:
        return _index([toneless(readings[0])] for readings in self.readings)

    @cached_property
    def _by_part(self) -> Mapping[Hashable, list[int]]:
        return _index(self.parts)


def log_probabilities(measured: Floats, weights: Floats, known: int, meant: int) -> Floats:
    """The log10 probability that each character is written for the one at ``meant``, by what is measured of it."""
    score = measured @ weights
    score[meant] = -np.inf
    chance = np.exp(score - score.max())
    # A character the model does not know is counted beside those it knows.
    total = chance[:known].sum() + np.where(np.arange(len(chance)) < known, 0, chance)
    result: Floats = np.log10(np.maximum(chance, _NEVER) / total).astype(np.float32)
    return result


def _index(features: Iterable[Iterable[Hashable]]) -> Mapping[Hashable, list[int]]:
    index: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at, values in enumerate(features):
        for value in set(values):
            index[value].append(at)
    return dict(index)


def _one_apart(reading: str, other: str) -> bool:
    """Whether two readings differ in one letter and are not both a single one."""
    return min(len(reading), len(other)) > 1 and Levenshtein.distance(reading, other, score_cutoff=1) == 1


def _drawn(characters: Sequence[str], font: Path) -> Floats:
    """The blurred shapes of characters as rows of length 1."""
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    face = ImageFont.truetype(str(font), _LARGE)
    blur, middle = ImageFilter.GaussianBlur(_BLUR), (_SIDE // 2, _SIDE // 2)
    rows = np.empty((len(characters), _SMALL**2), dtype=np.float32)
    for row, character in zip(rows, characters, strict=True):
        picture = Image.new("L", (_SIDE, _SIDE))
        ImageDraw.Draw(picture).text(middle, character, font=face, fill=255, anchor="mm")
        row[:] = np.asarray(picture.filter(blur).resize((_SMALL, _SMALL), Image.Resampling.BOX)).ravel()
    rows -= rows.mean(axis=1, keepdims=True)
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    result: Floats = rows / np.maximum(length, np.float32(1e-6))
    return result
