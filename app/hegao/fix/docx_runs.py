"""Surgery on the runs of a Word paragraph: cut at exact characters, mark as deleted or inserted, put things beside."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import count, pairwise

from lxml import etree
from lxml.etree import _Element as Element

from hegao.readers.docx_walk import Block
from hegao.readers.docx_xml import WORD_NAMESPACES, child, children, kind

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ANY_ID = re.compile(rb"""\bid\s*=\s*["'](-?\d+)["']""")
_UNITS = frozenset({"w:r", "m:oMath", "m:oMathPara"})
_INSERTIONS = frozenset({"w:ins", "w:moveTo"})
_UNCUT = frozenset({"w:sdtContent", "w:fldSimple"})
_GROUPS = frozenset({"w:fitText"})  # runs of one such number share a space, so a copy keeps it
_ID_NAMES = frozenset(f"{{{namespace}}}id" for namespace in WORD_NAMESPACES)


class Ids:
    """Numbers for marks and comments that no part of the file uses yet."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        # Without NULs the digits can be seen in UTF-16 too.
        self._used = {int(number) for part in parts for number in _ANY_ID.findall(part.replace(b"\0", b""))}
        self._numbers = count(1)
        self.given: set[str] = set()

    def new(self) -> str:
        """The next free number."""
        self.given.add(found := str(next(number for number in self._numbers if number not in self._used)))
        return found


@dataclass(frozen=True, slots=True)
class Marker:
    """Makes the elements of tracked changes, all by one author and of one date."""

    ids: Ids
    author: str
    date: str

    def deletion(self, run: Element) -> None:
        """Mark a run that holds nothing but text as deleted."""
        mark = self.mark(run, "del")
        run.addprevious(mark)
        mark.append(run)
        for text in children(run, "t"):
            text.text = _shown(text)
            text.tag = text.tag[:-1] + "delText"
            text.set(_XML_SPACE, "preserve")

    def insertion(self, like: Element, text: str) -> Element:
        """A tracked insertion of text that looks like a run; it is still to be put somewhere."""
        mark = self.mark(like, "ins")
        run = made(like, "r")
        mark.append(run)
        look = child(like, "rPr")
        if look is not None:
            run.append(self.copied(look))
        written = made(like, "t")
        written.text = text
        written.set(_XML_SPACE, "preserve")
        run.append(written)
        return mark

    def copied(self, element: Element) -> Element:
        """A copy whose own and inner numbers (of format changes, say) are new."""
        copy = deepcopy(element)
        copy.tail = None
        for inner in copy.iter():
            for name in inner.attrib:
                if name in _ID_NAMES and kind(inner) not in _GROUPS:
                    inner.set(name, self.ids.new())
        return copy

    def shell(self, element: Element) -> Element:
        """The same element without content, with a number of its own."""
        shell = made(element, element.tag.rpartition("}")[2])
        for name, value in element.attrib.items():
            shell.set(name, self.ids.new() if name in _ID_NAMES else value)
        return shell

    def mark(self, near: Element, local: str) -> Element:
        """A mark of that name with number, author and date; it is still to be put somewhere."""
        return made(near, local, id=self.ids.new(), author=self.author, date=self.date)


class Strip:
    """The runs of one paragraph, found by the characters they hold and cut where that is needed."""

    def __init__(self, block: Block, marker: Marker) -> None:
        self._block = block
        self._marker = marker
        self._starts = [piece.start for piece in block.pieces]
        self._leaves = [piece.element for piece in block.pieces]

    @property
    def length(self) -> int:
        """How many characters there are."""
        return len(self._block.text)

    def cut(self, position: int) -> None:
        """Make a run end before a character and another begin with it; not inside text that cannot be cut."""
        if position < self.length:
            at = self._index(position)
            leaf, inside = self._leaves[at], position - self._starts[at]
            if inside and not _is_plain(leaf):
                return
            leaf = self._cut_text(at, inside) if inside else leaf
            run, part = _unit(leaf)
            if part is not run and run.index(part) > (child(run, "rPr") is not None):
                self._split(run, part)
        if position > 0:
            run, part = _unit(self._leaves[self._index(position - 1)])
            following = part.getnext()
            if part is not run and following is not None:
                self._split(run, following)

    def isolated(self, start: int, end: int) -> list[tuple[int, int, Element]]:
        """Runs that hold exactly the text from ``start`` to ``end`` and nothing else, with the places of each."""
        self.cut(start)
        self.cut(end)
        begins = self._starts[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        for begin in begins:
            self.cut(begin)
        return [(begin, stop, self.run(begin)) for begin, stop in pairwise([*begins, end])]

    def run(self, position: int) -> Element:
        """The run or formula that holds a character."""
        return _unit(self._leaves[self._index(position)])[0]

    def holder(self, position: int) -> Element:
        """The run or formula that holds a character, with the mark of its deletion."""
        element = self.run(position)
        above = element.getparent()
        while above is not None and kind(above) in {"w:del", "w:fldSimple"}:
            element, above = above, above.getparent()
        return element

    def put_before(self, element: Element, new: Element) -> None:
        """Put something before a run, outside of insertions by others."""
        self._beside(element, after=False).addprevious(new)

    def put_behind(self, element: Element, new: Element) -> None:
        """Put something behind a run, outside of insertions by others."""
        self._beside(element, after=True).addnext(new)

    def _beside(self, element: Element, *, after: bool) -> Element:
        """The element itself or, where it is part of an insertion, a cut one of which it is the end or the beginning."""
        outer = _outermost_insertion(element)
        while outer is not None and element is not outer:
            above = element.getparent()
            if above is None:
                break
            rest = list(element.itersiblings()) if after else [element, *element.itersiblings()]
            if not rest or (not after and element.getprevious() is None):
                element = above
            else:
                shell = self._marker.shell(above)
                shell.extend(rest)
                above.addnext(shell)
                outer = None if above is outer else outer
                element = above if after else shell
        return element

    def _index(self, position: int) -> int:
        return bisect_right(self._starts, position) - 1

    def _cut_text(self, at: int, length: int) -> Element:
        leaf = self._leaves[at]
        text = _shown(leaf)
        rest = deepcopy(leaf)
        leaf.tail = None
        leaf.text, rest.text = text[:length], text[length:]
        for half in (leaf, rest):
            half.set(_XML_SPACE, "preserve")
        leaf.addnext(rest)
        self._starts.insert(at + 1, self._starts[at] + length)
        self._leaves.insert(at + 1, rest)
        return rest

    def _split(self, run: Element, part: Element) -> None:
        """Part a run in two, the second beginning with ``part``."""
        second = self._marker.shell(run)
        look = child(run, "rPr")
        if look is not None:
            second.append(self._marker.copied(look))
        second.extend([part, *part.itersiblings()])
        second.tail, run.tail = run.tail, None
        run.addnext(second)


def made(near: Element, local: str, **attributes: str) -> Element:
    """A new ``w:`` element in the namespace, transitional or strict, of another."""
    namespace = near.tag[1:].partition("}")[0]
    element = etree.Element(f"{{{namespace}}}{local}", nsmap={"w": namespace})
    for name, value in attributes.items():
        element.set(f"{{{namespace}}}{name}", value)
    return element


def paragraphs_of(block: Block) -> set[Element]:
    """The paragraphs a block is read from: more than one where the mark between them is deleted."""
    return {block.element, *(next(_paragraphs_above(piece.element)) for piece in block.pieces)}


def outermost(paragraphs: set[Element]) -> list[Element]:
    """Those that do not stand in a text box of another."""
    return [paragraph for paragraph in paragraphs if paragraphs.isdisjoint(_paragraphs_above(paragraph))]


def _paragraphs_above(element: Element) -> Iterator[Element]:
    return (above for above in element.iterancestors() if kind(above) == "w:p")


def _unit(leaf: Element) -> tuple[Element, Element]:
    """The outermost run or formula around a text, and that one of its children the text is or stands in."""
    unit = part = below = leaf
    for above in leaf.iterancestors():
        name = kind(above)
        if name == "w:p":
            break
        if name in _UNITS:
            unit, part = above, below
        below = above
    return unit, part


def _is_plain(leaf: Element) -> bool:
    return kind(leaf) == "w:t" and not len(leaf) and _unit(leaf)[0] is leaf.getparent()


def _outermost_insertion(element: Element) -> Element | None:
    """The insertion an element is part of, unless a content control stands between that cannot be cut."""
    found = None
    for above in element.iterancestors():
        name = kind(above)
        if name == "w:p" or name in _UNCUT:
            break
        if name in _INSERTIONS:
            found = above
    return found


def _shown(text: Element) -> str:
    """What is shown of the text in a ``w:t``."""
    whole = text.text or ""
    return whole if text.get(_XML_SPACE) == "preserve" else whole.strip(" \t\r\n")
