"""A word that the office's own reports use, or that the user added to the vocabulary, is trusted at once."""

import pytest

from hegao import api

TEXT = "会议要求各单位加强值班值手。"
RULES = {"spelling.character", "spelling.character_hint"}


def found(path):
    report = api.check_file(path)
    assert report.failures == ()
    return not RULES.isdisjoint(finding.rule for finding in report.findings)


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "稿.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert found(path)
    return path


def past(folder, number):
    folder.mkdir(exist_ok=True)
    text = f"松岚市水务局{2020 + number}年工作总结\n一、主要工作\n落实值班值手制度，全年值守{number + 300}天，处置险情若干起。\n"
    (folder / f"{number}.txt").write_text(text, encoding="utf-8")


def test_words_of_past_reports(draft, tmp_path, address, monkeypatch):
    monkeypatch.setenv("HEGAO_STORE", address)
    folder = tmp_path / "past"
    for number, still in ((1, True), (2, False)):
        past(folder, number)
        with api.open_store() as store:
            api.add_reports(store, [folder])
        assert found(draft) is still


def test_words_of_the_vocabulary(draft):
    api.add_word("值班值手")
    assert not found(draft)


def test_no_store_is_made(draft, user_home):
    assert not list(user_home.rglob("*.sqlite"))


def test_a_store_that_cannot_be_read_hides_nothing(draft, tmp_path, monkeypatch):
    (tmp_path / "odd.sqlite").write_bytes(b"no database" * 100)
    monkeypatch.setenv("HEGAO_STORE", str(tmp_path / "odd.sqlite"))
    assert found(draft)
