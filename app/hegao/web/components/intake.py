"""How a draft gets on the desk: upload, paste, or one of the shipped documents."""

from collections.abc import Callable

import streamlit as st

from hegao import api
from hegao.errors import HegaoError
from hegao.web import session
from hegao.web.session import Desk
from hegao.web.wording import literal

_TYPES = ["docx", "txt", "md"]
_PASTED = "粘贴的文字.txt"
_PASTE_LIMIT = 200_000


def intake() -> None:
    """Offer the three ways to open a draft; an error is told in one sentence and changes nothing."""
    st.title("打开一篇稿件")
    st.caption("稿件只在本机处理，不上传、不联网，原文件不会改动。")
    upload, paste, samples = st.tabs(["上传文件", "粘贴文字", "用现成的稿子试试"])
    with upload:
        st.file_uploader(
            "支持 .docx、.txt、.md，不超过 20 MB",
            type=_TYPES,
            key="upload",
            on_change=_guarded(_take_upload),
        )
    with paste:
        st.text_area(
            "把稿件粘贴在这里",
            key="pasted",
            height=260,
            max_chars=_PASTE_LIMIT,
            placeholder="从 Word、WPS 或网页复制的文字",
        )
        st.button("开始核稿", type="primary", key="take-pasted", on_click=_guarded(_take_pasted))
    with samples:
        _samples()
    _tell_error()


def _samples() -> None:
    practice = api.practice_drafts()
    st.markdown("**练习稿**　特意写错多处的稿子，看看能查出什么。")
    for number, document in enumerate(practice):
        _sample(document, f"practice-{number}")
    documents = api.model_documents()
    st.markdown(f"**范文**　各文种的示范写法，共 {len(documents)} 篇。")
    genres = tuple(dict.fromkeys(document.genre for document in documents))
    chosen = st.pills("文种", genres, key="sample-genre", default=genres[0], label_visibility="collapsed")
    for number, document in enumerate(documents):
        if document.genre == chosen:
            _sample(document, f"model-{number}")


def _sample(document: api.ModelDocument, key: str) -> None:
    words, button = st.columns([6, 1], vertical_alignment="center")
    words.markdown(f"{literal(document.title)}  \n:gray[{literal(document.note)}]")
    take = _guarded(lambda: session.open_draft(document.path.read_bytes(), document.path.name))
    button.button("打开", key=f"open-{key}", on_click=take, width="stretch")


def _take_upload() -> None:
    uploaded = st.session_state["upload"]
    if uploaded is not None:
        session.open_draft(uploaded.getvalue(), uploaded.name)


def _take_pasted() -> None:
    text = st.session_state["pasted"]
    api.read_text(text)  # says what is wrong with an empty text in its own words
    session.open_draft(text.encode(), _PASTED)


def _guarded(action: Callable[[], object]) -> Callable[[], None]:
    """``action`` with an error remembered for the page instead of thrown at it."""

    def run() -> None:
        st.session_state.pop("intake-error", None)
        try:
            action()
        except HegaoError as error:
            st.session_state["intake-error"] = str(error)

    return run


def _tell_error() -> None:
    error = st.session_state.get("intake-error")
    if error:
        st.error(literal(error))


def desk_bar(opened: Desk) -> None:
    """The name of the open draft and the way to another one."""
    name, other = st.columns([8, 1], vertical_alignment="center")
    name.markdown(f"#### {literal(opened.name)}")
    other.button("换一篇", key="put-aside", on_click=session.put_aside, width="stretch")
