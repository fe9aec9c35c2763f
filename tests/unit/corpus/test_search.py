"""Searching the past reports for words and for near copies."""

from hegao.corpus.search import find_passage, find_words
from hegao.corpus.store import Store
from tests.unit.corpus.conftest import INSPECTION, TRAINING, report


def test_words_are_found_with_their_places(store: Store) -> None:
    store.add(report("甲", INSPECTION, TRAINING))
    (hit,) = find_words(store, "水库")
    assert hit.document.id == 1
    assert [hit.paragraph.text[start:end] for start, end in hit.spans] == ["水库"]


def test_every_word_must_stand_in_the_paragraph(store: Store) -> None:
    store.add(report("甲", INSPECTION, TRAINING))
    assert [hit.paragraph.number for hit in find_words(store, "培训　险情")] == [2]
    assert find_words(store, "水库 培训") == ()


def test_most_hits_come_first(store: Store) -> None:
    store.add(report("甲", "检查了水库。", "水库、水库、水库都查到了。"))
    assert [hit.paragraph.number for hit in find_words(store, "水库")] == [2, 1]
    assert [hit.paragraph.number for hit in find_words(store, "水库", limit=1)] == [2]


def test_words_attested_are_counted_by_report(store: Store) -> None:
    store.add(report("甲", "青禾县水库。", "青禾县学校。"))
    store.add(report("乙", "青禾县道路100%完成。"))
    store.add(report("丙", "青禾县桥梁。", origin="sample"))
    assert store.attested(["青禾", "水库", "100%", "没有"]) == {"青禾": 2, "水库": 1, "100%": 1, "没有": 0}
    assert store.attested([]) == {}
    assert len(store.attested([f"词{number}" for number in range(120)])) == 120


def test_words_are_taken_literally(store: Store) -> None:
    store.add(report("甲", "完成率为100%，排名第_一。", "完成率为100，排名第一。"))
    assert [hit.paragraph.number for hit in find_words(store, "100%")] == [1]
    assert [hit.paragraph.number for hit in find_words(store, "第_一")] == [1]
    assert find_words(store, "' OR 1=1 --") == ()


def test_nothing_asked_nothing_found(store: Store) -> None:
    assert find_words(store, "  ") == ()
    assert find_passage(store, "") == ()
    assert find_passage(store, INSPECTION) == ()


def test_an_edited_passage_is_found_in_its_place(store: Store) -> None:
    store.add(report("甲", "近年来投入不断加大。" + INSPECTION + "下一步将抓好整改。", TRAINING))
    edited = INSPECTION.replace("全市水利系统", "全县水务部门").replace("十七处", "二十一处")
    found = find_passage(store, edited)
    assert found[0].paragraph.number == 1
    assert 0.8 < found[0].similarity < 1
    place = found[0].paragraph.text[found[0].start : found[0].end]
    assert place == INSPECTION


def test_the_most_alike_comes_first_and_the_limit_holds(store: Store) -> None:
    store.add(report("甲", INSPECTION.replace("白蚁危害", "渗漏问题")))
    store.add(report("乙", INSPECTION))
    found = find_passage(store, INSPECTION)
    assert [match.paragraph.document for match in found] == [2, 1]
    assert found[0].similarity == 1.0
    assert len(find_passage(store, INSPECTION, limit=1)) == 1
