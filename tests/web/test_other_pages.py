import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from streamlit.testing.v1 import AppTest

from hegao import api
from tests.conftest import ROOT
from tests.web.conftest import PAGES, press, upload, words
from tests.yearly import yearly

TWICE = (
    "望川县农业农村局关于秋收工作的报告\n县人民政府：\n"
    "全县组织农机手三百余人跨乡镇作业，优先抢收低洼易涝地块的水稻和大豆，确保颗粒归仓。\n"
    "县农机站在六个乡镇设立维修点，白天巡回检修，夜间集中保养，随叫随到。\n"
    "全县组织农机手三百余人跨乡镇作业，优先抢收低洼易涝地块的水稻和大豆，确保颗粒归仓。\n"
    "望川县农业农村局\n2024年10月18日\n"
)


def test_the_entry_shows_the_first_page_and_its_settings_are_those_of_an_offline_program():
    app = AppTest.from_file(str(ROOT / "app" / "main.py"), default_timeout=60).run()
    assert not app.exception
    assert app.title[0].value == "打开一篇稿件"
    settings = (ROOT / "app" / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    for line in ('address = "127.0.0.1"', "maxUploadSize = 20", "gatherUsageStats = false"):
        assert line in settings


@pytest.mark.parametrize("page", PAGES)
def test_every_page_shows_without_a_draft(open_page, page):
    assert open_page(page).title


def test_repeated_passages_are_listed_and_compared(open_page):
    app = upload(open_page("duplicates"), "秋收.txt", TWICE.encode())
    assert "稿内重复" in words(app)
    assert any("**本稿**" in m.value and "第 5 段" in m.value for m in app.markdown)
    assert any("来源：**本稿**" in m.value and "第 3 段" in m.value for m in app.markdown)
    app.pills(key="kinds").set_value([]).run()
    assert "请在上面选一个种类" in words(app)


def test_a_draft_without_repetition_is_told_so(open_page):
    app = upload(
        open_page("duplicates"), "短.txt", "望川县水务局关于清淤的通知\n各乡镇要在六月底前完成沟渠清淤。".encode()
    )
    assert "没有发现重复" in app.success[0].value


def test_a_passage_taken_from_a_model_document_is_found(open_page):
    model = next(d for d in api.model_documents() if d.genre == "调研报告")
    paragraphs = [line for line in model.path.read_text(encoding="utf-8").splitlines() if len(line) > 80]
    app = upload(open_page("duplicates"), "抄.txt", f"鹭湖区调研报告\n{paragraphs[1]}\n{paragraphs[2]}".encode())
    assert model.title in words(app).replace("\\", "")


def test_a_draft_among_the_past_reports_is_told_so(open_page):
    model = next(d for d in api.model_documents() if d.genre == "通知")
    app = upload(open_page("duplicates"), model.path.name, model.path.read_bytes())
    assert "本稿已在往稿库中，比对时不算它自己。" in words(app)
    assert "本稿已在往稿库中" not in words(upload(open_page("duplicates"), "秋收.txt", TWICE.encode()))


def test_a_passage_is_kept_as_standing_text_and_dropped_again(open_page):
    model = next(d for d in api.model_documents() if d.genre == "调研报告")
    paragraph = next(line for line in model.path.read_text(encoding="utf-8").splitlines() if len(line) > 80)
    app = upload(open_page("duplicates"), "抄.txt", f"鹭湖区调研报告\n{paragraph}".encode())
    assert "与往稿雷同" in words(app)
    press(app, "keep-standing")
    assert "已存为本单位常用段落" in app.success[0].value
    assert "这是本单位存为常用段落的文字" in words(app)
    with api.open_store() as store:
        (kept,) = store.standing()
    library = press(open_page("past_reports"), f"drop-{kept.key}")
    assert "本单位常用段落" not in words(library)


def test_structure_tells_what_is_missing_and_proposes_an_outline(open_page):
    text = "鹭湖区夜间停车情况调研报告\n一、基本情况\n全区有停车位三万个。\n二、对策建议\n增加泊位，错时共享。\n"
    app = upload(open_page("structure"), "停车.txt", text.encode())
    assert "已在右边提纲的相应位置标出" in app.warning[0].value
    assert "存在" in app.code[0].value
    (usual,) = app.dataframe
    assert "缺" in list(usual.value["本稿"])
    gaps = [button for button in app.button if button.key and button.key.startswith("pick-lack-")]
    problems = next(button for button in gaps if "存在问题" in button.label)
    problems.click().run()
    told = words(app).replace("\\", "")
    assert "缺少存在问题，通常放在“主要做法和成效”之后，6 篇中有 6 篇写了" in told
    assert "《松岚市社区养老服务供需情况调研报告》" in told


def test_structure_shows_what_a_series_says_over_the_years(open_page):
    with api.open_store() as store, TemporaryDirectory() as folder:
        for year in range(2013, 2025):
            (Path(folder) / f"{year}.txt").write_text(yearly("望川县", year), encoding="utf-8")
        api.add_reports(store, [Path(folder)])
    text = yearly("望川县", 2025, {"改善生态环境"}).replace("地区生产总值增长15.5%，", "")
    app = upload(open_page("structure"), "望川县2025年政府工作报告.txt", text.encode())
    assert not app.exception
    assert [tab.label for tab in app.tabs] == ["上次的安排（1）", "往年数字", "提纲沿革", "常用语句"]
    figures = next(frame.value for frame in app.dataframe if "指标" in frame.value.columns)
    assert "生产总值" in figures["指标"].iloc[0]
    assert figures["本稿"].iloc[0] == ""
    assert figures["2024年"].iloc[0] == "14.5%"
    assert any("缺“改善生态环境”" in button.label for button in app.button)


def test_past_reports_are_brought_in_from_a_folder_searched_and_removed(open_page, tmp_path):
    (tmp_path / "2023年秋收报告.txt").write_text(TWICE, encoding="utf-8")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04broken")
    app = open_page("past_reports")
    app.text_input(key="folder").input(str(tmp_path)).run()
    press(app, "add-folder")
    assert "新添 1 篇" in app.success[0].value
    assert "未能导入 1 个" in app.success[0].value
    app.text_input(key="query").input("农机手").run()
    assert "找到 2 段" in words(app)
    app.text_input(key="query").input("县农机站在七个乡镇设立维修点，白天检修，夜里保养，随叫随到").run()
    assert "找到 1 段" in words(app)
    app.text_input(key="query").input("不存在的词").run()
    assert "没有找到" in app.info[0].value
    with api.open_store() as store:
        (own,) = store.documents(origin="user")
        store.remove([own.id])
    app.run()
    assert "其中范文" in words(app)


def test_uploads_are_stored_under_their_own_names(tmp_path):
    from hegao.web.components.store import take_uploads

    archive = tmp_path / "往年.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("2022/总结.txt", "青禾县水务局2022年工作总结\n全年清淤沟渠四十公里。")
    told = []
    with api.open_store(tmp_path / "store.sqlite") as store:
        files = {"../秋收.txt": TWICE.encode(), archive.name: archive.read_bytes()}
        account = take_uploads(store, files, lambda *step: told.append(step))
        paths = {report.path for report in store.documents(origin="user")}
    assert len(account.added) == 2
    assert paths == {"秋收.txt", "往年.zip/2022/总结.txt"}
    assert [done for done, _, _ in told] == [1, 2]


def test_a_folder_that_is_not_there_is_told(open_page, tmp_path):
    app = open_page("past_reports")
    app.text_input(key="folder").input(str(tmp_path / "没有")).run()
    press(app, "add-folder")
    assert "找不到文件夹" in app.error[0].value


def test_a_rule_is_found_read_switched_off_and_on(open_page):
    app = open_page("rules")
    app.text_input(key="rule-query").input("六角括号").run()
    press(app, "pick-elements.doc_number_brackets")
    told = words(app).replace("\\", "")
    assert "7.2.5" in told
    assert "会提示的写法" in told
    app.toggle(key="switch-elements.doc_number_brackets").set_value(False).run()
    assert api.load_settings().overrides == {"elements.doc_number_brackets": "off"}
    assert "1 条没有启用" in words(app)
    app.toggle(key="switch-elements.doc_number_brackets").set_value(True).run()
    assert api.load_settings().overrides == {}


def test_rules_are_browsed_by_group(open_page):
    app = open_page("rules")
    everything = words(app)
    app.pills(key="rule-group").set_value("标点").run()
    picks = [b.key for b in app.button if b.key.startswith("pick-")]
    assert all(key.startswith("pick-punctuation.") for key in picks)
    assert words(app) != everything


def test_a_model_document_goes_on_the_desk(open_page):
    app = press(open_page("rules"), "check-model")
    assert app.session_state["hegao"]["go"] == "check"
    assert app.session_state["hegao"]["desk"].name.endswith(".txt")


def test_a_damaged_settings_file_is_one_sentence(user_home):
    (user_home / "hegao.toml").write_text("profile = [", encoding="utf-8")
    app = AppTest.from_file(str(ROOT / "app" / "main.py"), default_timeout=60).run()
    press(app, "pick-practice-0")
    assert "设置文件" in app.error[0].value
