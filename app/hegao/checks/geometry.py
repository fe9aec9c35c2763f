"""Where the text of a paragraph stands on its line, in characters of its own size."""

import unicodedata
from dataclasses import dataclass

from hegao.checks.base import Subject
from hegao.checks.spans import Look
from hegao.draft.model import Paragraph, ParagraphFormat, Part, Section

TOLERANCE = 0.6  # characters: fonts differ in the width of digits and marks
_POINTS_PER_MILLIMETRE = 72 / 25.4
_WIDE = frozenset("WFA")
_MANY_LETTERS = 30_000
SPACES = " \u00a0\u3000"
_SIDES = ("left", "center", "right", "inside", "outside")
_EVEN = 2.0  # characters: what is as far from both edges stands in the middle
_SHORT = 0.6  # of a line: the side of a longer text tells nothing
_FAR, _NEAR = 8.0, 6.0  # characters: what is nearer to the left edge and farther from the right one stands left


class _Widths(dict[str, float]):
    """The width of letters, each worked out once."""

    def __missing__(self, letter: str) -> float:
        wide = 1.0 if unicodedata.east_asian_width(letter) in _WIDE else 0.5
        if len(self) < _MANY_LETTERS:
            self[letter] = wide
        return wide


_WIDTHS = _Widths()


@dataclass(frozen=True, slots=True)
class Row:
    """Where the rows of a paragraph begin and end, in characters from the edges of the type area.

    ``first`` and ``left`` are where the first row and those after it begin, ``right`` how far from the right edge they
    end, spaces used as indents included. ``length`` is the length of the text between such spaces, ``room`` that of a
    whole line, ``None`` where it is unknown (in tables and text boxes).
    """

    first: float
    left: float
    right: float
    length: float
    room: float | None

    @property
    def wraps(self) -> bool:
        """Whether the text is surely longer than a line."""
        return self.room is not None and self.first + self.length > self.room - self.right + 1


def letter_size(paragraph: Paragraph) -> float | None:
    """The size in points that its characters are counted in."""
    return next((run.format.size for run in paragraph.runs if run.format.size), None)


def page(subject: Subject, paragraph: Paragraph) -> Section | None:
    """The section a paragraph of the body stands in."""
    sections = subject.draft.sections
    return sections[paragraph.section] if paragraph.section < len(sections) else None


def page_width(section: Section) -> float | None:
    """The width of the type area in points."""
    if section.width is None or section.left is None or section.right is None:
        return None
    return (section.width - section.left - section.right - (section.gutter or 0.0)) * _POINTS_PER_MILLIMETRE


def width(text: str) -> float:
    """How wide a text is, in 汉字: letters, digits and half-width marks count for half."""
    return sum(map(_WIDTHS.__getitem__, text))


def row(subject: Subject, paragraph: Paragraph) -> Row | None:
    """The rows of a paragraph; ``None`` where tabs, unknown sizes or an unknown format leave them open."""
    return subject.once(("row", paragraph.number), lambda: _row(subject, paragraph))


def _row(subject: Subject, paragraph: Paragraph) -> Row | None:
    frame, letters = paragraph.format, letter_size(paragraph)
    if frame is None or "\t" in paragraph.text:
        return None
    within = paragraph.part in (Part.BODY, Part.FOOTER, Part.HEADER) and frame.frame is None
    section = page(subject, paragraph) if within else None
    first = _characters(frame.first_line_chars, frame.first_line_points, letters)
    left = _side(frame.left_chars, frame.left_points, frame, section, letters)
    right = _side(frame.right_chars, frame.right_points, frame, section, letters)
    if first is None or left is None or right is None:
        return None
    if frame.left_chars and first < 0:
        left -= first  # the characters lead to the first row, which hangs
    text = paragraph.text
    lead, tail = text[: len(text) - len(text.lstrip(SPACES))], text[len(text.rstrip(SPACES)) :]
    room = page_width(section) if section else None
    return Row(
        first=left + first + width(lead),
        left=left,
        right=right + width(tail),
        length=_length(paragraph, letters),
        room=room / letters if room and letters else None,
    )


