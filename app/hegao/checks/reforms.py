"""What a stretch of a Word file must be set to where its look is not accepted, in the fields of the draft's model."""

from collections.abc import Callable, Mapping
from typing import Any

from hegao.checks import geometry
from hegao.checks.accepted import usual
from hegao.checks.base import Subject
from hegao.checks.spans import Look, Value
from hegao.draft.recognition import Element

Setting = dict[str, str | float]

_INKS = {"red": "FF0000", "black": "000000"}
_SEALED = 4.0  # characters from the right edge to the date that a seal covers (7.3.5.1)
_NUMBER = 1.0  # from the edge to a page number (7.5)
_FLUSH: Setting = {"left_points": 0.0, "first_line_points": 0.0}


def reform(subject: Subject, name: str, look: Look, wanted: Value | None) -> Setting | None:
    """The fields that give ``look`` the value ``wanted`` of the property called ``name``; ``None`` where nothing can.

    ``wanted`` is ``None`` for properties that are a fault whatever their value.
    """
    if name in _OF_RUNS:
        return _OF_RUNS[name](wanted)
    make = _OF_PARAGRAPHS.get(name)
    return make(subject, look, wanted) if make and wanted is not None else None


def page_reform(formats: Mapping[str, Any], key: str) -> Setting | None:
    """The measures of a page, in millimetres, that the profile wants under ``key``.

    Paper and margins hang together and are set together; ``None`` where the profile leaves one of them open.
    """
    if key not in ("paper", "margins"):
        alone = {name: usual(formats, f"{key}.{name}") for name in formats.get(key, {})}
        return {name: float(value) for name, value in alone.items() if value is not None} or None
    names = (
        "paper.width",
        "paper.height",
        "margins.top",
        "margins.binding",
        "margins.text_width",
        "margins.text_height",
    )
    found = [usual(formats, name) for name in names]
    if any(value is None for value in found):
        return None
    width, height, top, binding, across, down = (float(value) for value in found if value is not None)
    right, bottom = round(width - binding - across, 2), round(height - top - down, 2)
    return {
        "width": width,
        "height": height,
        "top": top,
        "bottom": bottom,
        "left": binding,
        "right": right,
        "gutter": 0.0,
    }


def _ink(wanted: Value | None) -> Setting | None:
    colour = _INKS.get(str(wanted))
    return {"color": colour} if colour else None


_OF_RUNS: Mapping[str, Callable[[Value | None], Setting | None]] = {
    "font": lambda wanted: {"east_asian_font": str(wanted)},
    "latin_font": lambda wanted: {"latin_font": str(wanted)},
    "size": lambda wanted: {"size": float(wanted or 0)},
    "ink": _ink,
    "colour": lambda _: {"color": _INKS["black"]},
    "highlight": lambda _: {"highlight": "none", "shading": "none"},
}


def _aligned(_: Subject, look: Look, wanted: Value) -> Setting | None:
    spaced = look.paragraph.text != look.paragraph.text.strip(geometry.SPACES)
    return None if spaced else {**_FLUSH, "right_points": 0.0, "alignment": str(wanted)}


def _sided(subject: Subject, look: Look, wanted: Value) -> Setting | None:
    """To one side; a signature as far from the edge as its seal wants, a page number one character."""
    size = geometry.letter_size(look.paragraph)
    element = subject.recognition.element(look.paragraph)
    away = _NUMBER if look.paragraph.part.value == "footer" else 0.0
    if element is Element.DATE:
        away = _SEALED
    elif element is Element.ISSUER:
        away = _above_date(subject, look)
    found = _aligned(subject, look, wanted)
    if found is None or size is None:
        return None
    return {**found, f"{wanted}_points": away * size} if wanted in ("left", "right") else found


def _above_date(subject: Subject, look: Look) -> float:
    """How far from the right a name ends that stands in the middle above its date."""
    date = next((r.place.text for r in subject.recognition.elements if r.element is Element.DATE), "")
    return max(0.0, _SEALED + (geometry.width(date.strip()) - geometry.width(look.paragraph.text.strip())) / 2)


def _date(subject: Subject, look: Look, _: Value) -> Setting | None:
    return _sided(subject, look, "right")


def _indented(subject: Subject, look: Look, wanted: Value) -> Setting | None:
    """The first row begins ``wanted`` characters in; rows that hang behind it move with it, others stand flush."""
    row = geometry.row(subject, look.paragraph)
    if row is None:
        return None
    hanging = row.left - row.first if row.left > row.first and wanted else 0.0
    return _rows(look, float(wanted), float(wanted) + hanging if hanging else 0.0)


def _first_line(_: Subject, look: Look, wanted: Value) -> Setting | None:
    return _rows(look, float(wanted), 0.0)


def _flush_rows(subject: Subject, look: Look, wanted: Value) -> Setting | None:
    row = geometry.row(subject, look.paragraph)
    return _rows(look, row.first, float(wanted)) if row else None


def _behind_label(subject: Subject, look: Look, wanted: Value) -> Setting | None:
    row = geometry.row(subject, look.paragraph)
    if row is None:
        return None
    label = geometry.width(look.paragraph.text[: look.start].lstrip(geometry.SPACES))
    return _rows(look, row.first, row.first + label + float(wanted))


def _rows(look: Look, first: float, left: float) -> Setting | None:
    """Where the first row and those after it begin, in characters; spaces that stand before the text count."""
    text, size = look.paragraph.text, geometry.letter_size(look.paragraph)
    first -= geometry.width(text[: len(text) - len(text.lstrip(geometry.SPACES))])
    if size is None or first < 0:
        return None
    found: Setting = {"left_points": left * size, "first_line_points": (first - left) * size}
    return {**found, "first_line_chars": first} if first and not left else found


def _blank_before(_: Subject, look: Look, wanted: Value) -> Setting | None:
    frame = look.paragraph.format
    blank = float(look.value) - ((frame.space_before_lines or 0.0) if frame else 0.0)
    missing = float(wanted) - blank
    return {"space_before_lines": missing} if missing >= 0 else None


_OF_PARAGRAPHS: Mapping[str, Callable[[Subject, Look, Value], Setting | None]] = {
    "alignment": _aligned,
    "side": _sided,
    "date_place": _date,
    "first_line": _first_line,
    "start": _indented,
    "rows": _flush_rows,
    "wrap": _behind_label,
    "right": lambda _subject, _look, wanted: {"right_points": float(wanted)},
    "line_spacing": lambda _subject, _look, wanted: {"line_spacing": float(wanted), "line_rule": "exact"},
    "space": lambda _subject, _look, wanted: {"space_before": float(wanted), "space_after": float(wanted)},
    "blank_before": _blank_before,
    "new_page": lambda _subject, _look, _wanted: {"page_break_before": "yes"},
}
