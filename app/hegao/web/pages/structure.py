"""结构: the draft's outline beside the usual one of its genre."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from hegao import api
from hegao.web import session
from hegao.web.components.handout import WORD
from hegao.web.components.history import series_tabs
from hegao.web.components.intake import desk_bar, intake
from hegao.web.components.outline import draft_outline, evidence, evidence_list
from hegao.web.components.store import past_reports
from hegao.web.session import Desk
from hegao.web.wording import literal, outline_name

if TYPE_CHECKING:
    from hegao.api import Advice, Store, UsualSection


def page() -> None:
    """The page."""
    opened = session.desk()
    if opened is None:
        intake()
        return
    desk_bar(opened)
    advice = _advice(opened, past_reports())
    genre = advice.genre
    st.markdown(f"**{literal(genre.name)}**　:gray[{literal(genre.reason)}。文种不对，请到“核稿”页的识别结果里改。]")
    st.caption(advice.series)
    if not advice.usual:
        return
    _verdicts(advice)
    usual, own = st.columns(2, gap="large")
    with usual:
        st.subheader("通常的写法")
        _table(usual_rows(advice), advice.usual, "usual-table", "通常占", "本稿占")
        by_convention = conventional_words(advice, api.conventional_outline(genre.name))
        if by_convention:
            st.caption(by_convention)
        if advice.topics:
            st.markdown("**各部分通常写到的内容**")
            _table(topic_rows(advice), advice.topics, "topic-table", "通常占")
    with own:
        st.subheader("这篇稿件")
        if advice.outline or advice.missing:
            draft_outline(advice)
        else:
            st.caption("没有认出层次标题。")
    series_tabs(advice)
    _skeleton(opened, advice)


def _skeleton(opened: Desk, advice: "Advice") -> None:
    st.subheader("建议的提纲")
    text = api.advice_skeleton(advice)
    st.code(text, language=None, wrap_lines=True)
    with st.container(horizontal=True):
        st.download_button(
            "新建 Word 文件",
            lambda: api.skeleton_document(advice, profile=api.load_settings().profile),
            file_name=outline_name(opened.name, ".docx"),
            mime=WORD,
            type="primary",
            on_click="ignore",
            key="skeleton-word",
        )
        st.download_button(
            "下载文本",
            text,
            file_name=outline_name(opened.name, ".txt"),
            mime="text/plain",
            on_click="ignore",
            key="skeleton-text",
        )


def _advice(opened: Desk, store: "Store") -> "Advice":
    corrections = session.decisions().corrections
    state = store.statistics()
    token = session.token(opened.key, corrections, state.documents, state.paragraphs, state.characters)
    return _advise(token, opened.draft, store, corrections)


@st.cache_resource(scope="session", max_entries=4, show_spinner="正在比对结构……")
def _advise(
    name: str,  # noqa: ARG001 - the cache's key; what has an underscore is not hashed
    _draft: api.Draft,
    _store: "Store",
    _corrections: api.Corrections,
) -> "Advice":
    return api.suggest_structure(_draft, _store, corrections=_corrections)


def _verdicts(advice: "Advice") -> None:
    """In one line what the outline below shows in its places, then what concerns single sections."""
    lacking = len(advice.missing) + len(advice.gaps)
    odd = [("重复", oddity.reason, oddity.witnesses) for oddity in advice.superfluous]
    odd += [("次序", oddity.reason, oddity.witnesses) for oddity in advice.misplaced]
    odd += [("篇幅", length.reason, length.witnesses) for length in advice.lengths]
    if lacking:
        st.warning(f"缺少 {lacking} 处，已在右边提纲的相应位置标出，点开可以看往稿怎么写。")
    elif not odd:
        st.success("结构与通常的写法一致。")
    for number, (word, reason, witnesses) in enumerate(odd):
        told, seen = st.columns([5, 1], vertical_alignment="center")
        told.markdown(f"**{word}**　{literal(reason)}")
        with seen:
            evidence(witnesses, f"oddity-{number}")


def conventional_words(advice: "Advice", conventional: Sequence["UsualSection"]) -> str:
    """The conventional outline of the genre in one line, where the past reports leave out a part of it."""
    usual = {section.role.id for section in advice.usual}
    if all(section.role.id in usual for section in conventional):
        return ""
    names = (section.role.name + ("" if section.required else "（可有）") for section in conventional)
    return f"这一文种通行的写法：{' → '.join(names)}。"


def usual_rows(advice: "Advice") -> list[dict[str, Any]]:
    """The usual outline as rows: name, how many reports have it, its usual share and that in the draft."""
    missing = {lack.usual.role.id for lack in advice.missing}
    own = own_shares(advice)
    return [
        {
            "部分": usual.role.name,
            "往稿": f"{usual.documents}/{usual.of} 篇" if usual.of else ("应有" if usual.required else "可有"),
            "通常占": round(100 * usual.share),
            "本稿": "有" if usual.role.id in own else "缺" if usual.role.id in missing else "没有写",
            "本稿占": round(100 * own.get(usual.role.id, 0.0)),
        }
        for usual in advice.usual
    ]


def own_shares(advice: "Advice") -> dict[str, float]:
    """Which part of the draft each role takes, 0 to 1; a section of several roles is divided evenly."""
    total = sum(section.characters for section in advice.sections) or 1
    shares: dict[str, float] = {}
    for section in advice.sections:
        for role in section.roles:
            shares[role] = shares.get(role, 0.0) + section.characters / len(section.roles) / total
    return shares


def topic_rows(advice: "Advice") -> list[dict[str, Any]]:
    """What sections of such reports are about, as rows."""
    return [
        {"内容": topic.role.name, "往稿": f"{topic.documents}/{topic.of} 篇", "通常占": round(100 * topic.share)}
        for topic in advice.topics
    ]


def _table(rows: list[dict[str, Any]], sections: Sequence["UsualSection"], name: str, *bars: str) -> None:
    """A table with a row for each section; a row that is chosen shows the past reports that have the section."""
    column = st.column_config.ProgressColumn(min_value=0, max_value=100, format="%d%%", width="small")
    columns = dict.fromkeys(bars, column)
    if not any(section.witnesses for section in sections):
        st.dataframe(rows, hide_index=True, column_config=columns, height="content")
        return
    chosen = st.dataframe(
        rows,
        key=name,
        hide_index=True,
        column_config=columns,
        height="content",
        on_select="rerun",
        selection_mode="single-row",
    )
    picked = [sections[index] for index in chosen.selection.rows if index < len(sections)]
    if not picked:
        st.caption("点选一行左侧的方框，看哪些往稿有这一部分。")
    for section in picked:
        st.markdown(f"“{literal(section.role.name)}”如：\n{evidence_list(section.witnesses)}")
