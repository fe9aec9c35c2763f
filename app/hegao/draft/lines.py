"""The written lines of a draft as recognition reads them: trimmed, width-folded, with the look that matters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from hegao.draft.model import Draft, Paragraph, Part, Place
from hegao.draft.numbering import Number, leading_number
from hegao.text.characters import fold_width
from hegao.text.memory import remembered

_HASHES = re.compile(r"#{1,6}[ \t]+")
_FRONT_MATTER_ROWS = 40
_TITLE_ROWS = 3
_SHORTEST_TITLE = 6
_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
HIDDEN = "\x1f"
"""Stands in a line for each code point of residue: white space to every pattern, the end of nothing."""

_FRONT_TITLE = re.compile(r"title:\s*")


@dataclass(frozen=True, slots=True)
class Look:
    """How a line looks where the file says so; ``size`` is that of most of its characters, in points."""

    centred: bool = False
    size: float | None = None
    bold: bool = False
    red: bool = False
    style_level: int | None = None


class Line(NamedTuple):
    """A paragraph with something in it.

    ``start`` and ``end`` leave out white space and Markdown marks; ``text`` and ``folded`` are that span as written and
    width-folded, of equal length. ``gap`` says that a blank paragraph or a page break stands before it. ``lead``
    counts the code points that Markdown marks set in bold at its start, 0 where that is all of it or nothing.
    ``number`` is the number it starts with.
    """

    paragraph: Paragraph
    start: int
    end: int
    text: str
    folded: str
    look: Look
    gap: bool
    lead: int
    number: Number | None

    @property
    def numbered(self) -> bool:
        """Whether it starts with a number whose mark is there."""
        return self.number is not None and not self.number.loose

    @property
    def part(self) -> Part:
        """The part the paragraph stands in."""
        return self.paragraph.part

    def place(self, draft: Draft, start: int = 0, end: int | None = None) -> Place:
        """The place of ``text[start:end]`` in the draft."""
        stop = len(self.text) if end is None else end
        return draft.place(self.paragraph, self.start + start, self.start + stop)

    def hiding(self, spans: Sequence[tuple[int, int]]) -> "Line":
        """The line with ``spans`` of its paragraph hidden, so that places stay true; :func:`shown` leaves them out."""
        if not spans:
            return self
        text, folded = self.text, self.folded
        for first, last in spans:
            start = max(0, first - self.start)
            end = max(start, min(len(text), last - self.start))
            blank = HIDDEN * (end - start)
            text, folded = text[:start] + blank + text[end:], folded[:start] + blank + folded[end:]
        return self._replace(text=text, folded=folded, number=leading_number(text, folded))


def shown(text: str) -> str:
    """``text`` of a line without what is hidden in it."""
    return text.replace(HIDDEN, "")


def written_lines(draft: Draft) -> list[Line]:
    """The paragraphs that are not blank, in reading order; front matter of a Markdown file is left out but its title."""
    lines: list[Line] = []
    gap = False
    for paragraph in draft.paragraphs:
        if paragraph.blank:
            gap = True
            continue
        lines.append(_line(paragraph, draft.media, gap or paragraph.page_break_before))
        gap = False
    if draft.media == "text" and lines and lines[0].text == "---":
        return _without_front_matter(lines)
    return lines


def _line(paragraph: Paragraph, media: str, gap: bool) -> Line:
    words = _words(paragraph.text, media == "text")
    look = _look(paragraph) if paragraph.runs or paragraph.format else words.look
    return Line(paragraph, words.start, words.end, words.text, words.folded, look, gap, words.lead, words.number)


class _Words(NamedTuple):
    """What a line owes to the text of its paragraph alone; ``look`` is that of its Markdown marks."""

    start: int
    end: int
    text: str
    folded: str
    look: Look
    lead: int
    number: Number | None


@remembered(10_000)
def _words(text: str, markdown: bool) -> _Words:
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    level, bold, lead = None, False, 0
    if markdown:
        if hashes := _HASHES.match(text, start, end):
            level, start = len(hashes.group().strip()), hashes.end()
        if end - start > 4 and text.startswith("**", start):
            closing = text.find("**", start + 2, end)
            if closing == end - 2:
                bold, start, end = True, start + 2, closing
            elif closing > 0:
                lead, start = closing - start - 2, start + 2
    text, look = text[start:end], Look(bold=bold, style_level=level)
    folded = fold_width(text)
    return _Words(start, end, text, folded, look, lead, leading_number(text, folded))


def _look(paragraph: Paragraph) -> Look:
    runs, frame = paragraph.runs, paragraph.format
    alignment, style = (frame.alignment, frame.style) if frame else (None, None)
    if len(runs) == 1 and runs[0].end - runs[0].start == len(paragraph.text):
        look = runs[0].format
        return _seen(alignment, style, look.size, look.bold is True, _is_red(look.color))
    sizes: dict[float, int] = {}
    bold, red = bool(runs), False
    for run in runs:
        length, look = len(paragraph.text[run.start : run.end].strip()), run.format
        if not length:
            continue
        if look.size is not None:
            sizes[look.size] = sizes.get(look.size, 0) + length
        bold = bold and look.bold is True
        red = red or _is_red(look.color)
    return _seen(alignment, style, max(sizes, key=sizes.__getitem__, default=None), bold, red)


@lru_cache(maxsize=1_000)
def _seen(alignment: str | None, style: str | None, size: float | None, bold: bool, red: bool) -> Look:
    """One object for the many lines that look the same."""
    level = _HEADING_STYLE.match(style) if style else None
    return Look(alignment == "center", size, bold, red, int(level.group(1)) if level else None)


@lru_cache(maxsize=1_000)
def _is_red(color: str | None) -> bool:
    if color is None or not re.fullmatch(r"[0-9A-Fa-f]{6}", color):
        return False
    red, green, blue = (int(color[i : i + 2], 16) for i in (0, 2, 4))
    return red >= 0xC0 and green <= 0x50 and blue <= 0x50


def _without_front_matter(lines: Sequence[Line]) -> list[Line]:
    closing = next((i for i, line in enumerate(lines[1:_FRONT_MATTER_ROWS], 1) if line.text == "---"), None)
    if closing is None:
        return list(lines)
    rest = list(lines[closing + 1 :])
    title = [_cut(line, match.end()) for line in lines[1:closing] if (match := _FRONT_TITLE.match(line.text))]
    if any(_said_again(line, rest[:_TITLE_ROWS]) for line in title) or (rest and _headline(rest[0])):
        title = []
    return [line for line in title if line.text] + rest


def _said_again(title: Line, lines: Sequence[Line]) -> bool:
    return any(len(line.text) >= _SHORTEST_TITLE and line.text in title.text for line in lines)


def _headline(line: Line) -> bool:
    """Whether a line shows by its Markdown marks that it is the title itself."""
    return (line.look.bold or line.look.style_level == 1) and line.folded[0] not in "第(一1"


def _cut(line: Line, first: int) -> Line:
    text, folded = line.text[first:], line.folded[first:]
    return line._replace(start=line.start + first, text=text, folded=folded, number=leading_number(text, folded))
