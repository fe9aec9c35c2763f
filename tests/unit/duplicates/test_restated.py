"""Points made twice in other words."""

from hegao.duplicates.restated import restated
from tests.unit.duplicates.drafts import BOOK, CARE, POOL, ROAD, read

TITLE = "关于农村供水工作情况的报告"
OTHER = "集中供水工程的水质检测已经覆盖全部四十二处，浊度偏高的三处水源都加装了净化设备。"


def found(*paragraphs: str) -> list[tuple[str, str]]:
    return [(pair.place.text, pair.other.text) for pair in restated(*read(TITLE, *paragraphs))]


def test_the_same_point_in_other_words() -> None:
    assert found(POOL, BOOK, OTHER) == [(OTHER, POOL)]


def test_the_next_sentence_of_a_paragraph_takes_its_point_up() -> None:
    assert found(POOL + OTHER, BOOK) == []


def test_what_is_repeated_to_the_letter_is_told_elsewhere() -> None:
    assert found(POOL, BOOK, POOL) == []


def test_different_points_and_different_figures() -> None:
    assert found(POOL, CARE, ROAD, BOOK) == []
    assert (
        found(
            "全年新建管网36.5公里，改造小区21个，惠及居民4200户。",
            BOOK,
            "全年新建管网52公里，改造小区34个，惠及居民6800户。",
        )
        == []
    )


def test_a_goal_is_not_the_result_in_other_words() -> None:
    result = "城镇居民人均可支配收入36592元、增长12.5%，农民人均纯收入15814元、增长17.1%。"
    goal = "城镇居民人均可支配收入、农民人均纯收入均比上一年增长9%以上。"
    assert found(result, BOOK, goal) == []
    assert found(goal, BOOK, result) == []


def test_the_articles_of_a_stitched_file_are_read_apart() -> None:
    assert found("第一篇：关于供水工作的讲话", POOL, "第二篇：关于水质工作的讲话", OTHER) == []
