"""查重: what the draft says twice, and what it shares with past reports."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from hegao import api
from hegao.report.advice import KIND_WORD, alike_words, source_words
from hegao.text.numerals import percent
from hegao.web import session
from hegao.web.components.blocks import KINDS, Mark, blocks
from hegao.web.components.comparison import comparison, source_line
from hegao.web.components.intake import desk_bar, intake
from hegao.web.components.shares import share_bar, share_table
from hegao.web.components.store import past_reports
from hegao.web.components.viewer import spotlight, viewer
from hegao.web.desk import parse_target
from hegao.web.session import Desk
from hegao.web.wording import literal, short

if TYPE_CHECKING:
    from hegao.api import Passage, Repetition, Store

_CHOSEN = "passage-chosen"
_TURN = "passage-turn"
_KEPT = "passage-kept"
_LISTED = "kinds-listed"
_PAGE = 40
_ONE_LINE = 44

_Numbered = Sequence[tuple[int, "Passage"]]


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
    if kept := st.session_state.pop(_KEPT, ""):
        st.success(f"已存为本单位常用段落：“{literal(short(kept, _ONE_LINE))}”，可在“往稿库”里查看或取消。")
    if not found.passages:
        st.success("没有发现重复：稿内没有重复的段落，与往稿库里的往稿也没有雷同。")
        return
    _overview(found)
    passages = _filtered(found.passages)
    draft, listed = st.columns([5, 6], gap="medium")
    with draft:
        _draft(opened, passages)
    with listed.container(key="passages"):
        _list(opened, passages, store)
    # Last, so that the row it brings into view is on the page.
    target = f"passage-{_chosen(opened, passages)}:0" if passages else ""
    spotlight(_viewer_name(opened), target, st.session_state.get(_TURN, 0))


def _found(opened: Desk, store: "Store") -> api.Duplicates:
    corrections = session.decisions().corrections
    state = store.statistics()
    kept = [one.key for one in store.standing()]
    token = session.token(opened.key, corrections, state.documents, state.paragraphs, state.characters, kept)
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


def _overview(found: api.Duplicates) -> None:
    share_bar(found.shares)
    told, sections = st.columns([6, 1], vertical_alignment="center")
    if found.sources:
        told.markdown(literal(source_words(found.sources)))
    if len(found.sections) > 1:
        with sections.popover("各部分比例", width="stretch"):
            share_table(found.sections)
    for repetition in found.repetitions:
        if repetition.articles:
            st.warning(literal(articles_words(repetition)))


def articles_words(repetition: "Repetition") -> str:
    """That two articles of a stitched file are the same text."""
    first, second = sorted(number + 1 for number in repetition.articles or ())
    verb = "是同一篇文字" if repetition.similarity >= 0.98 else f"有 {percent(repetition.similarity)} 的文字相同"
    return f"第 {first} 篇与第 {second} 篇{verb}：“{short(repetition.place.text, 40)}”。请确认是否重复收录。"


def _filtered(passages: Sequence["Passage"]) -> _Numbered:
    numbers = Counter(passage.kind for passage in passages)
    listed = sorted(numbers, key=lambda kind: KINDS.index(kind.value))
    if st.session_state.get(_LISTED) != listed:  # a kind that is new is shown, whatever was chosen among others
        st.session_state[_LISTED] = st.session_state["kinds"] = listed
    kinds = st.pills(
        "种类",
        listed,
        selection_mode="multi",
        format_func=lambda kind: f"{KIND_WORD[kind]} {numbers[kind]}",
        key="kinds",
        label_visibility="collapsed",
    )
    return [(index, passage) for index, passage in enumerate(passages) if passage.kind in kinds]


def _viewer_name(opened: Desk) -> str:
    return f"{opened.key}-passages"


def _draft(opened: Desk, passages: _Numbered) -> None:
    recognition = api.recognise(opened.draft, session.decisions().corrections)
    shown = blocks(opened.draft, recognition, marks(passages), barred=True)
    viewer(_viewer_name(opened), shown, clicked=_open_target)


def marks(passages: _Numbered) -> Iterable[Mark]:
    """The passages as marks of the draft, each opened by a click."""
    for index, passage in passages:
        place = passage.place
        if place.paragraph is not None:
            yield Mark(place.paragraph, place.start, place.end, passage.kind.value, f"passage-{index}:0")


def _open_target(target: str) -> None:
    name, _ = parse_target(target)
    _open(int(name.removeprefix("passage-")))


def _open(index: int) -> None:
    opened = session.desk()
    st.session_state[_CHOSEN] = (opened.key if opened else "", index)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def _chosen(opened: Desk, passages: _Numbered) -> int:
    """The passage that is open: the one chosen in this draft, or else the first."""
    key, index = st.session_state.get(_CHOSEN, ("", -1))
    known = {number for number, _ in passages}
    return index if key == opened.key and index in known else passages[0][0]


def _list(opened: Desk, passages: _Numbered, store: "Store") -> None:
    if not passages:
        st.markdown(":gray[请在上面选一个种类。]")
        return
    chosen = _chosen(opened, passages)
    limit = st.session_state.setdefault("passage-rows", _PAGE)
    for place, (index, passage) in enumerate(passages):
        if place < limit or index == chosen:
            _row(index, passage, store, is_open=index == chosen)
    if len(passages) > limit:
        more = partial(st.session_state.__setitem__, "passage-rows", limit + _PAGE)
        st.button(f"再列一些（还有 {len(passages) - limit} 处）", key="more-passages", on_click=more)


def _row(index: int, passage: "Passage", store: "Store", *, is_open: bool) -> None:
    state = "open" if is_open else "shut"
    with st.container(key=f"row-{passage.kind.value}-{state}-passage-{index}"):
        st.button(
            literal(short(passage.place.text.strip(), _ONE_LINE)),
            key=f"pick-passage-{index}",
            type="tertiary",
            on_click=_open,
            args=(index,),
            width="stretch",
        )
        st.caption(_about(passage))
        if is_open:
            _details(passage, store)


def _about(passage: "Passage") -> str:
    return "　".join(filter(None, (KIND_WORD[passage.kind], alike_words(passage), f"第 {passage.place.paragraph} 段")))


def _details(passage: "Passage", store: "Store") -> None:
    st.markdown(literal(passage.reason))
    by_reason: dict[str, list[str]] = {}
    for mark in passage.marks:
        by_reason.setdefault(mark.reason, []).append(mark.text)
    for reason, texts in by_reason.items():
        st.markdown(f"**{literal('、'.join(dict.fromkeys(texts)))}**：{literal(reason)}")
    comparison(f"passage-{session.token(passage)[:8]}", passage)
    if passage.others:
        with st.expander(f"另有 {passage.documents - 1} 篇往稿也有这段话"):
            st.markdown("\n".join(f"- {source_line(source)}" for source in passage.others))
    if passage.source.document is not None and passage.kind.value not in ("fixed", "routine"):
        st.button(
            "存为本单位常用段落",
            key="keep-standing",
            help="以后查重时这段文字不再算作雷同或过时。",
            on_click=_keep,
            args=(store, passage.place.text.strip()),
        )


def _keep(store: "Store", text: str) -> None:
    store.keep_standing(text)
    st.session_state[_KEPT] = text
