"""The pages of a Word file, as ``format`` rules compare them: measures, and where page numbers stand."""

from collections.abc import Callable, Iterator, Mapping

from hegao.checks.base import Subject
from hegao.draft.model import Section
from hegao.draft.recognition import Element

MEASURES = (
    "width",
    "height",
    "top",
    "bottom",
    "left",
    "right",
    "binding",
    "text_width",
    "text_height",
    "header",
    "footer",
)


def measure(section: Section, name: str) -> float | None:
    """A measure of a page in millimetres; ``binding`` is the left margin with the gutter, ``text_…`` the type area."""
    sums: dict[str, tuple[tuple[float | None, int], ...]] = {
        "binding": ((section.left, 1), (section.gutter or 0.0, 1)),
        "text_width": ((section.width, 1), (section.left, -1), (section.right, -1), (section.gutter or 0.0, -1)),
        "text_height": ((section.height, 1), (section.top, -1), (section.bottom, -1)),
    }
    if name not in sums:
        value: float | None = getattr(section, name)
        return value
    total = 0.0
    for part, sign in sums[name]:
        if part is None:
            return None
        total += sign * part
    return total


def _unnumbered(subject: Subject) -> Iterator[str]:
    """No page of a draft that has pages carries a number."""
    sections = subject.draft.sections
    if sections and not any(section.page_number for section in sections):
        yield ""


def _some_unnumbered(subject: Subject) -> Iterator[str]:
    """Odd or even pages carry none, though the others do."""
    for section in subject.draft.sections:
        kinds = {number.pages: number.paragraph for number in section.page_numbers if number.pages != "first"}
        if any(kinds.values()):
            yield from ("单页" if pages == "odd" else "双页" for pages, where in kinds.items() if where is None)


def _first_numbered(subject: Subject) -> Iterator[str]:
    """The first page carries a number."""
    for section in subject.draft.sections[:1]:
        kinds = {number.pages: number.paragraph for number in section.page_numbers}
        if kinds.get("first", next(iter(kinds.values()), None)) is not None:
            yield ""


def _attachment_renumbered(subject: Subject) -> Iterator[str]:
    """The count begins anew where an attachment begins."""
    for recognised in subject.recognition.elements:
        if recognised.element is Element.ATTACHMENT_MARK and recognised.place.paragraph:
            at = subject.draft.by_number[recognised.place.paragraph].section
            sections = subject.draft.sections
            if 0 < at < len(sections) and sections[at].first_number is not None:
                yield str(sections[at].first_number)


FAULTS: Mapping[str, Callable[[Subject], Iterator[str]]] = {
    "page_number": _unnumbered,
    "page_number_gap": _some_unnumbered,
    "page_number_first": _first_numbered,
    "page_number_anew": _attachment_renumbered,
}
