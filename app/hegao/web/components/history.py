"""What past reports of a series show over the years: figures, promises, recurring sentences, a changing outline."""

from typing import TYPE_CHECKING, Any

import streamlit as st

from hegao.report.structure import typical_words, unanswered_words
from hegao.web.components.charts import timeline
from hegao.web.components.outline import evidence
from hegao.web.wording import literal

if TYPE_CHECKING:
    from hegao.api import Advice, Witness

_ROWS = 12


def series_tabs(advice: "Advice") -> None:
    """A tab for each thing there is something to say about; nothing where there is none."""
    shown = {
        f"上次的安排（{len(advice.unanswered)}）": (_promises, advice.unanswered),
        "往年数字": (_figures, advice.followed),
        "提纲沿革": (_changes, advice.variants),
        "常用语句": (_sentences, advice.typical),
    }
    shown = {title: (show, items) for title, (show, items) in shown.items() if items}
    if not shown:
        return
    for tab, (show, _) in zip(st.tabs(list(shown)), shown.values(), strict=True):
        with tab:
            show(advice)


def _promises(advice: "Advice") -> None:
    st.caption("上次报告提出、本稿没有再提到名称的事项。已经完成的请写明结果，没有完成的请说明进展。")
    st.markdown("\n".join(f"- {literal(unanswered_words(promise))}" for promise in advice.unanswered))


def _figures(advice: "Advice") -> None:
    st.caption("这一系列报告年年都报的数字。“本稿”一栏空着的，请看是否漏写。")
    st.dataframe(figure_rows(advice), hide_index=True, height="content")
    given = {witness.document: witness for figure in advice.followed for witness, _ in figure.values}
    evidence(sorted(given.values(), key=_year, reverse=True), "figures")


def figure_rows(advice: "Advice") -> list[dict[str, Any]]:
    """A row for each figure followed: its name, what the draft says, what the years said; those missing come first."""
    years = sorted({_year(witness) for figure in advice.followed for witness, _ in figure.values}, reverse=True)
    rows = []
    for figure in sorted(advice.followed, key=lambda figure: figure.stated is not None):
        values = {_year(witness): value for witness, value in figure.values}
        rows.append(
            {"指标": figure.name, "本稿": figure.stated or "", **{f"{year}年": values.get(year, "") for year in years}}
        )
    return rows


def _year(witness: "Witness") -> int:
    return witness.year or int((witness.date or "0")[:4])


def _changes(advice: "Advice") -> None:
    listed = advice.variants[:_ROWS]
    timeline({variant.role.name: variant.years for variant in listed})
    for number, variant in enumerate(listed):
        told, seen = st.columns([5, 1], vertical_alignment="center")
        told.markdown(literal(variant.reason))
        with seen:
            evidence(variant.witnesses, f"variant-{number}")


def _sentences(advice: "Advice") -> None:
    st.caption("许多往稿用的开头和结尾，其中的数字写作 ×。")
    for number, typical in enumerate(advice.typical[:_ROWS]):
        told, seen = st.columns([5, 1], vertical_alignment="center")
        told.markdown(literal(typical_words(typical)))
        with seen:
            evidence(typical.witnesses, f"typical-{number}")
