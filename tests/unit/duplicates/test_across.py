"""Passages shared with past reports: their sources, kinds, places and differences."""

import pytest

from hegao.corpus.ingest import reports
from hegao.corpus.samples import seed_samples
from hegao.corpus.store import Store
from hegao.draft.recognise import recognise
from hegao.duplicates.across import shared
from hegao.duplicates.model import Kind, as_passages
from hegao.duplicates.shares import shares
from hegao.duplicates.within import repeated
from hegao.readers import read as read_file
from hegao.readers import read_text
from hegao.resources import corpus_dir
from tests.unit.duplicates.drafts import BOOK, CARE, LONG, POOL, ROAD, read

TITLE = "关于农村民生工作的汇报"
COUNTIES = ("望川县", "青禾县", "石浦县", "云桥县", "梅坪县", "白沙县")


def keep(store: Store, name: str, *paragraphs: str) -> None:
    for report in reports(read_text("\n".join(paragraphs)), name):
        store.add(report)


def test_an_empty_store_and_an_empty_body(store: Store) -> None:
    assert shared(*read(TITLE, POOL), store) == ()
    assert shared(*read(TITLE), store) == ()


def test_a_copied_paragraph_with_its_source(store: Store) -> None:
    keep(store, "往稿/供水.txt", "青禾县水利局关于供水工作的报告", "一、供水", CARE, POOL)
    draft, recognition = read(TITLE, BOOK, "　　" + POOL)
    (found,) = shared(draft, recognition, store)
    assert (found.kind, found.similarity, found.changes, found.documents) == (Kind.COPIED, 1.0, (), 1)
    assert found.place == draft.place(3, 2, 2 + len(POOL))
    source = found.source
    assert (source.document, source.path, source.paragraph) == (1, "往稿/供水.txt", 4)
    assert (source.title, source.issuer) == ("青禾县水利局关于供水工作的报告", "青禾县水利局")
    assert (source.text, source.start, source.end) == (POOL, 0, len(POOL))
    assert found.stale == ()


def test_an_edited_paragraph_with_its_changes(store: Store) -> None:
    keep(store, "a.txt", TITLE, "一、产业", LONG)
    edited = LONG.replace("全县引导", "各乡镇组织").replace("大幅下降", "明显减少")
    (found,) = shared(*read("民生工作总结", POOL, edited), store)
    assert found.place.text == edited
    assert found.source.text == LONG
    assert 0.85 < found.similarity < 1
    assert ("大幅下降", "明显减少") in {(c.old, c.new) for c in found.changes}
    for change in found.changes:
        assert found.source.text[slice(*change.old_span)] == change.old
        assert found.place.text[slice(*change.new_span)] == change.new


def test_a_sentence_out_of_a_long_paragraph(store: Store) -> None:
    keep(store, "a.txt", TITLE, BOOK + POOL + CARE)
    (found,) = shared(*read("民生工作总结", ROAD + POOL), store)
    assert found.place.text == POOL
    assert found.source.text == POOL
    assert found.source.start == len(BOOK)


def test_two_sources_in_one_paragraph(store: Store) -> None:
    keep(store, "a.txt", "甲工作总结", POOL)
    keep(store, "b.txt", "乙工作总结", CARE)
    found = shared(*read("民生工作总结", POOL + CARE), store)
    assert [(f.source.document, f.place.text) for f in found] == [(1, POOL), (2, CARE)]


def test_the_best_source_comes_first_and_the_others_are_named(store: Store) -> None:
    keep(store, "a.txt", "甲工作总结", POOL.replace("望川县", "青禾县"))
    keep(store, "b.txt", "乙工作总结", POOL)
    (found,) = shared(*read("民生工作总结", BOOK, POOL), store)
    assert found.source.document == 2
    assert [other.document for other in found.others] == [1]
    assert found.documents == 2


def test_what_many_reports_say_is_a_cliche(store: Store) -> None:
    for index, name in enumerate("甲乙丙丁戊己"):
        keep(
            store,
            f"{index}.txt",
            f"{name}镇工作总结",
            POOL,
            f"{name}镇自己的事情各不相同，写在这里以示区别，第{index}份。",
        )
    (found,) = shared(*read("民生工作总结", BOOK, POOL), store)
    assert (found.kind, found.documents) == (Kind.CLICHE, 6)


def test_a_sentence_that_many_have_does_not_speak_for_what_follows_it(store: Store) -> None:
    saying = "事非经过不知难，成如容易却艰辛，每一步都走得很不轻松。"
    for name in COUNTIES:
        keep(store, f"{name}.txt", f"{name}人民政府关于民生工作的报告", saying, f"{name}的事情写在这里，各县都不相同。")
    keep(store, "a.txt", "白石县人民政府关于民生工作的报告", saying + CARE)
    (found,) = shared(*read("民生工作总结", BOOK, saying + CARE), store)
    assert (found.place.text, found.kind, found.documents) == (saying + CARE, Kind.COPIED, 1)
    (alone,) = shared(*read("民生工作总结", BOOK, saying), store)
    assert (alone.kind, alone.documents) == (Kind.FIXED, 7)


