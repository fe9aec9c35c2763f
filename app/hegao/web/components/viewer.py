"""The viewer of a draft: one component for the text, and one without a face that tells it what is selected."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from hegao.web.components.blocks import Block

_PAGE = '<div class="viewport{short}" tabindex="0" role="document"><div class="sheet"></div></div>'


def asset(name: str) -> str:
    """The text of a file beside this module."""
    return (files("hegao.web.components") / name).read_text(encoding="utf-8")


@cache
def _viewer(short: bool) -> ComponentRenderer:
    html = _PAGE.format(short=" short" if short else "")
    name = "hegao_excerpt" if short else "hegao_viewer"
    return st.components.v2.component(name, html=html, css=asset("viewer.css"), js=asset("viewer.js"))


@cache
def _spotlight() -> ComponentRenderer:
    return st.components.v2.component("hegao_spotlight", js=asset("spotlight.js"))


def viewer(
    name: str,
    blocks: list[Block],
    *,
    label: str = "稿件",
    short: bool = False,
    clicked: Callable[[str], None] | None = None,
) -> None:
    """Show ``blocks``; ``name`` tells one draft from another and is unique on the page.

    ``clicked`` is called with a mark's target before the page runs again. ``short`` shows an excerpt as high as its
    text instead of a sheet as high as the window.
    """
    key = f"viewer-{name}"

    def told() -> None:
        target = st.session_state[key].get("clicked")
        if clicked and target:
            clicked(target)

    data = {"name": name, "blocks": blocks, "label": label}
    _viewer(short)(key=key, data=data, on_clicked_change=told)


def spotlight(name: str, target: str, turn: int) -> None:
    """Select the mark ``target`` in the viewer called ``name``; it scrolls there when ``turn`` has changed."""
    _spotlight()(key=f"spotlight-{name}", data={"viewer": name, "target": target, "turn": turn})
