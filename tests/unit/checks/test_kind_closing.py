from tests.checking import hits, texts

REQUEST = """关于解决防汛经费的请示
松岚市人民政府：
为做好防汛工作，需增加经费300万元。
{}
望川县人民政府
2024年5月8日
"""


def test_a_formula_of_another_genre_is_marked_with_the_usual_ones():
    (hit,) = hits("closing", {"within": 2}, REQUEST.format("特此通知。"), genre="请示")
    assert hit.place.text.startswith("特此通知")
    assert hit.values["genre"] == "请示"
    assert "批" in hit.values["closings"]


def test_the_usual_formula_is_right():
    assert hits("closing", {"within": 2}, REQUEST.format("妥否，请批示。"), genre="请示") == []


def test_only_the_end_of_the_body_is_read():
    text = REQUEST.replace("为做好防汛工作，", "去年的事项已经落实。\n特此通知。\n为做好防汛工作，")
    assert hits("closing", {"within": 2}, text.format("妥否，请批示。"), genre="请示") == []
    assert texts(hits("closing", {"within": 3}, text.format("妥否，请批示。"), genre="请示")) == ["特此通知"]


def test_the_same_words_inside_the_text_close_nothing():
    for middle in ("特此通知的事项已经落实。", "会上说：特此通知。"):
        text = REQUEST.replace("为做好防汛工作，", f"{middle}\n为做好防汛工作，")
        assert hits("closing", {"within": 5}, text.format("妥否，请批示。"), genre="请示") == []


def test_among_chooses_the_formulas():
    assert hits("closing", {"among": "批"}, REQUEST.format("特此通知。"), genre="请示") == []
    assert texts(hits("closing", {"among": "通知"}, REQUEST.format("特此通知。"), genre="请示")) == ["特此通知"]


def test_a_genre_without_forbidden_formulas_is_left_alone():
    assert hits("closing", {}, REQUEST.format("特此通知。"), genre="其他材料") == []


def test_a_request_that_asks_for_nothing_is_marked_as_a_whole():
    params = {"usual": "请.{0,4}批", "given": ["title", "recipient"]}
    (hit,) = hits("closing", params, REQUEST.format("以上情况属实。"), genre="请示")
    assert hit.place.paragraph is None
    assert hits("closing", params, REQUEST.format("妥否，请批示。"), genre="请示") == []
    assert hits("closing", params, "需增加经费300万元。\n工期三个月。", genre="请示") == []
