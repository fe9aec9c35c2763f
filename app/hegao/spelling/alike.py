"""Which characters are taken for which: by reading (pypinyin) and by strokes and parts (data of char-similar)."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pypinyin import Style, lazy_pinyin, pinyin
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from hegao.spelling import lexicon as lx
from hegao.spelling.lexicon import Lexicon, Words
from hegao.spelling.symbols import Alphabet
from hegao.spelling.table import build
from hegao.text.characters import is_han

# Written for each other where f and h or the nasals are not told apart.
_FH: Final = {"fu": "hu", "fang": "huang", "fan": "huan", "fen": "hun", "feng": "hong", "fei": "hui", "fa": "hua"}
_STROKES: Final = frozenset("一丨丿丶亅乙乚丶乛㇉㇏㇆㇇㇗㇛㇟㇠")
_CANDIDATE: Final = -6.2
"""Log10 probability from which a character may be proposed."""
_COMMON: Final = -5.0
_RARE: Final = -7.0
_USUAL: Final = -4.6
_LIKENESS: Final = 0.5
_MOST_LOOKS: Final = 45
_SHARED_BY: Final = 60
_BATCH: Final = 512


@dataclass(frozen=True)
class Characters:
    """The readings, strokes and parts of every 汉字 of an alphabet, by its number."""

    readings: Mapping[int, Sequence[str]]
    strokes: Mapping[int, str]
    parts: Mapping[int, frozenset[int]]

    @classmethod
    def of(cls, alphabet: Alphabet, folder: Path) -> "Characters":
        """What pypinyin and the data of char-similar in ``folder`` know of the alphabet."""
        strokes = json.loads((folder / "char_order.dict").read_text(encoding="utf-8"))
        parts = json.loads((folder / "char_stroke.dict").read_text(encoding="utf-8"))
        han = {c: i for i, c in enumerate(alphabet.characters) if is_han(c)}
        return cls(
            {i: pinyin(c, style=Style.TONE3, heteronym=True)[0] for c, i in han.items()},
            {i: strokes.get(c, "") for c, i in han.items()},
            {i: frozenset(han[p] for p in parts.get(c, ()) if p in han and p not in _STROKES) for c, i in han.items()},
        )


def blurred(reading: str) -> str:
    """A reading with z and zh, n and l, n and ng, f and h made one."""
    reading = _FH.get(reading, reading)
    reading = re.sub("^([zcs])h", r"\1", reading)
    reading = re.sub("^n(?=[aeiouv])", "l", reading)
    return re.sub("([aei])ng$", r"\1n", reading)


def toneless(reading: str) -> str:
    """A reading without the number of its tone."""
    return reading.rstrip("01234")


def build_lexicon(alphabet: Alphabet, single: NDArray[np.float32], folder: Path, words: Mapping[str, int]) -> Lexicon:
    """The lexicon of an alphabet whose first characters have the log10 probabilities ``single``.

    ``words`` are dictionary words with their frequencies.
    """
    known = Characters.of(alphabet, folder)
    logp = np.full(len(alphabet), -9.0, dtype=np.float32)
    logp[: len(single)] = single
    starts, others, alike = _Candidates(known, logp).lists(len(alphabet))
    plain = {i: toneless(readings[0]) for i, readings in known.readings.items()}
    sounds = _numbered({i: blurred(reading) for i, reading in plain.items()}, len(alphabet))
    keys, levels = _dictionary(alphabet, words)
    return Lexicon(
        starts,
        others,
        alike,
        sounds,
        _numbered(plain, len(alphabet)),
        {n: _words(alphabet, sounds, [w for w in words if len(w) == n], words) for n in lx.WORD_LENGTHS},
        build(keys, levels),
    )


def _numbered(names: Mapping[int, str], size: int) -> NDArray[np.uint16]:
    number = {name: at for at, name in enumerate(sorted(set(names.values())), start=1)}
    result = np.zeros(size, dtype=np.uint16)
    for index, name in names.items():
        result[index] = number[name]
    return result


def _dictionary(alphabet: Alphabet, words: Mapping[str, int]) -> tuple[NDArray[np.uint64], NDArray[np.uint16]]:
    keys, levels = [], []
    for n in lx.WORD_LENGTHS:
        chosen = [word for word in words if len(word) == n]
        keys.append(lx.word_keys(alphabet.numbers("".join(chosen)).reshape(-1, n)))
        levels.append(lx.frequency_level(np.array([words[word] for word in chosen], dtype=np.float64)))
    return np.concatenate(keys), np.concatenate(levels)


def _words(
    alphabet: Alphabet, sounds: NDArray[np.uint16], chosen: Sequence[str], frequency: Mapping[str, int]
) -> Words:
    """Words by the usual readings of their characters, and by the reading of the whole where that differs."""
    number = {
        blurred(toneless(pinyin(alphabet.characters[i], style=Style.TONE3)[0][0])): sounds[i]
        for i in np.flatnonzero(sounds)
    }
    rows, heard = [], []
    for word, numbers in zip(chosen, alphabet.numbers("".join(chosen)).reshape(len(chosen), -1), strict=True):
        rows.append(numbers)
        heard.append(sounds[numbers])
        whole = np.array([number.get(blurred(r), 0) for r in lazy_pinyin(word)], dtype=np.uint16)
        if len(whole) == len(numbers) and whole.all() and (whole != heard[-1]).any() and frequency[word]:
            rows.append(numbers)
            heard.append(whole)
    keys = lx.sound_keys(np.array(heard))
    order = np.argsort(keys, kind="stable")
    return Words(keys[order], np.array(rows, dtype=np.uint16)[order])


class _Candidates:
    """The characters that may be meant where another is written."""

    def __init__(self, known: Characters, logp: NDArray[np.float32]) -> None:
        self.known, self.logp = known, logp
        self.pool = np.array([i for i in known.readings if logp[i] > _CANDIDATE])
        self.place = {int(i): at for at, i in enumerate(self.pool)}
        self.by_tone = self._index({i: known.readings[i] for i in self.place})
        plain = {i: {toneless(r) for r in known.readings[i]} for i in self.place}
        self.by_plain = self._index(plain)
        self.by_blurred = self._index({i: {blurred(r) for r in readings} for i, readings in plain.items()})
        self.by_part = self._index({i: known.parts[i] for i in self.place})
        self.first = {i: toneless(known.readings[i][0]) for i in self.place}

    @staticmethod
    def _index(features: Mapping[int, Iterable[object]]) -> Mapping[object, Sequence[int]]:
        index: defaultdict[object, list[int]] = defaultdict(list)
        for number, values in features.items():
            for value in set(values):
                index[value].append(number)
        return index

    def lists(self, size: int) -> tuple[NDArray[np.int32], NDArray[np.uint16], NDArray[np.uint8]]:
        """Where each character's candidates start, the candidates, and how they are alike."""
        counts = np.zeros(size + 1, dtype=np.int64)
        others: list[NDArray[np.uint16]] = []
        alike: list[NDArray[np.uint8]] = []
        han = np.array(sorted(self.known.readings))
        strokes = [self.known.strokes[int(i)] for i in self.pool]
        for batch in np.array_split(han, len(han) // _BATCH + 1):
            looks = cdist(
                [self.known.strokes[int(i)] for i in batch],
                strokes,
                scorer=Levenshtein.normalized_similarity,
                dtype=np.float32,
            )
            for number, look in zip(batch.tolist(), looks, strict=True):
                found, how = self._of(number, look if self.known.strokes[number] else np.zeros_like(look))
                counts[number + 1] = len(found)
                others.append(found)
                alike.append(how)
        return np.cumsum(counts).astype(np.int32), np.concatenate(others), np.concatenate(alike)

    def _of(self, number: int, look: NDArray[np.float32]) -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
        sound, part = self._sounding(number), self._built(number)
        likest = np.argsort(-look)[:_MOST_LOOKS]
        seen = {int(self.pool[at]): float(look[at]) for at in likest if look[at] >= _LIKENESS}
        if self.logp[number] < _RARE:  # a rare character is hardly ever right: only what is close, and common
            sound = {i: kind for i, kind in sound.items() if kind >= lx.SAME and self.logp[i] > _COMMON}
            part = {i: kind for i, kind in part.items() if self.logp[i] > _COMMON}
            seen = {i: value for i, value in seen.items() if value >= 0.75}
        found = np.array(sorted((sound.keys() | part.keys() | seen.keys()) - {number}), dtype=np.int64)
        levels = np.clip((look[[self.place[i] for i in found.tolist()]] - 0.3) * 10, 0, 7).astype(np.int64)
        kinds = [np.array([table.get(i, 0) for i in found.tolist()], dtype=np.int64) for table in (sound, part)]
        return found.astype(np.uint16), lx.packed(kinds[0], kinds[1], levels)

    def _sounding(self, number: int) -> dict[int, int]:
        readings = self.known.readings[number]
        plain = {toneless(r) for r in readings}
        sound: dict[int, int] = {}
        for reading in {toneless(r) for r in readings[:2]}:
            for near in self._far(reading):
                usual = (i for i in self.by_plain[near] if self.logp[i] > _COMMON and self.first[i] == near)
                sound |= dict.fromkeys(usual, lx.FAR)
        for kind, index, names in (
            (lx.NEAR, self.by_blurred, {blurred(r) for r in plain}),
            (lx.SAME, self.by_plain, plain),
            (lx.SAME_TONE, self.by_tone, set(readings)),
        ):
            for name in names:
                sound |= dict.fromkeys(index.get(name, ()), kind)
        return sound

    def _far(self, reading: str) -> list[str]:
        return [
            str(other)
            for other in self.by_plain
            if other != reading
            and min(len(str(other)), len(reading)) > 1
            and Levenshtein.distance(reading, str(other), score_cutoff=1) <= 1
        ]

    def _built(self, number: int) -> dict[int, int]:
        part: dict[int, int] = {}
        for component in self.known.parts[number]:
            sharing = self.by_part.get(component, ())
            if len(sharing) <= _SHARED_BY:
                part |= dict.fromkeys(sharing, lx.PART)
        part |= {i: lx.CONTAINED for i in self.known.parts[number] if i in self.place}
        holding = self.by_part.get(number, ())
        usual = (i for i in holding if len(holding) <= _SHARED_BY or self.logp[i] > _USUAL)
        return part | dict.fromkeys(usual, lx.CONTAINED)
