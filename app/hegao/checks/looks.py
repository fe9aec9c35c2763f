"""What a Word file looks like, as ``format`` rules compare it: values with their places, and the accepted ones."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hegao.checks.base import Subject
from hegao.draft.model import Paragraph, Part, RunFormat, Section
from hegao.draft.recognition import Element, Heading

Value = str | float

_HAN = re.compile(r"[\u3400-\u9fff]")
_DIGITS_ONLY = re.compile(r"[^\u3400-\u9fff]+")
_INDENTED = re.compile(r"\u3000{2}| {3,8}|\t")
# A paragraph shorter than this may be a caption, a label or an item of a list, whose indent nobody prescribes.
_BODY_LENGTH = 30
_DARK = 0x60
# Behind these the main text is over.
_SIGNED = frozenset({Element.ISSUER, Element.DATE, Element.CC, Element.IMPRINT})


@dataclass(frozen=True, slots=True)
class Look:
    """A value the file gives to a span of a paragraph."""

    paragraph: Paragraph
    start: int
    end: int
    value: Value


@dataclass(frozen=True, slots=True)
class Accepted:
    """The values a house style accepts; ``say`` tells them to the user."""

    values: frozenset[str]
    low: float
    high: float
    say: str

    def admits(self, value: Value) -> bool:
        """Whether ``value`` is one of them."""
        if isinstance(value, str):
            return value.replace(" ", "").casefold() in self.values
        return self.low <= value <= self.high


def accepted(formats: Mapping[str, Any], key: str) -> Accepted | None:
    """What the profile accepts for a dotted key such as ``body.font``; ``None`` where it says nothing.

    ``families`` are font families of ``formats.fonts``, ``values`` other words, ``min`` and ``max`` a range; ``say``
    tells it to the user.
    """
    table: Any = formats
    for name in key.split("."):
        table = table.get(name) if isinstance(table, Mapping) else None
    if not isinstance(table, Mapping):
        return None
    families = formats.get("fonts", {})
    fonts = (font for family in table.get("families", ()) for font in (family, *families.get(family, ())))
    values = frozenset(word.replace(" ", "").casefold() for word in (*fonts, *table.get("values", ())))
    return Accepted(values, float(table.get("min", 0)), float(table.get("max", 0)), str(table.get("say", "")))


def of_section(section: Section, name: str) -> float | None:
    """A measure of a page in millimetres; ``binding`` is the left margin with the gutter, ``text_…`` the type area."""
    sums: dict[str, tuple[tuple[float | None, int], ...]] = {
        "binding": ((section.left, 1), (section.gutter or 0.0, 1)),
        "text_width": ((section.width, 1), (section.left, -1), (section.right, -1), (section.gutter or 0.0, -1)),
        "text_height": ((section.height, 1), (section.top, -1), (section.bottom, -1)),
    }
    if name not in sums:
        value: float | None = getattr(section, name)
        return value
    total = 0.0
    for part, sign in sums[name]:
        if part is None:
            return None
        total += sign * part
    return total


def paragraphs(subject: Subject, elements: frozenset[Element], levels: frozenset[int]) -> Iterator[Look]:
    """The spans of the main part that belong to ``elements``, or to headings of ``levels``; their value is empty.

    Headings are those that fill a line of their own without a full stop: an item of a resolution is none, and who sets
    a heading's look where text follows it is the office's choice. Body text is what stands between the title and the
    signature, without centred or right-aligned lines (captions) and without the head of a paragraph.
    """
    heads = {h.place.paragraph: h for h in subject.recognition.outline if 1 <= h.level <= 4 and h.place.paragraph}
    signed = False
    for paragraph in subject.draft.paragraphs:
        element = subject.recognition.element(paragraph)
        if element is Element.ATTACHMENT_MARK:
            return
        signed = element in _SIGNED or (signed and element is not Element.TITLE)
        if paragraph.part is not Part.BODY or paragraph.blank:
            continue
        head = heads.get(paragraph.number)
        if head and head.level in levels and not _item(head, paragraph):
            yield Look(paragraph, head.place.start, head.place.end, "")
        elif element in elements and not (element is Element.BODY and (signed or _aside(paragraph))):
            start = head.place.end if head and element is Element.BODY else 0
            if start < len(paragraph.text):
                yield Look(paragraph, start, len(paragraph.text), "")


def _item(head: Heading, paragraph: Paragraph) -> bool:
    return head.run_in or paragraph.text.rstrip().endswith(("。", "；", "："))


def _aside(paragraph: Paragraph) -> bool:
    return paragraph.format is not None and paragraph.format.alignment in ("center", "right")


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
        if open_look and open_look.value == value and _DIGITS_ONLY.fullmatch(between + "0"):
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


def size(run: RunFormat) -> float | None:
    """Its size in points."""
    return run.size


def colour(run: RunFormat) -> str | None:
    """A colour that is not black or nearly so."""
    if not run.color or not re.fullmatch(r"[0-9A-Fa-f]{6}", run.color) or run.hidden:
        return None
    red, green, blue = (int(run.color[i : i + 2], 16) for i in (0, 2, 4))
    return run.color.upper() if max(red, green, blue) > _DARK else None


def highlight(run: RunFormat) -> str | None:
    """Its highlighting, if any."""
    return None if run.highlight in (None, "none") else run.highlight


def hidden(run: RunFormat) -> str | None:
    """``hidden`` where the text does not print."""
    return "hidden" if run.hidden else None


def alignment(look: Look) -> str | None:
    """The alignment of a paragraph; one that the file does not give is left."""
    frame = look.paragraph.format
    return None if frame is None else frame.alignment or "left"


def first_line(look: Look) -> float | None:
    """Where a long paragraph's first line begins, in characters; ``None`` where it is a list or hangs."""
    paragraph, frame = look.paragraph, look.paragraph.format
    if frame is None or paragraph.numbering or look.start or len(paragraph.text) < _BODY_LENGTH:
        return None
    if _INDENTED.match(paragraph.text):
        return 2.0
    sizes = [run.format.size for run in paragraph.runs if run.format.size]
    first = _characters(frame.first_line_chars, frame.first_line_points, sizes)
    left = _characters(frame.left_chars, frame.left_points, sizes)
    if first is None or left is None or first < 0 or (left and not first):
        return None
    return first + left


def _characters(chars: float | None, points: float | None, sizes: Sequence[float]) -> float | None:
    """An indent in characters of the paragraph's size; ``None`` where that size is unknown."""
    if chars:
        return chars
    if not points:
        return 0.0
    return points / sizes[0] if sizes else None


def line_spacing(look: Look) -> float | None:
    """The distance of lines in points, where it is exact."""
    frame = look.paragraph.format
    return frame.line_spacing if frame is not None and frame.line_rule == "exact" else None


RUN_READERS: Mapping[str, Callable[[RunFormat], Value | None]] = {
    "font": font,
    "size": size,
    "colour": colour,
    "highlight": highlight,
    "hidden": hidden,
}
PARAGRAPH_READERS: Mapping[str, Callable[[Look], Value | None]] = {
    "alignment": alignment,
    "first_line": first_line,
    "line_spacing": line_spacing,
}
SECTION_MEASURES = ("width", "height", "top", "bottom", "left", "right", "binding", "text_width", "text_height")


def letters(looks: Iterable[Look]) -> int:
    """How many code points they cover."""
    return sum(look.end - look.start for look in looks)
