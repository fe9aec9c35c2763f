"""Words, tags, sentences and clauses; all lossless: the pieces joined are the text again."""

import re
import warnings
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final, Protocol

from hegao.text.characters import CLAUSE_END, CLOSING, HAN_CLASS, SENTENCE_END
from hegao.text.memory import remembered
from hegao.text.numerals import CHINESE_CLASS

_TAIL: Final = f"[{re.escape(CLOSING)}\"']*\\s*"
_STOP: Final = f"(?:[{SENTENCE_END}]+|(?<=[{HAN_CLASS}])(?<![{CHINESE_CLASS}])\\.(?![A-Za-z0-9.]))"
_SENTENCE = re.compile(f"{_STOP}{_TAIL}|[\\n\\v]+\\s*")
_CLAUSE = re.compile(f"(?:{_STOP}|[{CLAUSE_END}](?!(?<=[,:])\\d)){_TAIL}|[\\n\\v]+\\s*")


class _Backend(Protocol):
    def cut(self, text: str, *, guess: bool) -> list[str]: ...
    def tag(self, text: str) -> list[tuple[str, str]]: ...
    def add(self, word: str, tag: str) -> None: ...


class _Rust:
    """rjieba: the same dictionary as jieba, some twenty times as fast."""

    def __init__(self) -> None:
        import rjieba

        self._jieba = rjieba

    def cut(self, text: str, *, guess: bool) -> list[str]:
        words: list[str] = self._jieba.cut(text, guess)
        return words

    def tag(self, text: str) -> list[tuple[str, str]]:
        pairs: list[tuple[str, str]] = self._jieba.tag(text)
        return pairs

    def add(self, word: str, tag: str) -> None:
        self._jieba.add_word(word, None, tag)


class _Python:
    """jieba itself, where rjieba has no wheel for the machine."""

    def __init__(self) -> None:
        import logging

        with warnings.catch_warnings():  # jieba 0.42.1 has invalid escapes and looks for pkg_resources
            warnings.simplefilter("ignore")
            import jieba
            import jieba.posseg
        jieba.setLogLevel(logging.WARNING)
        self._jieba = jieba

    def cut(self, text: str, *, guess: bool) -> list[str]:
        return list(self._jieba.cut(text, HMM=guess))

    def tag(self, text: str) -> list[tuple[str, str]]:
        return [(pair.word, pair.flag) for pair in self._jieba.posseg.cut(text)]

    def add(self, word: str, tag: str) -> None:
        self._jieba.add_word(word, tag=tag)


@cache
def _backend() -> _Backend:
    try:
        return _Rust()
    except ImportError:
        return _Python()


def segment(text: str, *, guess: bool = True) -> list[str]:
    """The words of ``text`` by jieba's dictionary; joined they are ``text``.

    With ``guess`` characters that the dictionary does not join may still become a word (names, new words).
    """
    return _backend().cut(text, guess=guess)


def tag(text: str) -> list[tuple[str, str]]:
    """The words of ``text`` with jieba's part-of-speech tags (n, v, m, x for marks and space …)."""
    return _backend().tag(text)


def add_words(words: Iterable[str], tag: str = "n") -> None:
    """Teach the segmenter words for the rest of the process; each gets the part of speech ``tag``."""
    for word in words:
        _backend().add(word, tag)


def sentences(text: str) -> Sequence[tuple[int, int]]:
    """The spans of the sentences, closing quotation marks and trailing space included; they tile ``text``; remembered."""
    return _split(text, _SENTENCE)


def clauses(text: str) -> Sequence[tuple[int, int]]:
    """The spans between commas, semicolons, colons and sentence ends; together they cover ``text``."""
    return _split(text, _CLAUSE)


@remembered(5_000)
def _split(text: str, ends: re.Pattern[str]) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    start = 0
    for match in ends.finditer(text):
        if text[start : match.end()].strip() or not spans:
            spans.append((start, match.end()))
        else:
            spans[-1] = (spans[-1][0], match.end())
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return tuple(spans)
