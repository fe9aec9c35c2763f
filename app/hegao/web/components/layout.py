"""The pages of a draft as they are and as they would be when mended or laid out afresh, side by side."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from hegao import api
from hegao.errors import HegaoError
from hegao.web import session
from hegao.web.components.handout import Handout
from hegao.web.wording import laid_out_name, literal, mended_name

if TYPE_CHECKING:
    from hegao.api import PageImages

_MENDED, _LAID_OUT = "改好的稿件", "排版稿"
_NO_PAGES = "原稿的版面不能在这里预览。"


@dataclass(frozen=True, slots=True)
class _Other:
    """A file made of the draft: what it is called before the user, how it was made, its name and bytes."""

    what: str
    told: str
    name: str
    data: bytes
    notices: tuple[str, ...] = ()


def layout(made: Handout) -> None:
    """The comparison; drawn here, and only when the user asks for it."""
    opened = made.opened
    try:
        other = _other(made)
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
        _head(other)
    with sides[1]:
        _pages("after", other.what, *_drawn(other.data, other.name))
    for notice in other.notices:
        st.info(literal(notice))
    st.caption("预览时本机没有的字体用相近的代替，字形和换行会略有不同。")


def _other(made: Handout) -> _Other:
    """What is shown on the right: the mended draft, where a Word file has adopted fixes and the user wishes it."""
    key, name = session.token(made.opened.key, made.decisions, made.profile), made.opened.name
    ending = made.ending if made.opened.draft.media == "docx" else None
    if ending and made.decisions.adopted:
        chosen = st.segmented_control(
            "与原稿对照",
            [_MENDED, _LAID_OUT],
            default=_MENDED,
            required=True,
            key="beside",
            label_visibility="collapsed",
        )
        if chosen == _MENDED:
            told = "只改采纳的地方，其余一字不动"
            return _Other(_MENDED, told, mended_name(name, ending), _mended(key, made))
    typeset = _laid_out(key, made)
    style = api.load_profile(made.profile or made.report.profile).title
    return _Other(_LAID_OUT, f"按“{style}”排版", laid_out_name(name), typeset.data, typeset.notices)


def _head(other: _Other) -> None:
    told, download = st.columns([3, 1], vertical_alignment="center")
    told.markdown(f"**{other.what}**　:gray[{literal(other.told)}]")
    download.download_button(
        f"下载{other.what}",
        other.data,
        file_name=other.name,
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


@st.cache_resource(scope="session", max_entries=3, show_spinner="正在修改……")
def _mended(key: str, _made: Handout) -> bytes:  # noqa: ARG001 - the cache's key
    return _made.mended()


@st.cache_resource(scope="session", max_entries=3, show_spinner="正在排版……")
def _laid_out(key: str, _made: Handout) -> api.Typeset:  # noqa: ARG001 - the cache's key
    return _made.laid_out()
