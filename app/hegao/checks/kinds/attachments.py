"""Attachments as they are cited, listed and enclosed.

Parameters: ``want`` is ``cited`` (the text cites 附件3 but nothing lists or encloses a third attachment), ``enclosed``
(the list names more or fewer attachments than are enclosed) or ``titled`` (an enclosed attachment's title differs
from its name in the list). A draft that encloses nothing is only asked about what it cites: attachments often travel
as files of their own.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hegao.checks.base import Check, Hit, Parameters, Scope, Subject
from hegao.draft.model import Place
from hegao.draft.recognition import Element
from hegao.errors import RuleError
from hegao.text.characters import fold_width, normalise
from hegao.text.numerals import to_int

_WANTS = ("cited", "enclosed", "titled")
_CITED = re.compile(
    r"附件\s*(?:(?P<number>\d{1,2})(?![\d年月日份.])|(?P<word>[一二三四五六七八九十]{1,3})(?=[）)》”，。、；]))"
)
_NOTE_HEAD = re.compile(r"^\s*附件\s*[::]?\s*")
_NOTE_ITEM = re.compile(r"^\s*(?:附件)?(?P<number>\d{1,2})\s*[.:、]?\s*(?P<name>\S.*?)[\s。;,、]*$")
_MARK = re.compile(r"^\s*附件\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})?\s*:?\s*$")
_LOOSE = re.compile(r"[\s《》“”\"'<>()（）〈〉\v]")


@dataclass(frozen=True, slots=True)
class _Attachment:
    number: int
    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class AttachmentCheck:
    """One of the three questions; see the module."""

    want: str

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """Citations, list entries or titles at fault, in reading order."""
        listed = subject.once("attachments listed", lambda: tuple(_listed(subject)))
        enclosed = subject.once("attachments enclosed", lambda: tuple(_enclosed(subject)))
        if self.want == "cited":
            known = {item.number for item in (*listed, *enclosed)}
            return _unknown_citations(subject, scope, known) if known else ()
        if not listed or not enclosed:
            return ()
        return _uneven(listed, enclosed) if self.want == "enclosed" else _renamed(listed, enclosed)


def _unknown_citations(subject: Subject, scope: Scope, known: set[int]) -> Iterator[Hit]:
    for passage in subject.passages(scope):
        if passage.element in (Element.ATTACHMENT_NOTE, Element.ATTACHMENT_MARK):
            continue
        for match in _CITED.finditer(passage.text):
            number = to_int(match["number"] or match["word"])
            if number not in known:
                place = subject.draft.place(passage.paragraph, *match.span())
                yield Hit(place, values={"number": str(number), "known": str(len(known))})


def _uneven(listed: tuple[_Attachment, ...], enclosed: tuple[_Attachment, ...]) -> Iterator[Hit]:
    if len(listed) != len(enclosed):
        values = {"listed": str(len(listed)), "enclosed": str(len(enclosed))}
        yield Hit(listed[-1].place, values=values, evidence=tuple(item.place for item in enclosed))


def _renamed(listed: tuple[_Attachment, ...], enclosed: tuple[_Attachment, ...]) -> Iterator[Hit]:
    names = {item.number: item for item in listed}
    for item in enclosed:
        other = names.get(item.number)
        if other and item.name and _key(item.name) != _key(other.name):
            yield Hit(item.place, values={"name": other.name}, evidence=(other.place,))


def _key(name: str) -> str:
    return _LOOSE.sub("", normalise(name))


def _listed(subject: Subject) -> Iterator[_Attachment]:
    """The entries of 附件说明, numbered as written, or 1 where there is a single one without a number."""
    for recognised in subject.recognition.elements:
        if recognised.element is not Element.ATTACHMENT_NOTE or recognised.place.paragraph is None:
            continue
        paragraph = subject.draft.by_number[recognised.place.paragraph]
        for piece in re.finditer(r"[^\v]+", paragraph.text):
            text = fold_width(piece.group())
            head = _NOTE_HEAD.match(text)
            start = head.end() if head else 0
            item = _NOTE_ITEM.match(text[start:])
            name, number = (item["name"], int(item["number"])) if item else (text[start:].strip(), 1)
            if name and (item or head):
                place = subject.draft.place(paragraph, piece.start() + start, piece.end())
                yield _Attachment(number, name, place)


def _enclosed(subject: Subject) -> Iterator[_Attachment]:
    """The pages headed 附件1, each with the title that stands below, or no name."""
    elements = subject.recognition.elements
    for index, recognised in enumerate(elements):
        if recognised.element is not Element.ATTACHMENT_MARK:
            continue
        mark = _MARK.match(fold_width(recognised.place.text))
        if not mark:
            continue
        number = to_int(mark["number"]) if mark["number"] else 1
        titles = []
        for following in elements[index + 1 :]:
            if following.element is not Element.ATTACHMENT_TITLE:
                break
            titles.append(following.place)
        name = "".join(place.text for place in titles)
        yield _Attachment(number, name, titles[0] if titles else recognised.place)


def parse(params: Parameters) -> Check:
    """The check described by ``params``.

    Raises:
        RuleError: ``want`` is none of the three.
    """
    want = params.get("want", str)
    params.finish()
    if want not in _WANTS:
        raise RuleError(f"规则 {params.rule} 的 params.want 只能是 {'、'.join(_WANTS)}，请改正。")
    return AttachmentCheck(want)
