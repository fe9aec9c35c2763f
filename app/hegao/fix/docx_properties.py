"""Fields of the draft's looks written into the properties of a run, a paragraph or a section, in Word's order."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from lxml.etree import _Element as Element

from hegao.fix.docx_runs import made
from hegao.readers.docx_xml import child, kind

Look = dict[str, str | float]

_TWIPS = 20.0  # to a point
_TWIPS_OF_MM = 1440 / 25.4
_LINE = 12.0  # points, of spacing that is given in lines


def _ranks(names: str) -> Mapping[str, int]:
    return {f"w:{name}": rank for rank, name in enumerate(names.split())}


# The order of children that ECMA-376 wants.
_RUN = _ranks(
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath rPrChange"
)
_PARAGRAPH = _ranks(
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_SECTION = _ranks(
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols "
    "formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange"
)


class Words(NamedTuple):
    """An element with its attributes as a field is written; ``without`` are attributes that would gainsay it."""

    local: str
    attributes: Mapping[str, str]
    without: tuple[str, ...] = ()


class Fields(NamedTuple):
    """How the fields of one kind of properties are written, and the order of its children."""

    order: Mapping[str, int]
    written: Mapping[str, Callable[[str | float], tuple[Words, ...]]]


def state(properties: Element, fields: Fields, look: Look) -> None:
    """Write the fields of ``look`` into properties; what they say of other things stays."""
    for name, value in look.items():
        for words in fields.written[name](value):
            element = child(properties, words.local)
            if element is None:
                element = made(properties, words.local)
                rank = fields.order[f"w:{words.local}"]
                later = next((one for one in properties if fields.order.get(kind(one), -1) > rank), None)
                properties.append(element) if later is None else later.addprevious(element)
            _write(element, words)


def _write(element: Element, words: Words) -> None:
    namespace = element.tag[: element.tag.index("}") + 1]
    for name in words.without:
        if namespace + name in element.attrib:
            del element.attrib[namespace + name]
    for name, value in words.attributes.items():
        element.set(namespace + name, value)


def _twips(points: str | float) -> str:
    return str(round(float(points) * _TWIPS))


def _measure(local: str, name: str) -> Callable[[str | float], tuple[Words, ...]]:
    return lambda value: (Words(local, {name: str(round(float(value) * _TWIPS_OF_MM))}),)


def _side(side: str, synonym: str) -> Callable[[str | float], tuple[Words, ...]]:
    return lambda value: (Words("ind", {side: _twips(value), f"{side}Chars": "0"}, (synonym, f"{synonym}Chars")),)


def _first_line(value: str | float) -> tuple[Words, ...]:
    name, other = ("firstLine", "hanging") if float(value) >= 0 else ("hanging", "firstLine")
    said = {name: _twips(abs(float(value))), f"{name}Chars": "0"}
    return (Words("ind", said, (other, f"{other}Chars")),)


def _space(side: str, value: str | float, *, lines: bool) -> tuple[Words, ...]:
    points = float(value) * _LINE if lines else value
    counted = round(float(value) * 100) if lines else 0
    return (Words("spacing", {side: _twips(points), f"{side}Lines": str(counted), f"{side}Autospacing": "0"}),)


RUN_FIELDS = Fields(
    _RUN,
    {
        "east_asian_font": lambda value: (Words("rFonts", {"eastAsia": str(value)}, ("eastAsiaTheme",)),),
        "latin_font": lambda value: (
            Words("rFonts", {"ascii": str(value), "hAnsi": str(value)}, ("asciiTheme", "hAnsiTheme")),
        ),
        "size": lambda value: tuple(Words(name, {"val": str(round(float(value) * 2))}) for name in ("sz", "szCs")),
        "color": lambda value: (Words("color", {"val": str(value)}, ("themeColor", "themeTint", "themeShade")),),
        "highlight": lambda value: (Words("highlight", {"val": str(value)}),),
        "shading": lambda _: (
            Words("shd", {"val": "clear", "color": "auto", "fill": "auto"}, ("themeFill", "themeFillTint")),
        ),
    },
)
PARAGRAPH_FIELDS = Fields(
    _PARAGRAPH,
    {
        "alignment": lambda value: (Words("jc", {"val": str(value)}),),
        "left_points": _side("left", "start"),
        "right_points": _side("right", "end"),
        "first_line_points": _first_line,
        "first_line_chars": lambda value: (Words("ind", {"firstLineChars": str(round(float(value) * 100))}),),
        "line_spacing": lambda value: (Words("spacing", {"line": _twips(value)}),),
        "line_rule": lambda value: (Words("spacing", {"lineRule": str(value)}),),
        "space_before": lambda value: _space("before", value, lines=False),
        "space_after": lambda value: _space("after", value, lines=False),
        "space_before_lines": lambda value: _space("before", value, lines=True),
        "page_break_before": lambda _: (Words("pageBreakBefore", {}, ("val",)),),
    },
)
SECTION_FIELDS = Fields(
    _SECTION,
    {
        "width": _measure("pgSz", "w"),
        "height": _measure("pgSz", "h"),
        **{name: _measure("pgMar", name) for name in ("top", "bottom", "left", "right", "gutter", "header", "footer")},
    },
)
