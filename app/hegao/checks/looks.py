"""What a Word file looks like, as ``format`` rules compare it: values of stretches of text, and the accepted ones."""

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from hegao.checks import geometry
from hegao.checks.base import Subject
from hegao.checks.spans import Look, Value
from hegao.draft.model import Paragraph, RunFormat
from hegao.draft.recognition import Element

_HAN = re.compile(r"[\u3400-\u9fff]")
_NO_HAN = re.compile(r"[^\u3400-\u9fff]*")
_INDENTED = re.compile(r"\u3000{2}| {3,8}|\t")
# A paragraph shorter than this may be a caption, a label or an item of a list, whose indent nobody prescribes.
_BODY_LENGTH = 30
_DARK, _BRIGHT = 0x60, 0xA0
# The height of a line of 仿宋 or 宋体, in sizes of its characters.
_NATURAL_HEIGHT = 1.3
_LINE = 12.0  # points: what Word calls a line in spacing before and after
_CHARACTER_GRIDS = frozenset({"linesAndChars", "snapToChars"})
_LINE_GRIDS = _CHARACTER_GRIDS | {"lines"}


def runs(look: Look, read: Callable[[RunFormat], Value | None], *, chinese: bool) -> Iterator[Look]:
    """The stretches inside ``look`` with one value each; ``chinese`` leaves out stretches without a 汉字."""
    open_look: Look | None = None
    for run in look.paragraph.runs:
        start, end = max(run.start, look.start), min(run.end, look.end)
        value = read(run.format)
        text = look.paragraph.text[start:end]
        if start >= end or value is None or not text.strip() or (chinese and not _HAN.search(text)):
            continue
        between = look.paragraph.text[open_look.end : start] if open_look else ""
        if open_look and open_look.value == value and _NO_HAN.fullmatch(between):
            open_look = Look(look.paragraph, open_look.start, end, value)
            continue
        if open_look:
            yield open_look
        open_look = Look(look.paragraph, start, end, value)
    if open_look:
        yield open_look


def font(run: RunFormat) -> str | None:
    """The font of its 汉字."""
    return run.east_asian_font


def latin_font(run: RunFormat) -> str | None:
    """The font of its letters and digits."""
    return run.latin_font


def size(run: RunFormat) -> float | None:
    """Its size in points."""
    return run.size


def colour(run: RunFormat) -> str | None:
    """A colour that is not black or nearly so."""
    shades = None if run.hidden else _shades(run.color)
    return run.color.upper() if run.color and shades and max(shades) > _DARK else None


def ink(run: RunFormat) -> str:
    """``red``, ``black`` or ``other``; a colour that the file does not give is black."""
    red, green, blue = _shades(run.color) or (0, 0, 0)
    if max(red, green, blue) <= _DARK:
        return "black"
    return "red" if red >= _BRIGHT and max(green, blue) <= _DARK else "other"


def _shades(color: str | None) -> tuple[int, int, int] | None:
    if not color or not re.fullmatch(r"[0-9A-Fa-f]{6}", color):
        return None
    return int(color[:2], 16), int(color[2:4], 16), int(color[4:], 16)


def highlight(run: RunFormat) -> str | None:
    """Its highlighting or shading, if any."""
    return next((one for one in (run.highlight, run.shading) if one not in (None, "none")), None)


def hidden(run: RunFormat) -> str | None:
    """``hidden`` where the text does not print."""
    return "hidden" if run.hidden else None


def alignment(subject: Subject, look: Look) -> str | None:
    """Where a paragraph is set: one that the file does not give is left, and spaces may move it to the middle."""
    frame = look.paragraph.format
    if frame is None or frame.alignment in ("center", "right"):
        return None if frame is None else frame.alignment
    return "center" if geometry.centred(subject, look.paragraph) else frame.alignment or "left"


def first_line(subject: Subject, look: Look) -> float | None:
    """Where a long paragraph's first line begins, in characters; ``None`` where it is a list or hangs."""
    paragraph, frame = look.paragraph, look.paragraph.format
    if frame is None or paragraph.numbering or look.start or len(paragraph.text) < _BODY_LENGTH:
        return None
    if _INDENTED.match(paragraph.text):
        return 2.0
    row = geometry.row(subject, paragraph)
    if row is None or row.first < row.left or (row.left and row.first == row.left):
        return None
    return row.first


def line_spacing(subject: Subject, look: Look) -> float | None:
    """The distance of lines in points, where the file fixes it: exactly, or by the lines of the page's grid."""
    frame = look.paragraph.format
    if frame is None or frame.line_rule == "exact":
        return None if frame is None else frame.line_spacing
    page = geometry.page(subject, look.paragraph)
    letters = geometry.letter_size(look.paragraph)
    keeps = frame.line_rule in (None, "auto") and frame.grid is not False
    if not page or not letters or not page.grid_line_pitch or page.grid_type not in _LINE_GRIDS or not keeps:
        return None
    rows = math.ceil(letters * _NATURAL_HEIGHT / page.grid_line_pitch)
    return rows * page.grid_line_pitch * (frame.line_spacing or 1.0)


