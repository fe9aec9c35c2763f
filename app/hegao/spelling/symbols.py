"""Text as the character model reads it: symbols, one for each character, runs of digits and of letters one each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hegao.text.characters import fold_width
from hegao.text.memory import remembered

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BREAK: Final = 0
"""Nothing known stands here: no n-gram crosses it."""
START: Final = 1
"""A sentence begins."""
OTHER: Final = 2
"""A character the model does not know."""
RESERVED: Final = "\0\1\2"
"""The characters at the first places of every alphabet, for the three above."""
ORDER: Final = 5
"""How many characters the longest n-gram has."""
LONG: Final = 180
"""Characters of a sentence that is read in one piece."""

PARTICLES: Final = "的地得"
DOUBLING: Final = "一了不"
"""What stands inside a doubled verb."""
DIGITS: Final = "0"
LETTERS: Final = "A"

_RUNS = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[A-Za-z][A-Za-z0-9]*|\s+")
_MARKS: Final = str.maketrans(
    {
        **dict.fromkeys("“”\"‘’'「」『』", "“"),
        **dict(zip(",;:?!()", "，；：？！（）", strict=True)),
        **dict.fromkeys("〔［【[", "（"),
        **dict.fromkeys("〕］】]", "）"),
        **dict.fromkeys("―─–-－", "—"),
        "％": "%",
    }
)
_ENDS = re.compile("[。！？；]+[“）》]*")


@dataclass(frozen=True, slots=True)
class Folded:
    """Text in the model's characters; character ``i`` of ``text`` began at ``origins[i]`` of the original."""

    text: str
    origins: Sequence[int]


@remembered(2_000)
def fold(text: str) -> Folded:
    """``text`` with widths and marks made one, runs of digits and letters one character each, no white space."""
    flat = fold_width(text).translate(_MARKS)
    pieces: list[str] = []
    origins: list[int] = []
    position = 0
    for match in _RUNS.finditer(flat):
        start, end = match.span()
        pieces.append(flat[position:start])
        origins.extend(range(position, start))
        run = match.group()
        if not run.isspace():
            pieces.append(DIGITS if run[0].isdigit() else LETTERS)
            origins.append(start)
        position = end
    pieces.append(flat[position:])
    origins.extend(range(position, len(flat)))
    return Folded("".join(pieces), origins)


def sentence_ends(folded: str) -> list[int]:
    """Where sentences of a folded text end; the last end is the length of the text."""
    ends = [match.end() for match in _ENDS.finditer(folded)]
    if not ends or ends[-1] < len(folded):
        ends.append(len(folded))
    return ends


@remembered(2_000)
def pieces(folded: str) -> tuple[tuple[int, str], ...]:
    """The sentences of a folded text: where each begins, and its text behind the mark ``START``.

    A sentence longer than ``LONG`` comes in several pieces, cut behind a comma where there is one; the later of them
    stand behind ``BREAK``.
    """
    found: list[tuple[int, str]] = []
    begin = 0
    for end in sentence_ends(folded):
        mark = RESERVED[START]
        while begin < end:
            cut = end
            if end - begin > LONG:
                cut = folded.rfind("，", begin, begin + LONG) + 1 or begin + LONG
            found.append((begin, mark + folded[begin:cut]))
            begin, mark = cut, RESERVED[BREAK]
    return tuple(found)


class Alphabet:
    """The characters a model knows, each with its number."""

    def __init__(self, characters: str) -> None:
        import numpy as np

        self.characters = characters
        self._numbers = np.full(0x110000, OTHER, dtype=np.uint16)
        self._numbers[[ord(c) for c in characters]] = np.arange(len(characters), dtype=np.uint16)

    def __len__(self) -> int:
        return len(self.characters)

    def numbers(self, text: str) -> "NDArray[np.uint16]":
        """The numbers of the characters of ``text``."""
        import numpy as np

        return self._numbers[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)]
