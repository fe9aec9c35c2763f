"""边写边查: the box in which the draft is written, its marks coming and going with the text."""

import streamlit as st

from hegao.web import desk, session
from hegao.web.components.findings import adopt
from hegao.web.components.writer import writer
from hegao.web.desk import Item
from hegao.web.session import Desk
from hegao.web.writing import Sheet, written

_KEYS = "停笔片刻就检查一遍。点标记看说明，F8 跳到下一处，Ctrl+回车采纳建议。"


def writing(opened: Desk, sheet: Sheet, found: tuple[Item, ...]) -> None:
    """The box, and the way back from the last adoption."""
    marks = desk.marks(found, ())

    def accepted(target: str) -> None:
        name, spot = desk.parse_target(target)
        item = next((item for item in session.found_items(opened) if item.name == name), None)
        if item is not None and spot in item.mendable:
            adopt(item, (spot,))

    writer(
        written(sheet.text, marks),
        sheet.turn,
        typed=session.typed,
        clicked=session.select_target,
        accepted=accepted,
    )
    keys, back = st.columns([5, 2], vertical_alignment="center")
    keys.caption(_KEYS)
    back.button(
        "撤回上一次采纳",
        key="take-back-text",
        disabled=not sheet.before,
        help="文字回到那次采纳之前，之后写的也一并撤去。",
        on_click=session.take_back_text,
        width="stretch",
    )
