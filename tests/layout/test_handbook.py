"""The handbook's page of layout rules is the one its script writes."""

import runpy

from tests.conftest import ROOT


def test_the_page_and_its_drawings_are_current():
    page, drawings = runpy.run_path(str(ROOT / "docs" / "make_layout.py"))["handbook"]()
    assert (ROOT / "docs" / "layout.md").read_text(encoding="utf-8") == page
    assert {
        path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "layout").glob("*.svg")
    } == drawings
