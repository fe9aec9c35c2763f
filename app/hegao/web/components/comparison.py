"""A passage of the draft and where else it stands, side by side, with the differing characters marked."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import streamlit as st

from hegao.report.advice import DRAFT_WORD, SOURCE_WORD
from hegao.web.components.blocks import Block, Mark, pieces
from hegao.web.components.viewer import viewer
from hegao.web.wording import literal

if TYPE_CHECKING:
    from hegao.api import Passage, Source


def comparison(name: str, passage: "Passage") -> None:
    """Show both texts; ``name`` is unique on the page."""
    own, other = st.columns(2)
    own.markdown(f"**{DRAFT_WORD}**  \n:gray[第 {passage.place.paragraph} 段]")
    other.markdown(f"{SOURCE_WORD}：{source_line(passage.source)}")
    start = passage.place.start
    stale = ((mark.start - start, mark.end - start) for mark in passage.marks)
    own, other = st.columns(2)  # a row of their own, so that the two texts begin side by side under heads of any height
    with own:
        spans = (change.new_span for change in passage.changes)
        viewer(f"{name}-own", excerpt(passage.place.text, spans, stale), label=DRAFT_WORD, short=True)
    with other:
        spans = (change.old_span for change in passage.changes)
        viewer(f"{name}-other", excerpt(passage.source.text, spans), label=SOURCE_WORD, short=True)


def source_line(source: "Source") -> str:
    """Where a passage stands besides, for Markdown."""
    if source.document is None:
        return f"**{DRAFT_WORD}**  \n:gray[第 {source.paragraph} 段]"
    about = "，".join(filter(None, (source.issuer, source.date, f"第 {source.paragraph} 段")))
    return f"**{literal(source.title)}**  \n:gray[{literal(about)}]"


def excerpt(text: str, spans: Iterable[tuple[int, int]], stale: Iterable[tuple[int, int]] = ()) -> list[Block]:
    """A passage as one block, with ``spans`` of it marked as differing and others as out of date."""
    marks = [Mark(1, start, end, "differs") for start, end in spans if start < end]
    marks += [Mark(1, start, end, "error") for start, end in stale]
    return [{"p": 1, "c": "plain", "x": pieces(text, marks)}]
