"""A wrongly formatted notice in a real browser: preview, take the layout fixes, download a file that checks clean."""

import pytest

from hegao import api
from tests.browser.conftest import settled, until
from tests.layout.building import build
from tests.layout.mutations import MUTATIONS

pytestmark = [pytest.mark.browser, pytest.mark.office]

WRONG = {"上边距", "标题字体", "正文字号", "正文首行缩进", "一级标题字体", "署名对齐", "抄送字号"}
OF_LAYOUT = api.selection(["layout"], [], api.load_rulebook())


@pytest.fixture
def wrong_notice(tmp_path):
    """A notice with its margins, fonts, sizes, indents and signature set otherwise."""
    chosen = [mutation for mutation in MUTATIONS if mutation.name in WRONG]
    document = chosen[0].document
    for mutation in chosen:
        document = mutation.change(document)
    path = tmp_path / "关于做好汛期安全工作的通知.docx"
    path.write_bytes(build(document, "direct"))
    return path, {mutation.rule for mutation in chosen}


def found(path, name):
    return {
        finding.rule for finding in api.check(api.read_bytes(path.read_bytes(), name), selection=OF_LAYOUT).findings
    }


def show(page, view):
    page.get_by_role("radio", name=view).click()
    settled(page)


def test_a_wrongly_formatted_notice_is_previewed_mended_and_checks_clean(page, wrong_notice):
    path, rules = wrong_notice
    assert found(path, path.name) >= rules

    page.locator('input[type="file"]').set_input_files(path)
    page.wait_for_selector(".sheet p")
    settled(page)
    show(page, "版面预览")
    page.locator('[class*="st-key-pages-before"] img').first.wait_for(timeout=60_000)
    page.locator('[class*="st-key-pages-after"] img').first.wait_for(timeout=60_000)

    show(page, "逐条核稿")
    page.get_by_role("button", name="采纳全部版式的改法").click()
    until(page, lambda: page.get_by_role("button", name="采纳全部版式的改法").count() == 0)
    show(page, "版面预览")
    page.get_by_role("button", name="下载改好的稿件").wait_for(timeout=60_000)
    page.locator('[class*="st-key-pages-after"] img').first.wait_for(timeout=60_000)
    settled(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载改好的稿件").click()
    assert waiting.value.suggested_filename == f"{path.stem}-核改.docx"
    assert found(waiting.value.path(), path.name) == set()
