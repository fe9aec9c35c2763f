"""Automatic numbering as text."""

import pytest
from tests.wordfiles import p, part, word_file

from hegao.readers import read_bytes
from hegao.readers.docx_numbering import written_number


def level(depth: int, form: str, text: str, extra: str = "", look: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{text}"/>{look}</w:lvl>'
    )


OFFICIAL = (
    level(0, "chineseCountingThousand", "%1、", look='<w:pPr><w:ind w:left="420"/></w:pPr><w:rPr><w:b/></w:rPr>')
    + level(1, "chineseCountingThousand", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "（%4）")
)


def numbering(*abstracts: str, lists: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    made = "".join(
        f'<w:abstractNum w:abstractNumId="{i}">{content}</w:abstractNum>' for i, content in enumerate(abstracts)
    )
    return part("w:numbering", made + lists)


def item(depth: int, number: int = 1, text: str = "甲") -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def labels(*body: str, **parts: str) -> list[str]:
    files = {f"{name}.xml": content for name, content in parts.items()}
    draft = read_bytes(word_file(*body, parts=files), "a.docx")
    return [paragraph.text[: paragraph.numbering] for paragraph in draft.paragraphs]


def test_levels_count_and_begin_again_below_a_higher_one() -> None:
    found = labels(
        item(0), item(1), item(2), item(2), item(1), item(2), item(3), item(0), item(1), numbering=numbering(OFFICIAL)
    )
    assert found == ["一、", "（一）", "1.", "2.", "（二）", "1.", "（1）", "二、", "（一）"]


def test_the_number_is_text_with_a_flag_a_look_and_its_indent() -> None:
    data = word_file(item(0, text="总体要求"), parts={"numbering.xml": numbering(OFFICIAL)})
    (paragraph,) = read_bytes(data, "a.docx").paragraphs
    assert (paragraph.text, paragraph.numbering) == ("一、总体要求", 2)
    assert [(run.start, run.end, run.format.bold) for run in paragraph.runs] == [(0, 2, True), (2, 6, None)]
    assert paragraph.format is not None
    assert paragraph.format.left_points == 21.0


def test_all_levels_in_one_number() -> None:
    legal = level(0, "chineseCounting", "第%1章") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    assert labels(item(0), item(1), item(1), numbering=numbering(legal)) == ["第一章", "1.1", "1.2"]


def test_a_level_that_never_begins_again() -> None:
    chapters = level(0, "decimal", "第%1章") + level(1, "decimal", "第%2条", '<w:lvlRestart w:val="0"/>')
    found = labels(item(0), item(1), item(1), item(0), item(1), numbering=numbering(chapters))
    assert found == ["第1章", "第1条", "第2条", "第2章", "第3条"]


def test_lists_of_one_definition_count_on_unless_told_to_begin_anew() -> None:
    lists = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{extra}</w:num>'
        for n, extra in (
            (1, ""),
            (2, ""),
            (3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'),
            (4, f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1)")}</w:lvlOverride>'),
        )
    )
    found = labels(
        item(0), item(0, 2), item(0, 3), item(0, 3), item(0, 1), item(0, 4), numbering=numbering(OFFICIAL, lists=lists)
    )
    assert found == ["一、", "二、", "五、", "六、", "七、", "VIII)"]


def test_numbering_through_styles() -> None:
    levels = level(0, "chineseCounting", "%1、", '<w:pStyle w:val="1"/>') + level(
        1, "chineseCounting", "（%2）", '<w:pStyle w:val="2"/>'
    )
    styles = part(
        "w:styles",
        "".join(
            f'<w:style w:type="paragraph" w:styleId="{n}"><w:name w:val="heading {n}"/>'
            '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
            for n in (1, 2)
        ),
    )
    one, two = (f'<w:pStyle w:val="{n}"/>' for n in (1, 2))
    off = one + '<w:numPr><w:numId w:val="0"/></w:numPr>'
    found = labels(
        p("甲", properties=one),
        p("乙", properties=two),
        p("丙", properties=off),
        p("丁", properties=one),
        numbering=numbering(levels),
        styles=styles,
    )
    assert found == ["一、", "（一）", "", "二、"]


def test_a_list_that_only_names_a_numbering_style() -> None:
    linked = '<w:numStyleLink w:val="L"/>'
    definition = '<w:styleLink w:val="L"/>' + OFFICIAL
    assert labels(item(0), item(0), numbering=numbering(linked, definition)) == ["一、", "二、"]


def test_bullets_unknown_lists_and_unknown_levels_are_no_text() -> None:
    bullets = level(0, "bullet", "\uf06c")
    assert labels(item(0), item(7), item(0, 9), numbering=numbering(bullets)) == ["", "", ""]


def test_a_custom_format_falls_back_to_its_plain_one() -> None:
    custom = (
        '<w:lvl w:ilvl="0"><mc:AlternateContent><mc:Choice><w:numFmt w:val="custom" w:format="001"/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimalZero"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1)"/></w:lvl>'
    )
    assert labels(item(0), numbering=numbering(custom)) == ["01)"]


@pytest.mark.parametrize(
    ("form", "value", "expected"),
    [
        ("decimal", 12, "12"),
        ("chineseCounting", 12, "十二"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("japaneseCounting", 21, "二十一"),
        ("ideographDigital", 10, "一〇"),
        ("chineseLegalSimplified", 3, "叁"),
        ("ideographTraditional", 2, "乙"),
        ("ideographTraditional", 11, "11"),
        ("ideographZodiac", 12, "亥"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircleChinese", 51, "51"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalEnclosedFullstop", 3, "⒊"),
        ("ideographEnclosedCircle", 1, "㊀"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 0, "0"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 4, "iv"),
        ("none", 4, ""),
        ("decimalZero", 7, "07"),
        ("hebrew1", 7, "7"),
        ("chineseCounting", -1, "-1"),
    ],
)
def test_number_formats(form: str, value: int, expected: str) -> None:
    assert written_number(value, form) == expected
