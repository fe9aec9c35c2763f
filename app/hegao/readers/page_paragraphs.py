"""Lines of fixed pages (PDF, OFD) to paragraphs: running heads and page numbers told apart, broken lines joined."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, pairwise

from hegao.draft.model import Draft, Paragraph, ParagraphFormat, Part, Run, Section
from hegao.errors import InputError
from hegao.readers.page_lines import Line, Page, page_lines

_TOP, _BOTTOM = 0.12, 0.86  # shares of the page's height beyond which heads and feet stand
_EDGE_LINES = 2  # at most this many lines of a page are a head, or a foot
_REPEATED = 0.4  # share of the pages a running head stands on; left and right pages may differ
_PAGE_NUMBER = re.compile(r"[^\w]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[^\w]*")
_DIGITS = re.compile(r"\d+")
_FLUSH = 0.9  # characters from the left edge at which a line still begins there
_MIXED = 0.25  # of the size: what is left free between 汉字 and letters or digits
_CELL_PADDING = 6.0  # points between the text of a cell and its ruling
_INDENT = 2.6  # characters; less is the indent of a paragraph, not the space beside a centred line
_INDENTED = 0.1  # share of the lines that are indented where paragraphs are
_ENDS = "。！？；：.!?;:"
_SHORT = 8.0  # characters by which a line of unfinished text may be short: odd breaking before numbers
_CENTRED = 1.0  # characters by which the spaces beside a centred line may differ
_FAR = 1.6  # of the usual distance of lines: a new paragraph
_BLANK = 1.75  # of the usual distance of lines: a blank line
_SAME_SIZE = 0.1
_PITCH = 1.8  # distance of lines by size, where the pages do not tell
_NARROWEST = 0.6  # share of the page's width that a column of text has at least
_POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class _Column:
    """Left and right edge of the body text, its usual distance of lines and size, in points.

    ``indented`` says whether paragraphs begin with an indent, so that a line without one begins none.
    """

    left: float
    right: float
    pitch: float
    size: float
    indented: bool = False


def draft_of_pages(
    pages: Sequence[Page], name: str, media: str, notices: Sequence[str], properties: Mapping[str, str]
) -> Draft:
    """The draft that stands on the pages.

    Raises:
        InputError: there is no text on them.
    """
    lines = [line for number, page in enumerate(pages) for line in page_lines(page, number)]
    if not lines:
        raise InputError(f"“{name}”里没有文字，可能是扫描件，请先用文字识别（OCR）软件转成文字后再试。")
    edges, numbered = _edge_lines(lines, pages)
    body = [line for line in lines if id(line) not in edges]
    numbers = count(1)
    column = _column(body, pages[0].width)
    paragraphs = [p._replace(number=next(numbers)) for p in _paragraphs(body, column)]
    shown: set[tuple[Part, str]] = set()
    for line in lines:
        part = edges.get(id(line))
        key = part and (part, _masked(line.text))
        if part and key and key not in shown:
            shown.add(key)
            paragraphs.append(Paragraph(next(numbers), line.text, part, line.runs))
    first = pages[0]
    section = Section(
        width=round(first.width / _POINTS_PER_MM, 1),
        height=round(first.height / _POINTS_PER_MM, 1),
        landscape=first.width > first.height,
        page_number=numbered,
    )
    return Draft(name, media, tuple(paragraphs), (section,), None, tuple(notices), dict(properties))


def _edge_lines(lines: Sequence[Line], pages: Sequence[Page]) -> tuple[dict[int, Part], bool]:
    """Running heads and feet by the identity of the line, and whether pages are numbered."""
    candidates: list[tuple[Part, Line]] = []
    for number, page in enumerate(pages):
        own = [line for line in lines if line.page == number and line.cell is None]
        candidates += [(Part.HEADER, line) for line in own[:_EDGE_LINES] if line.base < page.height * _TOP]
        candidates += [(Part.FOOTER, line) for line in own[-_EDGE_LINES:] if line.base > page.height * _BOTTOM]
    seen = Counter((part, _masked(line.text)) for part, line in candidates)
    enough = max(2, _REPEATED * len(pages))
    found, numbered = {}, False
    for part, line in candidates:
        is_number = _PAGE_NUMBER.fullmatch(line.text) is not None
        numbered |= is_number
        if is_number or seen[part, _masked(line.text)] >= enough:
            found[id(line)] = part
    return found, numbered


def _masked(text: str) -> str:
    return _DIGITS.sub("#", "".join(text.split()))


def _paragraphs(lines: Sequence[Line], column: _Column) -> Iterator[Paragraph]:
    """The paragraphs, numbered 0; where the page shows a blank line an empty one stands."""
    tables = _TableNumbers()
    group: list[Line] = []
    for line in lines:
        if group and not _goes_on(group[-1], line, column):
            yield _paragraph(group, column, tables)
            if _gap(group[-1], line) > column.pitch * _BLANK and line.cell is None:
                yield Paragraph(0, "")
            group = []
        group.append(line)
    if group:
        yield _paragraph(group, column, tables)


class _TableNumbers:
    """Numbers tables through the document; one that goes on at the top of a page is not told from a new one."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], int] = {}

    def cell(self, line: Line) -> tuple[int, int, int] | None:
        if line.cell is None:
            return None
        table, row, place = line.cell
        return self._known.setdefault((line.page, table), len(self._known) + 1), row, place


