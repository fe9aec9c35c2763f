"""结构: the draft's outline beside the usual one of its genre."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from hegao import api
from hegao.web import session
from hegao.web.components.intake import desk_bar, intake
from hegao.web.components.store import past_reports
from hegao.web.session import Desk
from hegao.web.wording import literal, outline_name

if TYPE_CHECKING:
    from hegao.api import Advice, Store, UsualSection, Witness

_HEADINGS = 3


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
        _table(usual_rows(advice), "占篇幅")
        by_convention = conventional_words(advice, api.conventional_outline(genre.name))
        if by_convention:
            st.caption(by_convention)
    with own:
        st.subheader("这篇稿件")
        _table(own_rows(advice), "占篇幅")
    st.subheader("建议的提纲")
    text = api.advice_skeleton(advice)
    st.code(text, language=None, wrap_lines=True)
    st.download_button("下载提纲", text, file_name=outline_name(opened.name), mime="text/plain", on_click="ignore")


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
    if not (advice.missing or advice.superfluous or advice.misplaced):
        st.success("结构与通常的写法一致。")
    for lack in advice.missing:
        where = f"通常放在“{lack.after.name}”之后" if lack.after else "通常放在开头"
        seen = f"，{lack.usual.of} 篇中有 {lack.usual.documents} 篇写了" if lack.usual.of else ""
        headings = headings_words(lack.usual.witnesses)
        _verdict(f"**缺少“{literal(lack.usual.role.name)}”**，{where}{seen}。{headings}", lack.usual.witnesses)
    for word, oddities in (("重复", advice.superfluous), ("次序", advice.misplaced)):
        for oddity in oddities:
            _verdict(f"**{word}**　{literal(oddity.reason)}", oddity.witnesses)


def _verdict(words: str, witnesses: Iterable["Witness"]) -> None:
    told, seen = st.columns([5, 1], vertical_alignment="center")
    told.markdown(words)
    listed = list(witnesses)
    if listed:
        with seen.popover("看往稿怎么写"):
            st.markdown("\n".join(f"- {witness_words(witness)}" for witness in listed))


def headings_words(witnesses: Iterable["Witness"]) -> str:
    """The headings past reports use for a part, for Markdown; empty where it stands without one."""
    headings = tuple(dict.fromkeys(witness.heading for witness in witnesses if witness.heading))[:_HEADINGS]
    quoted = "".join(f"“{literal(heading)}”" for heading in headings)
    return f"  \n:gray[往稿里的标题：{quoted}]" if quoted else ""


def conventional_words(advice: "Advice", conventional: Sequence["UsualSection"]) -> str:
    """The conventional outline of the genre in one line, where the past reports leave out a part of it."""
    usual = {section.role.id for section in advice.usual}
    if all(section.role.id in usual for section in conventional):
        return ""
    names = (section.role.name + ("" if section.required else "（可有）") for section in conventional)
    return f"这一文种通行的写法：{' → '.join(names)}。"


def witness_words(witness: "Witness") -> str:
    """A past report and the heading it uses, for Markdown."""
    about = "，".join(filter(None, (witness.issuer, witness.date)))
    heading = f"：“{literal(witness.heading)}”" if witness.heading else ""
    return f"《{literal(witness.title)}》{heading}" + (f"　:gray[{literal(about)}]" if about else "")


def usual_rows(advice: "Advice") -> list[dict[str, Any]]:
    """The usual outline as rows: order, name, how many reports have it, its share, whether the draft has it."""
    missing = {lack.usual.role.id for lack in advice.missing}
    has = {role for section in advice.sections for role in section.roles}
    return [
        {
            "次序": usual.position,
            "部分": usual.role.name,
            "往稿": f"{usual.documents}/{usual.of} 篇" if usual.of else ("应有" if usual.required else "可有"),
            "占篇幅": round(100 * usual.share),
            "本稿": "有" if usual.role.id in has else "缺" if usual.role.id in missing else "没有写",
        }
        for usual in advice.usual
    ]


def own_rows(advice: "Advice") -> list[dict[str, Any]]:
    """The draft's sections as rows: heading, what they are, length and share."""
    names = {usual.role.id: usual.role.name for usual in advice.usual}
    total = sum(section.characters for section in advice.sections) or 1
    return [
        {
            "标题": f"{section.label}{section.heading}" or "（没有标题的开头或结尾）",
            "相当于": "、".join(names[role] for role in section.roles if role in names),
            "字数": section.characters,
            "占篇幅": round(100 * section.characters / total),
        }
        for section in advice.sections
    ]


def _table(rows: list[dict[str, Any]], bar: str) -> None:
    config = {bar: st.column_config.ProgressColumn(min_value=0, max_value=100, format="%d%%", width="small")}
    st.dataframe(rows, hide_index=True, column_config=config, height="content")
