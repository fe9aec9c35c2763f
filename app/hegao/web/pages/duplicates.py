"""查重: what the draft says twice, and what it shares with past reports."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from hegao import api
from hegao.report.advice import KIND_WORD
from hegao.web import session
from hegao.web.components.comparison import comparison, source_line
from hegao.web.components.intake import desk_bar, intake
from hegao.web.components.store import past_reports
from hegao.web.session import Desk
from hegao.web.wording import literal, short

if TYPE_CHECKING:
    from hegao.api import Kind, Passage, Repetition, Store

_CHOSEN = "passage-chosen"
_PAGE = 40
_ONE_LINE = 60


def page() -> None:
    """The page."""
    opened = session.desk()
    if opened is None:
        intake()
        return
    desk_bar(opened)
    store = past_reports()
    found = _found(opened, store)
    if _stored(opened, store):
        st.caption("本稿已在往稿库中，比对时不算它自己。")
    if not found.passages:
        st.success("没有发现重复：稿内没有重复的段落，与往稿库里的往稿也没有雷同。")
        return
    st.markdown(shares_words(found.shares))
    for repetition in found.repetitions:
        if repetition.articles:
            st.warning(literal(articles_words(repetition)))
    passages = _filtered(found.passages)
    names, texts = st.columns([2, 3], gap="large")
    with names.container(key="passages"):
        _list(passages)
    with texts:
        _chosen(passages)


def _found(opened: Desk, store: "Store") -> api.Duplicates:
    corrections = session.decisions().corrections
    state = store.statistics()
    token = session.token(opened.key, corrections, state.documents, state.paragraphs, state.characters)
    return _find(token, opened.draft, store, corrections)


@st.cache_resource(scope="session", max_entries=4, show_spinner="正在查重……")
def _find(
    name: str,  # noqa: ARG001 - the cache's key; what has an underscore is not hashed
    _draft: api.Draft,
    _store: "Store",
    _corrections: api.Corrections,
) -> api.Duplicates:
    return api.find_duplicates(_draft, _store, corrections=_corrections)


def _stored(opened: Desk, store: "Store") -> bool:
    corrections = session.decisions().corrections
    return bool(api.own_reports(opened.draft, store, corrections=corrections))


def shares_words(shares: Mapping["Kind", float]) -> str:
    """How much of the draft stands elsewhere, in one sentence."""
    told = [f"{KIND_WORD[kind]}占 **{share:.0%}**" for kind, share in shares.items() if share >= 0.005]
    return f"按正文字数算，{'，'.join(told)}。" if told else "重复的文字不到正文的百分之一。"


def articles_words(repetition: "Repetition") -> str:
    """That two articles of a stitched file are the same text."""
    first, second = sorted(number + 1 for number in repetition.articles or ())
    verb = "是同一篇文字" if repetition.similarity >= 0.98 else f"有 {repetition.similarity:.0%} 的文字相同"
    return f"第 {first} 篇与第 {second} 篇{verb}：“{short(repetition.place.text, 40)}”。请确认是否重复收录。"


def _filtered(passages: Sequence["Passage"]) -> list["Passage"]:
    numbers = Counter(passage.kind for passage in passages)
    kinds = st.pills(
        "种类",
        list(numbers),
        selection_mode="multi",
        default=list(numbers),
        format_func=lambda kind: f"{KIND_WORD[kind]} {numbers[kind]}",
        key="kinds",
        label_visibility="collapsed",
    )
    return [passage for passage in passages if passage.kind in kinds]


def _list(passages: Sequence["Passage"]) -> None:
    limit = st.session_state.setdefault("passage-rows", _PAGE)
    for index, passage in enumerate(passages[:limit]):
        state = "open" if index == st.session_state.get(_CHOSEN, 0) else "shut"
        with st.container(key=f"row-hint-{state}-passage-{index}"):
            st.button(
                literal(short(passage.place.text, _ONE_LINE)),
                key=f"pick-passage-{index}",
                type="tertiary",
                on_click=partial(st.session_state.__setitem__, _CHOSEN, index),
                width="stretch",
            )
            st.caption(f"{KIND_WORD[passage.kind]}　相似 {passage.similarity:.0%}　第 {passage.place.paragraph} 段")
    if len(passages) > limit:
        more = partial(st.session_state.__setitem__, "passage-rows", limit + _PAGE)
        st.button(f"再列一些（还有 {len(passages) - limit} 处）", key="more-passages", on_click=more)


def _chosen(passages: Sequence["Passage"]) -> None:
    if not passages:
        st.markdown(":gray[请在上面选一个种类。]")
        return
    index = min(st.session_state.get(_CHOSEN, 0), len(passages) - 1)
    passage = passages[index]
    comparison(f"passage-{session.token(passage)[:8]}", passage)
    alike = f"相似 {passage.similarity:.0%}"
    st.caption(f"{KIND_WORD[passage.kind]}，{alike}。" + ("不同的字已标出。" if passage.changes else "两处文字相同。"))
    if passage.stale:
        st.warning(f"可能已经过时：{literal('、'.join(passage.stale))}，请核对。")
    if passage.others:
        with st.expander(f"另有 {len(passage.others)} 篇往稿也有这段话"):
            st.markdown("\n".join(f"- {source_line(source)}" for source in passage.others))
