"""How a draft gets on the desk: upload, paste, or one of the shipped documents."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from hegao import api
from hegao.errors import HegaoError
from hegao.web import session
from hegao.web.session import Desk
from hegao.web.wording import literal

_PASTED = "粘贴的文字.txt"
_PASTE_LIMIT = 200_000
_ERROR = "intake-error"


def intake() -> None:
    """Offer the three ways to open a draft; an error is told in one sentence and changes nothing."""
    st.title("打开一篇稿件")
    st.caption("稿件只在本机处理，不上传、不联网，原文件不会改动。")
    error = st.session_state.get(_ERROR)
    with st.container():  # always there, so that what comes below keeps its state when an error appears
        if error:
            st.error(literal(error))
    own, samples = st.columns([3, 2], gap="large")
    with own:
        upload, paste = st.tabs(["上传文件", "粘贴文字"])
        with upload:
            # Files of every kind are let through: the reader says in Chinese what to do with a wrong one.
            st.file_uploader(
                "支持 Word、WPS、PDF、OFD、网页和纯文本文件，不超过 20 MB",
                key="upload",
                on_change=guarded(_take_upload),
                help=f"能读的扩展名：{'、'.join(sorted(api.READABLE))}。",
            )
        with paste:
            st.text_area(
                "把稿件粘贴在这里",
                key="pasted",
                height=300,
                max_chars=_PASTE_LIMIT,
                placeholder="从 Word、WPS 或网页复制来的文字",
            )
            with st.container(horizontal=True):
                st.button("开始核稿", type="primary", key="take-pasted", on_click=guarded(_take_pasted))
                st.button("边写边查", key="write-pasted", on_click=guarded(_write_pasted), help="在这段文字上接着写。")
    with samples:
        _samples()


def _samples() -> None:
    st.markdown("**练习稿**　:gray[特意写错多处，看看能查出什么]")
    for number, document in enumerate(api.practice_drafts()):
        _sample(document, f"practice-{number}")
    documents = api.model_documents()
    genres = tuple(dict.fromkeys(document.genre for document in documents))
    st.markdown(f"**范文**　:gray[各文种的示范写法，共 {len(documents)} 篇]")
    chosen = st.selectbox("文种", genres, key="sample-genre", label_visibility="collapsed")
    for number, document in enumerate(documents):
        if document.genre == chosen:
            _sample(document, f"model-{number}")


def _sample(document: api.ModelDocument, key: str) -> None:
    with st.container(key=f"row-hint-shut-{key}"):
        st.button(
            literal(document.title),
            key=f"pick-{key}",
            type="tertiary",
            on_click=guarded(lambda: session.open_draft(document.path.read_bytes(), document.path.name)),
            width="stretch",
        )
        st.caption(literal(document.note))


def _take_upload() -> None:
    uploaded = st.session_state["upload"]
    if uploaded is not None:
        session.open_draft(uploaded.getvalue(), uploaded.name)


def _take_pasted() -> None:
    text = st.session_state["pasted"]
    api.read_text(text)  # says what is wrong with an empty text in its own words
    session.open_draft(text.encode(), _PASTED)


def _write_pasted() -> None:
    _take_pasted()
    session.show(session.View.WRITING)


def guarded(action: Callable[[], object]) -> Callable[[], None]:
    """``action`` with an error remembered for the page instead of thrown at it."""

    def run() -> None:
        st.session_state.pop(_ERROR, None)
        try:
            action()
        except HegaoError as error:
            st.session_state[_ERROR] = str(error)

    return run


def desk_bar(opened: Desk) -> DeltaGenerator:
    """The name of the open draft and the way to another one; what a page adds to the row goes between them."""
    name, between, other = st.columns([7, 5, 1], vertical_alignment="bottom")
    name.markdown(f"#### {literal(opened.name)}")
    other.button("换一篇", key="put-aside", on_click=session.put_aside, width="stretch")
    return between.container(horizontal=True, horizontal_alignment="right")
