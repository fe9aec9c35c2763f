from tests.checking import hits, texts

FIRST = {"find": "：(?P<at>首先)", "partner": "其次|最后"}


def test_a_partner_in_the_paragraph_or_in_reach_is_enough():
    assert hits("partner", FIRST, "体会是：首先摸清底数，其次逐一整改。") == []
    assert texts(hits("partner", FIRST, "体会是：首先摸清底数。\n其次逐一整改。")) == ["首先"]
    assert hits("partner", {**FIRST, "reach": 1}, "体会是：首先摸清底数。\n其次逐一整改。") == []


def test_a_heading_ends_the_reach():
    text = "节水工作总结\n一、做法\n体会是：首先摸清底数，列出清单。\n二、问题\n其次是资金不足，进度偏慢。"
    assert texts(hits("partner", {**FIRST, "reach": 3}, text)) == ["首先"]


def test_before_looks_the_other_way():
    params = {"find": "另一方面", "partner": "(?<!另)一方面", "before": True, "reach": 1}
    assert hits("partner", params, "一方面，要完善管网。\n另一方面，要加强宣传。") == []
    assert texts(hits("partner", params, "要完善管网。\n另一方面，要加强宣传。")) == ["另一方面"]
