"""Repetition inside a draft: what is found, what is not, and where exactly."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegao.draft.recognise import recognise
from hegao.duplicates.within import repeated
from hegao.readers import read as read_file
from tests.unit.duplicates.drafts import BOOK, CARE, LONG, POOL, ROAD, read

TITLE = "关于农村民生工作的汇报"


def test_a_draft_that_repeats_nothing() -> None:
    assert repeated(*read(TITLE, POOL, CARE, ROAD, BOOK, LONG)) == ()


def test_the_same_paragraph_twice() -> None:
    draft, recognition = read(TITLE, POOL, CARE, "　　" + POOL)
    (found,) = repeated(draft, recognition)
    assert (found.place.paragraph, found.other.paragraph) == (4, 2)
    assert (found.place.text, found.other.text) == (POOL, POOL)
    assert found.place.start == 2
    assert (found.similarity, found.changes, found.articles) == (1.0, (), None)


def test_all_copies_of_a_paragraph_with_one_sentence_changed_have_the_first_for_their_twin() -> None:
    lines = [CARE + POOL.replace("水源", word) for word in ("水源", "水井", "水塔", "山泉", "水池", "水窖")]
    found = repeated(*read(TITLE, *lines))
    pairs = [pair for repetition in found for pair in repetition.pairs]
    assert [pair.place.paragraph for pair in pairs] == [3, 4, 5, 6, 7]
    assert {pair.other.paragraph for pair in pairs} == {2}


def test_a_paragraph_that_has_drifted_from_the_first_is_the_twin_of_the_closest() -> None:
    half = POOL.replace("望川县", "石浦市").replace("水质检测", "全面体检")
    far = half.replace("加装净化设备", "换上过滤装置").replace("完成复检", "通过验收")
    (pool, drifted) = (pair for found in repeated(*read(TITLE, POOL, half, CARE, far)) for pair in found.pairs)
    assert (pool.place.paragraph, pool.other.paragraph) == (3, 2)
    assert (drifted.place.paragraph, drifted.other.paragraph) == (5, 3)


def test_an_edited_paragraph_with_its_changes_marked() -> None:
    edited = LONG.replace("全县引导", "各乡镇组织").replace("明显", "").replace("两小时内", "三小时之内")
    draft, recognition = read(TITLE, LONG, CARE, edited)
    (found,) = repeated(draft, recognition)
    assert 0.85 < found.similarity < 1
    (pair,) = found.pairs
    assert {(c.old, c.new) for c in pair.changes} >= {("明显", "")}
    for change in pair.changes:
        assert pair.other.text[slice(*change.old_span)] == change.old
        assert pair.place.text[slice(*change.new_span)] == change.new


def test_a_paragraph_edited_all_over_is_still_found() -> None:
    edited = "".join(
        "某" if at % 6 == 5 and character not in "，。" else character for at, character in enumerate(LONG)
    )
    draft, recognition = read(TITLE, LONG, CARE, edited)
    (found,) = repeated(draft, recognition)
    assert (found.place.paragraph, found.other.paragraph) == (4, 2)
    assert 0.75 < found.similarity < 0.9


def test_a_sentence_inside_another_paragraph() -> None:
    draft, recognition = read(TITLE, ROAD + POOL, BOOK + CARE + "下一步将继续推进。", "此外，" + LONG, CARE + ROAD)
    places = {(pair.place.text, pair.other.paragraph) for found in repeated(draft, recognition) for pair in found.pairs}
    assert places == {(CARE, 3), (ROAD, 2)}


def test_a_sentence_twice_in_one_paragraph() -> None:
    draft, recognition = read(TITLE, POOL + BOOK + POOL)
    (found,) = repeated(draft, recognition)
    assert found.place.start == len(POOL + BOOK)
    assert found.other.start == 0


def test_neighbours_that_repeat_neighbours_are_one_repetition() -> None:
    draft, recognition = read(TITLE, "一、前段", POOL, CARE, ROAD, "二、后段", BOOK, LONG, "三、再说", POOL, CARE, ROAD)
    (found,) = repeated(draft, recognition)
    assert [pair.place.paragraph for pair in found.pairs] == [10, 11, 12]
    assert [pair.other.paragraph for pair in found.pairs] == [3, 4, 5]


def test_a_torn_paragraph_is_found_in_both_halves() -> None:
    half = LONG.index("供销合作社")
    draft, recognition = read(TITLE, LONG[:half], POOL, LONG[half:], BOOK, LONG)
    (found, *rest) = repeated(draft, recognition)
    pairs = [*found.pairs, *(pair for other in rest for pair in other.pairs)]
    assert {pair.other.paragraph for pair in pairs} == {2, 4}
    assert {pair.place.paragraph for pair in pairs} == {6}
    assert sum(len(pair.place.text) for pair in pairs) == len(LONG)


@pytest.mark.parametrize(
    "line",
    [
        "一、进一步加强农村饮水安全工程建设和运行管理工作",
        "坚持以习近平新时代中国特色社会主义思想为指导，全面贯彻党的二十大精神，",
        "本办法自印发之日起施行，此前有关规定与本办法不一致的，以本办法为准。",
        "牵头单位：县农业农村局；责任单位：县水利局、县财政局、各乡镇人民政府。",
        "更多精彩范文点击主页搜索",
        "特此通知。",
    ],
)
def test_what_may_be_said_twice(line: str) -> None:
    assert repeated(*read(TITLE, line, POOL, CARE, line, ROAD, BOOK)) == ()


def test_parallel_statements_of_figures_are_no_repetition() -> None:
    one = "全年新建污水管网36.5公里，改造老旧小区21个，惠及居民4200户，完成投资1.2亿元。"
    other = "全年新建污水管网52.1公里，改造老旧小区34个，惠及居民6800户，完成投资2.7亿元。"
    assert repeated(*read(TITLE, one, POOL, other)) == ()
    assert len(repeated(*read(TITLE, one, POOL, one))) == 1


def test_tables_may_repeat_themselves() -> None:
    row = "| 工程名称 | 建设地点 | 建设内容及规模 | 计划总投资 | 责任单位 |"
    assert repeated(*read(TITLE, POOL, row, CARE, row)) == ()


def test_a_paragraph_three_times_is_told_twice() -> None:
    found = repeated(*read(TITLE, POOL, CARE, POOL, ROAD, POOL))
    assert [(f.place.paragraph, f.other.paragraph) for f in found] == [(4, 2), (6, 2)]


def test_stitched_articles_with_the_same_text() -> None:
    body = ["一、供水", POOL, "二、养老", CARE, "三、交通", ROAD, LONG]
    draft, recognition = read(
        "第一篇：农村民生工作汇报",
        *body,
        "第二篇：农村民生工作情况",
        *body,
        "第三篇：乡村阅读",
        "一、图书",
        BOOK,
        BOOK[::-1],
    )
    (found,) = repeated(draft, recognition)
    assert found.articles == (1, 0)
    assert found.similarity == 1.0
    assert (found.place.paragraph, found.other.paragraph) == (9, 1)
    assert "第二篇" in found.place.text or "农村民生工作情况" in found.place.text
    assert sum(len(pair.place.text) for pair in found.pairs) == len(POOL + CARE + ROAD + LONG)


def test_an_article_contained_in_a_longer_one() -> None:
    short, more = ["一、供水", POOL, "二、养老", CARE], ["三、交通", ROAD, LONG, BOOK]
    draft, recognition = read("第一篇：民生汇报", *short, "第二篇：民生总结", *short, *more)
    (found,) = repeated(draft, recognition)
    assert found.articles == (0, 1)


def test_articles_that_share_half_are_not_the_same() -> None:
    draft, recognition = read("第一篇：民生汇报", "一、供水", POOL, CARE, "第二篇：民生总结", "一、供水", POOL, LONG)
    (found,) = repeated(draft, recognition)
    assert found.articles is None


def test_one_line_a_thousand_times_ends() -> None:
    found = repeated(*read(TITLE, *[POOL] * 1000))
    assert sum(len(f.pairs) for f in found) == 999


def test_very_long_text_without_a_stop_ends() -> None:
    words = "供水养老交通图书检测随访修补开放"
    text = "".join(words[i * i * i % 997 % len(words)] for i in range(100_000))
    lengths = [len(pair.place.text) for found in repeated(*read(TITLE, text)) for pair in found.pairs]
    assert sum(lengths) > 90_000


SENTENCES = st.sampled_from([POOL, CARE, ROAD, BOOK, LONG, "好。", "　", "其中：", "2024年5月，", "“十四五”以来，"])


@settings(max_examples=60)
@given(st.lists(st.lists(SENTENCES, min_size=1, max_size=4).map("".join), min_size=1, max_size=8))
def test_every_place_is_a_true_span_and_its_twin_stands_before_it(paragraphs: list[str]) -> None:
    draft, recognition = read(TITLE, *paragraphs)
    for found in repeated(draft, recognition):
        for pair in found.pairs:
            for place in (pair.place, pair.other):
                assert place.paragraph is not None
                assert draft.place(place.paragraph, place.start, place.end) == place
            assert (pair.other.paragraph, pair.other.end) <= (pair.place.paragraph, pair.place.start)
            assert 0.75 <= pair.similarity <= 1


@pytest.mark.shared_data
def test_the_first_two_articles_of_the_long_seed_are_the_same(shared_data: Path) -> None:
    path = next(path for path in sorted((shared_data / "seeds").glob("*.txt")) if path.stat().st_size > 40_000)
    draft = read_file(path)
    (found,) = repeated(draft, recognise(draft))
    assert found.articles == (1, 0)
    assert found.similarity > 0.95
    assert (found.place.paragraph, found.other.paragraph) == (28, 1)
