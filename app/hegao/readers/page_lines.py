"""Pages of placed glyphs (PDF, OFD): glyphs to lines of text, and the lines of ruled tables to cells."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from hegao.draft.model import Run, RunFormat

_SAME = 3.0  # points between ruling lines that are one
_LONG_EDGE = 8.0  # points; shorter strokes rule no table
_SMALLEST, _FARTHEST = 1.0, 20_000.0  # points
_COLUMNS = 3  # upright lines a table has at least; two are a frame
_OVERPRINTED = 0.2  # of the size: the same character drawn twice to look bold
_WORD_GAP = 0.25  # of the size: a space between words
_WIDE_GAP = 0.8  # of the size: a space on purpose
_WIDEST_GAP = 8  # characters a gap is written as, at most
_MARKS = "，。、；：？！’”）》」』〉】〕…—％℃"  # may not begin a line
_UNIT = re.compile(f"[“‘（《「『〈【〔]*(?:[!-~]+|.)[{_MARKS}]*")
# Radicals that fonts name instead of the characters that look the same.
_RADICALS = {
    code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB07))
}


class Glyph(NamedTuple):
    """A character: its left and right side and its baseline in points from the page's top left corner."""

    text: str
    left: float
    right: float
    base: float
    size: float
    look: RunFormat


class Edge(NamedTuple):
    """A ruling line: where it lies (across for an upright one, down for a level one), and from where to where."""

    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page; sizes in points."""

    width: float
    height: float
    glyphs: Sequence[Glyph]
    upright: tuple[Edge, ...] = ()
    level: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on page ``page`` (from 0); places are in points.

    ``head`` is how wide its first word is, or its first character with the marks that may not stand apart from it;
    ``reach`` is where it ends without a mark at its end, which may hang over the edge.
    ``cell`` is (table on the page, row, column), ``right_edge`` the cell's.
    """

    text: str
    runs: tuple[Run, ...]
    page: int
    left: float
    right: float
    base: float
    size: float
    head: float
    reach: float
    cell: tuple[int, int, int] | None = None
    right_edge: float = 0.0


