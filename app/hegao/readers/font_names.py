"""The names that PDF and OFD files give to fonts, as the names the fonts have in Word."""

import re
from functools import cache

from hegao.draft.model import RunFormat
from hegao.resources import load_toml, rules_dir

_SUBSET = re.compile(r"[A-Z]{6}\+")
_STYLE = re.compile(r"[,-]?(?:Regular|Normal|Bold|Italic|BoldItalic|BoldMT|Roman|MT)+$", re.IGNORECASE)
_BOLD = re.compile(r"bold|heavy|black", re.IGNORECASE)


@cache
def font_look(name: str) -> RunFormat:
    """The font and weight that a font's name tells; a font that is not in the list is left open."""
    bare = _SUBSET.sub("", name)
    known = _names().get(_folded(_STYLE.sub("", bare)))
    return RunFormat(east_asian_font=known, latin_font=bare or None, bold=_BOLD.search(bare) is not None)


@cache
def _names() -> dict[str, str]:
    table = load_toml(rules_dir() / "layout" / "font_names.toml")["names"]
    return {_folded(alias): name for name, aliases in table.items() for alias in aliases}


def _folded(name: str) -> str:
    return re.sub(r"[\s_-]", "", name).casefold()