def test_the_same_office_is_routine(store: Store) -> None:
    keep(store, "a.txt", "望川县水利局2023年工作总结", CARE)
    (found,) = shared(*read("望川县水利局2024年工作总结", BOOK, CARE), store)
    assert found.kind is Kind.ROUTINE
    (other,) = shared(*read("青禾县水利局2024年工作总结", BOOK, CARE), store)
    assert other.kind is Kind.COPIED


def test_fixed_expressions_are_not_copied(store: Store) -> None:
    line = "坚持以习近平新时代中国特色社会主义思想为指导，增强“四个意识”、坚定“四个自信”、做到“两个维护”。"
    keep(store, "a.txt", TITLE, line, CARE)
    (found,) = shared(*read("民生工作总结", BOOK, line), store)
    assert found.kind is Kind.FIXED


def test_a_phrase_of_a_sentence_that_is_found_nowhere(store: Store) -> None:
    phrase = "建立健全党委领导、多方参与、群众受益的乡村治理机制"
    for index, name in enumerate(COUNTIES):
        keep(
            store,
            f"{index}.txt",
            f"{name}人民政府关于民生工作的报告",
            f"{name}结合实际开展了第{index}次督查，{phrase}，共走访{index}户。",
        )
    draft, recognition = read("民生工作总结", BOOK, f"镇里把河道保洁交给村民自己管，{phrase}，垃圾少了。")
    (found,) = shared(draft, recognition, store)
    assert (found.place.text, found.kind, found.documents) == (phrase, Kind.FIXED, 6)
    assert found.source.text == phrase


def test_a_phrase_that_stands_before_another_mark(store: Store) -> None:
    phrase = "建立健全党委领导、多方参与、群众受益的乡村治理机制"
    for index, name in enumerate(COUNTIES):
        report = f"{name}结合实际开展了第{index}次督查，{phrase}，共走访{index}户。"
        keep(store, f"{index}.txt", f"{name}人民政府关于民生工作的报告", report)
    (found,) = shared(*read("民生工作总结", BOOK, f"镇里把河道保洁交给村民自己来管，{phrase}。"), store)
    assert (found.source.text, found.kind) == (phrase, Kind.FIXED)
    assert "都这样写" in found.reason


@pytest.mark.parametrize(
    "line",
    [
        "现在，我代表县人民政府向大会报告工作，请予审议，并请县政协各位委员和其他列席人员提出意见。",
        "在此，我代表县人民政府，向全县人民和其他列席人员，向所有关心支持家乡发展的朋友们，表示衷心的感谢！",
        "在这里，我谨代表县政府，向全县人民和其他列席人员，向所有关心支持家乡发展的朋友们，致以崇高的敬意！",
    ],
)
def test_the_formulas_of_a_report_to_a_congress_are_fixed(store: Store, line: str) -> None:
    for name in COUNTIES:
        keep(store, f"{name}.txt", f"{name}人民政府工作报告", line, f"{name}的事情写在这里，各县都不相同。")
    said = line.replace("和其他列席人员", "")
    (found,) = shared(*read("民生工作总结", BOOK, said), store)
    assert (found.kind, "可以照用，请核对其中的单位和称谓" in found.reason) == (Kind.FIXED, True)
    keep(store, "own.txt", "白石县人民政府工作报告", said)
    (found,) = shared(*read("白石县人民政府工作报告", BOOK, said), store)
    assert (found.kind, found.similarity) == (Kind.ROUTINE, 1.0)


def test_a_source_whose_issuer_is_unknown_is_told_by_its_title(store: Store) -> None:
    keep(store, "a.txt", "民生工作情况", CARE)
    (found,) = shared(*read("民生工作总结", BOOK, CARE), store)
    assert "与往稿《民生工作情况》雷同" in found.reason


def test_goals_that_many_state_with_other_figures_are_no_cliche(store: Store) -> None:
    goals = "今年主要预期目标是：地区生产总值增长{}%左右，固定资产投资增长1{}%左右，外贸进出口增长2{}%左右，粮食产量达到3{}万吨。"
    for index, name in enumerate(COUNTIES):
        keep(store, f"{name}.txt", f"{name}人民政府工作报告", goals.format(*[index] * 4))
    assert shared(*read("民生工作总结", BOOK, goals.format(7, 8, 9, 7)), store) == ()


def test_a_short_phrase_of_one_report_is_nothing(store: Store) -> None:
    keep(store, "a.txt", "甲工作总结", "全县在汛期前完成水库除险加固，为下游群众用水提供了可靠保障，也带动了乡村旅游。")
    assert (
        shared(*read("民生工作总结", BOOK, "新修的水厂投入使用，为下游群众用水提供了可靠保障，水费没有上涨。"), store)
        == ()
    )


