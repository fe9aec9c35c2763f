"""The child process that takes a PDF apart with PDFium: glyphs, ruling lines, properties, as JSON.

PDFium is native code that reads a stranger's file, so it runs apart: a crash, a runaway or too much memory ends this
process and nothing else.
"""

import ctypes
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

MAX_PAGES = 2000
MAX_GLYPHS = 300_000
_MAX_SEGMENTS = 20_000  # of a page; one with more holds a drawing, no table
_SLANTED = 4  # neither of the four directions along the edges of the page
_PROPERTIES = {"title": "Title", "creator": "Author", "created": "CreationDate", "modified": "ModDate"}


class _Look(NamedTuple):
    """What the glyphs of a text object have in common; ``turn`` counts quarters from left-to-right."""

    font: int
    size: float
    colour: str | None
    turn: int


class _Glyph(NamedTuple):
    """A character, where its baseline is, and its box, in the page's own coordinates."""

    char: str
    look: _Look
    base: tuple[float, float]
    low: tuple[float, float]
    high: tuple[float, float]


class _Frame(NamedTuple):
    """The visible part of a page, and the way its text runs."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point as the reader sees it: in points from the left and from the top."""
        seen = (
            (x - self.left, self.top - y),
            (y - self.bottom, x - self.left),
            (self.right - x, y - self.bottom),
            (self.top - y, self.right - x),
        )[self.turn]
        return round(seen[0], 2), round(seen[1], 2)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as the reader sees them."""
        across, down = round(self.right - self.left, 2), round(self.top - self.bottom, 2)
        return (across, down) if self.turn % 2 == 0 else (down, across)


def take_apart(source: Path) -> dict[str, Any]:
    """The content of the PDF at ``source``, or ``{"error": …}`` with ``password``, ``damaged`` or ``large``."""
    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        return {"error": "password" if "password" in str(error).lower() else "damaged"}
    if len(document) > MAX_PAGES:
        return {"error": "large"}
    fonts: dict[str, int] = {}
    pages: list[dict[str, Any]] = []
    glyphs = 0
    for number in range(len(document)):
        try:
            page = _Page(document[number], fonts)
        except pypdfium2.PdfiumError:
            pages.append({"broken": True})
            continue
        glyphs += page.count
        if glyphs > MAX_GLYPHS:
            return {"error": "large"}
        pages.append(page.content())
    properties = {name: document.get_metadata_value(key) for name, key in _PROPERTIES.items()}
    return {"pages": pages, "fonts": list(fonts), "properties": properties}


class _Page:
    """A page being read; ``fonts`` numbers the names of the fonts of all pages."""

    def __init__(self, page: pypdfium2.PdfPage, fonts: dict[str, int]) -> None:
        self._page, self._fonts = page, fonts
        self._text = page.get_textpage()
        self.count: int = self._text.count_chars()
        self._looks: dict[int, _Look] = {}

    def content(self) -> dict[str, Any]:
        """Its size, its glyphs in pieces of one look and baseline, and the straight lines drawn on it.

        Positions are in points from the top left corner, the page turned so that most text runs from left to right;
        glyphs that run otherwise are left out and counted.
        """
        glyphs = list(self._glyphs())
        turns = Counter(glyph.look.turn for glyph in glyphs)
        turns.pop(_SLANTED, None)
        turn = turns.most_common(1)[0][0] if turns else 0
        left, bottom, right, top = self._page.get_bbox()
        frame = _Frame(left, bottom, right, top, turn)
        straight = [glyph for glyph in glyphs if glyph.look.turn == turn]
        return {
            "size": frame.size,
            "pieces": list(_pieces(straight, frame)),
            "segments": list(self._segments(frame)),
            "turned": len(glyphs) - len(straight),
        }

    def _glyphs(self) -> Iterator[_Glyph]:
        page, box, x, y = self._text.raw, raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        for index in range(self.count):
            code = raw.FPDFText_GetUnicode(page, index)
            unknown = code == 0 or raw.FPDFText_HasUnicodeMapError(page, index) == 1
            if raw.FPDFText_IsGenerated(page, index) == 1 or (code < 32 and not unknown) or 0xD800 <= code < 0xE000:
                continue
            raw.FPDFText_GetLooseCharBox(page, index, box)
            raw.FPDFText_GetCharOrigin(page, index, x, y)
            char = "\ufffd" if unknown or code > sys.maxunicode else chr(code)
            base, low, high = (x.value, y.value), (box.left, box.bottom), (box.right, box.top)
            yield _Glyph(char, self._look(index), base, low, high)

    def _look(self, index: int) -> _Look:
        thing = raw.FPDFText_GetTextObject(self._text.raw, index)
        key = ctypes.cast(thing, ctypes.c_void_p).value or -1 - index
        if key not in self._looks:
            matrix = raw.FS_MATRIX()
            raw.FPDFText_GetMatrix(self._text.raw, index, matrix)
            quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
            turn = round(quarters) % 4 if abs(quarters - round(quarters)) < 0.03 else _SLANTED
            size = raw.FPDFText_GetFontSize(self._text.raw, index) * math.hypot(matrix.c, matrix.d)
            font = self._fonts.setdefault(_font_name(thing), len(self._fonts))
            self._looks[key] = _Look(font, round(size, 1), self._colour(index), turn)
        return self._looks[key]

    def _colour(self, index: int) -> str | None:
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        if not raw.FPDFText_GetFillColor(self._text.raw, index, red, green, blue, alpha):
            return None
        return f"{red.value:02X}{green.value:02X}{blue.value:02X}"

    def _segments(self, frame: _Frame) -> Iterator[tuple[float, float, float, float]]:
        """The straight lines and edges drawn on the page, from end to end."""
        left = _MAX_SEGMENTS
        for index in range(raw.FPDFPage_CountObjects(self._page.raw)):
            thing = raw.FPDFPage_GetObject(self._page.raw, index)
            if raw.FPDFPageObj_GetType(thing) != raw.FPDF_PAGEOBJ_PATH:
                continue
            left -= raw.FPDFPath_CountSegments(thing)
            if left < 0:
                return
            yield from ((*frame.place(*start), *frame.place(*end)) for start, end in _edges(thing))


def _edges(path: object) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight parts of a path; the side that closes a box is seldom drawn as one, and not needed."""
    matrix, x, y = raw.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    before = (0.0, 0.0)
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        corner = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            yield before, corner
        before = corner


def _font_name(thing: object) -> str:
    font = raw.FPDFTextObj_GetFont(thing) if thing else None
    if not font:
        return ""
    buffer = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    try:
        return buffer.value.decode("utf-8")
    except UnicodeDecodeError:
        return buffer.value.decode("gb18030", errors="replace")


def _pieces(glyphs: list[_Glyph], frame: _Frame) -> Iterator[dict[str, Any]]:
    """Glyphs with one look on one baseline, in the order of the file."""
    placed = ((glyph, frame.place(*glyph.base)[1]) for glyph in glyphs)
    for (look, y), group in groupby(placed, key=lambda pair: (pair[0].look, pair[1])):
        members = [glyph for glyph, _ in group]
        sides = [sorted((frame.place(*glyph.low)[0], frame.place(*glyph.high)[0])) for glyph in members]
        yield {
            "text": "".join(glyph.char for glyph in members),
            "y": y,
            "font": look.font,
            "size": look.size,
            "colour": look.colour,
            "sides": sides,
        }


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(take_apart(Path(sys.argv[1]))), encoding="utf-8")
