from hegao import api
from hegao.draft.recognition import Corrections, Element
from hegao.web.components.recognised import corrected, table

TEXT = "青禾县水务局关于防汛的报告\n县人民政府：\n一、基本情况\n今年汛期降水偏多。\n\n青禾县水务局\n2024年9月2日"


def rows():
    draft = api.read_text(TEXT)
    return table(draft, api.recognise(draft))


def test_the_table_lists_paragraphs_that_are_not_blank():
    assert [row["段"] for row in rows()] == [1, 2, 3, 4, 6, 7]
    assert [row["要素"] for row in rows()][:3] == ["标题", "主送机关", "层次标题"]
    assert rows()[2]["层次"] == "一、"
    assert rows()[3]["层次"] == "—"


def test_edits_become_corrections_on_top_of_earlier_ones():
    before = Corrections("请示", {1: Element.TITLE}, {3: 1})
    after = corrected(before, rows(), {1: {"要素": "称呼"}, 2: {"层次": "—"}, 3: {"层次": "（一）"}})
    assert after.genre == "请示"
    assert after.elements == {1: Element.TITLE, 2: Element.SALUTATION}
    assert after.levels == {3: -1, 4: 2}


def test_a_correction_is_what_the_next_recognition_says():
    draft = api.read_text(TEXT)
    said = corrected(Corrections(), rows(), {3: {"要素": "附注"}})
    assert api.recognise(draft, said).element(draft.by_number[4]) is Element.NOTE
