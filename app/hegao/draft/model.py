"""A draft as every later step reads it, and the one coordinate system: part, paragraph, code points."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

MEDIA = frozenset({"docx", "page", "web", "text"})
"""What a draft was read from: a Word file (or one converted to it), fixed pages (PDF, OFD), a web page, plain text."""


class Part(StrEnum):
    """Where in the file a paragraph stands; ``PAGE`` is for faults of the page or document as a whole."""

    BODY = "body"
    TABLE = "table"
    HEADER = "header"
    FOOTER = "footer"
    TEXTBOX = "textbox"
    FOOTNOTE = "footnote"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class RunFormat:
    """The effective look of a run; ``None`` means the file does not say.

    Sizes are in points, colours are RRGGBB; ``shading`` is the colour laid behind the characters.
    """

    east_asian_font: str | None = None
    latin_font: str | None = None
    size: float | None = None
    bold: bool | None = None
    color: str | None = None
    highlight: str | None = None
    shading: str | None = None
    hidden: bool = False


# A draft holds thousands of runs, paragraphs and places: named tuples, which are made in a third of the time.
class Run(NamedTuple):
    """A span of a paragraph with one look; ``start`` and ``end`` are code points in the paragraph's text."""

    start: int
    end: int
    format: RunFormat = RunFormat()
    inserted: bool = False


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """The effective look of a paragraph; ``None`` means the file does not say.

    Indents are in characters where the file gives characters and in points otherwise; spacing is in points, or in
    lines where the file gives lines. ``grid`` says whether the lines keep to the page's grid; ``frame`` is the side of
    the page to which a framed paragraph is set (left, center, right, inside, outside), or ``floating`` in a text box of a
    header or footer, or in a table that has a place of its own. Borders are widths in points.

    As in Word, the characters of ``first_line_chars`` are the paragraph's own, those of ``left_chars`` and
    ``right_chars`` are ``side_character`` points wide (the size of the default style), and ``left_chars`` leads to the
    outermost row: where the first line hangs, the rows after it begin that much farther in. ``left_points`` always
    leads to the rows after the first.
    """

    alignment: str | None = None  # left, center, right, both, distribute
    first_line_chars: float | None = None
    first_line_points: float | None = None
    left_chars: float | None = None
    left_points: float | None = None
    right_chars: float | None = None
    right_points: float | None = None
    side_character: float | None = None
    line_spacing: float | None = None
    line_rule: str | None = None  # auto (multiple of a line), exact, atLeast
    space_before: float | None = None
    space_before_lines: float | None = None
    space_after: float | None = None
    space_after_lines: float | None = None
    grid: bool | None = None
    frame: str | None = None
    border_top: float | None = None
    border_bottom: float | None = None
    style: str | None = None


class Paragraph(NamedTuple):
    r"""One paragraph of the file, empty ones included.

    ``number`` is unique across parts and counts from 1 in reading order. ``text`` never contains a line break;
    a manual line break in a Word file is kept as ``\v`` (one code point). The first ``numbering`` code points of
    ``text`` come from automatic numbering: they can be checked but not edited. ``offset`` is the place of the first
    character in the decoded file, for plain text only. ``cell`` is (table, row, column) inside a table, and
    ``columns`` how many columns that cell covers. ``drawings`` counts the lines, shapes and pictures that hang on it.
    """

    number: int
    text: str
    part: Part = Part.BODY
    runs: tuple[Run, ...] = ()
    format: ParagraphFormat | None = None
    numbering: int = 0
    offset: int | None = None
    cell: tuple[int, int, int] | None = None
    page_break_before: bool = False
    section: int = 0
    drawings: int = 0
    columns: int = 1

    @property
    def blank(self) -> bool:
        """Whether nothing but white space stands in it."""
        return not self.text or self.text.isspace()


@dataclass(frozen=True, slots=True)
class PageNumber:
    """Where the page number stands on one kind of page: ``all`` pages, ``odd`` or ``even`` ones, or the ``first``.

    ``paragraph`` is the number of the paragraph that holds it, ``None`` where those pages carry no number.
    """

    pages: str
    paragraph: int | None


@dataclass(frozen=True, slots=True)
class Section:
    """A section's page set-up in millimetres; ``None`` means the file does not say.

    ``page_numbers`` has an entry for every kind of page that the section tells apart; ``first_number`` is the number
    it begins to count from, where it does not go on from the section before.
    """

    width: float | None = None
    height: float | None = None
    top: float | None = None
    bottom: float | None = None
    left: float | None = None
    right: float | None = None
    gutter: float | None = None
    header: float | None = None
    footer: float | None = None
    grid_type: str | None = None
    grid_line_pitch: float | None = None  # points
    grid_char_space: float | None = None  # points
    landscape: bool = False
    page_number: bool = False  # a PAGE field stands in one of its footers or headers
    page_numbers: tuple[PageNumber, ...] = ()
    first_number: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a paragraph stands on the pages as they are drawn.

    The pages it begins and ends on count from 1; ``top`` and ``last_top`` are the upper edges of its first and of its
    last line, in millimetres from the upper edge of the paper.
    """

    first_page: int
    last_page: int
    top: float
    last_top: float


@dataclass(frozen=True, slots=True)
class PageLayout:
    """How many pages a draft has as it is drawn, and where its paragraphs that are not blank stand, by number."""

    pages: int
    standing: Mapping[int, Standing]


class Place(NamedTuple):
    """A span somewhere in a draft; ``paragraph`` is ``None`` for a fault of the page or document as a whole."""

    part: Part
    paragraph: int | None
    start: int
    end: int
    text: str
    offset: tuple[int, int] | None = None


@dataclass(frozen=True)
class Draft:
    """A file read: paragraphs in reading order, page set-up, and what the reader wants the user to know.

    ``name`` is the file's name without folders; ``media``, one of ``MEDIA``, says what can be known of its look;
    ``notices`` are full Chinese sentences about the reading (encoding guessed, revisions present, parts skipped).
    ``layout`` is there once the pages have been drawn.
    """

    name: str
    media: str
    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...] = ()
    encoding: str | None = None
    notices: tuple[str, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    layout: PageLayout | None = None

    @cached_property
    def by_number(self) -> Mapping[int, Paragraph]:
        """Paragraphs by their number."""
        return {paragraph.number: paragraph for paragraph in self.paragraphs}

    @cached_property
    def body(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the main text, blank ones included."""
        return tuple(p for p in self.paragraphs if p.part is Part.BODY)

    @cached_property
    def characters(self) -> int:
        """How many code points other than white space the draft has, over all parts."""
        return sum(len("".join(p.text.split())) for p in self.paragraphs)

    def place(self, paragraph: Paragraph | int, start: int, end: int) -> Place:
        """The place of ``text[start:end]`` in one of this draft's paragraphs.

        Raises:
            ValueError: the span does not lie inside the paragraph.
        """
        if isinstance(paragraph, int):
            paragraph = self.by_number[paragraph]
        if not 0 <= start <= end <= len(paragraph.text):
            raise ValueError(f"span {start}..{end} outside paragraph {paragraph.number}")
        base = paragraph.offset
        offset = None if base is None else (base + start, base + end)
        return Place(paragraph.part, paragraph.number, start, end, paragraph.text[start:end], offset)
