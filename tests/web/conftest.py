"""Pages run by Streamlit's own test harness, each on its own, and the ways tests act on them."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import ROOT

PRACTICE = ROOT / "corpus" / "practice" / "关于开展农村供水设施排查整治的通知.txt"
PAGES = ("check", "duplicates", "structure", "past_reports", "rules")


def _script(page):
    import importlib

    importlib.import_module(f"hegao.web.pages.{page}").page()


@pytest.fixture
def open_page() -> Callable[[str], AppTest]:
    """Runs one page; a crash of the page fails the test."""

    def run(page: str) -> AppTest:
        app = AppTest.from_function(_script, args=(page,), default_timeout=60).run()
        assert not app.exception
        return app

    return run


@pytest.fixture
def checked(open_page) -> AppTest:
    """The 核稿 page with the practice notice on the desk."""
    app = open_page("check")
    return upload(app, PRACTICE.name, PRACTICE.read_bytes())


def upload(app: AppTest, name: str, data: bytes) -> AppTest:
    app.file_uploader(key="upload").set_value((name, data, "text/plain")).run()
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    """All the words of the page that are no buttons."""
    shown = [*app.markdown, *app.caption, *app.title, *app.success, *app.info, *app.warning, *app.error]
    return "\n".join(element.value for element in shown)
