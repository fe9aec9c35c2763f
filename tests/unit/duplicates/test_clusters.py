"""Reports and paragraphs that a store has more than once."""

from hegao.corpus.ingest import reports
from hegao.corpus.store import Store
from hegao.duplicates.clusters import clusters
from hegao.readers import read_text
from tests.unit.duplicates.drafts import BOOK, CARE, LONG, POOL, ROAD

TOWN = "柳溪镇组织党员干部挨家挨户走访独居老人，登记助餐、助洁、助医需求四百余条，逐条落实到网格员，每周回访一次。"
WOODS = "各林场在防火期内实行昼夜巡护，进山路口设卡登记，配发灭火机具二百三十套，扑火队员集中食宿、随时待命，未发生森林火灾。"


def keep(store: Store, name: str, *paragraphs: str) -> None:
    for report in reports(read_text("\n".join(paragraphs)), name):
        store.add(report)


def found(store: Store) -> tuple[list[tuple[list[int], float]], list[list[tuple[int, int | None]]]]:
    all_ = clusters(store)
    return (
        [([member.report.id for member in cluster.members], cluster.similarity) for cluster in all_.documents],
        [[(member.report.id, member.paragraph) for member in cluster.members] for cluster in all_.paragraphs],
    )


def test_an_empty_store_has_none(store: Store) -> None:
    assert found(store) == ([], [])


def test_paragraphs_of_different_reports(store: Store) -> None:
    edited = LONG.replace("大幅下降", "明显减少")
    keep(store, "a.txt", "松岚市2023年民生工作总结", LONG, TOWN)
    keep(store, "b.txt", "望川县2022年民生工作总结", WOODS, edited)
    documents, paragraphs = found(store)
    assert documents == []
    assert paragraphs == [[(2, 3), (1, 2)]]
    (cluster,) = clusters(store).paragraphs
    assert (cluster.documents, cluster.text) == (2, edited)
    assert 0.9 < cluster.similarity < 1


def test_a_report_stored_twice_is_told_once(store: Store) -> None:
    whole = (LONG, TOWN, WOODS)
    keep(store, "a.txt", "松岚市民生工作总结", *whole)
    keep(store, "b.txt", "松岚市民生工作总结（定稿）", *whole, "请审阅。")
    keep(store, "c.txt", "望川县工作总结", WOODS, POOL, BOOK, CARE, ROAD)
    documents, paragraphs = found(store)
    assert documents == [([1, 2], 1.0)]
    assert [{number for number, _ in members} for members in paragraphs] == [{1, 2, 3}]


def test_short_and_unlike_paragraphs_are_none(store: Store) -> None:
    keep(store, "a.txt", "甲工作总结", "会议由县长主持。", TOWN)
    keep(store, "b.txt", "乙工作总结", "会议由县长主持。", WOODS)
    assert found(store) == ([], [])


def test_a_paragraph_that_one_report_says_twice(store: Store) -> None:
    keep(store, "a.txt", "甲工作总结", TOWN, WOODS, TOWN)
    assert found(store) == ([], [[(1, 2), (1, 4)]])


def test_a_chain_of_small_edits_is_no_cluster_from_end_to_end(store: Store) -> None:
    def edited(many: int) -> str:
        return "改" * many * 6 + WOODS[many * 6 :]

    for number in range(5):
        keep(store, f"{number}.txt", f"第{number}号工作总结", edited(number))
    for cluster in clusters(store).paragraphs:
        assert cluster.similarity >= 0.9
