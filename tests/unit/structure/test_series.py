"""A draft held against a series: topics learnt, a missing half, gaps in numbers, figures, promises, changes."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from tests.yearly import BRIDGE, yearly

from hegao.corpus.ingest import add
from hegao.corpus.records import PastReport
from hegao.draft.recognise import recognise
from hegao.readers import read_text
from hegao.report.structure import gap_words
from hegao.structure.advise import advise
from hegao.structure.conventions import level_of, load_limits
from hegao.structure.expected import Expectation, Told, gaps
from hegao.structure.followed import unanswered
from hegao.structure.history import typical, variants
from hegao.structure.model import Numbered, Part, Piece, Shape
from hegao.structure.pieces import Head, Line
from hegao.structure.proposals import proposed
from hegao.structure.skeleton import entries, skeleton
from hegao.structure.topics import Topic


def whole(year=2025):
    return yearly("望川县", year) + BRIDGE


def test_a_whole_report_lacks_nothing_and_its_evidence_is_told(told):
    advice = told(whole())
    assert (advice.missing, advice.gaps, advice.unanswered) == ((), (), ())
    assert advice.series == "根据往稿库中 17 篇政府工作报告，其中同一系列往年的 9 篇。"


@pytest.mark.parametrize("heading", ["推进乡村振兴", "改善生态环境", "城乡面貌持续改善"])
def test_a_topic_of_the_series_that_is_missing_is_told_with_place_heading_and_reports(told, heading):
    (lack,) = told(yearly("望川县", 2025, {heading}) + BRIDGE).missing
    assert heading in lack.headings
    assert lack.level == 2
    assert lack.usual.witnesses[0].heading.endswith(heading)
    assert lack.usual.witnesses[0].title == "望川县2024年政府工作报告"


def test_a_missing_topic_stands_in_its_place_in_the_skeleton_and_all_is_numbered_anew(told):
    lines = skeleton(told(yearly("望川县", 2025, {"改善生态环境"}) + BRIDGE)).splitlines()
    at = lines.index("（四）改善生态环境")
    assert lines[at - 1] == "（三）提升城市品质"
    assert "可参看《望川县2024年政府工作报告》" in lines[at + 1]
    assert lines[at + 2] == "（五）增进民生福祉"


def test_a_skeleton_has_the_headings_in_two_levels_and_notes(told):
    levels = [entry.level for entry in entries(told(yearly("望川县", 2025, {"改善生态环境"})))]
    assert levels.count(1) == 3
    assert levels.count(0) == 1


def test_a_report_without_its_half_that_looks_ahead_is_told_once(told):
    text = whole().partition("二、2025年工作安排")[0]
    lacks = told(text).missing
    assert "工作安排" in [lack.usual.role.name for lack in lacks]
    assert any(lack.headings[:1] == ("2025年工作安排",) for lack in lacks)


def heads(*numbers):
    """Headings of the first level (positive numbers, 0 for one without) and the second (negative ones)."""
    levels = ((2 if number < 0 else 1, abs(number) or None) for number in numbers)
    listed = tuple(
        Numbered(level, str(number or ""), f"第{at}个", number, Part.WHOLE) for at, (level, number) in enumerate(levels)
    )
    return Shape(0, "", None, None, (), heads=listed)


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ((1, 2, 3), []),
        ((1, 3, 4), [1]),
        ((2, 3), [0]),
        ((1, -1, -3, 2, -1, -2), [2]),
        ((1, -1, 2, -2, -3), [3]),
        ((0, 1, 2, 0, 1, 2), []),
        ((0, 2, 3, 0, 1), [1]),
        ((1, 2, 3, 2, 3), [3]),
        ((1, 0, 2), []),
        ((1, 4), [1]),
        ((1, 5), []),
    ],
)
def test_numbers_left_out_are_gaps(numbers, found):
    assert [gap.at for gap in gaps(heads(*numbers))] == found


def announcing(count, *missing):
    """The draft with a sentence that announces so many sections, less the sections ``missing``; it has six."""
    text = yearly("望川县", 2025, set(missing)) + BRIDGE
    return text.replace("，推动高质量发展。", f"，推动高质量发展，重点抓好以下{count}个方面的工作：")


def test_fewer_sections_than_announced_are_a_gap_at_their_end(told):
    assert told(announcing("六")).gaps == ()
    (gap,) = told(announcing("七")).gaps
    assert (gap.announcing.text, gap.announcing.announced, gap.have, gap.after) == ("2025年工作安排", 7, 6, None)
    assert gap.before.text == "深化改革开放"
    assert "写明分 7 个部分，下面只有 6 个" in gap_words(gap)
    assert told(announcing("九")).gaps == ()


def test_fewer_sections_than_announced_are_no_gap_where_one_is_told_as_missing(told):
    advice = told(announcing("六", "做强工业经济"))
    assert (len(advice.missing), advice.gaps) == (1, ())


@pytest.mark.parametrize(
    ("numbers", "found"), [((1, -1, -2, -3, -4), []), ((1, -1, -2, -3, 2), [4]), ((1, -1, -2, -4), [3]), ((1, 2), [])]
)
def test_a_number_left_out_is_told_once_where_the_sections_were_announced(numbers, found):
    shape = heads(*numbers)
    first, *others = shape.heads
    shape = replace(shape, heads=(replace(first, announced=4), *others))
    assert [gap.at for gap in gaps(shape)] == found


def test_a_section_by_another_name_than_in_the_series_is_not_missed(told):
    lacks = told(whole().replace("二、2025年工作安排", "二、2025年目标任务")).missing
    assert [lack for lack in lacks if not lack.usual.role.id.startswith("topic-")] == []


def on(*topics):
    """A report with a section on each of these topics."""
    shape = replace(heads(*range(1, len(topics) + 1)), pieces=(Piece("", "", Part.WHOLE, 1, "", "", ""),) * len(topics))
    return Told(shape, tuple((topic,) for topic in topics))


def test_what_mostly_closes_a_series_is_wanted_from_a_lower_expectation_on():
    enough, closing, inner = 0, 1, 2
    having, others = [on(enough, inner, closing)] * 13, [on(enough)] * 7
    wanted = Expectation(None, (), having + others, load_limits()).wanted
    assert wanted == [(Part.WHOLE, enough), (Part.WHOLE, closing)]
    seldom = [on(enough, inner, closing)] * 8 + [on(enough, closing, inner)] * 5
    assert Expectation(None, (), seldom + others, load_limits()).wanted == [(Part.WHOLE, enough)]


def looking(*parts):
    """A report with a heading in each of these halves."""
    listed = tuple(Numbered(1, "", f"{part}工作", None, part) for part in parts)
    return Told(Shape(0, "", None, None, (), heads=listed), ())


@pytest.mark.parametrize(("others_with_both", "told_missing"), [(20, 1), (10, 0)])
def test_a_half_the_series_had_two_times_in_three_is_missed_where_others_mostly_have_it(others_with_both, told_missing):
    both, back = looking(Part.PAST, Part.AHEAD), looking(Part.PAST)
    others = [both] * others_with_both + [back] * (20 - others_with_both)
    expectation = Expectation(None, (both, both, back), others, load_limits())
    assert len(list(expectation.half(back))) == told_missing
    assert list(expectation.half(both)) == []


@pytest.mark.parametrize("heading", ["名词解释和说明", "附：部分词语解释", "附件", "注释"])
def test_what_explains_terms_behind_a_report_is_no_section_of_it(told, heading):
    assert told(whole() + f"\n\n{heading}\n\n一网通办：一次办成。\n").outline == told(whole()).outline


@pytest.mark.parametrize("line", ["县长　江望舟", "望川县人民政府代县长", "市长 江 禾"])
def test_who_gives_a_report_is_no_section_of_it(told, line):
    signed = told(whole().replace("\n", f"\n\n# {line}\n\n", 1))
    assert [head.text for head in signed.outline] == [head.text for head in told(whole()).outline]


def test_a_gap_tells_what_likely_stood_there_unless_that_is_told_as_missing(told):
    line = "（二）农业农村稳步发展。"
    advice = told(whole().replace(line, ""))
    assert ["农业农村" in lack.usual.role.name for lack in advice.missing] == [True]
    assert advice.gaps == ()


def test_a_draft_without_headings_is_no_trouble(told):
    advice = told("望川县2025年政府工作报告\n\n各位代表：\n今年的工作做得不错。\n")
    assert advice.outline == ()
    assert skeleton(advice)


def test_figures_given_year_by_year_are_followed(told):
    followed = {figure.name: figure for figure in told(whole()).followed}
    jobs = next(figure for name, figure in followed.items() if "城镇新增就业" in name)
    assert jobs.stated == "4500人"
    assert [value for _, value in jobs.values] == ["4400人", "4300人", "4200人", "4100人", "4000人"]
    assert all(figure.stated for figure in followed.values())


def test_a_figure_that_is_dropped_is_told_and_one_in_other_words_is_not(told):
    dropped = whole().replace("城镇新增就业4500人，", "")
    assert any("就业" in f.name and f.stated is None for f in told(dropped).followed)
    reworded = whole().replace("改造城镇老旧小区45个", "完成45个老旧小区改造，惠及城镇老旧小区居民3万人")
    assert all(f.stated for f in told(reworded).followed if "老旧小区" in f.name)


def test_a_figure_in_another_unit_is_no_answer(told):
    other = whole().replace("改造城镇老旧小区45个", "城镇老旧小区完成投资2.8亿元")
    assert [f.stated for f in told(other).followed if "老旧小区" in f.name] == [None]


def test_a_promise_by_name_that_is_not_taken_up_again_is_told(told):
    (promise,) = told(yearly("望川县", 2025)).unanswered
    assert promise.text == BRIDGE.rstrip("。")
    assert "青岚大桥" in promise.names
    assert promise.witness.year == 2024


def test_an_appeal_is_no_promise():
    last = PastReport(1, "", "工作报告", "政府工作报告", "material", None, None, 2024, "a.txt", "user", 0, "2024-01-01")
    lines = [
        Line(1, "今年工作安排", Head(1, "二、", "今年工作安排")),
        Line(2, "争创“云湖福地”示范县。"),
        Line(3, "为争创“山海新城”而努力奋斗！"),
    ]
    told = unanswered(read_text("望川县政府工作报告"), (last, lines), (), load_limits().followed)
    assert [promise.names for promise in told] == [("云湖福地",)]


def test_the_last_report_is_the_one_before_the_draft_not_a_later_one(told):
    assert told(yearly("望川县", 2023)).unanswered == ()


def test_a_part_that_came_into_the_outline_is_told_with_its_year(told):
    variants = {variant.role.short: variant for variant in told(whole()).variants}
    reform = next(variant for name, variant in variants.items() if "改革" in name)
    assert (reform.since, reform.came) == (2020, True)
    assert "从 2020 年起" in reform.reason
    assert reform.witnesses[0].year == 2020
    assert {year for year, have, _ in reform.years if have} == set(range(2020, 2025))


def of_year(year, *topics):
    return replace(on(*topics), shape=replace(on(*topics).shape, year=year))


def test_a_series_too_short_for_a_history_is_not_continued_by_the_reports_of_others():
    opening, trade = 0, 1
    topics = SimpleNamespace(topics=(Topic(opening, "开放"), Topic(trade, "商贸")))
    series = [of_year(year, opening) for year in (2014, 2016, 2018)]
    others = [of_year(year, trade) for year in (2022, 2023, 2024) for _ in range(4)]
    limits = load_limits()
    assert list(variants(Expectation(topics, series, others, limits), limits.history)) == []
    turned = [of_year(year, trade) for year in (2019, 2020, 2021)]
    told = list(variants(Expectation(topics, [*series, *turned], others, limits), limits.history))
    assert [(variant.role.name, variant.since, variant.came) for variant in told] == [
        ("开放", 2019, False),
        ("商贸", 2019, True),
    ]


def test_a_section_without_a_short_sentence_at_its_end_closes_with_none(told):
    assert all(sentence.text for sentence in told(whole()).typical)
    limits = load_limits()
    pieces = (Piece("", "", Part.WHOLE, 1, "开放的大门越开越大。", "", ""),)
    ends = [replace(on(0), shape=replace(on(0).shape, document=n, pieces=pieces)) for n in range(4)]
    expectation = Expectation(SimpleNamespace(topics=(Topic(0, "开放"),)), (), ends, limits)
    assert {sentence.where: sentence.text for sentence in typical(expectation, limits.history)} == {
        "“开放”开头": "开放的大门越开越大。"
    }


def test_sentences_that_recur_are_told_with_figures_as_crosses(told):
    typical = {sentence.where: sentence for sentence in told(whole()).typical}
    assert typical["全文开头"].text == "现在，我代表县人民政府向大会报告工作，请予审议。"
    assert typical["全文结尾"].documents == typical["全文结尾"].of
    assert any("×" in sentence.text for sentence in typical.values())


def test_a_section_far_longer_than_usual_is_told(told):
    long = "各部门都要把这件事抓细抓实，逐项列出清单，逐月通报进度，年底统一检查。" * 60
    advice = told(whole().replace("主要指标好于预期。", f"主要指标好于预期。{long}"))
    assert advice.lengths
    assert all("偏" in length.reason for length in advice.lengths)
    assert told(whole()).lengths == ()


def test_reports_of_the_same_level_are_preferred_and_levels_are_told_by_names():
    names = ["全国", "云岭省", "重庆市", "松岚市", "望川县", "鹭湖区", "青禾镇", "某公司", None]
    levels = ["国家级", "省级", "省级", "地市级", "县级", "县级", "乡级", None, None]
    assert [level_of(name) for name in names] == levels


def test_proposed_headings_carry_the_draft_s_year():
    assert proposed([("2023年工作回顾", 2024), ("主要工作", 2024)], 2025) == ("2024年工作回顾", "主要工作")
    assert proposed([("2023年工作回顾", None), ("主要工作", None)], 2025) == ("主要工作",)


def test_with_few_reports_no_topics_are_learnt_and_nothing_is_made_up(tmp_path, store):
    for year in range(2020, 2025):
        (tmp_path / f"望川县{year}.txt").write_text(yearly("望川县", year), encoding="utf-8")
    draft = read_text(yearly("望川县", 2025, {"改善生态环境"}))
    add(store, [tmp_path])
    advice = advise(draft, recognise(draft), store)
    assert advice.topics == ()
    assert not advice.conventional
    assert "5 篇政府工作报告，其中同一系列往年的 5 篇。篇数不多" in advice.series
    assert advice.followed
