"""Past reports in a real browser: brought in with progress, stopped half-way, and a stale passage beside its source."""

import re
import tarfile
from pathlib import Path

import pytest

from tests.browser.conftest import settled
from tests.browser.test_a_day import go, open_draft

pytestmark = pytest.mark.browser

PLACES = ("望川县", "青禾县", "石浦县", "云桥县", "梅坪县", "白沙县")
OLD = (
    "全年新建高标准农田3.62万亩，改造老旧管网48公里，惠及居民12600户，农村自来水普及率达到93.5%，"
    "完成水利投资4.7亿元，同比增长11.3%。"
)
OTHER = "县里把灌区改造和节水灌溉结合起来，田间渠系由用水户协会管护，水费按方计收，账目每季度张榜公布。"


def report(place: str, year: int, *paragraphs: str) -> str:
    head = f"{year}年{place}人民政府工作报告\n（{year}年1月10日在{place}第十七届人民代表大会第三次会议上）\n"
    return head + "\n".join(["一、上年工作回顾", *paragraphs, "二、今年工作安排", f"{place}今年要办好十件实事。"])


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A packed archive of reports of several places and years."""
    path = tmp_path / "往年报告.tar.xz"
    with tarfile.open(path, "w:xz") as packed:
        for number, place in enumerate(PLACES):
            for year in range(2018, 2024):
                own = OLD if (number, year) == (0, 2023) else f"{place}在第{year}号工程里修好了{number + 3}座桥。"
                file = tmp_path / f"{place}{year}.txt"
                file.write_text(report(place, year, own, OTHER if year == 2023 else own * 3), encoding="utf-8")
                packed.add(file, f"{place}/{year}.txt")
    return path


def bring_in(page, path: Path) -> None:
    """Begin an import by its path."""
    go(page, "往稿库")
    page.get_by_role("tab", name="导入往稿").click()
    page.get_by_placeholder("往年材料.tar.xz").fill(str(path))
    page.keyboard.press("Enter")
    page.locator(".st-key-add-folder button:enabled").click()


def test_an_archive_comes_in_with_progress_and_a_stale_passage_lies_beside_its_source(page, archive, tmp_path):
    bring_in(page, archive)
    page.get_by_text(re.compile(r"第 \d+ 个，共 36 个")).first.wait_for()
    page.get_by_text("新添 36 篇").wait_for()
    page.get_by_role("tab", name="库里有什么").click()
    page.get_by_text("系列", exact=False).first.wait_for()
    settled(page)

    draft = tmp_path / "2024年政府工作报告.txt"
    draft.write_text(report("望川县", 2024, "今年新修了六座桥。", OLD), encoding="utf-8")
    go(page, "核稿")
    open_draft(page, draft)
    go(page, "查重")
    page.locator(".mark.stale").first.click()
    page.wait_for_selector(".mark.stale.lit")
    row = page.locator('[class*="st-key-row-stale-open-"]')
    row.get_by_text("望川县人民政府，2023-01-10").wait_for()
    own, other = row.locator(".sheet").all()
    assert own.inner_text().strip() == other.inner_text().strip() == OLD
    assert "12600户" in own.locator(".mark.error").all_inner_texts()
    assert page.locator("p.bar-stale").count() == 1


def test_an_import_is_stopped_and_taken_up_again(page, tmp_path):
    folder = tmp_path / "很多"
    folder.mkdir()
    many = 300
    for number in range(many):
        own = "".join(f"第{number}号灌区在第{step}轮检修中更换闸门。" for step in range(60))
        (folder / f"{number:03}.txt").write_text(f"第{number}号灌区工作总结\n{own}", encoding="utf-8")
    bring_in(page, folder)
    page.get_by_text(re.compile(rf"第 \d+ 个，共 {many} 个")).first.wait_for()
    page.get_by_role("button", name="停止导入").click()
    page.get_by_text("导入已停止").wait_for()
    assert page.get_by_text("新添").count() == 0
    page.locator(".st-key-add-folder button:enabled").click()
    page.get_by_text(re.compile(r"新添 \d+ 篇，库里已有 [1-9]\d* 篇")).wait_for(timeout=120_000)
