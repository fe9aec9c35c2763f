"""Edits as tracked changes, findings as comments: refusing all gives the original back, accepting all the mended text."""

from collections import defaultdict
from collections.abc import Iterable

from lxml.etree import _Element as Element

from hegao.errors import InputError
from hegao.fix.docx_changes import ODD_ENCODING, Change, Line, is_utf8, planned_lines
from hegao.fix.docx_comments import Comment, comment_parts, comment_style, reference
from hegao.fix.docx_parts import rewritten, story_parts
from hegao.fix.docx_runs import Ids, Marker, Strip, made, paragraphs_of
from hegao.fix.plan import Applied, Edit
from hegao.fix.remarks import COMMENTABLE, Remark, Tracking, revision_settings
from hegao.readers.docx import WordFile
from hegao.readers.docx_package import repacked
from hegao.readers.docx_walk import Block


def track_in_docx(data: bytes, name: str, edits: Iterable[Edit], tracking: Tracking) -> Applied:
    """Make the edits in a Word file's bytes as tracked changes, and put the remarks beside them as comments.

    An edit changes the same characters and takes the same looks as when it is not tracked.

    Raises:
        InputError: the file cannot be read, or is not in UTF-8 inside.
    """
    word = WordFile(data, name)
    if not is_utf8(word.package.document):
        raise InputError(ODD_ENCODING)
    lines, done, skipped = planned_lines(word, edits)
    reasons = {**tracking.reasons, **{left.edit: left.reason for left in skipped}}
    reviser = _Reviser(word, tracking)
    remarks = _by_paragraph(lines, tracking)
    for line in lines:
        reviser.revise(line, remarks.get(line.number, ()), reasons)
    parts = reviser.parts()
    return Applied(repacked(word.package, parts) if parts else data, tuple(done), tuple(skipped), len(reviser.comments))


def _by_paragraph(lines: list[Line], tracking: Tracking) -> dict[int, list[Remark]]:
    """The remarks by the paragraph they stand in; those on the whole at the title, or else at the first text."""
    found: dict[int, list[Remark]] = defaultdict(list)
    body = [line for line in lines if line.part in COMMENTABLE]
    titles = [line for line in body if line.number == tracking.title]
    title = next(iter([*titles, *(line for line in body if line.block.text.strip()), *body]), None)
    for remark in tracking.remarks:
        number = remark.place.paragraph if remark.place else title.number if title else None
        if number is not None:
            found[number].append(remark)
    return found


class _Reviser:
    """Marks changes and sets comments, paragraph by paragraph, and remembers what has been touched."""

    def __init__(self, word: WordFile, tracking: Tracking) -> None:
        settings = revision_settings()
        self._word = word
        self._marker = Marker(
            Ids(story_parts(word.package)),
            settings.author,
            tracking.stamp,
        )
        self._style = comment_style(word)
        self._touched: dict[str, set[Element]] = defaultdict(set)
        self.comments: list[Comment] = []

    def revise(self, line: Line, remarks: Iterable[Remark], reasons: dict[Edit, str]) -> None:
        """Mark the changes of a paragraph and set the comments on it."""
        if not line.changes and not remarks:
            return
        places = [(remark, *_span(remark, line)) for remark in remarks]
        twin = line.twin() if line.changes else None
        self._touch(line, line.block)
        strip = Strip(line.block, self._marker)
        for _, start, end in places:
            strip.cut(start)
            strip.cut(end)
        marks = _Marks(strip, self._marker)
        for change in line.changes:
            marks.make(change)
        for remark, start, end in places:
            made_here = next((change for change in line.changes if change.edit == remark.edit), None)
            first, last = marks.ends(start, end, made_here)
            self._comment(line, strip, first, last, _lines(remark, reasons))
        if twin is not None:
            self._touch(line, twin)
            marks = _Marks(Strip(twin, self._marker), self._marker)
            for change in line.changes:
                marks.make(change)

    def parts(self) -> dict[str, bytes]:
        """The bytes of every part that is new or no longer the same."""
        package = self._word.package
        parts = {part: rewritten(package.read(part), touched) for part, touched in self._touched.items()}
        if self.comments:
            parts |= comment_parts(self._word, self.comments, self._style, self._marker)
        return parts

    def _touch(self, line: Line, block: Block) -> None:
        self._touched[line.part_name] |= paragraphs_of(block)

    def _comment(
        self, line: Line, strip: Strip, first: Element | None, last: Element | None, lines: tuple[str, ...]
    ) -> None:
        paragraph = line.block.element
        number = self._marker.ids.new()
        start, end = (made(paragraph, f"commentRange{side}", id=number) for side in ("Start", "End"))
        mark = reference(paragraph, number, self._style)
        if first is not None:
            strip.put_before(first, start)
        elif last is not None:
            strip.put_behind(last, start)
        else:
            paragraph.append(start)
        if first is not None and last is not None:
            strip.put_behind(last, end)
        else:
            start.addnext(end)
        end.addnext(mark)
        self.comments.append(Comment(number, lines))


