from tests.checking import hits

PARAMS = {"marks": ['"“”', "'‘’"]}


def test_marks_turn_by_turns():
    found = hits("quotes", PARAMS, '推行"一窗受理"和"一网通办"。')
    assert [hit.fixes for hit in found] == [("“",), ("”",), ("“",), ("”",)]


def test_an_odd_number_is_shown_but_not_mended():
    (hit,) = hits("quotes", PARAMS, '推行"一窗受理服务。')
    assert hit.fixes == ()


def test_apostrophes_english_and_program_text_stay():
    assert hits("quotes", PARAMS, '参观Let\'s Go展厅，设置class="page"的页面。') == []


def test_each_paragraph_is_counted_by_itself():
    found = hits("quotes", PARAMS, '推行"一窗受理"。\n推行"一网通办。')
    assert [len(hit.fixes) for hit in found] == [1, 1, 0]
