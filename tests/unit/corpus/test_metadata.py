"""Title, issuer, date and content hash of a past report."""

import pytest

from hegao.corpus.metadata import Description, content_hash, describe
from hegao.draft.recognise import recognise
from hegao.readers import read_text

BODY = "一、主要工作\n　　全县检修供水管道六十三公里，更换水表四千二百只，供水保证率稳步提高。\n"


def about(text: str, path: str = "") -> Description:
    draft = read_text(text, "无题.txt")
    return describe(draft, recognise(draft), path)


def test_signature_and_date_of_a_document() -> None:
    found = about(
        "望川县农业农村局关于开展农机检修的通知\n\n各乡镇人民政府：\n\n"
        "为保障春耕生产，请组织农机检修，于3月底前完成。\n\n望川县农业农村局\n2024年2月26日\n"
    )
    assert found.title == "望川县农业农村局关于开展农机检修的通知"
    assert (found.issuer, found.date, found.year) == ("望川县农业农村局", "2024-02-26", 2024)


def test_issuer_and_date_under_the_title() -> None:
    found = about(f"青禾县农村供水工作情况调研报告\n青禾县水利局\n（2023年11月8日）\n\n{BODY}")
    assert (found.issuer, found.date) == ("青禾县水利局", "2023-11-08")


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("松岚市水务局关于农村供水情况的报告", "松岚市水务局"),
        ("松岚市人民政府办公室关于加强巡查的意见", "松岚市人民政府办公室"),
        ("鹭湖区政府工作报告", "鹭湖区人民政府"),
        ("2024年松岚市政府工作报告", "松岚市人民政府"),
        ("青禾县民政局2023年工作总结", "青禾县民政局"),
        ("关于农村供水情况的调研报告", None),
    ],
)
def test_the_title_tells_the_issuer(title: str, issuer: str | None) -> None:
    assert about(f"{title}\n\n{BODY}").issuer == issuer


def test_the_occasion_tells_the_issuer() -> None:
    found = about(f"政府工作报告\n——2024年1月15日在望川县第十八届人民代表大会第四次会议上\n\n{BODY}")
    assert (found.issuer, found.date) == ("望川县人民政府", "2024-01-15")


@pytest.mark.parametrize(
    ("opening", "issuer"),
    [
        ("现在，我代表望川县人民政府向大会报告工作，请予审议。", "望川县人民政府"),
        ("各位代表：我代表江澜省第十届人民政府，向大会报告工作。", "江澜省人民政府"),
        ("现在，我代表国务院，向大会报告政府工作，请予审议。", "国务院"),
        ("现在，我代表县人民政府向大会报告工作，请予审议。", None),
        ("现在，我代表自治区人民政府向大会报告工作，请予审议。", None),
    ],
)
def test_the_opening_tells_the_issuer(opening: str, issuer: str | None) -> None:
    assert about(f"政府工作报告\n\n各位代表：\n\n{opening}\n\n{BODY}").issuer == issuer


def test_a_person_is_no_issuer() -> None:
    found = about(
        f"政府工作报告\n（2021年1月13日）\n自治州州长林之镇\n\n各位代表：\n\n{BODY}", "往稿/江澜自治州/2021.txt"
    )
    assert (found.issuer, found.place) == ("江澜自治州人民政府", "江澜自治州")


def test_the_series_tells_the_issuer_where_the_place_is_known() -> None:
    text = f"政府工作报告\n\n各位代表：\n\n{BODY}"
    assert about(text, "往稿/望川县/2021.txt").issuer == "望川县人民政府"
    assert about(f"政府工作报告\n——在第九届全国人民代表大会第一次会议上\n\n{BODY}").issuer == "国务院"


def test_an_issuer_without_its_place_gets_it() -> None:
    text = f"政府工作报告\n\n各位代表：\n\n现在，我向大会报告工作。\n\n{BODY}\n自治区人民政府\n2021年1月13日"
    assert about(text).issuer == "自治区人民政府"
    assert about(text, "往稿/江澜自治区/2021.txt").issuer == "江澜自治区人民政府"


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("*政府工作报告", "政府工作报告"),
        (
            "——2020年1月5日在望川县第八届人民代表大会第五次会议上",
            "政府工作报告（2020年1月5日在望川县第八届人民代表大会第五次会议上）",
        ),
        ("望川县政府工作报告（2020年1月5日）", "望川县政府工作报告（2020年1月5日）"),
        ("望川县", "望川县政府工作报告"),
    ],
)
def test_a_title_for_people(first: str, title: str) -> None:
    assert about(f"{first}\n\n各位代表：\n\n现在，我代表县人民政府向大会报告工作，请予审议。\n\n{BODY}").title == title


def test_a_month_is_a_date_too() -> None:
    assert about(f"青禾县农村供水工作情况调研报告\n（2023年11月）\n\n{BODY}").date == "2023-11"


@pytest.mark.parametrize(
    ("title", "path", "year"),
    [
        ("青禾县民政局2023年工作总结", "", 2023),
        ("民政工作总结", "往稿/2021/总结.txt", 2021),
        ("民政工作总结", "往稿/2021/总结（2022）.txt", 2022),
        ("民政工作总结", "电话13912345678.txt", None),
    ],
)
def test_the_year_is_looked_for_in_the_title_and_then_in_the_path(title: str, path: str, year: int | None) -> None:
    found = about(f"{title}\n\n{BODY}", path)
    assert (found.date, found.year) == (None, year)


def test_a_file_without_a_title_is_called_by_its_name() -> None:
    assert (
        about("　　全县检修供水管道六十三公里，更换水表四千二百只，供水保证率稳步提高，群众普遍满意。\n").title
        == "无题"
    )


def test_width_and_white_space_do_not_change_the_content() -> None:
    assert content_hash(read_text("一、检查（水库），共2座。\n\n")) == content_hash(
        read_text("　一、检查(水库),共２座。")
    )
    assert content_hash(read_text("一、检查水库")) != content_hash(read_text("一、检查水闸"))
