"""The finest sections of the first two levels, with enough of their text to tell what they are about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hegao.draft.model import Place
from hegao.structure.conventions import announcement, load_limits
from hegao.structure.model import Numbered, Part, Piece
from hegao.text.numerals import CHINESE_CLASS, to_int
from hegao.text.segmentation import sentences

_LEAD = 60  # characters before a section that may announce it
_NUMERAL = re.compile(rf"\d+|[{CHINESE_CLASS}]+")


@dataclass(frozen=True, slots=True)
class Head:
    """A heading as both a draft and a past report have it."""

    level: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as both a draft and a past report have it; ``number`` is the paragraph's."""

    number: int
    text: str
    heading: Head | None = None
    place: Place | None = None

    @property
    def characters(self) -> int:
        """How many there are, white space left out."""
        return len("".join(self.text.split()))


def numbered(lines: Sequence[Line]) -> tuple[Numbered, ...]:
    """The headings of the first two levels in order."""
    part, found = Part.WHOLE, []
    for at, line in enumerate(lines):
        if line.heading and line.heading.level <= 2:
            head = line.heading
            part = _part(head.text, part) if head.level == 1 else part
            decimal = head.label.endswith(".") and head.text[:1].isdigit()  # 2.5万人 at the beginning of a line
            number = None if decimal else _ordinal(head.label)
            announced = _announced(lines[at:]) if head.level == 1 else None
            found.append(Numbered(head.level, head.label, head.text, number, part, line.place, announced))
    return tuple(found)


def pieces(lines: Sequence[Line]) -> Iterator[Piece]:
    """The pieces of a document in order, from its lines; none where it has no headings of the first two levels."""
    heads = [i for i, line in enumerate(lines) if line.heading and line.heading.level <= 2]
    for head, start, end in zip(numbered(lines), heads, [*heads, len(lines)][1:], strict=True):
        follower = lines[end].heading if end < len(lines) else None
        if follower is None or follower.level <= head.level:
            yield _piece(head, lines[start:end])


def halves(lines: Sequence[Line]) -> Iterator[tuple[Part, Line]]:
    """The lines of a document with the half of it they stand in."""
    heads = iter(numbered(lines))
    part = Part.WHOLE
    for line in lines:
        if line.heading and line.heading.level <= 2:
            part = next(heads).part
        yield part, line


def ends(lines: Sequence[Line]) -> tuple[str, str]:
    """The first full sentence before the headings and the last sentence of all; ``""`` where there is none."""
    most = load_limits().opening
    until = next((i for i, line in enumerate(lines) if line.heading), 0)
    firsts = (_first(line.text, most) for line in lines[:until])
    return next((text for text in firsts if text.endswith("。")), ""), _last(lines[-1].text, most) if lines else ""


def _announced(lines: Sequence[Line]) -> int | None:
    """How many sections a section announces right before the next heading, in its own heading at the earliest."""
    end = next((at for at, line in enumerate(lines) if at and line.heading), len(lines))
    before = next((line.text for line in reversed(lines[:end]) if line.text.strip()), "")
    told = announcement().search(before, max(0, len(before) - _LEAD))
    return to_int(told["n"]) if told else None


def _part(heading: str, before: Part) -> Part:
    """The half a section of the first level opens or continues, by the cue words of its heading."""
    limits = load_limits()
    if any(cue in heading for cue in limits.past):
        return Part.PAST
    if any(cue in heading for cue in limits.ahead):
        return Part.AHEAD
    return Part.AHEAD if before is Part.PAST else before


def _piece(head: Numbered, lines: Sequence[Line]) -> Piece:
    own, limits = lines[0].text, load_limits()
    at = own.find(head.text)
    rest = own[at + len(head.text) :].lstrip("。 　") if at >= 0 else ""
    texts = [text for text in (rest, *(line.text for line in lines[1:])) if text.strip()]
    return Piece(
        heading=head.text,
        label=head.label,
        part=head.part,
        characters=sum(line.characters for line in lines[1:]) + len(rest),
        opening=_first(texts[0], limits.opening) if texts else "",
        closing=_last(texts[-1], limits.opening) if texts else "",
        sample="\n".join(texts)[: limits.sample],
        place=lines[0].place,
    )


def _first(text: str, most: int) -> str:
    """The first sentence, ``""`` where it has more than ``most`` characters."""
    start, end = next(iter(sentences(text[: most + 1])), (0, 0))
    return text[start:end].strip() if end <= most else ""


def _last(text: str, most: int) -> str:
    """The last sentence, ``""`` where it has more than ``most`` characters."""
    tail = text[-most - 1 :]
    start, end = next(reversed(sentences(tail)), (0, 0))
    return tail[start:end].strip() if end - start <= most else ""


def _ordinal(label: str) -> int | None:
    numeral = _NUMERAL.search(label)
    try:
        return to_int(numeral[0]) if numeral else None
    except ValueError:
        return None