class _Marks:
    """The changes of one paragraph as marks in it."""

    def __init__(self, strip: Strip, marker: Marker) -> None:
        self._strip = strip
        self._marker = marker
        # What has been inserted behind an element, so that the next insertion there comes after it.
        self._behind: dict[Element, Element] = {}
        # First and last element inserted by a change, the last only where nothing deleted comes after it.
        self._inserted: dict[Change, tuple[Element, Element | None]] = {}

    def make(self, change: Change) -> None:
        """Mark a change; changes come in order."""
        if change.first == change.last:
            self._insert(change)
            return
        runs = self._strip.isolated(change.first, change.last)
        together = len({run.getparent() for _, _, run in runs}) == 1
        for _, _, run in runs:
            self._marker.deletion(run)
        pieces = [(begin, change.text[begin - change.first : end - change.first]) for begin, end, _ in runs]
        if not change.by_character:
            pieces = [(change.first, change.text)] if change.text else []
        new = []
        for at, text in pieces:
            target = self._strip.holder(change.last - 1 if together else at)
            new.append(self._marker.insertion(self._strip.run(at), text))
            self._put_behind(target, new[-1])
        if new:
            at_end = together or len(pieces) == len(runs)
            self._inserted[change] = new[0], new[-1] if at_end else None

    def ends(self, start: int, end: int, change: Change | None) -> tuple[Element | None, Element | None]:
        """The elements that a comment on a span, and on the change made there, goes from and to.

        For a span without characters it is the one behind it, or else the one before it.
        """
        first = self._strip.holder(start) if start < self._strip.length else None
        last = self._strip.holder(end - 1) if end > start or (first is None and end > 0) else None
        new = self._inserted.get(change) if change else None
        if new and change:
            if change.first == change.last == start:
                first = new[0]
            if change.last == end and new[1] is not None:
                last = new[1]
        return first, last

    def _insert(self, change: Change) -> None:
        mark = self._marker.insertion(self._strip.run(change.beside), change.text)
        self._strip.cut(change.first)
        holder = self._strip.holder(change.beside)
        if change.beside < change.first:
            self._put_behind(holder, mark)
        else:
            self._strip.put_before(holder, mark)
        self._inserted[change] = mark, mark

    def _put_behind(self, target: Element, mark: Element) -> None:
        self._strip.put_behind(self._behind.get(target, target), mark)
        self._behind[target] = mark


def _span(remark: Remark, line: Line) -> tuple[int, int]:
    """Where in a paragraph a remark stands, without numbering; one on the whole stands on all of the title."""
    length = len(line.block.text)
    if remark.place is None:
        return 0, length
    start, end = (min(max(at - line.shift, 0), length) for at in (remark.place.start, remark.place.end))
    return start, end


def _lines(remark: Remark, reasons: dict[Edit, str]) -> tuple[str, ...]:
    reason = reasons.get(remark.edit) if remark.edit else None
    return (*remark.lines, reason) if reason else remark.lines
