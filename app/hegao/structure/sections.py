"""The sections of a draft and of past reports, with the role each one plays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hegao.corpus.records import PastReport
from hegao.corpus.store import Store
from hegao.draft.model import Draft, Place
from hegao.draft.recognition import Element, Heading, Recognition
from hegao.structure.conventions import Cues, load_cues
from hegao.structure.model import SectionRow, Shape

_TEXT = frozenset({Element.BODY, Element.HEADING, Element.SALUTATION})


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph as both a draft and a past report have it."""

    text: str
    heading: Heading | None = None
    place: Place | None = None

    @property
    def characters(self) -> int:
        return len("".join(self.text.split()))


def draft_shape(draft: Draft, recognition: Recognition) -> Shape:
    """The sections of a draft; of a stitched file, those of its first article."""
    later = [h.place.paragraph for h in recognition.outline if h.article > 0 and h.place.paragraph is not None]
    end = min(later, default=None)
    heads = _by_paragraph(recognition.outline)
    lines = [
        _Line(p.text, heads.get(p.number), draft.place(p, 0, len(p.text)))
        for p in draft.body
        if (end is None or p.number < end) and not p.blank and recognition.element(p) in _TEXT
    ]
    title = recognition.first(Element.TITLE)
    return Shape(0, title.place.text.strip() if title else draft.name, None, None, _sections(lines))


def past_shapes(store: Store, reports: Sequence[PastReport]) -> tuple[Shape, ...]:
    """The sections of past reports, in the order given."""
    outlines: dict[int, list[Heading]] = {}
    for row in store.headings([report.id for report in reports]):
        outlines.setdefault(row.document, []).append(row.as_heading())
    return tuple(_past_shape(store, report, outlines.get(report.id, [])) for report in reports)


def _past_shape(store: Store, report: PastReport, outline: Iterable[Heading]) -> Shape:
    heads = _by_paragraph(outline)
    lines = [_Line(p.text, heads.get(p.number)) for p in store.paragraphs(report.id)]
    return Shape(report.id, report.title, report.date, report.issuer, _sections(lines))


def _by_paragraph(outline: Iterable[Heading]) -> dict[int, Heading]:
    """The highest heading of each paragraph."""
    heads: dict[int, Heading] = {}
    for heading in outline:
        number = heading.place.paragraph
        if number is not None and 0 < heading.level < 5:
            heads.setdefault(number, heading)
    return heads


def _sections(lines: Sequence[_Line]) -> tuple[SectionRow, ...]:
    top = min((line.heading.level for line in lines if line.heading), default=0)
    heads = [i for i, line in enumerate(lines) if line.heading and line.heading.level == top]
    cues = load_cues()
    if len(heads) < cues.headings_needed:
        return _unheaded(lines, cues)
    rows = [_lead(lines[: heads[0]], cues)] if heads[0] else []
    for start, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        head = lines[start].heading
        if head is not None:
            length = sum(line.characters for line in lines[start:end])
            rows.append(SectionRow(head.text, head.label, length, cues.of_heading(head.text), lines[start].place))
    closing = lines[-1]
    if closing.heading is None and (roles := cues.of_closing(closing.text)):
        rows.append(SectionRow("", "", closing.characters, roles, closing.place))
    return tuple(row for row in rows if row.characters)


def _lead(lines: Sequence[_Line], cues: Cues) -> SectionRow:
    characters = sum(line.characters for line in lines)
    roles = ("lead",) if characters >= cues.lead_length else ()
    return SectionRow("", "", characters, roles, lines[-1].place)


def _unheaded(lines: Sequence[_Line], cues: Cues) -> tuple[SectionRow, ...]:
    """A document without headings: each paragraph is a section of its own, told by its first words."""
    last = len(lines) - 1
    rows = []
    for index, line in enumerate(lines):
        roles = (cues.of_closing(line.text) if index == last else ()) or cues.of_opening(line.text)
        rows.append(SectionRow("", "", line.characters, roles, line.place))
    return tuple(rows)
