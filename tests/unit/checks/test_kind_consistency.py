import pytest
from tests.checking import hits, texts

from hegao.errors import RuleError

FORMS = [
    {"name": "大写", "find": "X{2,3}", "write": "XX"},
    {"name": "小写", "find": "x{2,3}", "write": "xx"},
]


def test_the_rarer_form_is_reported_with_the_usual_one_as_fix():
    (hit,) = hits("consistency", {"forms": FORMS}, "干部XX人，男性XX人，女性xx人。")
    assert (hit.place.text, hit.fixes, hit.values["usual"]) == ("xx", ("XX",), "大写")
    assert [place.start for place in hit.evidence] == [2]


def test_of_equal_forms_the_first_named_is_kept():
    assert texts(hits("consistency", {"forms": FORMS}, "男性xx人，女性XX人。")) == ["xx"]


def test_one_form_alone_or_too_few_uses_are_silent():
    assert hits("consistency", {"forms": FORMS}, "男性xx人，女性xx人。") == []
    assert hits("consistency", {"forms": FORMS, "at_least": 2}, "男性xx人，女性XX人。") == []


def test_without_write_nothing_is_offered_and_at_narrows():
    forms = [{"name": "点", "find": r"\d(?P<at>\.)"}, {"name": "顿", "find": r"\d(?P<at>、)"}]
    (hit,) = hits("consistency", {"forms": forms}, "1.摸底\n2.整改\n3、验收")
    assert (hit.place.text, hit.fixes) == ("、", ())


def test_one_form_is_no_rule():
    with pytest.raises(RuleError, match="forms"):
        hits("consistency", {"forms": FORMS[:1]}, "一")
