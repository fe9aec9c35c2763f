"""The box in which a draft is written with its marks under the text."""

from collections.abc import Callable
from functools import cache

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from hegao.web.components.blocks import Piece
from hegao.web.components.viewer import asset

NAME = "writer"
"""What the spotlight calls the box by."""

_PAGE = (
    '<div class="viewport"><div class="stack">'
    '<div class="under" aria-hidden="true"></div><textarea spellcheck="false"></textarea></div></div>'
)


@cache
def _writer() -> ComponentRenderer:
    css = asset("viewer.css") + asset("writer.css")
    return st.components.v2.component("hegao_writer", html=_PAGE, css=css, js=asset("writer.js"))


def writer(
    pieces: list[Piece],
    turn: int,
    *,
    typed: Callable[[str], None],
    clicked: Callable[[str], None],
    accepted: Callable[[str], None],
) -> None:
    """Show the box with the text of ``pieces``, which it takes over when ``turn`` has changed.

    ``typed`` is called with the whole text some time after the last key; ``clicked`` and ``accepted`` with the target
    of the mark that the caret was put in, or whose suggestion was taken by key.
    """

    def told(event: str, action: Callable[[str], None]) -> Callable[[], None]:
        def run() -> None:
            value = st.session_state[NAME].get(event)
            if value is not None:
                action(value)

        return run

    data = {
        "name": NAME,
        "label": "稿件",
        "placeholder": "在这里写，或把文字粘贴进来。",
        "turn": turn,
        "pieces": pieces,
    }
    _writer()(
        key=NAME,
        data=data,
        default={"text": None},
        on_text_change=told("text", typed),
        on_clicked_change=told("clicked", clicked),
        on_accepted_change=told("accepted", accepted),
    )
