"""Structure advice on small stores of our own: counts, order, what a draft lacks, says twice or misplaces."""

import pytest

from hegao.corpus.ingest import add, reports
from hegao.corpus.store import Store
from hegao.draft.recognise import recognise
from hegao.readers import read_text
from hegao.structure.advise import advise
from hegao.structure.conventions import heading_roles, opening_roles
from hegao.structure.skeleton import skeleton

BODY = "松岚市各区县都有这类做法，情况各不相同，需要逐一说明清楚。"


def report(place, *headings):
    lines = [
        f"{place}社区食堂运行情况调研报告",
        "",
        f"为摸清{place}社区食堂的底数，调研组于2024年8月走访了各镇，现报告如下。",
    ]
    for number, heading in zip("一二三四五六七", headings, strict=False):
        lines += [f"{number}、{heading}", f"{place}：{heading}。{BODY}"]
    return "\n".join(lines)


USUAL = ("基本情况", "主要做法和成效", "存在的问题", "原因分析", "对策建议")


@pytest.fixture(scope="module")
def store(tmp_path_factory, new_address):
    """A store of five reports of which one has no section on causes; tests only read it."""
    folder = tmp_path_factory.mktemp("往稿")
    for place in ("望川县", "青禾县", "石浦县", "鹭湖区"):
        (folder / f"{place}.txt").write_text(report(place, *USUAL), encoding="utf-8")
    (folder / "云桥区.txt").write_text(report("云桥区", *USUAL[:3], "对策建议"), encoding="utf-8")
    with Store.open(new_address()) as opened:
        account = add(opened, [folder])
        assert len(account.added) == 5
        yield opened


def advice(store, *headings):
    draft = read_text(report("松岚市", *headings))
    return advise(draft, recognise(draft), store)


def names(sections):
    return [section.role.name for section in sections]


def test_the_usual_outline_is_counted_and_in_order(store):
    usual = advice(store, *USUAL).usual
    assert names(usual) == ["前言", "基本情况", "主要做法和成效", "存在问题", "原因分析", "对策建议"]
    assert [(u.documents, u.of) for u in usual][-2:] == [(4, 5), (5, 5)]
    assert [u.position for u in usual] == list(range(1, 7))
    assert 0.9 < sum(u.share for u in usual) < 1.2


def test_a_complete_draft_lacks_nothing(store):
    told = advice(store, *USUAL)
    assert (told.missing, told.superfluous, told.misplaced) == ((), (), ())


def test_a_missing_section_is_told_with_its_place_and_witnesses(store):
    (lack,) = advice(store, "基本情况", "主要做法和成效", "存在的问题", "对策建议").missing
    assert lack.usual.role.name == "原因分析"
    assert lack.after.name == "存在问题"
    assert {w.heading for w in lack.usual.witnesses} == {"四、原因分析"}
    assert len(lack.usual.witnesses) == 4


def test_a_section_out_of_order_is_told(store):
    (oddity,) = advice(store, "对策建议", "基本情况", "主要做法和成效", "存在的问题", "原因分析").misplaced
    assert oddity.role.name == "对策建议"
    assert oddity.section.heading == "对策建议"
    assert "之后" in oddity.reason


def test_an_order_that_a_single_report_keeps_is_not_usual(store, address):
    kept = {
        "望川县": USUAL,
        "青禾县": ("基本情况", "主要做法和成效", "原因分析", "对策建议"),
        "石浦县": ("基本情况", "主要做法和成效", "存在的问题", "对策建议"),
        "云桥县": ("基本情况", "主要做法和成效", "对策建议"),
        "梅坪县": ("基本情况", "主要做法和成效", "对策建议"),
    }
    turned = ("基本情况", "主要做法和成效", "原因分析", "存在的问题", "对策建议")
    with Store.open(address) as few:
        for place, headings in kept.items():
            for entry in reports(read_text(report(place, *headings)), f"{place}.txt"):
                few.add(entry)
        assert advice(few, *turned).misplaced == ()
    assert advice(store, *turned).misplaced != ()


def test_a_section_that_stands_twice_is_told(store):
    (oddity,) = advice(
        store, "基本情况", "主要做法和成效", "存在的问题", "原因分析", "突出问题", "对策建议"
    ).superfluous
    assert oddity.role.name == "存在问题"
    assert "合并" in oddity.reason


def test_places_of_sections_lie_in_the_draft(store):
    draft = read_text(report("松岚市", *USUAL))
    for section in advise(draft, recognise(draft), store).sections:
        assert draft.by_number[section.place.paragraph].text == section.place.text


@pytest.mark.parametrize(
    ("opening", "led"),
    [
        ("一年来成效明显。", True),
        ("现将调研情况报告如下：", True),
        ("各位代表：", False),
        ("鹭湖区调研组", False),
        ("", False),
    ],
)
def test_any_sentence_before_the_first_heading_is_a_lead_however_short(store, opening, led):
    head, _, rest = report("松岚市", *USUAL).partition("\n\n")
    draft = read_text(f"{head}\n\n{opening}\n{rest.partition(chr(10))[2]}")
    lacks = names(lack.usual for lack in advise(draft, recognise(draft), store).missing)
    assert lacks == ([] if led else ["前言"])


def test_with_too_few_reports_the_conventions_are_used_and_said_to_be(address):
    with Store.open(address) as empty:
        told = advice(empty, "基本情况", "存在的问题", "对策建议")
    assert told.conventional
    assert told.documents == 0
    assert told.series.startswith("往稿库中没有调研报告，以下按这一文种的通行写法提出")
    assert "原因分析" in [lack.usual.role.name for lack in told.missing]
    assert all(u.of == 0 for u in told.usual)


def test_the_few_reports_that_are_there_are_counted(tmp_path, address):
    (tmp_path / "望川县.txt").write_text(report("望川县", *USUAL), encoding="utf-8")
    with Store.open(address) as few:
        add(few, [tmp_path / "望川县.txt"])
        told = advice(few, "基本情况", "存在的问题", "对策建议")
    assert told.series.startswith("往稿库中只有 1 篇调研报告，不足以统计，")


def test_the_skeleton_keeps_own_headings_and_puts_the_missing_ones_in_their_places(store):
    text = skeleton(advice(store, "现状", "突出问题", "几点建议"))
    heads = [line for line in text.splitlines() if not line.startswith("（")]
    assert heads == ["一、现状", "二、主要做法和成效", "三、突出问题", "四、原因分析", "五、几点建议"]


def test_advice_is_the_same_twice(store):
    assert advice(store, "存在的问题", "基本情况") == advice(store, "存在的问题", "基本情况")


@pytest.mark.parametrize(
    ("heading", "genre", "roles"),
    [
        ("存在的问题和原因分析", "调研报告", ("problems", "causes")),
        ("2025年工作思路", "工作总结", ("next",)),
        ("工作思路", "实施方案", ("goals",)),
        ("松岚江的四季", "调研报告", ()),
    ],
)
def test_headings_speak_for_roles(heading, genre, roles):
    assert heading_roles(heading, genre) == roles


def test_openings_speak_for_roles():
    assert opening_roles("为此，特请求市政府安排资金。") in (("requests",), ("suggestions",))
    assert opening_roles("松岚江的四季") == ()
