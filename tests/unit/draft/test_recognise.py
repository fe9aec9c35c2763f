import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegao.draft.model import Draft, Paragraph, ParagraphFormat, Part, Run, RunFormat
from hegao.draft.recognise import recognise
from hegao.draft.recognition import Corrections, Element
from hegao.errors import ConfigError

REQUEST = """青禾县教育局文件
青教〔2024〕5号
签发人：李明
青禾县教育局关于修缮校舍的请示

青禾县人民政府：
我县三所学校校舍老旧，急需修缮。
一、基本情况
三所学校共有校舍二十间。
妥否，请批示。

附件：1．校舍清单
2．经费测算表

青禾县教育局
2024年5月8日
（联系人：王强，联系电话：1234567）
抄送：青禾县财政局，
青禾县审计局。
青禾县教育局办公室　2024年5月8日印发
附件1
校舍清单
一、第一小学
"""


def elements(draft, corrections=None):
    return [(r.element.value, r.place.paragraph) for r in recognise(draft, corrections).elements]


def test_a_whole_statutory_document(plain):
    assert elements(plain(REQUEST)) == [
        ("issuer_mark", 1), ("doc_number", 2), ("signer", 3), ("title", 4), ("recipient", 6), ("heading", 8),
        ("attachment_note", 12), ("attachment_note", 13), ("issuer", 15), ("date", 16), ("note", 17), ("cc", 18),
        ("cc", 19), ("imprint", 20), ("attachment_mark", 21), ("attachment_title", 22), ("heading", 23),
    ]  # fmt: skip


def test_every_guess_has_a_reason(plain):
    assert all(r.reason and not r.reason.endswith("。") for r in recognise(plain(REQUEST)).elements)


def test_paragraphs_not_named_are_body(plain):
    draft = plain(REQUEST)
    recognition = recognise(draft)
    assert recognition.element(draft.by_number[7]) is Element.BODY
    assert recognition.element(draft.by_number[10]) is Element.BODY
    assert recognition.first(Element.TITLE).place.text.endswith("请示")
    assert recognition.first(Element.SECRECY) is None


def test_number_and_signer_in_one_line(plain):
    draft = plain("青教〔2024〕5号    签发人：李明\n关于修缮校舍的请示\n青禾县人民政府：\n校舍老旧。")
    found = [(r.element, r.place.text) for r in recognise(draft).elements][:2]
    assert found == [(Element.DOC_NUMBER, "青教〔2024〕5号"), (Element.SIGNER, "签发人：李明")]


def test_secrecy_urgency_and_copy_number(plain):
    draft = plain("000012\n秘密★1年\n特急\n松政发〔2024〕3号\n关于防汛工作的通知\n各县：\n注意防汛。")
    assert elements(draft)[:4] == [("copy_number", 1), ("secrecy", 2), ("urgency", 3), ("doc_number", 4)]


@pytest.mark.parametrize(
    "number",
    [
        "青教〔2024〕5号",
        "青教[2024]5号",
        "青教（2024）05号",
        "青教【2024】第5号",
        "青教〔201X〕X号",
        "青教〔××××〕×号",
        "青教〔2024〕号",
    ],
)
def test_numbers_in_wrong_form_are_still_numbers(plain, number):
    assert elements(plain(f"{number}\n关于防汛工作的通知\n各县：\n注意防汛。"))[0] == ("doc_number", 1)


def test_title_in_two_rows(plain):
    draft = plain("松岚市人民政府办公室\n关于加强防汛工作的通知\n各县人民政府：\n注意防汛。")
    assert elements(draft) == [("title", 1), ("title", 2), ("recipient", 3)]
    assert recognise(draft).outline[0].text == "松岚市人民政府办公室关于加强防汛工作的通知"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "在全市教育工作会议上的讲话\n（2024年5月8日）\n松岚市副市长　李明\n同志们：\n今天开会。",
            ["title", "subtitle", "subtitle", "salutation"],
        ),
        ("小积分大合力\n——白沙镇积分治理的做法\n白沙镇近年来坚持群众路线。", ["title", "subtitle"]),
        ("青禾县防汛工作总结\n青禾县水务局\n2024年12月1日\n今年降雨偏多。", ["title", "subtitle", "subtitle"]),
        ("青禾县三年行动方案\n（2024—2026年）\n为做好工作，制定本方案。", ["title", "subtitle"]),
        ("同志们：\n今天开会，主要任务是部署防汛。", ["salutation"]),
        ("青禾县水务局：\n你局来文收悉。", ["recipient"]),
        ("关于防汛情况的报告\n现将有关情况报告如下：\n今年降雨偏多。", ["title"]),
        ("今年降雨偏多，防汛形势严峻。\n各地要注意。", []),
        ("", []),
        ("只有一行", []),
    ],
)  # fmt: skip
def test_openings(plain, text, expected):
    assert [name for name, _ in elements(plain(text))] == expected


