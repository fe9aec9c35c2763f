"""Which stretches of a draft a ``format`` rule reads: paragraphs of elements, headings, page numbers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hegao.checks.base import Subject
from hegao.draft.model import Paragraph, Part
from hegao.draft.recognition import Element, Heading, Recognised
from hegao.text.expressions import Expression

Value = str | float

# Behind these the main text is over.
_SIGNED = frozenset({Element.ISSUER, Element.DATE, Element.CC, Element.IMPRINT})
# What belongs to the document as a whole, though it stands behind the first attachment.
_BEHIND = frozenset({Element.ATTACHMENT_MARK, Element.ATTACHMENT_TITLE, Element.CC, Element.IMPRINT})


class Look(NamedTuple):
    """A value the file gives to a span of a paragraph."""

    paragraph: Paragraph
    start: int
    end: int
    value: Value


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is read: paragraphs of ``elements`` in ``parts``, or headings of ``levels``, or page numbers.

    ``pages`` names the kinds of page whose numbers are meant (all, odd, even, first). ``only`` is matched against the
    text of a paragraph: those without a match are left out, and a group named ``at`` narrows the span.
    """

    elements: frozenset[Element]
    parts: frozenset[Part]
    levels: frozenset[int] = frozenset()
    pages: frozenset[str] = frozenset()
    only: Expression | None = None


def spans(subject: Subject, chosen: Chosen) -> Iterator[Look]:
    """The spans of what is chosen, in reading order; their value is empty."""
    for look in _numbers(subject, chosen) if chosen.pages else _paragraphs(subject, chosen):
        match = chosen.only.search(look.paragraph.text[look.start : look.end]) if chosen.only else None
        if match and "at" in match.re.groupindex:
            yield Look(look.paragraph, look.start + match.start("at"), look.start + match.end("at"), "")
        elif match or not chosen.only:
            yield look


def _numbers(subject: Subject, chosen: Chosen) -> Iterator[Look]:
    wanted = (n for section in subject.draft.sections for n in section.page_numbers if n.pages in chosen.pages)
    for number in dict.fromkeys(n.paragraph for n in wanted if n.paragraph):
        paragraph = subject.draft.by_number[number]
        yield Look(paragraph, 0, len(paragraph.text), "")


def _paragraphs(subject: Subject, chosen: Chosen) -> Sequence[Look]:
    # Many rules read the same paragraphs.
    key = ("spans", chosen.elements, chosen.levels, chosen.parts)
    return subject.once(key, lambda: _in_order(subject, chosen))


def _in_order(subject: Subject, chosen: Chosen) -> Sequence[Look]:
    sorted_out = subject.once("spans", lambda: _sorted_out(subject))
    names: tuple[Element | int, ...] = (*chosen.elements, *chosen.levels)
    found = [(place, look) for name in names for place, look in sorted_out.get(name, ())]
    found.sort(key=lambda item: (item[0], item[1].start))
    return [look for _, look in found if look.paragraph.part in chosen.parts]


def _sorted_out(subject: Subject) -> Mapping[Element | int, list[tuple[int, Look]]]:
    """The spans of the main part, and of what stands behind it, with their order, by element or level of heading.

    Headings are those that fill a line of their own without a full stop: an item of a resolution is none, and who sets
    a heading's look where text follows it is the office's choice. Body text is what stands between the title and the
    signature, without centred or right-aligned lines (captions) and without the head of a paragraph.
    """
    heads = {h.place.paragraph: h for h in subject.recognition.outline if 1 <= h.level <= 4}
    recognised: defaultdict[int | None, list[Recognised]] = defaultdict(list)
    for one in subject.recognition.elements:
        recognised[one.place.paragraph].append(one)
    found: defaultdict[Element | int, list[tuple[int, Look]]] = defaultdict(list)
    signed = attached = False
    element_of = subject.recognition.element_of.get
    for order, paragraph in enumerate(subject.draft.paragraphs):
        own = recognised.get(paragraph.number, ())
        element = element_of(paragraph.number, Element.BODY)
        attached = attached or element is Element.ATTACHMENT_MARK
        signed = element in _SIGNED or (signed and element is not Element.TITLE)
        if paragraph.blank or (attached and element not in _BEHIND):
            continue
        head = heads.get(paragraph.number)
        if head and not _item(head, paragraph):
            found[head.level].append((order, Look(paragraph, head.place.start, head.place.end, "")))
        for one in own:
            found[one.element].append((order, Look(paragraph, one.place.start, one.place.end, "")))
        start = head.place.end if head else 0
        if not own and start < len(paragraph.text) and not (signed or _aside(paragraph)):
            found[Element.BODY].append((order, Look(paragraph, start, len(paragraph.text), "")))
    return found


def _item(head: Heading, paragraph: Paragraph) -> bool:
    return head.run_in or paragraph.text.rstrip().endswith(("。", "；", "："))


def _aside(paragraph: Paragraph) -> bool:
    return paragraph.format is not None and paragraph.format.alignment in ("center", "right")
