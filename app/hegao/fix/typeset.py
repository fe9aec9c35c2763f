"""A draft laid out afresh as a Word file in a house style, its words untouched."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hegao.draft.model import Draft, Part
from hegao.draft.recognition import Element, Recognition
from hegao.errors import InputError
from hegao.fix.house import Form, House

_PAGE_NUMBER_ONLY = re.compile(r"[\s\d\-—–－~～·第共页/之]*")


@dataclass(frozen=True, slots=True)
class Typeset:
    """A Word file's bytes, and full Chinese sentences about what could not be taken over."""

    data: bytes
    notices: tuple[str, ...] = ()


def typeset_draft(draft: Draft, recognition: Recognition, formats: Mapping[str, Any], profile: str) -> Typeset:
    """The draft in a new Word file: page, grid, page numbers, and every element in its style and place.

    The values are those of ``formats``; ``profile`` names them in messages. What :func:`hegao.fix.arrangement.arrange`
    says is kept and dropped of the text; automatic numbers become typed ones. Formatting of single words, pictures,
    comments, headers and footers of the old file are not taken over; where there were any, a notice says so.

    Raises:
        ConfigError: the house style lacks a value.
        InputError: there is nothing to be set but headers and footers.
    """
    from hegao.fix.arrangement import arrange
    from hegao.fix.word_body import Body
    from hegao.fix.word_page import empty_document
    from hegao.fix.word_xml import UNHOLDABLE

    house = House(formats, profile)
    form = _form(recognition, house)
    document = empty_document(house, form)
    body = document.element.body
    attendance = None
    if recognition.genre.name == house.setting("attendance", "genre"):
        attendance = re.compile(house.setting("attendance", "pattern"))
    blocks = arrange(draft, recognition, attendance)
    if not blocks:
        raise InputError(f"“{draft.name}”只有页眉、页脚，没有可以排版的正文，请换一个文件。")
    for element in Body(house, form).elements(blocks):
        body.insert(len(body) - 1, element)  # the last child is the page set-up
    buffer = io.BytesIO()
    document.save(buffer)
    return Typeset(buffer.getvalue(), tuple(_left_behind(draft, UNHOLDABLE)))


def _form(recognition: Recognition, house: House) -> Form:
    """Which of the standard's forms the draft has: 命令（令） by its genre, a letter by its number and mark."""
    if recognition.genre.name == house.setting("order", "genre"):
        return Form.ORDER
    letter = house.setting("letter")
    number, mark = recognition.first(Element.DOC_NUMBER), recognition.first(Element.ISSUER_MARK)
    if number is None or letter["number"] not in number.place.text:
        return Form.USUAL
    if mark is None:
        return Form.BARE_LETTER
    return Form.USUAL if mark.place.text.endswith(letter["unless"]) else Form.LETTER


def _left_behind(draft: Draft, unholdable: re.Pattern[str]) -> Iterator[str]:
    margins = [p for p in draft.paragraphs if p.part in (Part.HEADER, Part.FOOTER)]
    if any(not _PAGE_NUMBER_ONLY.fullmatch(p.text) for p in margins):
        yield "原文页眉、页脚里的文字没有搬过来，需要的话请在新文件里重新插入。"
    if pictures := sum(p.drawings for p in draft.paragraphs):
        yield f"原文里的 {pictures} 个图片或图形没有搬过来，请复制到新文件的相应位置。"
    if any(p.part is Part.FOOTNOTE and not p.blank for p in draft.paragraphs):
        yield "原文的脚注、尾注排在了正文之后，请在新文件里重新插入。"
    if any(section.landscape for section in draft.sections):
        yield "原文有横排的页面，新文件都是竖排，宽表请自行改为横排。"
    if lost := sum(len(unholdable.findall(p.text)) for p in draft.paragraphs):
        yield f"原文里有 {lost} 个看不见的控制字符，Word 文件存不了，没有搬过来。"
