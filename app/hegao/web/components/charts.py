"""Plain charts with Chinese labels."""

from collections.abc import Mapping, Sequence

import streamlit as st

_FONT = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif"
_ROW = 20  # pixels a bar takes


def bars(title: str, numbers: dict[str, int]) -> None:
    """A lying bar for each entry, in the order given, its number at its end."""
    import altair as alt
    import pandas as pd

    rows = pd.DataFrame({"name": list(numbers), "number": list(numbers.values())})
    base = alt.Chart(rows, title=title).encode(
        x=alt.X("number:Q", axis=None),
        y=alt.Y(
            "name:N",
            sort=list(numbers),
            title=None,
            axis=alt.Axis(ticks=False, domain=False, labelPadding=6, labelFlush=False, labelBaseline="middle"),
        ),
        tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("number:Q", title="篇数")],
    )
    chart = base.mark_bar(color="#2b5d5a", height=11) + base.mark_text(align="left", dx=4, color="#6b6b66").encode(
        text="number:Q"
    )
    st.altair_chart(chart.properties(height=alt.Step(_ROW)).configure(font=_FONT).configure_view(stroke=None))


def columns(title: str, numbers: dict[str, int]) -> None:
    """A standing bar for each entry, in the order given."""
    import altair as alt
    import pandas as pd

    rows = pd.DataFrame({"name": list(numbers), "number": list(numbers.values())})
    step = 1 + len(numbers) // 16
    chart = (
        alt.Chart(rows, title=title)
        .mark_bar(color="#2b5d5a")
        .encode(
            x=alt.X(
                "name:O",
                sort=list(numbers),
                title=None,
                axis=alt.Axis(ticks=False, labelAngle=0, values=list(numbers)[::step]),
            ),
            y=alt.Y("number:Q", title=None, axis=alt.Axis(grid=False, ticks=False, domain=False, tickMinStep=1)),
            tooltip=[alt.Tooltip("name:O", title="年份"), alt.Tooltip("number:Q", title="篇数")],
        )
    )
    st.altair_chart(chart.properties(height=_ROW * 12).configure(font=_FONT).configure_view(stroke=None))


def coverage(series: Mapping[str, Mapping[int | None, int]]) -> None:
    """A line for each series with a square for each year that it has reports of; gaps show as gaps."""
    import altair as alt
    import pandas as pd

    rows = pd.DataFrame(
        [
            {"name": name, "year": year, "number": number}
            for name, years in series.items()
            for year, number in years.items()
            if year is not None
        ]
    )
    if rows.empty:
        return
    span = list(range(int(rows["year"].min()), int(rows["year"].max()) + 1))
    step = 1 + len(span) // 20
    chart = (
        alt.Chart(rows)
        .mark_rect(cornerRadius=2, stroke="#fbfaf7", strokeWidth=2)
        .encode(
            x=alt.X(
                "year:O",
                title=None,
                scale=alt.Scale(domain=span),
                axis=alt.Axis(orient="top", ticks=False, domain=False, labelAngle=0, values=span[::step]),
            ),
            y=alt.Y(
                "name:N",
                sort=list(series),
                title=None,
                axis=alt.Axis(ticks=False, domain=False, labelLimit=320, labelPadding=6, labelBaseline="middle"),
            ),
            color=alt.Color(
                "number:Q", legend=None, scale=alt.Scale(domain=[1, 2], range=["#2b5d5a", "#163836"], clamp=True)
            ),
            tooltip=[
                alt.Tooltip("name:N", title="系列"),
                alt.Tooltip("year:O", title="年份"),
                alt.Tooltip("number:Q", title="篇数"),
            ],
        )
    )
    shown = chart.properties(height=alt.Step(_ROW)).configure(font=_FONT).configure_view(stroke=None)
    st.altair_chart(shown.configure_axis(grid=False))


def timeline(rows: Mapping[str, Sequence[tuple[int, int, int]]]) -> None:
    """A row of squares for each entry, one a year, the darker the more of that year's reports have it.

    The values are years with how many reports have it, of how many.
    """
    import altair as alt
    import pandas as pd

    table = pd.DataFrame(
        [
            {"name": name, "year": str(year), "share": having / of, "told": f"{of} 篇中有 {having} 篇"}
            for name, years in rows.items()
            for year, having, of in years
        ]
    )
    chart = (
        alt.Chart(table)
        .mark_rect(stroke="#fbfaf7", strokeWidth=2, cornerRadius=2)
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, ticks=False, domain=False, labelOverlap=True)),
            y=alt.Y("name:N", sort=list(rows), title=None, axis=alt.Axis(ticks=False, domain=False, labelLimit=260)),
            color=alt.Color("share:Q", legend=None, scale=alt.Scale(domain=[0, 1], range=["#e9e6df", "#2b5d5a"])),
            tooltip=[
                alt.Tooltip("name:N", title="部分"),
                alt.Tooltip("year:O", title="年份"),
                alt.Tooltip("told:N", title="往稿"),
            ],
        )
    )
    st.altair_chart(chart.properties(height=alt.Step(_ROW + 6)).configure(font=_FONT).configure_view(stroke=None))
