"""Word files to drafts: every part that is shown, in reading order, with numbering as text and effective looks."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import NamedTuple

from lxml.etree import _Element as Element

from hegao.draft.model import Draft, Paragraph, Part, Run
from hegao.errors import InputError
from hegao.readers.docx_numbering import Label, Numbering
from hegao.readers.docx_package import Package
from hegao.readers.docx_sections import SectionSetup, numbered, read_sections
from hegao.readers.docx_styles import Styles
from hegao.readers.docx_walk import Block, Walker
from hegao.readers.docx_xml import attribute, child, children, descendants

_PAGE_FIELD = re.compile(r"\bPAGE\b", re.IGNORECASE)
_REVISIONS = ("ins", "del", "moveFrom", "moveTo")
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_CORE_PROPERTIES = {
    "title": "title",
    "creator": "creator",
    "lastModifiedBy": "last_modified_by",
    "created": "created",
    "modified": "modified",
}
_OFFICE_PROPERTIES = {"Manager": "manager", "Company": "company"}


class Located(NamedTuple):
    """A paragraph of the draft, and where in the package it stands; places in ``block`` count without numbering."""

    paragraph: Paragraph
    block: Block
    part_name: str


@dataclass(frozen=True, slots=True)
class _Story:
    """A part of the package, the elements in it whose paragraphs are read, and what the draft calls them."""

    part_name: str
    containers: tuple[Element, ...]
    part: Part
    section: int = 0


class WordFile:
    """An open Word file. ``notices`` and ``page_numbers`` are complete once ``located`` has been run through.

    ``page_numbers`` are the paragraphs that hold the page number, by the part they stand in.
    """

    def __init__(self, data: bytes, name: str, *, whole: bool = True) -> None:
        """Open a Word file's bytes; with ``whole`` off only to be read: its text does not lead to what can be edited.

        Raises:
            InputError: the package is damaged, encrypted, dangerous, or no Word document.
        """
        self.package = Package(data, name, whole=whole)
        self.notices: list[str] = []
        self.page_numbers: dict[str, int] = {}
        self.settings = self._optional("settings")
        self.styles = self._optional("styles")
        self._styles = Styles(self.styles, self._optional("theme"), self.settings)
        body = child(self.package.document, "body")
        if body is None:
            raise InputError(f"“{name}”里没有正文，文件已损坏，请用 Word 或 WPS 另存后再试。")
        self.sections: tuple[SectionSetup, ...] = read_sections(self.package, body, self.settings)

    def located(self) -> Iterator[Located]:
        """All paragraphs in reading order: body and tables, headers, footers, notes; text boxes where they hang."""
        walker, numbers = Walker(), count(1)
        numbering = Numbering(self._optional("numbering"), self._styles)
        for story in self._stories():
            for container in story.containers:
                ordinary = self.package.ordinary if story.part is Part.BODY else ()
                yield from self._paragraphs(story, walker.story(container, ordinary), numbering, numbers)

    def revised(self) -> int:
        """How many tracked changes the body holds."""
        return len(descendants(self.package.document, *_REVISIONS))

    def commented(self) -> int:
        """How many comments there are."""
        return len(children(self._optional("comments"), "comment"))

    def properties(self) -> dict[str, str]:
        """Title, people, company and dates as the file states them.

        ``mirror_margins`` is there where left and right alternate; ``comments`` and ``revisions`` say how many.
        """
        found = {}
        for part, names in (("core-properties", _CORE_PROPERTIES), ("extended-properties", _OFFICE_PROPERTIES)):
            stated = self._optional_target(part)
            for element in stated if stated is not None else ():
                local = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
                if local in names and element.text:
                    found[names[local]] = element.text
        if child(self.settings, "mirrorMargins") is not None:
            found["mirror_margins"] = "on"
        left = {"comments": self.commented(), "revisions": self.revised()}
        return found | {name: str(count) for name, count in left.items() if count}

    def _paragraphs(
        self, story: _Story, blocks: Iterable[Block], numbering: Numbering, numbers: Iterator[int]
    ) -> Iterator[Located]:
        section, break_follows = story.section, False
        for block in blocks:
            own = self._styles.own(block.properties)
            label = numbering.label(own) if own.numbered else None
            level = self._styles.own(child(label.level, "pPr")) if label else None
            look, begins_page = self._styles.paragraph(own, level)
            if block.floating or (block.boxed and story.part is not Part.BODY):
                look = replace(look, frame="floating")
            ordinal = label.text if label else ""
            paragraph = Paragraph(
                next(numbers),
                ordinal + block.text,
                _part(story.part, block) if block.boxed or block.cell else story.part,
                self._runs(block, own.style, label),
                look,
                len(ordinal),
                None,
                block.cell,
                begins_page or break_follows or block.breaks_before,
                section,
                block.drawings,
                block.columns,
            )
            if block.instructions and _PAGE_FIELD.search(block.instructions):
                self.page_numbers.setdefault(story.part_name, paragraph.number)
            yield Located(paragraph, block, story.part_name)
            if not block.boxed:
                break_follows = block.breaks_after
                if own.ends_section and block.cell is None and story.part is Part.BODY:
                    section = min(section + 1, len(self.sections) - 1)
                    break_follows = break_follows or self.sections[section].new_page

    def _runs(self, block: Block, style: str, label: Label | None) -> tuple[Run, ...]:
        """The stretches of one look; the number of the paragraph is one by itself."""
        if label is None and len(block.pieces) == 1:
            piece = block.pieces[0]
            return (Run(piece.start, piece.end, self._styles.run(style, piece.look), piece.inserted),)
        return tuple(self._stretches(block, style, label))

    def _stretches(self, block: Block, style: str, label: Label | None) -> Iterator[Run]:
        shift = len(label.text) if label else 0
        if label and shift:
            mark = child(block.properties, "rPr")
            yield Run(0, shift, self._styles.run(style, mark, child(label.level, "rPr")))

        start, look, inserted = 0, None, False
        for piece in block.pieces:
            own = self._styles.run(style, piece.look)
            if own is not look or piece.inserted != inserted:
                if look is not None:
                    yield Run(start + shift, piece.start + shift, look, inserted)
                start, look, inserted = piece.start, own, piece.inserted
        if look is not None:
            yield Run(start + shift, len(block.text) + shift, look, inserted)

    def _stories(self) -> Iterator[_Story]:
        yield _Story(self.package.main, tuple(children(self.package.document, "body")), Part.BODY)
        seen: set[str] = set()
        for part, parts in ((Part.HEADER, "headers"), (Part.FOOTER, "footers")):
            for index, section in enumerate(self.sections):
                for target in section.headers if parts == "headers" else section.footers:
                    root = None if target in seen else self._readable(target)
                    seen.add(target)
                    if root is not None:
                        yield _Story(target, (root,), part, index)
        for notes, local in (("footnotes", "footnote"), ("endnotes", "endnote")):
            root = self._optional(notes)
            shown = (n for n in children(root, local) if attribute(n, "type") not in _SEPARATORS)
            yield _Story(self.package.parts.get(notes, ""), tuple(shown), Part.FOOTNOTE)

    def _optional(self, part_kind: str) -> Element | None:
        target = self.package.parts.get(part_kind)
        return None if target is None else self._readable(target)

    def _optional_target(self, relation_kind: str) -> Element | None:
        relations = self.package.related("").values()
        target = next((r.target for r in relations if r.kind == relation_kind and r.target in self.package), None)
        return None if target is None else self._readable(target)

    def _readable(self, part_name: str) -> Element | None:
        """A part that the body can do without: one that is damaged is left out, and the user is told."""
        try:
            return self.package.xml(part_name)
        except InputError:
            notice = f"“{self.package.name}”的部件 {part_name} 已损坏，没有读取，请用 Word 或 WPS 另存后再试。"
            if notice not in self.notices:
                self.notices.append(notice)
            return None


def read_docx(data: bytes, name: str) -> Draft:
    """A Word file (.docx, .docm, .dotx, .dotm; transitional or strict) as a draft.

    Raises:
        InputError: it is damaged, encrypted, dangerous, empty of text, or no Word document.
    """
    word = WordFile(data, name, whole=False)
    paragraphs = tuple(located.paragraph for located in word.located())
    if all(paragraph.blank for paragraph in paragraphs):
        raise InputError(f"“{name}”里没有文字（也许只有图片），请换一个有文字的文件。")
    sections = tuple(numbered(setup, word.page_numbers) for setup in word.sections)
    return Draft(
        name=name,
        media="docx",
        paragraphs=paragraphs,
        sections=sections,
        notices=(*word.notices, *_notices(word, paragraphs)),
        properties=word.properties(),
    )


def _notices(word: WordFile, paragraphs: tuple[Paragraph, ...]) -> Iterator[str]:
    name = word.package.name
    if word.revised():
        yield f"“{name}”里有修订：插入的文字已检查，删除的文字没有检查，请定稿前接受或拒绝修订。"
    if word.commented():
        yield f"“{name}”里有批注：批注的文字没有检查，请定稿前处理。"
    if any(run.format.hidden for paragraph in paragraphs for run in paragraph.runs):
        yield f"“{name}”里有隐藏文字：已一并检查，请定稿前删去或取消隐藏。"
    if descendants(word.package.document, "altChunk", "subDoc"):
        yield f"“{name}”里嵌有别的文档：其中的文字没有检查，请把它粘贴到正文后再试。"


def _part(part: Part, block: Block) -> Part:
    """Text boxes and tables of the body are parts of their own; those of a header stay with it."""
    if part is not Part.BODY:
        return part
    if block.boxed:
        return Part.TEXTBOX
    return Part.BODY if block.cell is None else Part.TABLE
