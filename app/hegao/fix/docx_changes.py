"""Which characters of a Word file each edit really changes; plain and tracked mending both begin here."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from lxml.etree import _Element as Element
from rapidfuzz.distance import Postfix, Prefix

from hegao.fix.plan import CLASHES, STALE, Edit, Skipped, clash
from hegao.readers.docx import Located, WordFile
from hegao.readers.docx_walk import Block, Piece, block_of
from hegao.readers.docx_xml import child, descendants, kind

UNEDITABLE = "这一处含有域、制表符、换行或自动编号，请在 Word 或 WPS 中修改。"
UNWRITABLE = "新文字里有换行、制表符或不能写入 Word 的字符，请在 Word 或 WPS 中修改。"
ODD_ENCODING = "文件内部不是 UTF-8 编码，不能直接修改，请用 Word 或 WPS 另存为 .docx 后再试。"
BOUND = "这一处在内容控件里，内容由文件的其他部分决定，请在 Word 或 WPS 中修改。"

NOT_IN_XML = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENCODINGS = frozenset({"UTF-8", "UTF8", "ASCII", "US-ASCII"})


@dataclass(frozen=True, slots=True)
class Change:
    """What is left of an edit without the text that stays at both ends.

    The characters ``first`` to ``last`` (numbering not counted) become ``text``. An insertion, where these are equal,
    belongs to the character ``beside`` it.
    """

    edit: Edit
    first: int
    last: int
    text: str
    beside: int

    @property
    def by_character(self) -> bool:
        """Whether each new character takes the look of the one it replaces; else all take that of the first."""
        return len(self.text) == self.last - self.first


class Line:
    """A paragraph, and the changes to be made in it, in order."""

    def __init__(self, located: Located) -> None:
        self.block: Block = located.block
        self.part_name = located.part_name
        self.part = located.paragraph.part
        self.number = located.paragraph.number
        self.shift = located.paragraph.numbering
        self.changes: list[Change] = []
        self._starts = [piece.start for piece in located.block.pieces]

    def add(self, edit: Edit) -> str | None:
        """Take an edit up (they come in order); the reason where it cannot be made."""
        start, end = edit.start - self.shift, edit.end - self.shift
        reason = self._objection(edit, start, end)
        if reason is None:
            change = self._trimmed(edit, start, end)
            reason = UNEDITABLE if change is None else self._fixed(change)
            if change is not None and reason is None:
                self.changes.append(change)
        return reason

    def twin(self) -> Block | None:
        """The same paragraph in the fallback that older programs show instead of a text box."""
        paragraph = self.block.element
        choice = next((above for above in paragraph.iterancestors() if kind(above) == "mc:Choice"), None)
        siblings = choice.itersiblings() if choice is not None else ()
        fallback = next((e for e in siblings if kind(e) == "mc:Fallback"), None)
        if choice is None or fallback is None:
            return None
        ours, theirs = descendants(choice, "p"), descendants(fallback, "p")
        if len(ours) != len(theirs):
            return None
        block = block_of(theirs[ours.index(paragraph)])
        return block if _shape(block) == _shape(self.block) else None

    def _objection(self, edit: Edit, start: int, end: int) -> str | None:
        if start < 0:
            return UNEDITABLE
        if end > len(self.block.text) or self.block.text[start:end] != edit.old:
            return STALE
        if self.changes and clash(self.changes[-1].edit, edit):
            return CLASHES
        if not is_utf8(self.block.element):
            return ODD_ENCODING
        return UNWRITABLE if NOT_IN_XML.search(edit.text) else None

    def _trimmed(self, edit: Edit, start: int, end: int) -> Change | None:
        head = Prefix.similarity(edit.old, edit.text)
        tail = Postfix.similarity(edit.old[head:], edit.text[head:])
        first, last, text = start + head, end - tail, edit.text[head : len(edit.text) - tail]
        beside = first if first < last else self._neighbour(first, after=head > 0 or tail == 0)
        return None if beside is None else Change(edit, first, last, text, beside)

    def _neighbour(self, position: int, *, after: bool) -> int | None:
        """The character beside an insertion that can be edited, by preference one of the span that is replaced."""
        order = (position - 1, position) if after else (position, position - 1)
        return next((at for at in order if 0 <= at < len(self.block.text) and self._piece(at).node is not None), None)

    def _fixed(self, change: Change) -> str | None:
        end = max(change.last, change.beside + 1)
        begin, stop = (bisect_right(self._starts, at) - 1 for at in (change.beside, end - 1))
        nodes = [piece.node for piece in self.block.pieces[begin : stop + 1]]
        if any(node is None for node in nodes):
            return UNEDITABLE
        return BOUND if any(node is not None and _is_bound(node) for node in nodes) else None

    def _piece(self, position: int) -> Piece:
        return self.block.pieces[bisect_right(self._starts, position) - 1]


def planned_lines(word: WordFile, edits: Iterable[Edit]) -> tuple[list[Line], list[Edit], list[Skipped]]:
    """All paragraphs of a file with their changes, the edits these come from, and those that cannot be made."""
    by_paragraph: dict[int, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_paragraph[edit.paragraph].append(edit)
    lines, done, skipped = [], [], []
    for located in word.located():
        line = Line(located)
        lines.append(line)
        for edit in sorted(by_paragraph.pop(line.number, ()), key=attrgetter("start", "end")):
            reason = line.add(edit)
            if reason is None:
                done.append(edit)
            else:
                skipped.append(Skipped(edit, reason))
    skipped += [Skipped(edit, STALE) for left in by_paragraph.values() for edit in left]
    return lines, done, skipped


def is_utf8(element: Element) -> bool:
    """Whether the part an element stands in can be spliced with UTF-8."""
    encoding = element.getroottree().docinfo.encoding
    return encoding is None or encoding.upper() in _ENCODINGS


def _shape(block: Block) -> list[tuple[str, bool]]:
    return [(block.text[piece.start : piece.end], piece.node is None) for piece in block.pieces]


def _is_bound(node: Element) -> bool:
    """Whether Word fills the text in from elsewhere, or a change in it could not be tracked.

    The latter is so in a content control inside someone's insertion: Word knows no insertion within an insertion, and
    a control cannot be cut in two.
    """
    controlled = False
    for above in node.iterancestors():
        name = kind(above)
        if name == "w:sdt" and child(child(above, "sdtPr"), "dataBinding") is not None:
            return True
        if controlled and name in {"w:ins", "w:moveTo"}:
            return True
        controlled = name != "w:p" and (controlled or name == "w:sdtContent")
    return False
