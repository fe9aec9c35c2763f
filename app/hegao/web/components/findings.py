"""The findings beside the draft: one row each, the open one with its reason, authority, suggestion and buttons."""

from collections.abc import Iterable
from functools import partial

import streamlit as st

from hegao import api
from hegao.report.plain import SEVERITY_WORD, excerpt, place_words, source_words
from hegao.web import desk, session
from hegao.web.components.decided import decided_panel
from hegao.web.desk import Item
from hegao.web.session import Desk
from hegao.web.wording import REASONS, literal, reformed, replacement, short

_PAGE = 30  # rows shown of one severity before the user asks for more
_MEANING = {
    api.Severity.ERROR: "应当改",
    api.Severity.WARNING: "请逐条核对",
    api.Severity.HINT: "供参考",
}


def findings_panel(opened: Desk, found: tuple[Item, ...]) -> None:
    """What is still to decide, and below it what was decided."""
    left = desk.undecided(found)
    safe = sum(len(item.safe) for item in left)
    st.button(
        f"采纳全部有把握的（{safe} 处）" if safe else "没有可以一并采纳的了",
        key="adopt-safe",
        disabled=not safe,
        help="只改不会改变文意的地方，其余的请逐条看过再定。",
        on_click=_adopt_safe,
        args=(left,),
        width="stretch",
    )
    looks = sum(len(desk.reformable(item)) for item in left)
    if looks:
        st.button(
            f"采纳全部版式的改法（{looks} 处）",
            key="adopt-looks",
            help="字体、字号、缩进、行距、页边距等改成规范的样子，文字不动；改好后在“版面预览”里看。",
            on_click=_adopt_looks,
            args=(left,),
            width="stretch",
        )
    with st.container(key="findings", border=False):
        if not left:
            st.success("没有待处理的问题了。" if found else "没有发现问题。")
        for severity, group in desk.by_severity(left).items():
            _group(opened, severity, group)
        decided_panel(opened, found)


def _group(opened: Desk, severity: api.Severity, group: tuple[Item, ...]) -> None:
    st.markdown(f"**{SEVERITY_WORD[severity]}** {len(group)} 项　:gray[{_MEANING[severity]}]")
    chosen = session.selection().name
    limit = st.session_state.setdefault(f"rows-{severity}", _PAGE)
    hidden = [item for item in group[limit:] if item.name != chosen]
    for item in group:
        if item not in hidden:
            _row(opened, item, is_open=item.name == chosen)
    if hidden:
        more = partial(st.session_state.__setitem__, f"rows-{severity}", limit + _PAGE)
        st.button(f"再列 {min(_PAGE, len(hidden))} 项（还有 {len(hidden)} 项）", key=f"more-{severity}", on_click=more)


def _row(opened: Desk, item: Item, *, is_open: bool) -> None:
    finding = item.finding
    with st.container(key=f"row-{finding.severity.value}-{'open' if is_open else 'shut'}-{item.name}"):
        places = f"　:gray[{len(item.left)}\u00a0处]" if len(item.left) > 1 else ""
        st.button(
            f"{literal(finding.message)}{places}",
            key=f"item-{item.name}",
            type="tertiary",
            on_click=session.toggle,
            args=(item.name, item.left[0]),
            width="stretch",
        )
        if is_open:
            _details(opened, item)


def _details(opened: Desk, item: Item) -> None:
    finding = item.finding
    spot = session.selection().spot
    spot = spot if spot in item.left else item.left[0]
    st.markdown(f"{literal(finding.why)}  \n:gray[依据：{literal(source_words(finding.source))}]")
    _place(opened, item, spot)
    choice = _suggestion(item, spot)
    _actions(item, spot, choice)


def _place(opened: Desk, item: Item, spot: int) -> None:
    place = item.place(spot)
    if place.paragraph is None:
        return
    here = item.left.index(spot)
    words = f":gray[{place_words(place)}]{literal(excerpt(opened.draft, place))}"
    if len(item.left) == 1:
        st.markdown(words)
        return
    back, told, forward = st.columns([1, 3, 1], vertical_alignment="center")
    total = len(item.left)
    for column, text, step in ((back, "上一处", -1), (forward, "下一处", 1)):
        to = item.left[(here + step) % total]
        column.button(
            text, key=f"step{step}-{item.name}", on_click=session.select, args=(item.name, to), width="stretch"
        )
    told.markdown(f"第 {here + 1} 处，共 {total} 处", text_alignment="center")
    st.markdown(words)


