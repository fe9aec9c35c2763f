"""How much of a draft stands elsewhere, as bars with a stretch for each kind of repetition."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from hegao.report.advice import KIND_WORD
from hegao.web.components.blocks import KINDS

if TYPE_CHECKING:
    from hegao.api import Kind, SectionShare

_LEAST = 0.005  # of a text: less is no stretch that could be seen


def share_bar(shares: Mapping["Kind", float]) -> None:
    """The bar of a whole draft with its legend."""
    listed = _listed(shares)
    legend = "".join(
        f'<span><i class="{kind.value}-bg"></i>{KIND_WORD[kind]} {share:.0%}</span>' for kind, share in listed
    )
    if legend:
        st.html(f'{_bar(shares)}<div class="shares-legend">{legend}</div>')


def share_table(sections: Sequence["SectionShare"]) -> None:
    """A bar for each section, with the share of it that stands elsewhere at all."""
    rows = "".join(
        f"<b>{escape(section.heading.text if section.heading else '开头')}</b>{_bar(section.shares)}"
        f"<span>{min(1.0, sum(section.shares.values())):.0%}</span>"
        for section in sections
    )
    st.html(f'<div class="shares-table">{rows}</div>')


def _bar(shares: Mapping["Kind", float]) -> str:
    stretches = "".join(
        f'<i class="{kind.value}-bg" style="width:{share:.2%}" title="{KIND_WORD[kind]} {share:.0%}"></i>'
        for kind, share in _listed(shares)
    )
    return f'<div class="shares">{stretches}</div>'


def _listed(shares: Mapping["Kind", float]) -> list[tuple["Kind", float]]:
    """The kinds that can be seen, in the order of their gravity."""
    ordered = sorted(shares.items(), key=lambda item: KINDS.index(item[0].value))
    return [(kind, share) for kind, share in ordered if share >= _LEAST]