def ruled(
    segments: Iterable[tuple[float, float, float, float]],
) -> tuple[tuple[Edge, ...], tuple[Edge, ...]]:
    """The upright and the level ones among straight strokes given by their ends."""
    upright, level = [], []
    for x0, y0, x1, y1 in segments:
        if abs(x0 - x1) < 1 and abs(y0 - y1) >= _LONG_EDGE:
            upright.append(Edge((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
        elif abs(y0 - y1) < 1 and abs(x0 - x1) >= _LONG_EDGE:
            level.append(Edge((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    return tuple(sorted(upright)), tuple(sorted(level))


def page_lines(page: Page, number: int) -> list[Line]:
    """The lines of a page from top to bottom; a table stands where its first line does, cell by cell."""
    grids = list(_grids(page))
    free: list[Glyph] = []
    held: dict[tuple[int, int, int], list[Glyph]] = {}
    for glyph in filter(_legible, page.glyphs):
        index = next((i for i, grid in enumerate(grids) if grid.holds(glyph)), None)
        if index is None:
            free.append(glyph)
        else:
            held.setdefault((index, *grids[index].cell(glyph)), []).append(glyph)
    blocks = [(row[0].base, [_line(row, number)]) for row in _rows(free)]
    for index, grid in enumerate(grids):
        lines = [
            _line(row, number, (index + 1, key[1], key[2]), grid.right_of(row[0]))
            for key in sorted(held)
            if key[0] == index
            for row in _rows(held[key])
        ]
        blocks.append((grid.top, lines))
    return [line for _, block in sorted(blocks, key=lambda block: block[0]) for line in block if line.text]


def _legible(glyph: Glyph) -> bool:
    """Whether a glyph has a size and a place that make sense."""
    return glyph.size >= _SMALLEST and all(abs(place) < _FARTHEST for place in (glyph.left, glyph.right, glyph.base))


@dataclass(frozen=True, slots=True)
class _Grid:
    """A ruled table."""

    top: float
    bottom: float
    upright: tuple[Edge, ...]
    level: tuple[Edge, ...]

    def holds(self, glyph: Glyph) -> bool:
        middle, height = _middle(glyph)
        return self.top <= height <= self.bottom and self.upright[0].at <= middle <= self.upright[-1].at

    def cell(self, glyph: Glyph) -> tuple[int, int]:
        """Row and column, from 1; a cell over several of them is where it begins."""
        middle, height = _middle(glyph)
        above = max((e.at for e in self.level if e.at <= height and e.low <= middle <= e.high), default=self.top)
        before = max((e.at for e in self.upright if e.at <= middle and e.low <= height <= e.high), default=0.0)
        return max(1, _rank(above, self.level)), max(1, _rank(before, self.upright))

    def right_of(self, glyph: Glyph) -> float:
        """Where the cell of a glyph ends."""
        middle, height = _middle(glyph)
        return min((e.at for e in self.upright if e.at >= middle and e.low <= height <= e.high), default=middle)


def _grids(page: Page) -> Iterator[_Grid]:
    """Ruled tables: upright lines that stand side by side, as far as they reach down together."""
    reached: list[Edge] = []
    for edge in (*sorted(page.upright, key=attrgetter("low")), None):
        if edge is not None and (not reached or edge.low <= max(e.high for e in reached) + _SAME):
            reached.append(edge)
            continue
        upright = tuple(sorted(reached))
        if _rank(upright[-1].at if upright else 0.0, upright) >= _COLUMNS:
            top, bottom = min(e.low for e in upright), max(e.high for e in upright)
            level = tuple(e for e in page.level if top - _SAME <= e.at <= bottom + _SAME)
            yield _Grid(top, bottom, upright, level)
        reached = [edge] if edge is not None else []


def _rank(at: float, edges: Sequence[Edge]) -> int:
    """How many different places up to ``at`` the edges lie at; those close together are one."""
    places = sorted(edge.at for edge in edges if edge.at <= at)
    return bool(places) + sum(after - before > _SAME for before, after in pairwise(places))


def _middle(glyph: Glyph) -> tuple[float, float]:
    return (glyph.left + glyph.right) / 2, glyph.base - glyph.size * 0.35


def _rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs that share a line, from left to right; what is raised or lowered a little is in the line."""
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=attrgetter("base")):
        if row and glyph.base - row[0].base > max(row[0].size, glyph.size) / 2:
            yield sorted(row, key=attrgetter("left"))
            row = []
        row.append(glyph)
    if row:
        yield sorted(row, key=attrgetter("left"))


def _line(row: Sequence[Glyph], page: int, cell: tuple[int, int, int] | None = None, right_edge: float = 0.0) -> Line:
    shown = [(text, glyph) for text, glyph in _spelt(row)]
    while shown and shown[0][0].isspace():
        shown.pop(0)
    while shown and shown[-1][0].isspace():
        shown.pop()
    runs, start = [], 0
    for look, group in groupby(shown, key=lambda pair: pair[1].look):
        end = start + sum(len(text) for text, _ in group)
        runs.append(Run(start, end, look))
        start = end
    glyphs = [glyph for _, glyph in shown] or list(row)
    sizes = sorted(glyph.size for glyph in glyphs)
    text = "".join(text for text, _ in shown)
    return Line(
        text=text,
        runs=tuple(runs),
        page=page,
        left=glyphs[0].left,
        right=max(glyph.right for glyph in glyphs),
        base=max(glyph.base for glyph in glyphs),
        size=sizes[len(sizes) // 2],
        head=_head(text, shown),
        reach=max((glyph.right for glyph in glyphs if glyph.text not in _MARKS), default=glyphs[0].left),
        cell=cell,
        right_edge=right_edge,
    )


def _head(text: str, shown: Sequence[tuple[str, Glyph]]) -> float:
    """How much room the beginning of a line needs that cannot be broken."""
    unit = _UNIT.match(text)
    end, length = 0, len(unit[0]) if unit else 0
    for letters, glyph in shown:
        end += len(letters)
        if end >= length:
            return glyph.right - shown[0][1].left
    return 0.0


def _spelt(row: Sequence[Glyph]) -> Iterator[tuple[str, Glyph]]:
    """The characters of a line, with the spaces that stand in it as gaps only."""
    before: Glyph | None = None
    for glyph in row:
        if before is not None:
            if glyph.text == before.text and glyph.left - before.left < glyph.size * _OVERPRINTED:
                continue
            yield _gap(before, glyph), glyph
        yield _RADICALS.get(ord(glyph.text), glyph.text), glyph
        before = glyph


def _gap(before: Glyph, after: Glyph) -> str:
    if before.text.isspace() or after.text.isspace():
        return ""
    gap = (after.left - before.right) / after.size if after.size else 0.0
    if before.text.isascii() and after.text.isascii():
        return " " if gap > _WORD_GAP else ""
    return "\u3000" * min(_WIDEST_GAP, round(gap)) if gap > _WIDE_GAP else ""
