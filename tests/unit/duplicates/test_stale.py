"""Passages taken over with what was true elsewhere or then: figures, years and the names of places."""

import pytest

from hegao.corpus.ingest import reports
from hegao.corpus.store import Store
from hegao.duplicates.across import shared
from hegao.duplicates.model import Kind, Passage
from hegao.readers import read_text
from tests.unit.duplicates.drafts import BOOK, CARE, read

WATER = "全县改造供水管网四十六公里，新建集中供水工程27处，惠及群众3.8万人，农村自来水普及率达到91.5%。"
TALK = "{}人民牢记嘱托，把河湖整治与产业发展结合起来，走出了一条以水兴业、以水富民的新路子，群众得到了实惠。"


def keep(store: Store, name: str, *paragraphs: str) -> None:
    for report in reports(read_text("\n".join(paragraphs)), name):
        store.add(report)


def found(store: Store, *paragraphs: str) -> list[Passage]:
    return list(shared(*read(*paragraphs), store))


def test_figures_of_last_year_are_marked(store: Store) -> None:
    keep(store, "a.txt", "望川县水利局2023年工作总结", WATER, CARE)
    (passage,) = found(store, "望川县水利局2024年工作总结", BOOK, WATER)
    assert (passage.kind, passage.stale) == (Kind.STALE, ("四十六公里", "27处", "3.8万人", "91.5%"))
    assert {mark.reason for mark in passage.marks} == {"与2023年的报告相同"}


def test_figures_that_were_written_anew_are_not(store: Store) -> None:
    keep(store, "a.txt", "望川县水利局2023年工作总结", WATER, CARE)
    anew = WATER.replace("四十六", "五十一").replace("27", "33").replace("3.8", "4.2").replace("91.5", "93.1")
    assert [p.kind for p in found(store, "望川县水利局2024年工作总结", BOOK, anew)] == [Kind.ROUTINE]


@pytest.mark.parametrize("begin", ["三渠五库　指", "“三渠五库”工程是指", "[12]三渠五库：", "**三渠五库 即"])
def test_what_explains_a_term_is_not_out_of_date(store: Store, begin: str) -> None:
    told = begin + "在望川河两岸建设的总长231公里的引水渠系，控制灌溉面积46.5万亩，分布在27个乡镇。"
    keep(store, "a.txt", "望川县水利局2023年工作总结", told, CARE)
    assert [p.kind for p in found(store, "望川县水利局2024年工作总结", BOOK, told)] == [Kind.ROUTINE]


@pytest.mark.parametrize("name", ["青禾县", "青禾"])
def test_the_name_of_another_place_is_a_leftover(store: Store, name: str) -> None:
    keep(store, "a.txt", "青禾县水利局2023年工作总结", TALK.format(name), CARE)
    (passage,) = found(store, "望川县水利局2024年工作总结", BOOK, TALK.format(name))
    assert (passage.kind, passage.stale) == (Kind.STALE, (name,))


@pytest.mark.parametrize("text", ["望川", "青禾市", "青禾省"])
def test_other_names_are_none(store: Store, text: str) -> None:
    keep(store, "a.txt", "青禾县水利局2023年工作总结", TALK.format(text), CARE)
    assert [p.kind for p in found(store, "望川县水利局2024年工作总结", BOOK, TALK.format(text))] == [Kind.COPIED]


def test_a_place_the_draft_speaks_of_is_no_leftover(store: Store) -> None:
    keep(store, "a.txt", "青禾县水利局2023年工作总结", TALK.format("青禾"), CARE)
    visits = [f"第{n}次到青禾县学习考察，双方就河道治理交换了意见，形成了共同的行动计划。" for n in "一二三"]
    told = found(store, "望川县水利局2024年工作总结", *visits, TALK.format("青禾"))
    assert [p.kind for p in told] == [Kind.COPIED]


def test_a_place_inside_a_word_is_not_named(store: Store) -> None:
    talk = TALK.format("全市").replace("新路子", "绿水青山变成金山银山的路子")
    keep(store, "a.txt", "青山市水利局2023年工作总结", talk, CARE)
    assert [p.kind for p in found(store, "松岚市水利局2024年工作总结", BOOK, talk)] == [Kind.COPIED]
