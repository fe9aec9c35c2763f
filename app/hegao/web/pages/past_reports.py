"""往稿库: bring past reports in, see what is there, search and remove them."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from hegao import api
from hegao.errors import HegaoError
from hegao.text.numerals import percent
from hegao.web.components.blocks import Block, Mark, pieces
from hegao.web.components.charts import bars, columns, coverage
from hegao.web.components.store import Progress, past_reports, take_uploads
from hegao.web.components.viewer import viewer
from hegao.web.wording import literal

if TYPE_CHECKING:
    from hegao.api import Account, Hit, PastReport, Store

_ORIGIN = {"sample": "范文", "user": "往稿"}
_UNKNOWN = "不详"
_HITS = 40
_BARS = 12
_SERIES = 20
_ACCOUNT = "account"
_HALTED = "halted"  # how far an import had come that the user stopped


def page() -> None:
    """The page."""
    store = past_reports()
    st.title("往稿库")
    statistics = store.statistics()
    st.caption(
        f"共 {statistics.documents} 篇，{statistics.characters:,} 字，其中范文 {statistics.origins.get('sample', 0)} 篇。"
        "查重和结构建议都以这里为准，内容只存在本机。"
    )
    inside, bring, search = st.tabs(["库里有什么", "导入往稿", "查找"])
    with inside:
        _inside(store)
    with bring:
        _bring(store)
    with search:
        _search(store)


def _inside(store: "Store") -> None:
    statistics = store.statistics()
    if not statistics.documents:
        st.info("往稿库还是空的，请到“导入往稿”里添加。")
        return
    genres, years = st.columns(2, gap="large")
    with genres:
        listed = dict(list(statistics.genres.items())[:_BARS])
        more = f"（共 {len(statistics.genres)} 种，列前 {_BARS} 种）" if len(statistics.genres) > _BARS else ""
        bars(f"各文种篇数{more}", listed)
    with years:
        columns("各年份篇数", year_counts(statistics.years))
    _series(store)
    _standing(store)
    st.markdown("**全部往稿**")
    reports = store.documents()[::-1]  # what was added last comes first
    chosen = st.dataframe(
        [row(report) for report in reports],
        key="reports",
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        height=360,
        column_config={
            "编号": st.column_config.NumberColumn(width=60),
            "标题": st.column_config.TextColumn(width="large"),
            "字数": st.column_config.NumberColumn(width=70),
        },
    )
    picked = [reports[index] for index in chosen.selection.rows if index < len(reports)]
    if not picked:
        st.caption("点选表格左侧的方框，可以看全文、看导入时清理掉的内容，也可以移除。")
        return
    with st.popover(f"移除选中的 {len(picked)} 篇"):
        st.markdown("移除后查重和结构建议不再参考它们，原来的文件不受影响。")
        st.button("确定移除", key="remove", on_click=_remove, args=(store, [r.id for r in picked]))
    _whole(store, picked[0])


def _series(store: "Store") -> None:
    several = [one for one in store.series() if one.documents > 1]
    if not several:
        return
    st.markdown(f"**系列**　:gray[同一地方或单位历年的同一种材料，共 {len(several)} 个]")
    wanted = st.text_input(
        "查找系列", key="series-query", placeholder="输入地名或单位名查找系列", label_visibility="collapsed"
    ).strip()
    listed = [one for one in several if wanted in one.name]
    if not listed:
        st.info("没有名称里含有这几个字的系列，请换个说法。")
        return
    if len(listed) > _SERIES:
        st.caption(f"列出篇数最多的 {_SERIES} 个，其余请输入名称查找。")
    coverage({one.name: one.years for one in listed[:_SERIES]})


def _standing(store: "Store") -> None:
    kept = store.standing()
    if not kept:
        return
    with st.expander(f"本单位常用段落（{len(kept)} 段）"):
        for one in kept:
            text, drop = st.columns([8, 1], vertical_alignment="center")
            text.markdown(literal(one.text))
            drop.button("取消", key=f"drop-{one.key}", on_click=store.drop_standing, args=(one.key,))


def year_counts(years: Mapping[int | None, int]) -> dict[str, int]:
    """The years in order, those not known last."""
    known = {str(year): years[year] for year in sorted(y for y in years if y is not None)}
    return {**known, _UNKNOWN: years[None]} if None in years else known


def row(report: "PastReport") -> dict[str, Any]:
    """A report as a row of the table."""
    return {
        "编号": report.id,
        "文种": report.genre,
        "标题": report.title,
        "单位": report.issuer or _UNKNOWN,
        "日期": report.date or (f"{report.year}年" if report.year else _UNKNOWN),
        "字数": report.characters,
        "来源": _ORIGIN.get(report.origin, report.origin),
        "文件": Path(report.path).name,
    }


def _remove(store: "Store", numbers: list[int]) -> None:
    store.remove(numbers)


def _whole(store: "Store", report: "PastReport") -> None:
    removed = store.removed_from(report.id)
    if removed:
        with st.expander(f"导入时清理掉 {len(removed)} 处"):
            for piece in removed:
                st.markdown(f":gray[{literal(piece.reason)}]　{literal(piece.text)}")
    text: list[Block] = [
        {"p": p.number, "c": _kind(p.level), "x": [{"t": p.text.strip()}]} for p in store.paragraphs(report.id)
    ]
    viewer(f"report-{report.id}", text, label=report.title, short=True)


def _kind(level: int | None) -> str:
    return "body" if level is None else "title" if level == 0 else f"level{level}"


def _bring(store: "Store") -> None:
    uploads = st.file_uploader(
        "选择 Word、WPS、PDF、OFD、网页或纯文本文件，或装着它们的压缩包（.zip、.tar.xz），可以一次选多个",
        accept_multiple_files=True,
        key="report-uploads",
    )
    if st.button("导入所选文件", type="primary", key="add-uploads", disabled=not uploads):
        _run(lambda told: take_uploads(store, {file.name: file.getvalue() for file in uploads}, told))
    st.markdown("**或者导入本机的整个文件夹或压缩包**")
    folder = st.text_input(
        "路径", key="folder", placeholder=r"例如 D:\往年材料 或 /home/me/往年材料.tar.xz", label_visibility="collapsed"
    ).strip()
    if st.button("导入", key="add-folder", disabled=not folder):
        if Path(folder).exists():
            _run(lambda told: api.add_reports(store, [Path(folder)], told))
        else:
            st.error(f"找不到文件夹或文件“{literal(folder)}”，请检查路径是否写对。")
    st.caption("导入过的文件没有变就不再读；变了的，用新内容代替旧内容。")
    account = st.session_state.pop(_ACCOUNT, None)
    if account is not None:
        _tell(account)
    elif halted := st.session_state.pop(_HALTED, None):
        done, total = halted
        st.warning(f"导入已停止：{total} 个文件中处理了 {done} 个。再次导入同样的文件，会接着做完。")


def _run(add: Callable[[Progress], "Account"]) -> None:
    bar = st.progress(0.0, "正在读取文件……")
    # A click ends this run at its next word to the page; what was written until then stays in the store.
    st.button("停止导入", key="halt")

    def told(done: int, total: int, name: str) -> None:
        st.session_state[_HALTED] = (done, total)
        bar.progress(done / max(total, 1), f"第 {done} 个，共 {total} 个：{literal(Path(name).name)}")

    try:
        st.session_state[_ACCOUNT] = add(told)
    except HegaoError as error:
        st.session_state.pop(_HALTED, None)
        bar.empty()
        st.error(literal(str(error)))
        return
    st.session_state.pop(_HALTED, None)
    st.rerun()  # the figures at the head of the page have changed


def _tell(account: "Account") -> None:
    replaced = f"（其中代替旧内容 {len(account.replaced)} 篇）" if account.replaced else ""
    st.success(
        f"新添 {len(account.added)} 篇{replaced}，库里已有 {len(account.known)} 篇，未能导入 {len(account.refused)} 个文件。"
    )
    for title, names in (
        ("新添的往稿", [taken.title for taken in account.added]),
        ("内容与库里相同、没有重复添加的", [taken.title for taken in account.known]),
        ("未能导入的", [f"{Path(r.path).name}：{r.reason}" for r in account.refused]),
    ):
        if names:
            with st.expander(f"{title}（{len(names)}）", expanded=title == "未能导入的"):
                st.markdown("\n".join(f"- {literal(name)}" for name in names))


def _search(store: "Store") -> None:
    query = st.text_input(
        "几个词用空格隔开；也可以粘贴一段话，改动过的也找得到", key="query", placeholder="例如：养老 护理员"
    )
    if not query.strip():
        return
    hits = api.search_reports(store, query, _HITS)
    if not hits:
        st.info("没有找到，请换个说法或少写几个词。")
        return
    more = f"，只列前 {_HITS} 段" if len(hits) == _HITS else ""
    st.caption(f"找到 {len(hits)} 段{more}。")
    viewer("hits", hit_blocks(hits), label="查找结果")


def hit_blocks(hits: Iterable["Hit"]) -> list[Block]:
    """Each paragraph found under the title it stands under, the words marked."""
    found: list[Block] = []
    for number, hit in enumerate(hits, 1):
        report = hit.document
        alike = "" if hit.similarity == 1 else f"相似 {percent(hit.similarity)}"
        about = "　".join(filter(None, (report.title, report.issuer, report.date, alike)))
        marks = [Mark(number, start, end, "differs") for start, end in hit.spans]
        found += [{"label": about}, {"p": number, "c": "plain", "x": pieces(hit.paragraph.text, marks)}]
    return found