def row_characters(subject: Subject, look: Look) -> float | None:
    """How many characters fill a line, where the page's grid fixes it."""
    page, letters = geometry.page(subject, look.paragraph), geometry.letter_size(look.paragraph)
    width = geometry.page_width(page) if page else None
    off = look.paragraph.format is not None and look.paragraph.format.grid is False
    if not page or not width or not letters or off or page.grid_type not in _CHARACTER_GRIDS:
        return None
    return width / (letters + (page.grid_char_space or 0.0))


def space(_: Subject, look: Look) -> float | None:
    """The larger of the spaces before and after a paragraph, in points."""
    frame = look.paragraph.format
    if frame is None:
        return None
    lines = [count * _LINE for count in (frame.space_before_lines, frame.space_after_lines) if count]
    return max([frame.space_before or 0.0, frame.space_after or 0.0, *lines])


def blank_before(subject: Subject, look: Look) -> float | None:
    """How many blank lines stand before a paragraph, as blank paragraphs or as spacing."""
    if look.paragraph.page_break_before:
        return None
    frame = look.paragraph.format
    blank = sum(1 for _ in _blank_above(subject, look.paragraph))
    return blank + (frame.space_before_lines or (frame.space_before or 0.0) / _LINE if frame else 0.0)


def new_page(subject: Subject, look: Look) -> str:
    """``yes`` where a paragraph begins a page, blank ones between not counted, else ``no``."""
    above = (look.paragraph, *_blank_above(subject, look.paragraph))
    return "yes" if any(paragraph.page_break_before for paragraph in above) else "no"


def _blank_above(subject: Subject, paragraph: Paragraph) -> Iterator[Paragraph]:
    for above in reversed(_beside(subject, paragraph)[0]):
        if not above.blank:
            return
        yield above


def _beside(subject: Subject, paragraph: Paragraph) -> tuple[Sequence[Paragraph], Sequence[Paragraph]]:
    """The paragraphs of the same part before a paragraph, and those from it on."""
    same = subject.once("paragraphs by part", lambda: _by_part(subject))[paragraph.part]
    at = bisect_left(same, paragraph.number, key=attrgetter("number"))
    return same[:at], same[at:]


def _by_part(subject: Subject) -> Mapping[str, Sequence[Paragraph]]:
    """The paragraphs of each part; as everywhere, their numbers rise."""
    found: dict[str, list[Paragraph]] = {}
    for paragraph in subject.draft.paragraphs:
        found.setdefault(paragraph.part, []).append(paragraph)
    return found


def ruled(subject: Subject, look: Look) -> str:
    """``yes`` where a line or a shape stands at a paragraph or at its neighbours of the same part, else ``no``."""
    above, below = _beside(subject, look.paragraph)
    near = (*above[-2:], *below[:3])
    return "yes" if look.paragraph.cell or any(_has_line(paragraph) for paragraph in near) else "no"


def _has_line(paragraph: Paragraph) -> bool:
    frame = paragraph.format
    return bool(paragraph.drawings or paragraph.cell or (frame and (frame.border_top or frame.border_bottom)))


def date_place(subject: Subject, look: Look) -> str | None:
    """How far a date ends from the right: ``sealed``, ``unsealed``, or the distance in characters.

    Sealed, it ends four characters from the right (7.3.5.1). Unsealed, it begins two characters to the right of the
    issuer's name, which ends two characters from the right, or itself ends there (7.3.5.2).
    """
    edges = geometry.edges(subject, look.paragraph)
    signed = [r.place.paragraph for r in subject.recognition.elements if r.element is Element.ISSUER]
    issuer = geometry.edges(subject, subject.draft.by_number[signed[-1]]) if signed and signed[-1] else None
    if edges is None:
        return None
    if abs(edges[1] - 4) <= geometry.TOLERANCE:
        return "sealed"
    if issuer is None or abs(edges[1] - 2) <= geometry.TOLERANCE or abs(edges[0] - issuer[0] - 2) <= geometry.TOLERANCE:
        return "unsealed"
    return f"距右边{edges[1]:.1f}字"


RUN_READERS: Mapping[str, Callable[[RunFormat], Value | None]] = {
    "font": font,
    "latin_font": latin_font,
    "size": size,
    "colour": colour,
    "ink": ink,
    "highlight": highlight,
    "hidden": hidden,
}
PARAGRAPH_READERS: Mapping[str, Callable[[Subject, Look], Value | None]] = {
    "alignment": alignment,
    "blank_before": blank_before,
    "date_place": date_place,
    "first_line": first_line,
    "line_spacing": line_spacing,
    "new_page": new_page,
    "rows": geometry.rows,
    "right": geometry.right,
    "row_characters": row_characters,
    "ruled": ruled,
    "side": lambda subject, look: geometry.side(subject, look.paragraph),
    "space": space,
    "start": geometry.start,
    "wrap": geometry.wrap,
}


def letters(looks: Iterable[Look]) -> int:
    """How many code points they cover."""
    return sum(look.end - look.start for look in looks)
