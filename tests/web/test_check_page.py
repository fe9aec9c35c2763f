import base64
import re
import tomllib

import pytest

from hegao import api
from hegao.errors import InputError
from tests.web.conftest import press, upload, words
from tests.wordfiles import p, word_file

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def rows(app):
    return {b.label: b.key.removeprefix("item-") for b in app.button if b.key and b.key.startswith("item-")}


def row_named(app, word):
    return next(name for label, name in rows(app).items() if word in label)


def test_without_a_draft_the_page_offers_ways_to_open_one(open_page):
    app = open_page("check")
    assert app.title[0].value == "打开一篇稿件"
    assert [tab.label for tab in app.tabs] == ["上传文件", "粘贴文字"]
    assert any(b.key == "pick-practice-0" for b in app.button)


def test_an_upload_shows_its_findings_worst_first(checked):
    assert "错误" in words(checked)
    labels = list(rows(checked))
    assert any("相辅相成" in label for label in labels)
    assert next(i for i, label in enumerate(labels) if "相辅" in label) < next(
        i for i, label in enumerate(labels) if "半角" in label
    )


@pytest.mark.parametrize("key", ["pick-practice-1", "pick-model-0"])
def test_one_click_opens_a_shipped_draft(open_page, key):
    app = press(open_page("check"), key)
    assert any(b.key == "put-aside" for b in app.button)


def test_pasted_text_is_checked(open_page):
    app = open_page("check")
    app.text_area(key="pasted").input("各乡镇要按照布署抓好落实。").run()
    press(app, "take-pasted")
    assert any("布署" in label for label in rows(app))


def test_a_file_that_cannot_be_read_is_one_sentence_and_nothing_is_lost(open_page):
    app = upload(open_page("check"), "空.txt", b"")
    assert len(app.error) == 1
    assert "空.txt" in app.error[0].value.replace("\\", "")
    app.text_area(key="pasted").input("   ").run()
    press(app, "take-pasted")
    assert "没有可以检查的文字" in app.error[0].value
    app.text_area(key="pasted").input("各乡镇要按照布署抓好落实。").run()
    press(app, "take-pasted")
    assert not app.error


def test_a_file_of_another_kind_is_told_what_it_is(open_page):
    app = upload(open_page("check"), "照片.docx", b"\x89PNG\r\n\x1a\n" + b"0" * 200)
    assert "照片" in app.error[0].value
    assert "图片" in app.error[0].value


def test_opening_a_finding_tells_why_by_which_authority_and_what_to_write(checked):
    name = row_named(checked, "六角括号")
    press(checked, f"item-{name}")
    told = words(checked).replace("\\", "")
    assert "7.2.5" in told
    assert "建议" in told
    assert "〔2024〕" in told
    press(checked, f"item-{name}")
    assert not any(b.key == f"adopt-{name}" for b in checked.button)


def test_adopting_takes_the_finding_off_the_list_and_it_can_be_taken_back(checked):
    name = row_named(checked, "六角括号")
    before = len(rows(checked))
    press(press(checked, f"item-{name}"), f"adopt-{name}")
    assert len(rows(checked)) == before - 1
    assert "已采纳 1 处" in words(checked)
    press(checked, f"back-{name}")
    assert len(rows(checked)) == before


def test_after_a_decision_the_next_finding_is_open(checked):
    names = list(rows(checked).values())
    press(press(checked, f"item-{names[0]}"), f"adopt-{names[0]}")
    assert any(b.key and b.key.startswith(f"ignore-{names[1]}") for b in checked.button)


def test_one_place_of_many_can_be_adopted(checked):
    name = row_named(checked, "半角标点")
    press(checked, f"item-{name}")
    total = int(re.search(r"第 1 处，共 (\d+) 处", words(checked))[1])
    press(checked, f"step1-{name}")
    assert f"第 2 处，共 {total} 处" in words(checked)
    press(checked, f"adopt-one-{name}")
    assert f"共 {total - 1} 处" in words(checked)


def test_all_that_is_safe_is_adopted_at_once(checked):
    before = len(rows(checked))
    press(checked, "adopt-safe")
    assert len(rows(checked)) < before
    assert checked.button(key="adopt-safe").disabled


def test_ignoring_needs_a_reason_and_is_kept_for_the_session(checked):
    name = row_named(checked, "相辅相成")
    press(checked, f"item-{name}")
    checked.radio(key=f"reason-{name}").set_value("其他原因").run()
    assert checked.button(key=f"ignore-{name}").disabled
    checked.text_input(key=f"own-{name}").input("引用原文").run()
    press(checked, f"ignore-{name}")
    assert not any("相辅相成" in label for label in rows(checked))
    press(checked, "put-aside")
    upload(checked, "另一篇.txt", "各乡镇要抓好落实。".encode())
    press(checked, "put-aside")
    press(checked, "pick-practice-0")
    assert not any("相辅相成" in label for label in rows(checked))
    press(checked, f"notice-{name}")
    assert any("相辅相成" in label for label in rows(checked))


