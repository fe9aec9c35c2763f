"""What was recognised in the draft, and the ways to correct it."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from hegao import api
from hegao.draft.model import Part
from hegao.draft.recognition import Corrections, Element
from hegao.report.plain import ELEMENT_WORD
from hegao.web import session
from hegao.web.session import Desk
from hegao.web.wording import literal, recognised, short

ELEMENTS: Mapping[str, Element] = {
    **{ELEMENT_WORD[element.value]: element for element in Element if element.value in ELEMENT_WORD},
    "层次标题": Element.HEADING,
    "正文": Element.BODY,
}
_NO_HEADING = "—"
LEVELS: Mapping[str, int] = {_NO_HEADING: -1, "篇名": 0, "一、": 1, "（一）": 2, "1.": 3, "（1）": 4}
_PREVIEW = 40


def recognised_panel(opened: Desk, report: api.Report) -> None:
    """One line when shut; open, the 文种 with its reason and a table of paragraphs, both to be corrected."""
    recognition = report.recognition
    with st.expander(recognised(report)):
        genre, why = st.columns([1, 3], vertical_alignment="bottom")
        names = api.genre_names()
        current = recognition.genre.name
        genre.selectbox(
            "文种",
            names,
            index=names.index(current) if current in names else None,
            key=f"genre-{opened.key}",
            on_change=_correct_genre,
            args=(f"genre-{opened.key}",),
        )
        why.markdown(f":gray[判断的理由：{literal(recognition.genre.reason)}。认得不对可以改，改后会重新检查。]")
        rows = table(opened.draft, recognition)
        st.data_editor(
            rows,
            key=f"elements-{session.token(opened.key, session.decisions().corrections)}",
            column_config=_columns(),
            disabled=["段", "文字", "理由"],
            hide_index=True,
            on_change=_correct_elements,
            args=(opened, rows),
        )
        if session.decisions().corrections != Corrections():
            st.button("全部恢复自动识别", key="forget-corrections", on_click=_forget, args=(f"genre-{opened.key}",))


def _columns() -> dict[str, Any]:
    config = st.column_config
    return {
        "段": config.NumberColumn(width=50),
        "文字": config.TextColumn(width="large"),
        "要素": config.SelectboxColumn(options=list(ELEMENTS), required=True, width="small"),
        "层次": config.SelectboxColumn(
            options=list(LEVELS), width="small", help="一、二、三、是第一层，（一）是第二层。"
        ),
        "理由": config.TextColumn(width="medium"),
    }


def table(draft: api.Draft, recognition: api.Recognition) -> list[dict[str, Any]]:
    """A row for each paragraph of the main text: number, beginning, element, heading level, reason."""
    reasons = {r.place.paragraph: r.reason for r in recognition.elements}
    levels = {h.place.paragraph: h.level for h in reversed(recognition.outline)}
    element_name = {element: name for name, element in ELEMENTS.items()}
    level_name = {level: name for name, level in LEVELS.items()}
    return [
        {
            "段": p.number,
            "文字": short(p.text, _PREVIEW),
            "要素": element_name[recognition.element(p)],
            "层次": level_name.get(levels.get(p.number, -1), _NO_HEADING),
            "理由": reasons.get(p.number, ""),
        }
        for p in draft.paragraphs
        if p.part is Part.BODY and not p.blank
    ]


def corrected(
    before: Corrections, rows: list[dict[str, Any]], edits: Mapping[int, Mapping[str, str | None]]
) -> Corrections:
    """``before`` with what the user changed in the table; ``edits`` are by row index, as the editor reports them."""
    elements, levels = dict(before.elements), dict(before.levels)
    for index, changes in edits.items():
        number = rows[index]["段"]
        if changes.get("要素"):
            elements[number] = ELEMENTS[str(changes["要素"])]
        if "层次" in changes:
            levels[number] = LEVELS[changes["层次"] or _NO_HEADING]
    return Corrections(before.genre, elements, levels)


def _correct_genre(key: str) -> None:
    before = session.decisions().corrections
    session.correct(Corrections(st.session_state[key], before.elements, before.levels))


def _correct_elements(opened: Desk, rows: list[dict[str, Any]]) -> None:
    before = session.decisions().corrections
    edits = st.session_state[f"elements-{session.token(opened.key, before)}"]["edited_rows"]
    session.correct(corrected(before, rows, edits))


def _forget(key: str) -> None:
    st.session_state.pop(key, None)
    session.correct(Corrections())