def _suggestion(item: Item, spot: int) -> int:
    """Show old → new, and let the user choose where there are several; the number of the fix."""
    fixes, reforms = item.fixes(spot), item.reforms(spot)
    if reforms:
        st.markdown(f"**建议**　{literal(reformed(reforms))}")
        return 0
    if not fixes:
        way = "在 Word 或 WPS 里调整，或者在“版面预览”里按规范重新排版" if item.of_layout else "对照原文核对后自行修改"
        st.markdown(f"**建议**　请{way}。")
        return 0
    old = literal(short(item.place(spot).text)) or "（此处添加）"
    if len(fixes) == 1:
        st.markdown(f"**建议**　:gray[{old}] → **{literal(replacement(fixes[0]))}**")
        return 0
    chosen = st.radio(
        f"**建议**　{old} 改为",
        range(len(fixes)),
        format_func=lambda number: replacement(fixes[number]),
        key=f"choice-{item.name}",
        horizontal=True,
    )
    return int(chosen or 0)


def _actions(item: Item, spot: int, choice: int) -> None:
    with st.container(horizontal=True, key=f"actions-{item.name}", gap="small"):
        if spot in item.mendable:
            many = len(item.mendable) > 1
            st.button(
                f"全部采纳（{len(item.mendable)} 处）" if many else "采纳",
                key=f"adopt-{item.name}",
                type="primary",
                on_click=adopt,
                args=(item, item.mendable, choice),
            )
            if many:
                st.button("只采纳这一处", key=f"adopt-one-{item.name}", on_click=adopt, args=(item, (spot,), choice))
        _ignore_popover(item)
        if item.word:
            _word_popover(item)


def _ignore_popover(item: Item) -> None:
    with st.popover("忽略", key=f"ignoring-{item.name}"):
        reason = st.radio("为什么不改", [*REASONS, "其他原因"], key=f"reason-{item.name}")
        own = st.text_input("写明原因", key=f"own-{item.name}") if reason == "其他原因" else ""
        told = own.strip() if reason == "其他原因" else str(reason)
        st.button("确定忽略", key=f"ignore-{item.name}", disabled=not told, on_click=_ignore, args=(item, told))


def _word_popover(item: Item) -> None:
    with st.popover("加入词库", key=f"wording-{item.name}"):
        word = st.text_input(
            "以后不再提示的词",
            value=item.word,
            key=f"word-{item.name}",
            help="可以写长一些，例如单位全称；只有落在这个词里的问题不再提示。",
        )
        trusted = word.strip()
        st.button("确定加入", key=f"trust-{item.name}", disabled=not trusted, on_click=api.add_word, args=(trusted,))


def _adopt_looks(left: tuple[Item, ...]) -> None:
    session.decide(lambda before: desk.adopt_looks(before, left))
    _move_on_from(left)


def _adopt_safe(left: tuple[Item, ...]) -> None:
    session.decide(lambda before: desk.adopt_safe(before, left))
    _move_on_from(left)


def _move_on_from(left: tuple[Item, ...]) -> None:
    chosen = next((item for item in left if item.name == session.selection().name), None)
    if chosen is not None:
        _move_on(chosen)


def adopt(item: Item, spots: Iterable[int], choice: int = 0) -> None:
    """Mend ``spots`` by fix number ``choice`` and go on to what comes next."""
    # In a text that is being written the finding is gone with its fault, so the next is looked for before.
    writing = session.sheet() is not None
    spots = frozenset(spots)
    if writing and spots.issuperset(item.left):
        _move_on(item, leaving=True)
    session.decide(lambda before: desk.adopt(before, item, spots, choice))
    if not writing:
        _move_on(item)


def _ignore(item: Item, reason: str) -> None:
    _move_on(item, leaving=True)
    session.decide(lambda before: desk.ignore(before, item, reason))


def _move_on(item: Item, *, leaving: bool = False) -> None:
    opened = session.desk()
    if opened is None:
        return
    found = session.found_items(opened)
    same = next((other for other in found if other.name == item.name and other.left), None)
    if same is None or leaving:
        session.advance(found, item.name)
    else:
        session.select(item.name, same.left[0])