def _length(paragraph: Paragraph, letters: float | None) -> float:
    text = paragraph.text
    start, end = len(text) - len(text.lstrip(SPACES)), len(text.rstrip(SPACES))
    total = 0.0
    for run in paragraph.runs:
        part = width(text[max(run.start, start) : min(run.end, end)]) if run.start < end and run.end > start else 0.0
        total += part * ((run.format.size or letters or 1.0) / (letters or 1.0))
    return total


def _characters(chars: float | None, points: float | None, letters: float | None) -> float | None:
    """An indent in characters of the paragraph's size; ``None`` where that size is unknown."""
    if chars:
        return chars
    if not points:
        return 0.0
    return points / letters if letters else None


def _side(
    chars: float | None, points: float | None, frame: ParagraphFormat, section: Section | None, letters: float | None
) -> float | None:
    """A left or right indent in characters of the paragraph's size; its own characters may have another width."""
    if not chars or not frame.side_character or not letters:
        return _characters(chars, points, letters)
    on_grid = section is not None and section.grid_type in ("linesAndChars", "snapToChars")
    pitch = (section.grid_char_space or 0.0) if section is not None and on_grid else 0.0
    return chars * (frame.side_character + pitch) / (letters + pitch)


def edges(subject: Subject, paragraph: Paragraph) -> tuple[float, float] | None:
    """How far a paragraph of one row stands from the left and from the right edge; ``None`` where that is unknown."""
    found = row(subject, paragraph)
    if found is None or found.room is None or found.wraps:
        return None
    spare = found.room - found.length
    alignment = _alignment(paragraph.format)
    if alignment == "right":
        return spare - found.right, found.right
    if alignment == "center":
        middle = (spare + found.first - found.right) / 2
        return middle, spare - middle
    return found.first, spare - found.first


def _alignment(frame: ParagraphFormat | None) -> str | None:
    return frame.alignment if frame else None


def side(subject: Subject, paragraph: Paragraph) -> str | None:
    """On which side of the line a short paragraph stands: left, center or right."""
    if paragraph.format is not None and paragraph.format.frame in _SIDES:
        return paragraph.format.frame
    found, standing = edges(subject, paragraph), row(subject, paragraph)
    if found is None or standing is None or standing.room is None:
        return None
    left, right = found
    if centred(subject, paragraph):
        return "center" if standing.length < standing.room * _SHORT else None
    return "left" if left < _NEAR and right > _FAR else "right" if right < left else None


def centred(subject: Subject, paragraph: Paragraph) -> bool:
    """Whether a paragraph of one row stands in the middle, by whatever means."""
    found = edges(subject, paragraph)
    return found is not None and abs(found[0] - found[1]) <= _EVEN


def start(subject: Subject, look: Look) -> float | None:
    """Where the first row begins, in characters; ``None`` where it is centred or set to the right."""
    found = row(subject, look.paragraph)
    if found is None or _alignment(look.paragraph.format) in ("center", "right", "distribute"):
        return None
    return found.first


def rows(subject: Subject, look: Look) -> float | None:
    """Where the rows after the first begin, in characters; ``None`` where there is but one."""
    found = row(subject, look.paragraph)
    return found.left if found is not None and found.wraps and start(subject, look) is not None else None


def wrap(subject: Subject, look: Look) -> float | None:
    """How far to the right of where ``look`` begins its further rows begin; ``None`` where there is but one row."""
    behind = rows(subject, look)
    found = row(subject, look.paragraph)
    if behind is None or found is None:
        return None
    return behind - found.first - width(look.paragraph.text[: look.start].lstrip(SPACES))


def right(subject: Subject, look: Look) -> float | None:
    """How far from the right edge full rows end, in characters."""
    found = row(subject, look.paragraph)
    return None if found is None else found.right
