"""What a paragraph and a run of a Word file really look like, once defaults, styles and theme are worked out.

Layers are plain dictionaries of the file's own words; a later layer overrides an earlier one, attribute by attribute.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from lxml.etree import _Element as Element

from hegao.draft.model import ParagraphFormat, RunFormat
from hegao.readers.docx_theme import theme_fonts
from hegao.readers.docx_xml import attribute, child, child_value, children, is_on, kind, points, whole

Layer = Mapping[str, str]
_Key = tuple[object, ...]

_NOTHING: Layer = MappingProxyType({})
_MANY = 4_000  # elements that are remembered themselves: what is asked for again and again comes early
_ON, _OFF = "1", "0"
_DEFAULT_SIZE = 10.0  # points: what Word takes where nothing in the file gives a size
_TOGGLES = ("b", "vanish")
_ALIGNMENTS = {
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "both",
    "distribute": "distribute",
}
_HIGHLIGHTS = {
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGray": "808080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "green": "00FF00",
    "lightGray": "C0C0C0",
    "magenta": "FF00FF",
    "red": "FF0000",
    "white": "FFFFFF",
    "yellow": "FFFF00",
}
_INDENTS = ("left", "leftChars", "right", "rightChars", "firstLine", "firstLineChars")
_SPACING = ("line", "lineRule", "before", "beforeLines", "after", "afterLines")
_SWITCHES = frozenset({"pageBreakBefore", "snapToGrid"})
_SYNONYMS = {"start": "left", "startChars": "leftChars", "end": "right", "endChars": "rightChars"}


@dataclass(frozen=True, slots=True, eq=False)
class Own:
    """What a ``w:pPr`` itself says: its style (the default one where it names none), and the rest as a layer.

    ``ends_section`` says that its paragraph is the last of its section, ``numbered`` that it or its style names a list.
    """

    style: str
    layer: Layer
    ends_section: bool
    numbered: bool


class Styles:
    """The styles, defaults and theme fonts of one file."""

    def __init__(self, styles: Element | None, theme: Element | None, settings: Element | None) -> None:
        self._theme = theme_fonts(theme, settings)
        defaults = child(styles, "docDefaults")
        self._run_defaults = self._run_layer(child(child(defaults, "rPrDefault"), "rPr"))
        self._paragraph_defaults = _paragraph_layer(child(child(defaults, "pPrDefault"), "pPr"))
        self._styles = {attribute(style, "styleId") or "": style for style in children(styles, "style")}
        self._default = next((key for key, style in self._styles.items() if _is_default_paragraph_style(style)), "")
        self._merged: dict[tuple[str, str], Layer] = {}
        self._seen: dict[Element | None, Own] = {}
        self._seen_runs: dict[tuple[str, Element | None], RunFormat] = {}
        self._own: dict[_Key, Own] = {}
        self._paragraphs: dict[tuple[Own, Own | None], tuple[ParagraphFormat, bool]] = {}
        self._runs: dict[tuple[str, _Key, _Key], RunFormat] = {}
        self._looks: dict[RunFormat, RunFormat] = {}

    def own(self, properties: Element | None) -> Own:
        """What a ``w:pPr`` of a paragraph or a numbering level says; the same object for the same words."""
        own = self._seen.get(properties)
        if own is not None:
            return own
        key = _key(properties)
        own = self._own.get(key)
        if own is None:
            own = self._own[key] = self._read_own(properties)
        if len(self._seen) < _MANY:
            self._seen[properties] = own
        return own

    def _read_own(self, properties: Element | None) -> Own:
        named = child_value(properties, "pStyle")
        style = named if named is not None and named in self._styles else self._default
        layer = MappingProxyType(_paragraph_layer(properties))
        numbered = "numId" in layer or "numId" in self.paragraph_layer(style)
        return Own(style, layer, child(properties, "sectPr") is not None, numbered)

    def chain(self, style: str) -> tuple[str, ...]:
        """A style and those it is based on, nearest first."""
        found: dict[str, None] = {}
        while style in self._styles and style not in found:
            found[style] = None
            style = child_value(self._styles[style], "basedOn") or ""
        return tuple(found)

    def paragraph_layer(self, style: str) -> Layer:
        """What a paragraph style says, its bases included."""
        return self._of_chain(style, "pPr")

    def paragraph(self, own: Own, level: Own | None) -> tuple[ParagraphFormat, bool]:
        """The effective format of a paragraph, and whether it begins a new page.

        ``level`` is what its numbering level says: it yields to the style when the style brought the numbering.
        """
        key = (own, level)
        if key not in self._paragraphs:
            named, middle = self.paragraph_layer(own.style), level.layer if level else _NOTHING
            between = {**named, **middle} if "numId" in own.layer else {**middle, **named}
            layer = {**self._paragraph_defaults, **between, **own.layer}
            name = child_value(self._styles.get(own.style), "name")
            look = _paragraph_format(layer, name)
            if look.left_chars or look.right_chars:
                look = replace(look, side_character=self.run(self._default, None).size or _DEFAULT_SIZE)
            self._paragraphs[key] = look, layer.get("pageBreakBefore") == _ON
        return self._paragraphs[key]

    def run(self, style: str, properties: Element | None, level: Element | None = None) -> RunFormat:
        """The effective look of a run (or of a number, whose level's ``w:rPr`` comes last); the same object for one look."""
        seen = (style, properties)
        look = self._seen_runs.get(seen) if level is None else None
        if look is not None:
            return look
        key = (style, _key(properties), _key(level))
        look = self._runs.get(key)  # a key is long: it is weighed once, not twice
        if look is None:
            look = self._run(style, properties, level)
            look = self._runs[key] = self._looks.setdefault(look, look)
        if level is None and len(self._seen_runs) < _MANY:
            self._seen_runs[seen] = look
        return look

    def _run(self, style: str, properties: Element | None, level: Element | None) -> RunFormat:
        named = self._of_chain(style, "rPr")
        character = self._of_chain(child_value(properties, "rStyle") or "", "rPr")
        layer = {**self._run_defaults, **named, **character}
        for toggle in _TOGGLES:  # a style in bold within a style in bold is not bold
            if named.get(toggle) == character.get(toggle) == _ON:
                layer[toggle] = _OFF
        layer |= self._run_layer(properties)
        return _run_format(layer | self._run_layer(level))

    def _of_chain(self, style: str, properties: str) -> Layer:
        key = (style, properties)
        if key not in self._merged:
            layer: dict[str, str] = {}
            for name in reversed(self.chain(style)):
                own = child(self._styles[name], properties)
                layer |= _paragraph_layer(own) if properties == "pPr" else self._run_layer(own)
            self._merged[key] = MappingProxyType(layer)
        return self._merged[key]

    def _run_layer(self, properties: Element | None) -> dict[str, str]:
        layer: dict[str, str] = {}
        for element in properties if properties is not None else ():
            name = kind(element)[2:]
            if name == "rFonts":
                for slot in ("eastAsia", "ascii"):
                    theme = self._theme.get(attribute(element, f"{slot}Theme") or "")
                    font = theme or attribute(element, slot)
                    if font:
                        layer[slot] = font
            elif name in _TOGGLES:
                layer[name] = _ON if is_on(element) else _OFF
            elif name in {"sz", "color", "highlight"}:
                layer[name] = attribute(element, "val") or ""
            elif name == "shd":
                layer[name] = attribute(element, "fill") or ""
        return layer


def _paragraph_layer(properties: Element | None) -> dict[str, str]:
    layer: dict[str, str] = {}
    for element in properties if properties is not None else ():
        name = kind(element)[2:]
        if name == "jc":
            layer["jc"] = attribute(element, "val") or ""
        elif name == "ind":
            layer |= _indents(element)
        elif name == "spacing":
            layer |= _stated(element, _SPACING)
        elif name == "pBdr":
            layer |= {f"border.{kind(side)[2:]}": _width(side) for side in element}
        elif name == "framePr":
            layer["frame"] = attribute(element, "xAlign") or ""
        elif name in _SWITCHES:
            layer[name] = _ON if is_on(element) else _OFF
        elif name == "numPr":
            levels = {"numId": child_value(element, "numId"), "ilvl": child_value(element, "ilvl")}
            layer |= {key: value for key, value in levels.items() if value is not None}
    return layer


def _stated(element: Element, names: tuple[str, ...]) -> dict[str, str]:
    return {name: value for name in names if (value := attribute(element, name)) is not None}


def _width(border: Element) -> str:
    """The width of a border in eighths of a point, empty where there is none."""
    return "" if attribute(border, "val") in {None, "nil", "none"} else attribute(border, "sz") or ""


def _indents(element: Element) -> dict[str, str]:
    layer: dict[str, str] = {}
    for local in (*_SYNONYMS, *_INDENTS):
        value = attribute(element, local)
        if value is not None:
            layer[_SYNONYMS.get(local, local)] = value
    for unit in ("", "Chars"):
        hanging = attribute(element, f"hanging{unit}")
        if hanging is not None:
            layer[f"firstLine{unit}"] = f"-{hanging}"
    return layer


def _paragraph_format(layer: Layer, style: str | None) -> ParagraphFormat:
    first, left, right = (_indent(layer, side) for side in ("firstLine", "left", "right"))
    line, rule = layer.get("line"), layer.get("lineRule", "auto")
    spacing = points(line, 240) if rule == "auto" else points(line)
    return ParagraphFormat(
        alignment=_ALIGNMENTS.get(layer.get("jc", "")),
        first_line_chars=first[0],
        first_line_points=first[1],
        left_chars=left[0],
        left_points=left[1],
        right_chars=right[0],
        right_points=right[1],
        line_spacing=spacing,
        line_rule=None if spacing is None else rule,
        space_before=points(layer.get("before")),
        space_before_lines=_hundredths(layer.get("beforeLines")),
        space_after=points(layer.get("after")),
        space_after_lines=_hundredths(layer.get("afterLines")),
        grid=None if "snapToGrid" not in layer else layer["snapToGrid"] == _ON,
        frame=layer.get("frame") or None,
        border_top=points(layer.get("border.top"), 8),
        border_bottom=points(layer.get("border.bottom"), 8),
        style=style,
    )


def _hundredths(value: str | None) -> float | None:
    number = whole(value)
    return None if number is None else number / 100


def _indent(layer: Layer, side: str) -> tuple[float | None, float | None]:
    """An indent in characters or in points: Word goes by characters unless they are 0."""
    chars, size = whole(layer.get(f"{side}Chars")), points(layer.get(side))
    if chars:
        return chars / 100, None
    return (None, size) if size is not None else (None if chars is None else 0.0, None)


def _run_format(layer: Layer) -> RunFormat:
    color = layer.get("color")
    return RunFormat(
        east_asian_font=layer.get("eastAsia"),
        latin_font=layer.get("ascii"),
        size=points(layer.get("sz"), 2),
        bold=None if "b" not in layer else layer["b"] == _ON,
        color=color.upper() if color and color != "auto" else None,
        highlight=_HIGHLIGHTS.get(layer.get("highlight", "")),
        shading=_shading(layer.get("shd")),
        hidden=layer.get("vanish") == _ON,
    )


def _shading(fill: str | None) -> str | None:
    """A colour behind the characters; white is none."""
    return fill.upper() if fill and fill != "auto" and fill.upper() != "FFFFFF" else None


def _is_default_paragraph_style(style: Element) -> bool:
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true", "on"}


def _key(element: Element | None) -> _Key:
    """All that an element says, as a value: to write it out as XML would take three times as long."""
    if element is None:
        return ()
    said: list[object] = []
    for part in element:
        said.append(part.tag)
        said += part.items()
        if len(part):
            said.append((_key(part),))  # a tuple of one is no attribute
    return tuple(said)
