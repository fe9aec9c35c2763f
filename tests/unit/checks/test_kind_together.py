from tests.checking import hits, texts

PARAMS = {"find": "特此通知", "replace": "", "given": "通知如下"}


def test_a_phrase_is_wrong_only_with_its_companion():
    assert hits("together", PARAMS, "现予公布。\n特此通知。") == []
    (hit,) = hits("together", PARAMS, "现将有关事项通知如下。\n特此通知。")
    assert (hit.place.text, hit.fixes) == ("特此通知", ("",))


def test_a_phrase_is_wrong_only_without_its_companion():
    params = {"find": r"见(?P<at>附件)", "missing": "^附件："}
    assert texts(hits("together", params, "名单见附件。")) == ["附件"]
    assert hits("together", params, "名单见附件。\n附件：名单") == []


def test_a_recognised_element_excuses():
    params = {"find": "通知", "missing_element": ["recipient"]}
    text = "关于开展防汛检查的通知\n{}请逐村排查水库和河堤，发现隐患立即处置。"
    assert hits("together", params, text.format("各乡镇人民政府：\n")) == []
    assert texts(hits("together", params, text.format(""))) == ["通知"]