def test_the_record_of_ignored_findings_can_be_kept_beside_the_file(checked):
    from hegao.findings.acceptance import accepted_text
    from hegao.findings.model import Accepted

    entry = Accepted("ab", "spelling.always_wrong", "相辅相承", "引文", "2024-05-08")
    assert tomllib.loads(accepted_text({"ab": entry}))["accepted"][0]["reason"] == "引文"


def test_a_trusted_word_is_not_reported_again(checked):
    name = row_named(checked, "布署")
    press(press(checked, f"item-{name}"), f"trust-{name}")
    assert api.load_settings().vocabulary == ("布署",)
    assert not any("布署" in label for label in rows(checked))
    press(checked, "distrust-布署")
    assert any("布署" in label for label in rows(checked))


def test_correcting_the_genre_checks_again(checked):
    box = next(box for box in checked.selectbox if box.key and box.key.startswith("genre-"))
    assert box.value == "通知"
    box.set_value("工作总结").run()
    assert not checked.exception
    assert any("识别结果：工作总结" in e.label for e in checked.expander)
    press(checked, "forget-corrections")
    assert any("识别结果：通知" in e.label for e in checked.expander)


def view(app, name):
    app.segmented_control(key="view").set_value(name).run()
    assert not app.exception
    return app


def test_a_page_cannot_be_mended_but_is_read_with_what_it_does_not_tell(open_page):
    page = "<html><body><h1>关于清淤的通知</h1><p>各乡镇要按照布署抓好落实。</p></body></html>"
    app = upload(open_page("check"), "通知.html", page.encode())
    assert any("布署" in label for label in rows(app))
    keys = [button.key for button in app.get("download_button")]
    assert keys == ["download-排版稿", "download-核稿意见"]
    assert "不能直接修改" in words(app)
    assert "通知.html" in app.info[0].value.replace("\\", "")


def test_the_layout_is_shown_beside_the_pages_of_the_draft(open_page, monkeypatch):
    from hegao.readers.page_images import PageImages

    drawn = []

    def page_images(data, name):
        drawn.append(name)
        return PageImages((PIXEL,), 3)

    app = upload(open_page("check"), "通知.docx", word_file(p("关于清淤的通知"), p("各乡镇要抓好落实。")))
    assert app.segmented_control(key="view").options == ["逐条核稿", "版面预览"]
    monkeypatch.setattr(api, "page_images", page_images)
    view(app, "版面预览")
    assert drawn == ["通知.docx", "通知-排版.docx"]
    told = words(app)
    assert "**原稿**" in told
    assert "GB/T 9704" in told.replace("\\", "")
    assert told.count("共 3 页，只画出前 1 页。") == 2
    assert view(app, "逐条核稿").get("download_button")


def test_without_libreoffice_the_layout_can_still_be_taken_away(open_page, monkeypatch):
    def page_images(data, name):
        raise InputError("预览版面要用 LibreOffice，本机没有找到；请安装后再试。")

    monkeypatch.setattr(api, "page_images", page_images)
    app = view(upload(open_page("check"), "通知.txt", "关于清淤的通知\n各乡镇要抓好落实。".encode()), "版面预览")
    assert "请安装" in app.info[0].value
    assert any(button.key == "download-layout" for button in app.get("download_button"))


def test_a_text_is_written_on_with_its_findings_beside_it(open_page):
    app = open_page("check")
    app.text_area(key="pasted").input("各乡镇要按照布署抓好落实，相辅相承。").run()
    press(app, "write-pasted")
    assert app.segmented_control(key="view").value == "边写边查"
    name = row_named(app, "相辅")
    press(press(app, f"item-{name}"), f"adopt-{name}")
    memory = app.session_state["hegao"]
    assert memory["sheet"].text == "各乡镇要按照布署抓好落实，相辅相成。"
    assert not any("相辅" in label for label in rows(app))
    press(app, "take-back-text")
    assert any("相辅" in label for label in rows(app))
    assert app.button(key="take-back-text").disabled


def test_what_was_adopted_goes_into_the_text_that_is_written_on(checked):
    press(checked, "adopt-safe")
    view(checked, "边写边查")
    assert "相辅相成" in checked.session_state["hegao"]["sheet"].text
    assert not any("相辅" in label for label in rows(checked))
    assert "已采纳" not in checked.markdown[1].value
    view(checked, "逐条核稿")
    assert checked.button(key="adopt-safe").disabled