def test_signature_date_and_name_in_one_line(plain):
    draft = plain("关于防汛的函\n松岚市水务局：\n请予支持。\n青禾县水务局 2024年5月8日")
    found = [(r.element, r.place.text) for r in recognise(draft).elements][-2:]
    assert found == [(Element.ISSUER, "青禾县水务局"), (Element.DATE, "2024年5月8日")]


def test_joint_signature(plain):
    draft = plain("关于防汛的通知\n各乡镇：\n注意防汛。\n青禾县水务局\n青禾县应急管理局\n2024年5月8日")
    assert elements(draft)[-3:] == [("issuer", 4), ("issuer", 5), ("date", 6)]


def test_a_person_signs_a_duty_report(plain):
    draft = plain("2024年度述职报告\n各位领导：\n现述职如下。\n述职人：李明\n2024年12月8日")
    assert elements(draft)[-2:] == [("issuer", 4), ("date", 5)]


def test_a_name_at_the_end_signs_without_a_date(plain):
    assert elements(plain("关于防汛的函\n松岚市水务局：\n请予支持。\n青禾县水务局"))[-1] == ("issuer", 4)
    assert elements(plain("防汛总结\n今年降雨偏多。\n物资不足\n青禾县水务局"))[-1] == ("title", 1)


def test_imprint_in_two_rows(plain):
    draft = plain("关于防汛的通知\n各乡镇：\n请执行。\n2024年5月8日\n青禾县人民政府办公室\n2024年5月9日印发\n共印20份")
    assert elements(draft)[-4:] == [("date", 4), ("imprint", 5), ("imprint", 6), ("imprint", 7)]


def test_corrected_header_lines_are_not_guessed(plain):
    told = Corrections(elements={1: Element.TITLE})
    assert elements(plain(REQUEST), told)[0] == ("title", 1)


def test_a_heading_above_the_date_does_not_sign(plain):
    draft = plain("关于防汛的通知\n各乡镇：\n注意防汛。\n一、要求\n2024年5月8日")
    assert ("issuer", 4) not in elements(draft)


def test_the_issued_text_is_an_article_of_its_own(plain):
    draft = plain(
        "关于印发《青禾县防汛方案》的通知\n各乡镇：\n方案已经县政府同意，现印发给你们，请认真执行。\n青禾县人民政府\n"
        "2024年5月8日\n\n青禾县防汛方案\n一、目标\n确保安全度汛。\n一、错号\n抄送：县委办。"
    )
    recognition = recognise(draft)
    assert recognition.genre.name == "通知"
    assert [(h.article, h.level) for h in recognition.outline] == [(0, 0), (1, 0), (1, 1), (1, 1)]
    assert ("title", 7) in elements(draft)


def test_residue_is_an_element_and_no_body(plain):
    draft = plain("青禾县防汛工作总结\n更多精彩文章请点击首页搜索\n今年降雨偏多，防汛任务重。")
    assert elements(draft) == [("title", 1), ("residue", 2)]


def test_form_rows_of_an_attachment_address_nobody(plain):
    draft = plain("关于开会的通知\n各局：\n请参会。\n附件\n参会回执\n填报单位：\n姓名：")
    assert "recipient" not in [name for name, paragraph in elements(draft) if paragraph > 3]


def test_attachment_note_whose_head_stands_alone(plain):
    draft = plain("关于防汛的通知\n各局：\n请执行。\n附件：\n1. 名单\n2. 清单\n青禾县水务局\n2024年5月8日")
    assert elements(draft)[2:5] == [("attachment_note", 4), ("attachment_note", 5), ("attachment_note", 6)]


def formatted(text, number, size, *, centred=True, red=False, part=Part.BODY):
    font = RunFormat(size=size, color="FF0000" if red else None)
    place = ParagraphFormat(alignment="center" if centred else "both")
    return Paragraph(number, text, part, (Run(0, len(text), font),), place)


def test_word_file_with_marks_in_a_text_box():
    draft = Draft(
        "a.docx",
        "docx",
        (
            formatted("松岚市人民政府", 1, 40.0, red=True, part=Part.TEXTBOX),
            formatted("X府〔201X〕X号", 2, 16.0),
            formatted("关于做好2024年", 3, 22.0),
            formatted("防汛工作的通知", 4, 22.0),
            formatted("各县人民政府：", 5, 16.0, centred=False),
            formatted("请认真执行。", 6, 16.0, centred=False),
            formatted("- 1 -", 7, 14.0, part=Part.FOOTER),
        ),
    )
    assert elements(draft) == [("issuer_mark", 1), ("doc_number", 2), ("title", 3), ("title", 4), ("recipient", 5)]
    assert recognise(draft).outline[0].text == "关于做好2024年防汛工作的通知"


