"""What may be written for what: characters that look or sound alike, and words by their readings."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hegao.spelling.table import VALUE_BITS, Table

WORD_LENGTHS: Final = (2, 3, 4)
NOT_ALIKE, FAR, NEAR, SAME, SAME_TONE = range(5)
"""How two characters sound: not alike, one letter of the reading apart, confused by many, tones apart, the same."""

_SYLLABLES: Final = np.uint64(512)
_CHARACTERS: Final = np.uint64(1 << 15)
_NO_KEY: Final = np.iinfo(np.uint64).max
_PRICE_STEP: Final = np.float32(0.2)
"""Width (log10) of a level of price; the last level stands for all that is dearer."""
_LEVELS: Final = 32
_SLIP: Final = np.float32(2.6)
"""What it costs that there is a slip at all, log10."""

Numbers = NDArray[np.uint16]
Places = NDArray[np.int64]


def packed(sound: NDArray[np.int8], price: NDArray[np.float32]) -> NDArray[np.uint8]:
    """How two characters are alike in one number: how they sound, and the price of one for the other."""
    levels = np.clip(np.rint(price / _PRICE_STEP), 0, _LEVELS - 1).astype(np.uint8)
    result: NDArray[np.uint8] = sound.astype(np.uint8) | levels << np.uint8(3)
    return result


def sounding(alike: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """How two characters sound, from the number that :func:`packed` made."""
    result: NDArray[np.uint8] = alike & np.uint8(7)
    return result


def price(alike: NDArray[np.uint8]) -> NDArray[np.float32]:
    """How improbable it is, of all that might be written for what is meant, that it is this: log10, not negative."""
    result: NDArray[np.float32] = (alike >> 3) * _PRICE_STEP
    return result


def cost(alike: NDArray[np.uint8]) -> NDArray[np.float32]:
    """What replacing a character by one so alike costs, log10, before the judge looks at it."""
    return price(alike) + _SLIP


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one length in the order of ``keys``, which stand for their readings."""

    keys: NDArray[np.uint64]
    words: Numbers


@dataclass(frozen=True)
class Lexicon:
    """Candidates for every character, and words.

    The candidates of character ``c`` are ``others[starts[c]:starts[c + 1]]``; ``alike`` says how they are alike.
    ``sounds`` numbers the readings of characters with those alike being one, ``readings`` the exact ones, tones
    apart. ``dictionary`` gives words their levels of frequency.
    """

    starts: NDArray[np.int32]
    others: Numbers
    alike: NDArray[np.uint8]
    sounds: Numbers
    readings: Numbers
    words: Mapping[int, Words]
    dictionary: Table

    def candidates(self, written: Numbers) -> tuple[Places, Numbers, NDArray[np.uint8]]:
        """For each candidate the place of its character in ``written``, itself, and how the two are alike."""
        first = self.starts[written].astype(np.int64)
        owner, at = items_of(first, self.starts[written.astype(np.int64) + 1] - first)
        return owner, self.others[at], self.alike[at]

    def prices(self, written: int, meant: Numbers, foreign: float) -> NDArray[np.float32]:
        """The price of each of ``meant`` where ``written`` stands; ``foreign`` for what is not alike."""
        part = slice(self.starts[written], self.starts[written + 1])
        same = meant[:, None] == self.others[part]
        prices = np.where(same, price(self.alike[part]), np.float32(foreign))
        result: NDArray[np.float32] = prices.min(axis=1, initial=np.float32(foreign))
        return result

    def homophones(self, spans: Numbers) -> tuple[Places, Numbers]:
        """Words that sound like the rows of ``spans`` and differ in two characters or more, with their rows."""
        words = self.words[spans.shape[1]]
        sounds = self.sounds[spans]
        usable = np.flatnonzero((sounds > 0).all(axis=1))
        keys = sound_keys(sounds[usable])
        first = np.searchsorted(words.keys, keys, "left")
        owner, at = items_of(first, np.searchsorted(words.keys, keys, "right") - first)
        owner, found = usable[owner], words.words[at]
        several = (found != spans[owner]).sum(axis=1) > 1
        return owner[several], found[several]

    def commonest(self, sounds: Numbers) -> NDArray[np.float32]:
        """How common the commonest word is that has these sounds, a row for each word; 0 where there is none."""
        keys, common = self._commonest[sounds.shape[1]]
        asked = sound_keys(sounds)
        at = np.searchsorted(keys, asked)
        result: NDArray[np.float32] = np.where(keys[at] == asked, common[at], np.float32(0))
        return result

    @cached_property
    def _commonest(self) -> dict[int, tuple[NDArray[np.uint64], NDArray[np.float32]]]:
        """For each length of words the different keys of their sounds, and how common the commonest word of each is."""
        found = {}
        for length, words in self.words.items():
            # A key that no word has comes last, so that there is always one to look at.
            keys = np.append(words.keys, _NO_KEY)
            common = np.append(self.frequency(words.words), np.float32(0))
            first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
            found[length] = keys[first], np.maximum.reduceat(common, first)
        return found

    def frequency(self, spans: Numbers) -> NDArray[np.float32]:
        """How common each row of ``spans`` is as a word: 0 for no word, else 0.3 to 6.7 (log10)."""
        found, value, _ = self.dictionary.look_up(word_keys(spans))
        result: NDArray[np.float32] = np.where(found, value * np.float32(0.05) + np.float32(0.3), np.float32(0))
        return result


def sound_keys(sounds: Numbers) -> NDArray[np.uint64]:
    """One key for each row of sounds."""
    return _packed_rows(sounds, _SYLLABLES)


def word_keys(words: Numbers) -> NDArray[np.uint64]:
    """One key for each row of characters."""
    return _packed_rows(words, _CHARACTERS)


def frequency_level(counts: NDArray[np.float64]) -> Numbers:
    """Counts of words as levels of the dictionary."""
    return np.clip(np.rint(np.log10(counts + 1) / 0.05), 0, (1 << VALUE_BITS) - 1).astype(np.uint16)


def _packed_rows(rows: Numbers, base: np.uint64) -> NDArray[np.uint64]:
    keys = np.zeros(len(rows), dtype=np.uint64)
    for column in rows.T:
        keys = keys * base + column
    return keys


def items_of(first: Places, sizes: Places) -> tuple[Places, Places]:
    """For slices of ``sizes`` that begin at ``first`` the number of the slice and the place of each of their items."""
    owner = np.repeat(np.arange(len(first)), sizes)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return owner, within + first[owner]
