"""核稿: the draft with its findings beside it."""

from collections import Counter

import streamlit as st

from hegao import api
from hegao.report import html
from hegao.web import desk, session
from hegao.web.components.blocks import blocks
from hegao.web.components.findings import findings_panel
from hegao.web.components.intake import desk_bar, intake
from hegao.web.components.recognised import recognised_panel
from hegao.web.components.viewer import spotlight, viewer
from hegao.web.desk import Item
from hegao.web.session import Desk
from hegao.web.wording import counts, literal, mended_name, opinion_name


def page() -> None:
    """The page."""
    opened = session.desk()
    if opened is None:
        intake()
        return
    report = session.report(opened)
    found = session.found_items(opened)
    desk_bar(opened)
    _notices(report)
    recognised_panel(opened, report)
    text, side = st.columns([3, 2], gap="medium")
    with text:
        _draft(opened, report, found)
    with side:
        findings_panel(opened, found)
    # Last, so that the row it brings into view is on the page.
    chosen = session.selection()
    spotlight(opened.key, f"{chosen.name}:{chosen.spot}" if chosen.name else "", chosen.turn)


def _notices(report: api.Report) -> None:
    for notice in report.draft.notices:
        st.info(literal(notice))
    for failure in report.failures:
        st.warning(literal(failure.message))


def _draft(opened: Desk, report: api.Report, found: tuple[Item, ...]) -> None:
    mended = desk.to_mend(found)
    planned = api.plan(report.draft, mended, api.Safety.REVIEW)
    summary, copy, opinion = st.columns([5, 2, 2], vertical_alignment="center")
    # Made when asked for, in a thread that knows no session: everything they need is taken along from here.
    decided = desk.as_decided(report, session.decisions())
    left = {severity: len(group) for severity, group in desk.by_severity(desk.undecided(found)).items()}
    done = f"，已采纳 {len(planned.edits)} 处" if planned.edits else ""
    summary.markdown(f"**{counts(left)}**　:gray[共 {report.draft.characters} 字{done}]")
    copy.download_button(
        "下载改好的稿件",
        lambda: api.fix_bytes(opened.data, opened.name, report.draft, mended).data,
        file_name=mended_name(opened.name),
        disabled=not planned.edits,
        on_click="ignore",
        key="download-mended",
        help="只改您采纳的地方，其余一字不动；原文件保持原样。",
        width="stretch",
    )
    opinion.download_button(
        "下载核稿意见",
        lambda: html.page([(opened.name, decided)]),
        file_name=opinion_name(opened.name),
        mime="text/html",
        on_click="ignore",
        key="download-opinion",
        width="stretch",
    )
    for reason, number in Counter(skipped.reason for skipped in planned.skipped).items():
        st.caption(f"采纳的改法中有 {number} 处没有改：{literal(reason)}")
    marks = desk.marks(found, planned.edits)
    viewer(opened.key, blocks(report.draft, report.recognition, marks), clicked=session.select_target)
