"""Other looks for stretches, paragraphs and pages of a Word file, made at once or as tracked format changes."""

from collections import defaultdict
from collections.abc import Iterable
from copy import deepcopy

from lxml.etree import _Element as Element

from hegao.draft.model import ParagraphFormat, RunFormat
from hegao.findings.model import Reform
from hegao.fix.docx_changes import Line, is_utf8
from hegao.fix.docx_parts import rewritten, story_parts
from hegao.fix.docx_properties import PARAGRAPH_FIELDS, RUN_FIELDS, SECTION_FIELDS, Look, state
from hegao.fix.docx_runs import Ids, Marker, Strip, made, paragraphs_of
from hegao.readers.docx import Located, WordFile
from hegao.readers.docx_package import repacked
from hegao.readers.docx_xml import attribute, child, descendants, kind

_OF_RUNS = frozenset(RunFormat.__dataclass_fields__)
_OF_PARAGRAPHS = frozenset({*ParagraphFormat.__dataclass_fields__, "page_break_before"})
# What a record of former properties leaves out: marks of their own, and parts that hang on the section.
_UNRECORDED = frozenset({"w:sectPr", "w:headerReference", "w:footerReference"})


def reform_docx(
    data: bytes, name: str, reforms: Iterable[Reform], *, author: str = "", date: str = ""
) -> tuple[bytes, int]:
    """The file with other looks, and how many of ``reforms`` were made; its text and every other byte stay.

    With an ``author`` they are tracked: refusing them gives the former look back. Where someone else's format change
    is still open the look is then left alone, as Word keeps but one.

    Raises:
        InputError: the file cannot be read.
    """
    word = WordFile(data, name)
    by_paragraph: dict[int | None, list[Reform]] = defaultdict(list)
    for reform in reforms:
        by_paragraph[reform.place.paragraph].append(reform)
    reformer = _Reformer(word, author, date)
    for reform in by_paragraph.pop(None, ()):
        reformer.pages(reform)
    for located in word.located() if by_paragraph else ():
        if (wanted := by_paragraph.get(located.paragraph.number)) and is_utf8(located.block.element):
            reformer.paragraph(located, wanted)
    parts = reformer.parts()
    return (repacked(word.package, parts) if parts else data), reformer.made


class _Reformer:
    """Gives looks, one paragraph after another, and remembers what has been touched."""

    def __init__(self, word: WordFile, author: str, date: str) -> None:
        self.made = 0
        self._word = word
        self._tracked = bool(author)
        self._marker = Marker(Ids(story_parts(word.package)), author, date)
        self._paragraphs: dict[str, set[Element]] = defaultdict(set)
        self._sections = descendants(word.package.document, "sectPr") if is_utf8(word.package.document) else []
        self._touched_sections: set[int] = set()

    def pages(self, reform: Reform) -> None:
        """Give all upright pages other measures."""
        done = False
        for index, section in enumerate(self._sections):
            above = section.getparent()
            turned = attribute(child(section, "pgSz"), "orient") == "landscape"
            if turned or above is None or kind(above) == "w:sectPrChange" or not self._recorded(section, "sectPr"):
                continue
            state(section, SECTION_FIELDS, dict(reform.look))
            done = True
            if kind(above) == "w:pPr":
                self._paragraphs[self._word.package.main] |= {e for e in section.iterancestors() if kind(e) == "w:p"}
            else:
                self._touched_sections.add(index)
        self.made += done

    def paragraph(self, located: Located, wanted: Iterable[Reform]) -> None:
        """Give a paragraph and stretches of it other looks, in both forms of a text box."""
        blocks = [located.block]
        twin = Line(located).twin()
        if twin is not None:
            blocks.append(twin)
        for number, block in enumerate(blocks):
            strip = Strip(block, self._marker)
            whole: Look = {}
            for reform in wanted:
                look = dict(reform.look)
                done = self._stretch(strip, located, reform, {k: v for k, v in look.items() if k in _OF_RUNS})
                of_paragraph = {k: v for k, v in look.items() if k in _OF_PARAGRAPHS}
                whole |= of_paragraph
                if number == 0 and (done or (of_paragraph and self._free(block.element))):
                    self.made += 1
            if whole:
                self._whole(block.element, whole)
            self._paragraphs[located.part_name] |= paragraphs_of(block)

    def parts(self) -> dict[str, bytes]:
        """The bytes of every part that is no longer the same."""
        package, found = self._word.package, {}
        for part in {*self._paragraphs, *([package.main] if self._touched_sections else ())}:
            numbers = self._touched_sections if part == package.main else ()
            sections = {number: self._sections[number] for number in numbers}
            found[part] = rewritten(package.read(part), self._paragraphs[part], sections)
        return found

    def _stretch(self, strip: Strip, located: Located, reform: Reform, look: Look) -> bool:
        if not look:
            return False
        shift, length = located.paragraph.numbering, strip.length
        start, end = (min(max(at - shift, 0), length) for at in (reform.place.start, reform.place.end))
        holders = [run for _, _, run in strip.isolated(start, end) if kind(run) == "w:r"] if start < end else []
        if reform.place.start < shift:  # the number looks like the mark of its paragraph
            holders.append(_properties(located.block.element, "pPr"))
        done = False
        for holder in holders:
            properties = _properties(holder, "rPr")
            if self._recorded(properties, "rPr"):
                state(properties, RUN_FIELDS, look)
                done = True
        return done

    def _whole(self, paragraph: Element, look: Look) -> None:
        properties = _properties(paragraph, "pPr")
        if self._recorded(properties, "pPr"):
            state(properties, PARAGRAPH_FIELDS, look)

    def _free(self, paragraph: Element) -> bool:
        return not self._tracked or child(child(paragraph, "pPr"), "pPrChange") is None

    def _recorded(self, properties: Element, local: str) -> bool:
        """Whether the properties may be changed; where changes are tracked, what they said is kept beside them."""
        if not self._tracked:
            return True
        present = child(properties, f"{local}Change")
        if present is not None:
            return attribute(present, "id") in self._marker.ids.given
        change = self._marker.mark(properties, f"{local}Change")
        former = made(properties, local)
        left_out = _UNRECORDED | ({"w:rPr"} if local == "pPr" else set())
        former.extend(deepcopy(one) for one in properties if kind(one) not in left_out)
        change.append(former)
        properties.append(change)
        return True


def _properties(element: Element, local: str) -> Element:
    """The properties of an element, made where there are none: the first child, or in a ``w:pPr`` near its end."""
    found = child(element, local)
    if found is None:
        found = made(element, local)
        if kind(element) == "w:pPr":
            behind = next((e for e in element if kind(e) in {"w:sectPr", "w:pPrChange"}), None)
            element.append(found) if behind is None else behind.addprevious(found)
        else:
            element.insert(0, found)
    return found
