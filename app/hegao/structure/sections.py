"""The sections of a draft and of past reports, with the role each one plays."""

from collections.abc import Iterable, Iterator, Sequence

from hegao.corpus.metadata import describe
from hegao.corpus.records import PastReport
from hegao.corpus.store import Store
from hegao.draft.model import Draft
from hegao.draft.recognition import Element, Recognition
from hegao.structure.conventions import closing_roles, heading_roles, load_limits, opening_roles
from hegao.structure.model import SectionRow, Shape
from hegao.structure.pieces import Head, Line, ends, numbered, pieces

_TEXT = frozenset({Element.BODY, Element.HEADING, Element.SALUTATION})
_INSIDE = 5  # the level of ordinals inside a paragraph


def draft_shape(draft: Draft, recognition: Recognition) -> Shape:
    """The sections of a draft; of a stitched file, those of its first article."""
    later = [
        h.place.paragraph
        for h in recognition.outline
        if (h.article > 0 or load_limits().appendix.match(h.label + h.text)) and h.place.paragraph is not None
    ]
    end = min(later, default=None)
    outline = recognition.outline
    heads = _by_paragraph((h.place.paragraph or 0, Head(h.level, h.label, h.text)) for h in outline)
    lines = [
        Line(p.number, p.text, heads.get(p.number), draft.place(p, 0, len(p.text)))
        for p in draft.body
        if (end is None or p.number < end) and not p.blank and recognition.element(p) in _TEXT
    ]
    title = recognition.first(Element.TITLE)
    about = describe(draft, recognition)
    return Shape(
        0,
        title.place.text.strip() if title else draft.name,
        about.date,
        about.issuer,
        _sections(lines, recognition.genre.name),
        about.year,
        tuple(pieces(lines)),
        numbered(lines),
        *ends(lines),
    )


def past_shapes(store: Store, reports: Sequence[PastReport]) -> tuple[Shape, ...]:
    """The sections of past reports, in the order given."""
    return tuple(_past_shape(report, lines) for report, lines in zip(reports, past_lines(store, reports), strict=True))


def past_lines(store: Store, reports: Sequence[PastReport]) -> Iterator[Sequence[Line]]:
    """The lines of past reports, in the order given, without their attachments."""
    outlines: dict[int, list[tuple[int, Head]]] = {}
    for row in store.headings([report.id for report in reports]):
        head = Head(row.level, row.label, row.text)
        outlines.setdefault(row.document, []).append((row.paragraph, head))
    for report in reports:
        outline = outlines.get(report.id, [])
        heads = _by_paragraph(outline)
        attachments = [number for number, head in outline if head.level == 0][1:]
        appendices = [number for number, head in outline if load_limits().appendix.match(head.label + head.text)]
        end = min((*attachments, *appendices), default=None)
        yield [
            Line(p.number, p.text, heads.get(p.number))
            for p in store.paragraphs(report.id)
            if end is None or p.number < end
        ]


def _past_shape(report: PastReport, lines: Sequence[Line]) -> Shape:
    return Shape(
        report.id,
        report.title,
        report.date,
        report.issuer or report.place,
        _sections(lines, report.genre),
        report.year,
        tuple(pieces(lines)),
        numbered(lines),
        *ends(lines),
    )


def _by_paragraph(outline: Iterable[tuple[int, Head]]) -> dict[int, Head]:
    """The first heading of each paragraph, by its number; who gives the report is none."""
    heads: dict[int, Head] = {}
    for number, head in outline:
        if 0 < head.level < _INSIDE and (head.label or not load_limits().signer.match(head.text.strip())):
            heads.setdefault(number, head)
    return heads


def _sections(lines: Sequence[Line], genre: str) -> tuple[SectionRow, ...]:
    top = min((line.heading.level for line in lines if line.heading), default=0)
    heads = [i for i, line in enumerate(lines) if line.heading and line.heading.level == top]
    if len(heads) < load_limits().headings_needed:
        return tuple(_unheaded(lines, genre))
    rows = [_before(lines[: heads[0]])] if heads[0] else []
    for start, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        head = lines[start].heading
        if head is not None:
            length = sum(line.characters for line in lines[start:end])
            rows.append(SectionRow(head.text, head.label, length, heading_roles(head.text, genre), lines[start].place))
    closing = next((line for line in reversed(lines[heads[-1] :]) if closing_roles(line.text, genre)), None)
    if closing is not None and closing.heading is None:
        rows.append(SectionRow("", "", closing.characters, closing_roles(closing.text, genre), closing.place))
    return tuple(rows)


def _before(lines: Sequence[Line]) -> SectionRow:
    """What stands before the first heading: a lead, however short, if it says anything."""
    characters = sum(line.characters for line in lines)
    return SectionRow("", "", characters, ("lead",) if any(map(_speaks, lines)) else (), lines[-1].place)


def _speaks(line: Line) -> bool:
    """Whether a line is a sentence or leads to what follows (现将情况报告如下：); titles, dates and names are none."""
    return "。" in line.text or (line.text.rstrip().endswith(("：", ":")) and "lead" in opening_roles(line.text))


def _unheaded(lines: Sequence[Line], genre: str) -> Iterator[SectionRow]:
    """A document without headings: each paragraph is a section of its own, told by its first words."""
    first = next((line for line in lines if _speaks(line)), None)
    for line in lines:
        roles = closing_roles(line.text, genre) or opening_roles(line.text)
        if line is first and not roles:
            roles = ("lead",)
        yield SectionRow("", "", line.characters, roles, line.place)
