"""What is recognised in a draft, how sure it is and why, and how a user corrects it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from hegao.draft.model import Paragraph, Place
from hegao.draft.residue import Residue

_SEPARATOR = re.compile(r"[\s,，、:：.．]*")


class Element(StrEnum):
    """The parts of an official document (《党政机关公文处理工作条例》第九条) that can be seen in a file."""

    COPY_NUMBER = "copy_number"
    SECRECY = "secrecy"
    URGENCY = "urgency"
    ISSUER_MARK = "issuer_mark"
    DOC_NUMBER = "doc_number"
    SIGNER = "signer"
    TITLE = "title"
    SUBTITLE = "subtitle"  # issuer, speaker or date line under a material's title
    RECIPIENT = "recipient"
    SALUTATION = "salutation"
    HEADING = "heading"
    BODY = "body"
    ATTACHMENT_NOTE = "attachment_note"
    ISSUER = "issuer"
    DATE = "date"
    NOTE = "note"
    CC = "cc"
    IMPRINT = "imprint"
    ATTACHMENT_MARK = "attachment_mark"
    ATTACHMENT_TITLE = "attachment_title"
    RESIDUE = "residue"  # not part of the draft: pasted banners, page digits, contents lists


class Recognised(NamedTuple):
    """A paragraph (or span of it) and the element it was taken for, with the reason in Chinese."""

    element: Element
    place: Place
    reason: str


class Heading(NamedTuple):
    """An entry of the outline.

    ``level`` is 0 for the title of an article, 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）, and 5 for ordinals that
    open a sentence inside a paragraph (一是, 首先, 第一). ``label`` is the ordinal as written, ``ordinal`` its value
    (``None`` where there is none), ``text`` the heading without label and closing mark. ``run_in`` says that body
    text follows in the same paragraph. ``article`` counts from 0: a file may hold several stitched articles.
    """

    level: int
    text: str
    place: Place
    label: str = ""
    ordinal: int | None = None
    run_in: bool = False
    article: int = 0

    @property
    def written(self) -> str:
        """Label and text on one line, with what stands between them in the draft: 一 基本情况, 首先，压实责任."""
        if not self.label:
            return self.text
        head, label, behind = self.place.text.partition(self.label)
        between = _SEPARATOR.match(behind) if label and not head.strip() else None
        return self.label + (between.group().replace("\v", " ") if between else " ") + self.text


@dataclass(frozen=True, slots=True)
class Genre:
    """The 文种 a draft was taken for. ``family`` is ``"statutory"`` (the 15 of 条例第八条) or ``"material"``."""

    name: str
    family: str
    reason: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Corrections:
    """What the user said instead of the guesses; paragraph numbers to elements and heading levels."""

    genre: str | None = None
    elements: Mapping[int, Element] = field(default_factory=dict)
    levels: Mapping[int, int] = field(default_factory=dict)  # 0 to 5; -1 means "no heading"


@dataclass(frozen=True)
class Recognition:
    """Elements, outline and genre of a draft, and what does not belong to it, in reading order."""

    genre: Genre
    elements: tuple[Recognised, ...]
    outline: tuple[Heading, ...]
    residue: tuple[Residue, ...] = ()

    @cached_property
    def element_of(self) -> Mapping[int, Element]:
        """The element each paragraph belongs to; a paragraph not named is ``BODY``."""
        return {r.place.paragraph: r.element for r in self.elements if r.place.paragraph is not None}

    def element(self, paragraph: Paragraph) -> Element:
        """The element of one paragraph."""
        return self.element_of.get(paragraph.number, Element.BODY)

    @cached_property
    def article_starts(self) -> Sequence[int]:
        """The number of the paragraph each article of a file begins with; attachments belong to the one before them."""
        attachments = {item.place.paragraph for item in self.elements if item.element is Element.ATTACHMENT_TITLE}
        starts: dict[int, int] = {}
        for heading in self.outline:
            if heading.place.paragraph is not None:
                starts.setdefault(heading.article, heading.place.paragraph)
        return [number for article, number in sorted(starts.items()) if number not in attachments]

    def first(self, element: Element) -> Recognised | None:
        """The first paragraph recognised as ``element``."""
        return next((r for r in self.elements if r.element is element), None)
