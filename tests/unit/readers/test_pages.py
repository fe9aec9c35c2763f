"""Fixed pages whatever is on them: every character of every line is in a run, and nothing is said twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegao.draft.model import Draft, RunFormat
from hegao.errors import InputError
from hegao.readers.page_lines import Glyph, Page, ruled
from hegao.readers.page_paragraphs import draft_of_pages

_places = st.floats(-50, 900, allow_nan=False, width=32)
_sizes = st.sampled_from([0.0, 0.5, 9.0, 16.0, 22.0])
_looks = st.sampled_from([RunFormat(size=16.0), RunFormat(size=16.0, bold=True)])
_glyphs = st.builds(
    lambda text, left, base, size, look: Glyph(text, left, left + size, base, size, look),
    st.sampled_from("字　 a1。（⼀"),
    _places,
    _places,
    _sizes,
    _looks,
)
_segments = st.lists(st.tuples(_places, _places, _places, _places), max_size=12)


def written(*lines: tuple[str, float, float], size: float = 16.0, page: int = 0) -> list[Glyph]:
    look = RunFormat(size=size)
    return [
        Glyph(char, left + size * index, left + size * (index + 1), base, size, look)
        for text, left, base in lines
        for index, char in enumerate(text)
    ]


def draft(*pages: list[Glyph]) -> Draft:
    return draft_of_pages([Page(595, 842, glyphs) for glyphs in pages], "a.pdf", "page", (), {})


@given(st.lists(st.tuples(st.lists(_glyphs, max_size=40), _segments), min_size=1, max_size=3))
def test_runs_cover_the_text_and_numbers_count_up(content: list[tuple[list[Glyph], list[tuple[float, ...]]]]) -> None:
    pages = [Page(595, 842, glyphs, *ruled(segments)) for glyphs, segments in content]
    try:
        made = draft_of_pages(pages, "a.pdf", "page", (), {})
    except InputError:  # there is nothing legible on them
        return
    assert [p.number for p in made.paragraphs] == list(range(1, len(made.paragraphs) + 1))
    for paragraph in made.paragraphs:
        covered = [index for run in paragraph.runs for index in range(run.start, run.end)]
        assert covered == list(range(len(paragraph.text)))


def test_a_paragraph_goes_on_over_the_page() -> None:
    first = written(("甲" * 26, 112, 700), ("乙" * 28, 80, 729))
    second = written(("丙" * 10 + "。", 80, 130), ("丁" * 9 + "。", 112, 159))
    assert [p.text for p in draft(first, second).paragraphs] == [
        "甲" * 26 + "乙" * 28 + "丙" * 10 + "。",
        "丁" * 9 + "。",
    ]


def test_a_full_line_that_ends_with_its_paragraph() -> None:
    lines = written(("甲" * 26, 112, 200), ("乙" * 27 + "。", 80, 229), ("丙" * 26, 112, 258), ("丁。", 80, 287))
    assert [p.text for p in draft(lines).paragraphs] == ["甲" * 26 + "乙" * 27 + "。", "丙" * 26 + "丁。"]


def test_blank_lines_are_kept_as_one() -> None:
    lines = written(("标题", 80, 200), ("甲" * 28, 80, 300), ("乙" * 28, 80, 329), ("丙", 80, 358))
    assert [p.text for p in draft(lines).paragraphs] == ["标题", "", "甲" * 28 + "乙" * 28 + "丙"]


def test_characters_that_only_look_right_are_set_right() -> None:
    assert [p.text for p in draft(written(("⼀是⾼度重视", 80, 200))).paragraphs] == ["一是高度重视"]


def test_nothing_on_the_pages() -> None:
    with pytest.raises(InputError, match="可能是扫描件"):
        draft([])
