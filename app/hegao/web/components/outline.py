"""The draft's outline with what it lacks in its places: each gap is a button that shows the evidence."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from hegao.report.structure import gap_words, lack_words, witness_words
from hegao.web.wording import literal

if TYPE_CHECKING:
    from hegao.api import Advice, Lack, Witness

_CHOSEN = "lack-chosen"
_INDENT = "&emsp;&emsp;"  # white space that Markdown keeps


def draft_outline(advice: "Advice") -> None:
    """The headings in order; between them what is missing, as buttons, the open one with its evidence."""
    with st.container(key="outline", gap=None):
        _lines(advice)


def _lines(advice: "Advice") -> None:
    lacks = sorted(enumerate(advice.missing), key=lambda item: item[1].at)
    for at, head in enumerate([*advice.outline, None]):
        for number, lack in lacks:
            if lack.at == at:
                _lack(number, lack)
        for number, gap in enumerate(advice.gaps):
            if gap.at == at:
                st.markdown(f":orange[{literal(gap_words(gap))}]")
                if gap.likely:
                    evidence(gap.likely.usual.witnesses, f"gap-{number}")
        if head is not None:
            indent = _INDENT * (head.level - 1)
            words = f"{indent}{literal(head.label + head.text)}"
            st.markdown(f"**{words}**" if head.level == 1 else words)


def _lack(number: int, lack: "Lack") -> None:
    is_open = st.session_state.get(_CHOSEN) == number
    indent = _INDENT * max(lack.level - 1, 0)
    with st.container(key=f"row-warning-{'open' if is_open else 'shut'}-lack-{number}"):
        st.button(
            f"{indent}＋ 缺“{literal(lack.usual.role.short)}”",
            key=f"pick-lack-{number}",
            type="tertiary",
            on_click=partial(st.session_state.__setitem__, _CHOSEN, None if is_open else number),
            width="stretch",
        )
        if is_open:
            st.markdown(f"缺少{literal(lack_words(lack))}。")
            st.markdown(evidence_list(lack.usual.witnesses) or ":gray[这是这一文种的通行写法，往稿还不够多。]")


def evidence(witnesses: Sequence["Witness"], name: str) -> None:
    """A button that lists the past reports behind a statement; nothing where there are none."""
    if witnesses:
        with st.popover("看往稿", key=f"evidence-{name}"):
            st.markdown(evidence_list(witnesses))


def evidence_list(witnesses: Sequence["Witness"]) -> str:
    """Past reports as a Markdown list."""
    return "\n".join(f"- {literal(witness_words(witness))}" for witness in witnesses)
