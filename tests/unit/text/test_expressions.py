"""What an expression needs is never more than what a match has."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegao.text import expressions
from hegao.text.expressions import Expression

PIECES = [
    "约",
    "[人个]",
    r"\d",
    ".",
    "(?:左|右)",
    "(?:左右)?",
    "(?=上)",
    "(?!下)",
    "(?<=前)",
    "(?<!后)",
    "[^中]",
    "(?P<n>上下)",
    "人+",
    "个*",
    "(?i:a)",
]


@pytest.mark.parametrize(
    ("source", "needed"),
    [
        ("大约十人", [{"大约十人"}]),
        ("[人个]", [{"人", "个"}]),
        ("十[人个]以上", [{"十人以上", "十个以上"}]),
        ("上?下", [{"下"}]),
        ("上下?人", [{"上人", "上下人"}]),
        ("(?:甲甲|丙)", [{"甲甲", "丙"}]),
        ("(?:甲|乙?)丁", [{"丁"}]),
        ("(?:甲.|丙.)丁", [{"甲", "丙"}, {"丁"}]),
        ("(?=上)下", [{"上"}, {"下"}]),
        ("(?!上)(?<!左)下", [{"下"}]),
        (r"大\b约", [{"大约"}]),
        (r"\d年底", [{"年底"}]),
        (r"大.{2}约+", [{"大"}, {"约"}]),
        ("(?i)abc", []),
        ("(?i:abc)下", [{"下"}]),
        ("[\u4e00-\u9fff]+", []),
    ],
)
def test_what_is_needed(source, needed):
    assert {frozenset(clause) for clause in needed} == set(Expression.of(source).needs)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=5, unique=True),
    st.text("约人个左右上下前后中1aA", max_size=12),
)
def test_a_text_that_matches_has_what_is_needed(pieces, text):
    expression = Expression.of("".join(pieces))
    if expression.compiled.search(text):
        assert expression.may_match(text)


def test_a_text_without_it_is_passed_over():
    expression = Expression.of("(?:大约|约)十")
    assert not expression.may_match("将近十人")
    assert expression.may_match("约十人")


@pytest.fixture
def stored(monkeypatch, tmp_path):
    """The file of what is known beforehand, not there yet."""
    monkeypatch.setattr(expressions, "rules_dir", lambda: tmp_path)
    expressions.known.cache_clear()
    yield tmp_path / expressions.STORED
    expressions.known.cache_clear()


def test_what_is_known_beforehand_is_not_looked_into(stored):
    stored.write_text('{"大约":[["看"]]}', encoding="utf-8")
    assert Expression.of("大约").needs == (frozenset({"看"}),)
    assert Expression.of("大约十").needs == (frozenset({"大约十"}),)


@pytest.mark.parametrize("content", [None, b"", b"{", b"[1]", b'{"a": 1}', b'{"a": ["b"]}', b"\xff"])
def test_without_it_all_is_found_out(stored, content):
    if content is not None:
        stored.write_bytes(content)
    assert Expression.of("大约").needs == (frozenset({"大约"}),)


def test_what_is_no_expression_is_refused():
    with pytest.raises(re.error):
        Expression.of("(大约")


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=5, unique=True),
    st.text("约人个左右上下前后中1aA", max_size=12),
)
def test_it_is_used_as_the_standard_library_s(pieces, text):
    expression = Expression.of("".join(pieces))
    pattern = re.compile("".join(pieces))
    for method in ("search", "match", "fullmatch"):
        own, other = getattr(expression, method)(text), getattr(pattern, method)(text)
        assert (own and own.span()) == (other and other.span())
    assert [m.span() for m in expression.finditer(text)] == [m.span() for m in pattern.finditer(text)]
    assert expression.findall(text) == pattern.findall(text)
    assert expression.sub("换", text) == pattern.sub("换", text)
