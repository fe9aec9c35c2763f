"""The 结构 page in a real browser: a gap of the outline is opened, and a skeleton taken home as a Word file."""

import pytest

from hegao import api
from hegao.draft.recognise import recognise
from tests.browser.conftest import settled

pytestmark = pytest.mark.browser

DRAFT = """鹭湖区夜间停车情况调研报告

为摸清全区夜间停车的底数，调研组于2024年8月走访了十二个街道，现将情况报告如下。
一、基本情况
全区有停车位三万个，夜间缺口约九千个，老旧小区周边尤其紧张。
二、对策建议
增加泊位，错时共享，完善收费办法。
"""


def hand_in(page, address, draft):
    """Give the page 结构 a draft; it is opened by its address, for a click would leave the other page's field a moment."""
    page.goto(f"{address}/structure")
    page.locator('input[type="file"]').wait_for(state="attached")
    settled(page)
    page.locator('input[type="file"]').set_input_files(draft)


def test_a_gap_is_opened_and_a_skeleton_is_inserted_into_a_new_word_file(page, address, tmp_path):
    draft = tmp_path / "停车.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    hand_in(page, address, draft)
    gap = page.get_by_role("button", name="缺“存在问题”")
    gap.click()
    page.locator('[class*="-open-lack-"]', has_text="通常放在“主要做法和成效”之后").wait_for()
    settled(page)
    assert page.locator('[class*="-open-lack-"] li').count() >= 3
    with page.expect_download() as waiting:
        page.get_by_role("button", name="新建 Word 文件").click()
    taken = waiting.value
    assert taken.suggested_filename == "停车-提纲.docx"
    made = api.read_bytes(taken.path().read_bytes(), taken.suggested_filename)
    texts = [paragraph.text for paragraph in made.body if not paragraph.blank]
    assert texts[0] == "鹭湖区夜间停车情况调研报告"
    headings = [heading.text for heading in recognise(made).outline if heading.level == 1]
    assert headings[0] == "基本情况"
    assert headings[-1] == "对策建议"
    assert any("问题" in heading for heading in headings)
    assert any("可参看《" in text for text in texts)


def test_a_row_of_the_usual_outline_names_the_reports_that_have_the_section(page, address, tmp_path):
    draft = tmp_path / "停车.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    hand_in(page, address, draft)
    page.get_by_text("点选一行左侧的方框").wait_for()
    settled(page)
    page.locator(".st-key-usual-table .dvn-scroller").click(position={"x": 12, "y": 52})
    named = page.get_by_text("”如：")
    named.wait_for()
    settled(page)
    assert page.locator("li", has_text="《").count() >= 3