def test_a_fixed_expression_that_is_not_quoted_as_all_have_it(store: Store) -> None:
    usual = "坚持人口资源环境相均衡、经济社会生态效益相统一的原则，控制开发强度，调整空间结构。"
    for name in COUNTIES:
        keep(store, f"{name}.txt", f"{name}人民政府关于民生工作的报告", usual)
    (found,) = shared(*read("民生工作总结", BOOK, usual.replace("相均衡", "相平衡")), store)
    assert found.kind is Kind.FIXED
    assert f"都写作“{usual}”，本稿与之不同" in found.reason
    assert [(change.old, change.new) for change in found.changes] == [("均", "平")]


def test_headings_are_not_compared(store: Store) -> None:
    heading = "一、加强农村饮水安全工程建设和运行管理工作"
    keep(store, "a.txt", TITLE, heading, CARE)
    assert shared(*read("民生工作总结", heading, BOOK), store) == ()


def test_short_likenesses_and_other_peoples_figures_are_nothing(store: Store) -> None:
    keep(
        store,
        "a.txt",
        TITLE,
        "对于这些问题，我们将采取有力措施，切实加以解决。",
        "全年新建管网36.5公里，改造小区21个，完成投资1.2亿元，惠及4200户。",
    )
    draft = read(
        "民生工作总结",
        "对这些不足，我们要采取有效举措，认真加以解决。",
        "全年新建管网52.1公里，改造小区34个，完成投资2.7亿元，惠及6800户。",
    )
    assert shared(*draft, store) == ()


def test_a_short_sentence_that_is_nearly_that_of_others_is_told_beside_another_one(store: Store) -> None:
    line = "对此我们将高度重视，在今后的工作中采取措施认真加以解决。"
    near = line.replace("认真", "切实")
    keep(store, "a.txt", "青禾县水利局工作总结", line, CARE)
    assert [f.kind for f in shared(*read("民生工作总结", BOOK, line), store)] == [Kind.COPIED]
    assert shared(*read("民生工作总结", BOOK, near), store) == ()
    assert [f.place.text for f in shared(*read("民生工作总结", near, CARE), store)] == [near, CARE]


def test_the_draft_itself_is_no_source(store: Store) -> None:
    lines = ["青禾县民生工作总结", "一、供水", POOL, "更多精彩范文点击主页搜索", CARE]
    keep(store, "a.txt", *lines)
    assert shared(*read(*lines), store) == ()
    keep(store, "b.txt", "鹭湖区民生工作总结", "一、供水", POOL)
    assert [f.source.document for f in shared(*read(*lines), store)] == [2]


def test_repetitions_are_passages_with_the_draft_as_source() -> None:
    draft, recognition = read(TITLE, POOL, CARE, POOL)
    (repetition,) = repeated(draft, recognition)
    (found,) = as_passages(draft, recognition, Kind.REPEATED, repetition.pairs)
    assert (found.kind, found.place.paragraph) == (Kind.REPEATED, 4)
    assert (found.source.document, found.source.paragraph, found.source.text) == (None, 2, POOL)
    assert found.source.title == TITLE


def test_shares_count_characters_of_the_body(store: Store) -> None:
    keep(store, "a.txt", "甲工作总结", POOL)
    draft, recognition = read(TITLE, "一、供水", POOL, CARE)
    passages = shared(draft, recognition, store)
    assert shares(draft, recognition, passages) == {Kind.COPIED: pytest.approx(len(POOL) / len(POOL + CARE), abs=0.001)}
    assert shares(draft, recognition, passages * 2) == shares(draft, recognition, passages)
    assert shares(draft, recognition, ()) == {}


def test_shares_of_nothing() -> None:
    draft = read_text("标题")
    assert shares(draft, recognise(draft), ()) == {}


def test_no_model_document_copies_another_or_itself(store: Store) -> None:
    seed_samples(store)
    for path in sorted((corpus_dir() / "samples").rglob("*.txt")):
        draft = read_file(path)
        recognition = recognise(draft)
        assert [f.place.text for f in shared(draft, recognition, store) if f.kind is not Kind.FIXED] == []
        assert repeated(draft, recognition) == ()


def test_what_the_office_keeps_as_its_own_is_no_copy(store: Store) -> None:
    keep(store, "a.txt", "望川县水利局关于供水工作的报告", POOL, CARE)
    draft, recognition = read("青禾县水利局关于供水工作的报告", BOOK, POOL.replace("四十二处", "四十三处"), CARE)
    store.keep_standing(POOL)
    assert [(f.place.text[:4], f.kind) for f in shared(draft, recognition, store)] == [
        (POOL[:4], Kind.ROUTINE),
        (CARE[:4], Kind.COPIED),
    ]
    (kept,) = store.standing()
    store.drop_standing(kept.key)
    assert [f.kind for f in shared(draft, recognition, store)] == [Kind.STALE, Kind.COPIED]
