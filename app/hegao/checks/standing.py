"""What only drawn pages show, as ``format`` rules compare it; nothing where the pages have not been drawn."""

from collections.abc import Callable, Iterator, Mapping

from hegao.checks.base import Subject
from hegao.checks.geometry import letter_size, page
from hegao.checks.spans import Look, Value
from hegao.draft.model import Paragraph, Part, Standing
from hegao.draft.recognition import Element

_TEXT = frozenset({Element.BODY, Element.HEADING})
_SIGNED = frozenset({Element.ISSUER, Element.DATE})
_IMPRINT = frozenset({Element.CC, Element.IMPRINT})
_MILLIMETRES_PER_POINT = 25.4 / 72
_LINE = 1.3  # the height of a line, in sizes of its characters


def _where(subject: Subject, paragraph: Paragraph) -> Standing | None:
    layout = subject.draft.layout
    return layout.standing.get(paragraph.number) if layout else None


def _shown(subject: Subject) -> list[Paragraph]:
    return [p for p in subject.draft.paragraphs if p.part in (Part.BODY, Part.TABLE) and not p.blank]


def _text_not_first(subject: Subject) -> Iterator[str]:
    """The first page shows no body text; tells the page where it begins."""
    shown = _shown(subject)
    kinds = [subject.recognition.element(p) for p in shown]
    title = max((index for index, kind in enumerate(kinds) if kind is Element.TITLE), default=len(kinds))
    text = (p for p, kind in zip(shown[title:], kinds[title:], strict=True) if kind in _TEXT)
    first = min((where.first_page for p in text if (where := _where(subject, p))), default=1)
    if first > 1:
        yield str(first)


def _signed_alone(subject: Subject) -> Iterator[str]:
    """The date of the signature stands on a page without the text that it closes; tells the page."""
    body = _shown(subject)
    kinds = [subject.recognition.element(p) for p in body]
    date = next((index for index, kind in enumerate(kinds) if kind is Element.DATE), None)
    if date is None:
        return
    above = next(
        (p for p, kind in zip(body[:date][::-1], kinds[:date][::-1], strict=True) if kind not in _SIGNED), None
    )
    text, dated = (_where(subject, above) if above else None), _where(subject, body[date])
    if text and dated and dated.first_page > text.last_page:
        yield str(dated.first_page)


def _last_of_imprint(subject: Subject, look: Look) -> Standing | None:
    """Where the imprint ends, for the last of its paragraphs."""
    elements = subject.recognition.elements
    last = next((r.place.paragraph for r in reversed(elements) if r.element in _IMPRINT), None)
    return _where(subject, look.paragraph) if look.paragraph.number == last else None


def _page_side(subject: Subject, look: Look) -> Value | None:
    where = _last_of_imprint(subject, look)
    return None if where is None else "even" if where.last_page % 2 == 0 else "odd"


def _last_page(subject: Subject, look: Look) -> Value | None:
    where, layout = _last_of_imprint(subject, look), subject.draft.layout
    return None if where is None or layout is None else "yes" if where.last_page == layout.pages else "no"


def _foot(subject: Subject, look: Look) -> Value | None:
    """How many millimetres below it the type area goes on; unknown in a frame, which programs place differently."""
    if look.paragraph.format is None or look.paragraph.format.frame:
        return None
    where, section = _last_of_imprint(subject, look), page(subject, look.paragraph)
    size = letter_size(look.paragraph)
    if where is None or section is None or section.height is None or section.bottom is None or size is None:
        return None
    return section.height - section.bottom - where.last_top - size * _LINE * _MILLIMETRES_PER_POINT


DRAWN_FAULTS: Mapping[str, Callable[[Subject], Iterator[str]]] = {
    "text_not_first": _text_not_first,
    "signed_alone": _signed_alone,
}
DRAWN_READERS: Mapping[str, Callable[[Subject, Look], Value | None]] = {
    "page_side": _page_side,
    "last_page": _last_page,
    "foot": _foot,
}