def _column(lines: Iterable[Line], width: float) -> _Column:
    free = [line for line in lines if line.cell is None] or list(lines)
    if not free:
        return _Column(0.0, 0.0, 0.0, 0.0)
    body = Counter(line.size for line in free for _ in line.text).most_common(1)[0][0]
    text = [line for line in free if abs(line.size - body) <= body * _SAME_SIZE]
    distances = Counter(round(b.base - a.base, 1) for a, b in pairwise(text) if a.page == b.page and b.base > a.base)
    usual, times = distances.most_common(1)[0] if distances else (0.0, 0)
    left = _usual([line.left for line in text], body, lowest=True)
    right = _usual([line.reach for line in text], body, lowest=False)
    return _Column(
        left=left,
        # A few short lines do not show how far lines may reach.
        right=max(right, left + width * _NARROWEST),
        pitch=usual if times > 1 else body * _PITCH,
        size=body,
        indented=sum(_FLUSH * body < line.left - left < _INDENT * body for line in text) >= _INDENTED * len(text),
    )


def _usual(places: Sequence[float], size: float, *, lowest: bool) -> float:
    """The outermost place at which more than a stray line begins or ends."""
    counts = Counter(round(place / size * 2) for place in places)
    enough = min(2, max(counts.values()))
    kept = [key for key, number in counts.items() if number >= enough]
    key = min(kept) if lowest else max(kept)
    near = [place for place in places if round(place / size * 2) == key]
    return min(near) if lowest else max(near)


def _goes_on(before: Line, line: Line, column: _Column) -> bool:
    """Whether ``line`` continues the paragraph of the line before it."""
    if before.cell != line.cell or (line.cell and before.page != line.page):
        return False
    size = max(before.size, line.size)
    if abs(before.size - line.size) > size * _SAME_SIZE:
        return False
    if line.cell:
        return _full(before, line, line.right_edge - _CELL_PADDING)
    if _centred(before, column) or _centred(line, column) or _gap(before, line) > column.pitch * _FAR:
        return False
    if line.left > column.left + _FLUSH * size:
        return False
    unfinished = column.indented and before.text[-1] not in _ENDS and column.right - before.right < _SHORT * size
    return unfinished or _full(before, line, column.right)


def _full(before: Line, line: Line, right: float) -> bool:
    """Whether what ``line`` begins with, and cannot be parted, had no room left on the line before it."""
    space = _MIXED * line.size if before.text[-1].isascii() != line.text[0].isascii() else 0.0
    return right - before.right < line.head + space


def _gap(before: Line, line: Line) -> float:
    return line.base - before.base if before.page == line.page else 0.0


def _centred(line: Line, column: _Column) -> bool:
    """Whether a line stands in the middle; one of body text also does so between its indent and a full line's end."""
    before, after = line.left - column.left, column.right - line.right
    if line.size <= column.size * (1 + _SAME_SIZE) and before < _INDENT * line.size:
        return False
    return abs(before - after) <= _CENTRED * line.size


def _paragraph(lines: Sequence[Line], column: _Column, tables: _TableNumbers) -> Paragraph:
    text, runs = "", list[Run]()
    for line in lines:
        if text and text[-1].isascii() and text[-1].isalnum() and line.text[0].isascii() and line.text[0].isalnum():
            text += " "
            runs[-1] = runs[-1]._replace(end=len(text))
        for run in line.runs:
            start, end = len(text) + run.start, len(text) + run.end
            if runs and runs[-1].format == run.format:
                runs[-1] = runs[-1]._replace(end=end)
            else:
                runs.append(Run(start, end, run.format))
        text += line.text
    first = lines[0]
    centred = first.cell is None and all(_centred(line, column) for line in lines)
    return Paragraph(
        number=0,
        text=text,
        part=Part.BODY if first.cell is None else Part.TABLE,
        runs=tuple(runs),
        format=ParagraphFormat(alignment="center") if centred else None,
        cell=tables.cell(first),
    )
