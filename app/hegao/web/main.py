"""The pages and how they are reached."""

import streamlit as st

from hegao.errors import HegaoError
from hegao.web import session
from hegao.web.components.viewer import asset
from hegao.web.pages import check, duplicates, past_reports, rules, structure
from hegao.web.wording import literal


def main() -> None:
    """Show the page the user is on."""
    st.set_page_config(page_title="核稿", page_icon=asset("mark.svg"), layout="wide")
    st.logo(asset("logo.svg"), size="large")
    st.html(f"<style>{asset('page.css')}</style>")
    pages = {
        "check": st.Page(check.page, title="核稿", url_path="check", default=True),
        "duplicates": st.Page(duplicates.page, title="查重", url_path="duplicates"),
        "structure": st.Page(structure.page, title="结构", url_path="structure"),
        "past-reports": st.Page(past_reports.page, title="往稿库", url_path="past-reports"),
        "rules": st.Page(rules.page, title="规则", url_path="rules"),
    }
    chosen = st.navigation(list(pages.values()), position="top")
    wanted = session.wanted_page()
    if wanted:
        st.switch_page(pages[wanted])
    try:
        chosen.run()
    except HegaoError as error:
        # A damaged settings file or store: nothing can be shown, but the way out can be told.
        st.error(literal(str(error)))
