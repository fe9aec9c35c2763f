import pytest
from tests.checking import hits, texts

from hegao.errors import RuleError

NOTICE = """关于开展防汛检查的通知
各乡镇人民政府：
请逐村排查，填写防汛检查表（见附件{cited}）。
{note}
望川县人民政府办公室
2024年5月8日
{enclosed}"""
LIST = "附件：1. 防汛检查表\n2. 防汛物资清单"
PAGES = "附件1\n防汛检查表\n乡镇名称和检查日期由各乡镇填写。\n附件2\n防汛物资清单\n物资名称和数量由各乡镇填写。"


def draft(cited="1", note=LIST, enclosed=""):
    return NOTICE.format(cited=cited, note=note, enclosed=enclosed)


def test_a_cited_attachment_must_be_listed_or_enclosed():
    assert texts(hits("attachments", {"want": "cited"}, draft("3"))) == ["附件3"]
    assert hits("attachments", {"want": "cited"}, draft("2")) == []
    assert hits("attachments", {"want": "cited"}, draft("2", note="", enclosed=PAGES)) == []


def test_where_nothing_is_listed_nothing_is_said():
    assert hits("attachments", {"want": "cited"}, draft("3", note="")) == []


def test_a_day_or_a_count_after_the_word_is_no_number():
    assert hits("attachments", {"want": "cited"}, draft().replace("（见附件1）", "和附件3份")) == []


def test_the_list_and_the_enclosures_must_agree_in_number():
    short = PAGES.split("\n附件2", maxsplit=1)[0]
    (hit,) = hits("attachments", {"want": "enclosed"}, draft(enclosed=short))
    assert (hit.values["listed"], hit.values["enclosed"]) == ("2", "1")
    assert hits("attachments", {"want": "enclosed"}, draft(enclosed=PAGES)) == []
    assert hits("attachments", {"want": "enclosed"}, draft()) == []


def test_titles_are_compared_without_quotation_marks_and_spaces():
    assert (
        hits("attachments", {"want": "titled"}, draft(enclosed=PAGES.replace("防汛物资清单", "《防汛物资清单》"))) == []
    )
    (hit,) = hits("attachments", {"want": "titled"}, draft(enclosed=PAGES.replace("防汛物资清单", "物资清单")))
    assert (hit.place.text, hit.values["name"]) == ("物资清单", "防汛物资清单")


def test_the_question_must_be_known():
    with pytest.raises(RuleError, match="want"):
        hits("attachments", {"want": "lost"}, draft())
