"""Plain bar charts with Chinese labels."""

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
