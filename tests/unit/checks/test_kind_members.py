from pathlib import Path

import pytest
from tests.checking import texts

from hegao.checks.base import Parameters, Scope, Subject
from hegao.checks.kinds.members import parse
from hegao.draft.recognise import recognise
from hegao.errors import RuleError
from hegao.readers import read_text

LIST = "# ours\n四个先行 = 规划先行、资金先行、人才先行、服务先行\n两手抓 = 抓生产、抓安全"


def find(folder: Path, text: str, lines: str = LIST, want: str = "members"):
    (folder / "members.txt").write_text(lines, encoding="utf-8")
    draft = read_text(text)
    check = parse(Parameters("group.rule", {"list": "members.txt", "want": want}, folder))
    return list(check.find(Subject(draft, recognise(draft)), Scope()))


def test_a_missing_and_a_wrong_member_are_told(tmp_path):
    (hit,) = find(tmp_path, "落实“四个先行”（规划先行、资金先行、人才先行、宣传先行）。")
    assert hit.values["problem"] == "漏了“服务先行”，写成了“宣传先行”"
    assert hit.place.text == "规划先行、资金先行、人才先行、宣传先行"
    (hit,) = find(tmp_path, "落实四个先行，即规划先行、资金先行和人才先行。")
    assert hit.values["problem"] == "漏了“服务先行”"


@pytest.mark.parametrize(
    "text",
    [
        "落实“四个先行”：规划先行、资金先行、人才先行和服务先行。",
        "“四个先行”指的是乡村的规划先行、资金先行、人才先行、服务先行四项要求。",
        "落实“四个先行”要求，规划先行、资金先行、人才先行。",
        "本地的“四个先行”：道路先行、供水先行、供电先行、通信先行。",
        "做到两手抓，即抓生产、抓服务。",
        "四个先行：先行是指规划先行、资金先行和人才先行；保障是指服务先行。",
    ],
)
def test_right_lists_other_meanings_and_mere_mentions_are_silent(tmp_path, text):
    assert find(tmp_path, text) == []


def test_quotation_marks_inside_the_list_do_not_matter(tmp_path):
    text = "落实“四个先行”：“规划先行”、“资金先行”、“人才先行”、“服务先行”。"
    assert texts(find(tmp_path, text)) == []


@pytest.mark.parametrize("lines", ["四个先行", "四个先行 = 规划先行", "= 规划先行、资金先行"])
def test_a_line_needs_a_name_and_two_members(tmp_path, lines):
    with pytest.raises(RuleError, match="应写作"):
        find(tmp_path, "正文。", lines)


def test_another_order_is_told_where_all_members_are_there(tmp_path):
    (hit,) = find(tmp_path, "落实“四个先行”：资金先行、规划先行、人才先行、服务先行。", want="order")
    assert hit.values["members"] == "规划先行、资金先行、人才先行、服务先行"
    assert find(tmp_path, "落实“四个先行”：资金先行、规划先行、人才先行。", want="order") == []
    assert find(tmp_path, "落实“四个先行”：规划先行、资金先行、人才先行和服务先行。", want="order") == []


def test_the_order_is_free_where_the_list_says_so(tmp_path):
    assert find(tmp_path, "做到三优先：优先用人、优先用地。", "三优先 ~ 优先用地、优先用人", "order") == []


def test_each_wording_of_a_member_is_right(tmp_path):
    lines = "三先 = 先规划/规划在先、先资金、先人才"
    assert find(tmp_path, "做到三先：规划在先、先资金、先人才。", lines) == []
    (hit,) = find(tmp_path, "做到三先：规划在先、先资金、先服务。", lines)
    assert hit.values["members"] == "先规划、先资金、先人才"


def test_an_unknown_want_is_refused(tmp_path):
    with pytest.raises(RuleError, match="want"):
        find(tmp_path, "正文。", want="count")
