"""The pages of a draft as they are and as they would be laid out afresh, side by side."""

from typing import TYPE_CHECKING

import streamlit as st

from hegao import api
from hegao.errors import HegaoError
from hegao.web import session
from hegao.web.components.handout import Handout
from hegao.web.wording import laid_out_name, literal

if TYPE_CHECKING:
    from hegao.api import PageImages

_NO_PAGES = "原稿的版面不能在这里预览。"


def layout(made: Handout) -> None:
    """The comparison; drawn here, and only when the user asks for it."""
    opened = made.opened
    try:
        typeset = _laid_out(session.token(opened.key, made.decisions, made.profile), made)
    except HegaoError as error:
        st.error(literal(str(error)))
        return
    before, trouble = _drawn(opened.data, opened.name)
    paged = before is not None or bool(trouble)
    shares = [1, 1] if paged else [1, 2, 1]
    heads = st.columns(shares, gap="medium", vertical_alignment="center")
    sides = st.columns(shares, gap="medium")
    heads[0].markdown("**原稿**" if paged else f":gray[{_NO_PAGES}]")
    if paged:
        with sides[0]:
            _pages("before", "原稿", before, trouble)
    with heads[1]:
        _head(made, typeset)
    with sides[1]:
        _pages("after", "排版稿", *_drawn(typeset.data, laid_out_name(opened.name)))
    for notice in typeset.notices:
        st.info(literal(notice))
    st.caption("预览时本机没有的字体用相近的代替，字形和换行会略有不同。")


def _head(made: Handout, typeset: api.Typeset) -> None:
    style = api.load_profile(made.profile or made.report.profile).title
    told, download = st.columns([3, 1], vertical_alignment="center")
    told.markdown(f"**排版稿**　:gray[按“{literal(style)}”排版]")
    download.download_button(
        "下载排版稿",
        typeset.data,
        file_name=laid_out_name(made.opened.name),
        on_click="ignore",
        key="download-layout",
        width="stretch",
    )


def _drawn(data: bytes, name: str) -> tuple["PageImages | None", str]:
    """The pages, or why there are none; neither for a file that has no pages."""
    try:
        with st.spinner("正在画版面……"):
            return api.page_images(data, name), ""
    except HegaoError as error:
        return None, str(error)


def _pages(side: str, what: str, drawn: "PageImages | None", trouble: str) -> None:
    with st.container(key=f"pages-{side}"):
        if drawn is None:
            st.info(literal(trouble))
            return
        for number, image in enumerate(drawn.images, 1):
            st.image(image, width="stretch", alt=f"{what}第 {number} 页")
        if drawn.pages > len(drawn.images):
            st.caption(f"共 {drawn.pages} 页，只画出前 {len(drawn.images)} 页。")


@st.cache_resource(scope="session", max_entries=3, show_spinner="正在排版……")
def _laid_out(key: str, _made: Handout) -> api.Typeset:  # noqa: ARG001 - the cache's key
    return _made.laid_out()
