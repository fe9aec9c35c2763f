"""A secretary's day in a real browser: open a draft, decide on findings, look round, take the mended copy home."""

import pytest

from tests.browser.conftest import settled, until
from tests.conftest import ROOT, SHARED

pytestmark = pytest.mark.browser

PRACTICE = ROOT / "corpus" / "practice" / "关于开展农村供水设施排查整治的通知.txt"
SEED = SHARED / "seeds" / "001_48173611d25418be.txt"
ROW = '[class*="st-key-item-"] button'


def rows(page):
    return page.locator(ROW).count()


def open_draft(page, path):
    page.locator('input[type="file"]').set_input_files(path)
    page.wait_for_selector(".sheet p")
    settled(page)


def go(page, title):
    page.get_by_role("link", name=title, exact=True).click()
    settled(page)


def decide_by_mark_and_by_row(page, accepted, kept):
    """Accept the finding whose mark holds ``accepted``, ignore the one whose message holds ``kept``."""
    before = rows(page)
    page.locator(".mark[role=button]", has_text=accepted).first.click()
    page.wait_for_selector(".mark.here")
    page.get_by_role("button", name="采纳", exact=True).click()
    until(page, lambda: rows(page) == before - 1)
    assert page.locator(".mark.adopted del", has_text=accepted).count() >= 1

    ignore(page, kept)
    until(page, lambda: rows(page) == before - 2)
    assert page.get_by_text("已采纳 1 项，已忽略 1 项").is_visible()


def ignore(page, message):
    """Ignore the finding whose message holds ``message``; after a decision the next finding is open already."""
    settled(page)
    if not page.locator('[class*="-open-"]', has_text=message).count():
        page.locator(ROW, has_text=message).first.click()
        settled(page)
    page.get_by_role("button", name="忽略", exact=True).click()
    page.get_by_text("已核实，没有错").click()
    settled(page)
    page.get_by_role("button", name="确定忽略").click()


def download(page, name):
    entry = page.get_by_role("button", name=name)
    if not entry.is_visible():
        page.get_by_role("button", name="下载", exact=True).click()
    settled(page)
    with page.expect_download() as waiting:
        entry.click()
    return waiting.value


def test_the_practice_draft_from_upload_to_mended_copy(page):
    open_draft(page, PRACTICE)
    decide_by_mark_and_by_row(page, accepted="相辅相承", kept="六角括号")

    for title, sign in (("查重", "稿内重复"), ("结构", "通常的写法"), ("往稿库", "各文种篇数"), ("规则", "查找规则")):
        go(page, title)
        page.get_by_text(sign).first.wait_for()
    go(page, "核稿")
    page.wait_for_selector(".mark.adopted")

    taken = download(page, "下载改好的稿件")
    assert taken.suggested_filename == f"{PRACTICE.stem}-核改.txt"
    original = PRACTICE.read_text(encoding="utf-8")
    assert taken.path().read_text(encoding="utf-8") == original.replace("相辅相承", "相辅相成")
    opinion = download(page, "下载核稿意见").path().read_text(encoding="utf-8")
    assert "核稿意见" in opinion
    assert "已忽略" in opinion


def test_a_finding_and_its_mark_find_each_other(page):
    open_draft(page, PRACTICE)
    page.locator(ROW, has_text="最后一个抄送机关").click()
    page.wait_for_selector(".mark.here")
    assert page.locator(".mark.here").inner_text() == "局"
    until(page, lambda: page.locator(".viewport").evaluate("node => node.scrollTop") > 100)

    page.locator(".mark[role=button]", has_text="[2024]").focus()
    page.keyboard.press("Enter")
    until(page, lambda: page.locator(".mark.here").inner_text() == "[2024]")
    until(page, lambda: page.locator('[class*="-open-"]', has_text="六角括号").is_visible())

    page.locator(ROW, has_text="半角标点").click()
    until(page, lambda: page.locator(".mark.lit").count() > 1)
    total = page.locator(".mark.lit").count()
    page.get_by_text(f"第 1 处，共 {total} 处").wait_for()
    page.get_by_role("button", name="下一处").click()
    page.get_by_text(f"第 2 处，共 {total} 处").wait_for()


def test_text_of_a_draft_is_never_taken_for_markup(page):
    page.get_by_role("tab", name="粘贴文字").click()
    hostile = (
        "各乡镇<img src=x onerror=\"document.title='坏'\">要按照布署抓好落实。:smile: **粗** [链](http://x.invalid)"
    )
    page.get_by_label("把稿件粘贴在这里").fill(hostile)
    page.get_by_role("button", name="开始核稿").click()
    page.wait_for_selector(".sheet p")
    settled(page)
    assert page.locator(".sheet").inner_text().strip() == hostile
    assert page.locator(".sheet img").count() == 0
    assert page.title() == "核稿"


def test_a_past_report_is_brought_in_and_found_again(page, tmp_path):
    report = tmp_path / "2023年粮食收购总结.txt"
    report.write_text(
        "石浦县粮食局2023年收购工作总结\n全年在七个收购点设置流动磅房，农户排队时间比上年缩短一半以上。\n",
        encoding="utf-8",
    )
    go(page, "往稿库")
    page.get_by_role("tab", name="导入往稿").click()
    page.locator('input[type="file"]').set_input_files(report)
    settled(page)
    page.get_by_role("button", name="导入所选文件").click()
    page.get_by_text("新添 1 篇").wait_for()
    page.get_by_role("tab", name="查找").click()
    page.get_by_label("几个词用空格隔开").fill("流动磅房")
    page.keyboard.press("Enter")
    page.locator(".mark.differs", has_text="流动磅房").wait_for()


def test_a_model_document_goes_from_the_rules_to_the_desk(page):
    go(page, "规则")
    page.get_by_role("tab", name="范文").click()
    page.get_by_role("button", name="拿它来核稿").click()
    page.get_by_text("识别结果").wait_for()


@pytest.mark.shared_data
def test_a_scraped_report_from_upload_to_mended_copy(page):
    open_draft(page, SEED)
    before = rows(page)
    page.locator(ROW, has_text="半角标点").click()
    page.get_by_role("button", name="全部采纳").click()
    until(page, lambda: rows(page) == before - 1)
    ignore(page, "空位没有填写")
    until(page, lambda: rows(page) == before - 2)
    for title in ("查重", "结构", "往稿库", "规则", "核稿"):
        go(page, title)
    mended = download(page, "下载改好的稿件").path().read_text(encoding="utf-8")
    original = SEED.read_text(encoding="utf-8")
    assert len(mended) == len(original)
    assert mended.count(",") < original.count(",") / 10
    assert "XX" in mended
