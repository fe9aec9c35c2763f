"""A house style as typesetting uses it: one value for each look, taken from what the profile accepts."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from hegao.checks.accepted import usual
from hegao.errors import ConfigError

POINTS_PER_MM = 72 / 25.4
_HALF_POINT = 0.5


class Form(Enum):
    """The forms of GB/T 9704—2012: the usual one, the letter with or without a printed mark (10.1), 命令 (10.2)."""

    USUAL = "usual"
    LETTER = "letter"
    BARE_LETTER = "bare letter"
    ORDER = "order"

    @property
    def is_letter(self) -> bool:
        """Whether it is a letter of either kind."""
        return self in (Form.LETTER, Form.BARE_LETTER)


@dataclass(frozen=True, slots=True)
class Role:
    """The look of one element: a paragraph style of the file that is made.

    ``size`` is in points, indents count in characters, ``rows`` and ``rows_after`` are blank rows around it. ``level``
    is that of a heading in Word's outline, 0 for none. ``joined`` stands right below the element above;
    ``on_grid`` says that the text has the size the grid is made for.
    """

    key: str
    name: str
    font: str
    latin: str
    size: float
    align: str = "left"
    first_line: float = 0.0
    left: float = 0.0
    right: float = 0.0
    rows: float = 0.0
    rows_after: float = 0.0
    level: int = 0
    color: str = ""
    joined: bool = False
    on_grid: bool = True
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Paper, margins and type area in millimetres."""

    width: float
    height: float
    top: float
    left: float
    text_width: float
    text_height: float

    @property
    def right(self) -> float:
        """The right margin."""
        return round(self.width - self.left - self.text_width, 2)

    @property
    def bottom(self) -> float:
        """The bottom margin."""
        return round(self.height - self.top - self.text_height, 2)


class House:
    """The ``[formats]`` of a profile, read value by value.

    Where a profile accepts a range its middle is taken, of a set its first member; ``[formats.typeset]`` may wish for
    another value, which counts only while the profile accepts it. So a unit's own style that narrows a range or
    changes a font is kept to without more ado.
    """

    def __init__(self, formats: Mapping[str, Any], profile: str) -> None:
        """The formats of the profile called ``profile`` in messages."""
        self._formats = formats
        self._profile = profile

    @cached_property
    def page(self) -> Page:
        """The page.

        Raises:
            ConfigError: the profile lacks a measure.
        """
        names = ("paper.width", "paper.height", "margins.top", "margins.binding")
        areas = ("margins.text_width", "margins.text_height")
        return Page(*(self.number(key) for key in (*names, *areas)))

    @cached_property
    def line_spacing(self) -> float:
        """The distance of lines in points."""
        return self.number("body.line_spacing")

    @cached_property
    def roles(self) -> Mapping[str, Role]:
        """The look of every element, by the element's name.

        Raises:
            ConfigError: the profile lacks a value, or a role has an unknown key.
        """
        return {key: self.role(key, table) for key, table in self.setting("role").items()}

    def setting(self, *path: str) -> Any:  # noqa: ANN401  TOML values have no narrower type
        """A value of ``[formats.typeset]``.

        Raises:
            ConfigError: it is missing.
        """
        return self._value("typeset", *path)

    def number(self, key: str, wish: float | None = None) -> float:
        """The value for an accepted range: ``wish`` where that lies in it, else the usual one.

        Raises:
            ConfigError: the profile has no such range.
        """
        table = self._value(*key.split("."))
        low, high = float(self._member(table, key, "min")), float(self._member(table, key, "max"))
        return float(wish) if wish is not None and low <= wish <= high else float(usual(self._formats, key) or 0.0)

    def font(self, key: str) -> str:
        """The font for an accepted set such as ``body.font``, or for a family or font itself.

        Raises:
            ConfigError: the profile has no such set.
        """
        if "." in key:
            self._member(self._value(*key.split(".")), key, "families")
            return str(usual(self._formats, key))
        wish = self._formats.get("typeset", {}).get("fonts", {}).get(key)
        return str(wish) if wish in (key, *self._formats.get("fonts", {}).get(key, ())) else key

    def size(self, key: str) -> float:
        """Points for an accepted range such as ``body.size``, or for the name of a size such as 四号.

        Raises:
            ConfigError: there is no such range or name.
        """
        if "." not in key:
            return float(self._value("sizes", key))
        return round(self.number(key) / _HALF_POINT) * _HALF_POINT

    def role(self, key: str, table: Mapping[str, Any]) -> Role:
        """The look that ``table`` describes; a size it leaves open is the body's.

        Raises:
            ConfigError: a value is missing or unknown.
        """
        align = str(table.get("align", "left"))
        points = self.size(table["size"]) if "size" in table else self.size("body.size")
        plain = {"rows_after", "left", "right", "level", "color", "joined", "new_page"}
        return Role(
            key=key,
            name=str(self._member(table, f"typeset.role.{key}", "name")),
            font=self.font(self._member(table, f"typeset.role.{key}", "font")),
            latin=str(table.get("latin", self.setting("latin"))),
            size=points,
            on_grid=points == self.size("body.size"),
            align=str(self._value(*align.split("."), "values")[0]) if "." in align else align,
            first_line=self._amount(table.get("first_line", 0.0)),
            rows=self._amount(table.get("rows", 0.0)),
            **{name: value for name, value in table.items() if name in plain},
        )

    def _amount(self, value: float | str | list[Any]) -> float:
        """A number itself, the key of an accepted range, or such a key and the value to be taken from the range."""
        if isinstance(value, str):
            return self.number(value)
        return self.number(str(value[0]), float(value[1])) if isinstance(value, list) else float(value)

    def _value(self, *path: str) -> Any:  # noqa: ANN401  TOML values have no narrower type
        value: Any = self._formats
        for name in path:
            value = self._member(value, ".".join(path), name)
        return value

    def _member(self, table: Any, where: str, name: str) -> Any:  # noqa: ANN401  likewise
        if not isinstance(table, Mapping) or name not in table:
            raise ConfigError(
                f"规范 {self._profile} 的 [formats] 缺少 {where}（{name}），不能排版，请补上或换一个规范。"
            )
        return table[name]