def test_front_matter_gives_the_title(plain):
    draft = plain("---\ntitle: 青禾县2024年政府工作报告\nsource: 县政府\n---\n\n各位代表：\n现在，我报告工作。")
    assert elements(draft) == [("title", 2), ("salutation", 6)]
    assert recognise(draft).outline[0].place.text == "青禾县2024年政府工作报告"


def test_a_headline_beats_front_matter(plain):
    draft = plain("---\ntitle: 青禾县2024\n---\n# 政府工作报告\n各位代表：\n现在，我报告工作。")
    assert elements(draft) == [("title", 4), ("salutation", 5)]


def test_corrected_elements_win(plain):
    told = Corrections(elements={3: Element.BODY, 7: Element.HEADING, 2: Element.TITLE, 4: Element.SUBTITLE})
    recognition = recognise(plain(REQUEST), told)
    of = recognition.element_of
    assert (of.get(3), of[7], of[2], of[4]) == (None, Element.HEADING, Element.TITLE, Element.SUBTITLE)
    assert next(r.reason for r in recognition.elements if r.place.paragraph == 7) == "由您指定"
    assert ("我县三所学校校舍老旧，急需修缮", 1) in [(h.text, h.level) for h in recognition.outline]


def test_corrected_levels_win(plain):
    draft = plain("青禾县防汛工作总结\n一、基本情况\n水库三座。\n水位平稳\n降雨偏多。")
    told = Corrections(levels={2: -1, 4: 2})
    assert [(h.level, h.text) for h in recognise(draft, told).outline] == [(0, "青禾县防汛工作总结"), (2, "水位平稳")]


def test_a_level_of_zero_begins_an_article(plain):
    draft = plain("青禾县防汛总结\n水库三座，运行平稳，今年降雨偏多。\n望川水暖\n水位平稳。")
    recognition = recognise(draft, Corrections(levels={3: 0}))
    assert [(h.level, h.article, h.text) for h in recognition.outline] == [(0, 0, "青禾县防汛总结"), (0, 1, "望川水暖")]


def test_residue_can_be_called_body(plain):
    draft = plain("青禾县防汛工作总结\n更多精彩文章请点击首页搜索\n今年降雨偏多。")
    assert elements(draft, Corrections(elements={2: Element.BODY})) == [("title", 1)]


def test_corrected_genre_wins(plain):
    genre = recognise(plain(REQUEST), Corrections(genre="调查报告")).genre
    assert (genre.name, genre.certain, genre.reason) == ("调研报告", True, "由您指定")
    with pytest.raises(ConfigError, match="小说"):
        recognise(plain(REQUEST), Corrections(genre="小说"))


def test_corrections_of_unknown_paragraphs_are_harmless(plain):
    recognise(plain("一行\n两行。"), Corrections(elements={99: Element.TITLE}, levels={98: 2}))


PIECES = st.sampled_from(
    ["一、", "（一）", "1.", "1.1 ", "第一章 ", "第一篇：", "附件1", "附件：", "关于", "的通知", "青禾县水务局", "2024年5月8日", "：",
     "。", "一是", "二是", "首先", "其次", "（", "）", "**", "# ", "---", "\n", "\n", "\n", "\v", "　", "好", "目录", "……1", "签发人：王"]
)  # fmt: skip


@settings(max_examples=200)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_recognised_with_exact_places(plain, text):
    draft = plain(text)
    recognition = recognise(draft)
    places = [r.place for r in recognition.elements] + [h.place for h in recognition.outline]
    for place in places:
        assert draft.by_number[place.paragraph].text[place.start : place.end] == place.text
        assert place.text
    assert [h.place.paragraph for h in recognition.outline] == sorted(h.place.paragraph for h in recognition.outline)
    assert all(0 <= h.level <= 5 for h in recognition.outline)


@pytest.mark.shared_data
def test_published_reports_are_read_as_reports(shared_data, tmp_path):
    import tarfile

    from hegao.readers import read_bytes

    counted = certain = 0
    with tarfile.open(shared_data / "reports.tar.xz") as archive:
        for member in archive:
            if not member.name.endswith(".md") or "政府工作报告" not in member.name:
                continue
            counted += 1
            if counted % 10:
                continue
            data = archive.extractfile(member).read()
            genre = recognise(read_bytes(data, "a.md")).genre
            certain += genre.name == "政府工作报告"
            if counted >= 300:
                break
    assert certain >= 27
