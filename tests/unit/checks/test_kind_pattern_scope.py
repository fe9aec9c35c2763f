import pytest
from tests.checking import hits

from hegao.errors import RuleError
from hegao.readers import read_text

TEXT = "甲县\n乙县\n丙县"


@pytest.mark.parametrize(("only", "marked"), [("first", [1]), ("last", [3]), ("", [1, 2, 3])])
def test_the_first_or_last_paragraph_of_the_scope_can_be_meant_alone(only, marked):
    found = hits("pattern", {"find": "县$", "only": only}, TEXT)
    assert [hit.place.paragraph for hit in found] == marked


def test_files_of_some_kinds_are_left_alone():
    params = {"find": "县$", "except_endings": [".md"]}
    assert hits("pattern", params, read_text(TEXT, "笔记.MD")) == []
    assert len(hits("pattern", params, read_text(TEXT, "笔记.txt"))) == 3


def test_another_word_for_which_paragraph_is_refused():
    with pytest.raises(RuleError, match="only"):
        hits("pattern", {"find": "县", "only": "middle"}, TEXT)
