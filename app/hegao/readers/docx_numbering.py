"""Automatic numbering, counted as Word counts it and written out as text (``一、``, ``（一）``, ``1.``)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from hegao.readers.docx_styles import Own, Styles
from hegao.readers.docx_xml import attribute, child, child_value, children, descendants, is_on, whole
from hegao.text.numerals import circled, to_chinese

_LEVELS = 9
_MAX_VALUE = 32_767  # what Word itself counts to
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_LEGAL = str.maketrans("零一二三四五六七八九十百千万", "零壹贰叁肆伍陆柒捌玖拾佰仟万")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_SLOT = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    restart: int | None
    legal: bool
    element: Element


@dataclass(frozen=True, slots=True)
class _List:
    """A ``w:num``: lists of the same ``abstract`` count on; ``restarts`` are the numbers it begins anew with."""

    abstract: str
    levels: Mapping[int, _Level]
    restarts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Label:
    """The automatic number of a paragraph: its text, and the level it belongs to (for indents and look)."""

    text: str
    level: Element


class Numbering:
    """The lists of one file and how far each has been counted; ask in reading order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts = {attribute(e, "abstractNumId") or "": e for e in children(root, "abstractNum")}
        self._style_links = {
            link: key for key, e in self._abstracts.items() if (link := child_value(e, "styleLink")) is not None
        }
        self._lists = {attribute(num, "numId") or "": self._list(num) for num in children(root, "num")}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, own: Own) -> Label | None:
        """The number of the next paragraph with those properties; ``None`` where it has none."""
        named = self._styles.paragraph_layer(own.style)
        number = own.layer.get("numId", named.get("numId", ""))
        found = self._lists.get(number)
        if found is None:
            return None
        depth = whole(own.layer.get("ilvl", named.get("ilvl")))
        if depth is None:
            depth = self._linked_depth(found, own.style)
        level = found.levels.get(depth)
        if level is None:
            return None
        counters = self._count(number, found, depth)
        return Label(_written(found, level, counters), level.element)

    def _linked_depth(self, found: _List, style: str) -> int:
        linked = {child_value(level.element, "pStyle"): depth for depth, level in found.levels.items()}
        return next((linked[name] for name in self._styles.chain(style) if name in linked), 0)

    def _count(self, number: str, found: _List, depth: int) -> Mapping[int, int]:
        counters = self._counters.setdefault(found.abstract, {})
        anew = depth in found.restarts and (number, depth) not in self._begun
        self._begun.add((number, depth))
        if anew:
            counters[depth] = found.restarts[depth]
        elif depth in counters:
            counters[depth] = min(counters[depth] + 1, _MAX_VALUE)
        else:
            counters[depth] = found.levels[depth].start
        for deeper in [d for d in counters if d > depth]:
            if _restarts(found.levels.get(deeper), depth):
                del counters[deeper]
        return counters

    def _list(self, num: Element) -> _List:
        abstract = self._resolved(child_value(num, "abstractNumId") or "")
        levels = _levels(self._abstracts.get(abstract))
        restarts = {}
        for override in children(num, "lvlOverride"):
            depth = whole(attribute(override, "ilvl"))
            if depth is None:
                continue
            levels |= _levels(override)
            start = whole(child_value(override, "startOverride"))
            if start is not None:
                restarts[depth] = start
                if depth in levels:
                    levels[depth] = replace(levels[depth], start=start)
        return _List(abstract, levels, restarts)

    def _resolved(self, abstract: str) -> str:
        """The definition that really holds the levels: a list may only name a numbering style."""
        link = child_value(self._abstracts.get(abstract), "numStyleLink")
        return abstract if link is None else self._style_links.get(link, abstract)


def _levels(parent: Element | None) -> dict[int, _Level]:
    found = {}
    for element in children(parent, "lvl"):
        depth = whole(attribute(element, "ilvl"))
        if depth is None or not 0 <= depth < _LEVELS:
            continue
        start = whole(child_value(element, "start"))
        legal = child(element, "isLgl")
        found[depth] = _Level(
            start=1 if start is None else start,
            format=_format(element),
            text=child_value(element, "lvlText") or "",
            restart=whole(child_value(element, "lvlRestart")),
            legal=legal is not None and is_on(legal),
            element=element,
        )
    return found


def _format(level: Element) -> str:
    """The number format; a custom one stands beside a plain one for older programs."""
    formats = [attribute(element, "val") or "" for element in descendants(level, "numFmt")]
    return next((name for name in formats if name != "custom"), "decimal")


def _restarts(level: _Level | None, depth: int) -> bool:
    if level is None or level.restart is None:
        return True
    return level.restart > depth  # 0 never; n only after a level above n


def _written(found: _List, level: _Level, counters: Mapping[int, int]) -> str:
    if level.format == "bullet":
        return ""

    def number(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        other = found.levels.get(depth)
        if other is None:
            return ""
        value = counters.get(depth, other.start)
        return written_number(value, "decimal" if level.legal and other.format != "none" else other.format)

    return _SLOT.sub(number, level.text)


def written_number(value: int, number_format: str) -> str:
    """A number in one of Word's formats; in Arabic digits where the format is unknown or does not reach so far."""
    writer = _WRITERS.get(number_format)
    try:
        return str(value) if writer is None or value < 0 else writer(value)
    except ValueError:
        return str(value)


def _letters(value: int) -> str:
    if value < 1:
        raise ValueError(value)
    turn, index = divmod(value - 1, 26)
    return chr(ord("A") + index) * (turn + 1)


def _roman(value: int) -> str:
    written = ""
    for size, letters in _ROMAN:
        times, value = divmod(value, size)
        written += letters * times
    return written


def _offset(first: str, last: int) -> Callable[[int], str]:
    """Numbers that stand in a row in Unicode, 1 at ``first``."""

    def write(value: int) -> str:
        if not 1 <= value <= last:
            raise ValueError(value)
        return chr(ord(first) + value - 1)

    return write


def _cycle(signs: str) -> Callable[[int], str]:
    def write(value: int) -> str:
        if not 1 <= value <= len(signs):
            raise ValueError(value)
        return signs[value - 1]

    return write


def _japanese(value: int) -> str:
    return to_chinese(value) if value < 100 else to_chinese(value).replace("零", "")


def _ideograph_digits(value: int) -> str:
    return str(value).translate(_DIGITS)


_WRITERS: Mapping[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda value: f"{value:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "chineseCounting": to_chinese,
    "chineseCountingThousand": to_chinese,
    "taiwaneseCounting": to_chinese,
    "taiwaneseCountingThousand": to_chinese,
    "japaneseCounting": _japanese,
    "ideographDigital": _ideograph_digits,
    "japaneseDigitalTenThousand": _ideograph_digits,
    "taiwaneseDigital": _ideograph_digits,
    "chineseLegalSimplified": lambda value: to_chinese(value).translate(_LEGAL),
    "ideographLegalTraditional": lambda value: to_chinese(value).translate(_LEGAL),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographEnclosedCircle": _offset("㊀", 10),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedFullstop": _offset("⒈", 20),
    "decimalEnclosedParen": _offset("⑴", 20),
    "decimalFullWidth": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda value: str(value).translate(_FULL_WIDTH),
}
