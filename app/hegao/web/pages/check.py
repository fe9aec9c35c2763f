"""核稿: the draft with its findings beside it, as it is being written, or as its pages look."""

from collections import Counter

import streamlit as st

from hegao import api
from hegao.web import desk, session
from hegao.web.components.blocks import blocks
from hegao.web.components.findings import findings_panel
from hegao.web.components.handout import Handout, handout, handout_menu
from hegao.web.components.intake import desk_bar, intake
from hegao.web.components.layout import layout
from hegao.web.components.recognised import recognised_panel
from hegao.web.components.viewer import spotlight, viewer
from hegao.web.components.writer import NAME as WRITER
from hegao.web.components.writing import writing
from hegao.web.session import Desk, View
from hegao.web.wording import counts, literal


def page() -> None:
    """The page."""
    opened = session.desk()
    if opened is None:
        intake()
        return
    with desk_bar(opened):
        _views(opened)
    made = handout(opened, session.report(opened), session.found_items(opened))
    _notices(made.report)
    if session.view() is View.LAYOUT:
        layout(made)
        return
    recognised_panel(opened, made.report)
    text, side = st.columns([3, 2], gap="medium")
    with text:
        _draft(made)
    with side:
        findings_panel(opened, made.found)
    # Last, so that the row it brings into view is on the page.
    chosen = session.selection()
    shown = WRITER if session.sheet() else opened.key
    spotlight(shown, f"{chosen.name}:{chosen.spot}" if chosen.name else "", chosen.turn)


def _views(opened: Desk) -> None:
    def show() -> None:
        session.show(View(st.session_state["view"]))

    st.session_state["view"] = session.view()
    st.segmented_control(
        "怎样看这篇稿件",
        session.views(opened),
        required=True,
        key="view",
        on_change=show,
        label_visibility="collapsed",
    )


def _notices(report: api.Report) -> None:
    with st.container():  # always there, so that what comes below keeps its state when a notice appears
        if report.draft.notices:
            st.info(literal("\n".join(report.draft.notices)))
        for failure in report.failures:
            st.warning(literal(failure.message))


def _draft(made: Handout) -> None:
    opened, report, found = made.opened, made.report, made.found
    planned = api.plan(report.draft, desk.to_mend(found), api.Safety.REVIEW)
    sheet = session.sheet()
    summary, menu = st.columns([4, 1], vertical_alignment="center")
    changes = len(planned.edits) + len(planned.reforms)
    summary.markdown(":gray[还没有文字]" if sheet and sheet.blank else _summary(made, changes))
    with menu:
        handout_menu(made, changed=bool(changes or sheet))
    for reason, number in Counter(skipped.reason for skipped in planned.skipped).items():
        st.caption(f"采纳的改法中有 {number} 处没有改：{literal(reason)}")
    if sheet:
        writing(opened, sheet, found)
    else:
        marks = desk.marks(found, planned.edits)
        viewer(opened.key, blocks(report.draft, report.recognition, marks), clicked=session.select_target)


def _summary(made: Handout, adopted: int) -> str:
    left = {severity: len(group) for severity, group in desk.by_severity(desk.undecided(made.found)).items()}
    done = f"，已采纳 {adopted} 处" if adopted else ""
    return f"**{counts(left)}**　:gray[共 {made.report.draft.characters} 字{done}]"
