"""The place of a report and its series: the same report of the same place, other years."""

import pytest

from hegao.corpus.series import place_of, series_of


@pytest.mark.parametrize(
    ("issuer", "title", "path", "place"),
    [
        ("松岚市水务局", "2024年工作总结", "", "松岚市"),
        ("望川县人民政府", "政府工作报告", "", "望川县"),
        ("中共青禾县委员会", "工作要点", "", "青禾县"),
        ("松岚市鹭湖区教育局", "工作总结", "", "松岚市鹭湖区"),
        (None, "2023年望川县政府工作报告", "", "望川县"),
        (None, "关于松岚市供水情况的报告", "", "松岚市"),
        ("松岚市社区服务中心", "工作总结", "", "松岚市"),
        (None, "政府工作报告", "往稿/青禾县/2021.docx", "青禾县"),
        ("自治区人民政府", "政府工作报告", "往稿/江澜自治区/2021.docx", "江澜自治区"),
        ("西岭州人民政府", "政府工作报告", "往稿/西岭高地自治州/2021.docx", "西岭高地自治州"),
        ("松岚市水务局", "工作总结", "江澜省/总结.docx", "松岚市"),
        ("江澜镇市人民政府", "工作总结", "", "江澜镇市"),
        ("国家统计局", "统计公报", "", "全国"),
        (None, "工作总结", "往稿/2021.docx", None),
    ],
)
def test_place(issuer: str | None, title: str, path: str, place: str | None) -> None:
    assert place_of(issuer, title, (), path) == place


def test_the_congress_a_report_was_given_to_names_the_country() -> None:
    assert place_of(None, "1990年政府工作报告", ("——在第九届全国人民代表大会第一次会议上",), "") == "全国"


SAME = [
    ("松岚市水务局2023年工作总结", "松岚市水务局"),
    ("松岚市水务局2024年度工作总结", "松岚市水务局"),
    ("松岚市水务局关于2022年工作总结", "松岚市水务局"),
    ("2021年工作总结（送审稿）", "松岚市水务局"),
    ("松岚市水务局二〇二〇年工作总结", "松岚市水务局"),
]


def test_years_make_no_other_series() -> None:
    names = {series_of(title, "工作总结", issuer, "松岚市", (), "") for title, issuer in SAME}
    assert names == {"松岚市水务局 工作总结"}


@pytest.mark.parametrize(
    ("title", "opening", "path"),
    [
        ("望川县政府工作报告", (), ""),
        ("2020年政府工作报告（2020年1月8日 沈砚秋）", (), ""),
        ("——2021年1月9日在望川县第九届人民代表大会第二次会议上", (), ""),
        ("望川县", ("现在，我代表县人民政府，向大会报告工作，请予审议。",), ""),
        ("团结奋进 建设富美望川", (), "政府工作报告/望川县/2019.docx"),
    ],
)
def test_a_governments_report_is_told_however_it_is_titled(title: str, opening: tuple[str, ...], path: str) -> None:
    assert series_of(title, "其他材料", "望川县人民政府", "望川县", opening, path) == "望川县 政府工作报告"


@pytest.mark.parametrize("other", ["松岚市水务局2024年上半年工作总结", "松岚市水务局2024年防汛工作总结"])
def test_another_matter_is_another_series(other: str) -> None:
    assert series_of(other, "工作总结", "松岚市水务局", "松岚市", (), "") != "松岚市水务局 工作总结"


def test_a_title_of_nothing_but_a_year_goes_by_the_genre() -> None:
    assert series_of("2019", "工作总结", "松岚市水务局", "松岚市", (), "") == "松岚市水务局 工作总结"


def test_nobodys_report_belongs_to_no_series() -> None:
    assert series_of("工作总结", "工作总结", None, None, (), "") is None
