"""From a file as it was found to past reports: pasted residue out, torn paragraphs joined, stitched articles parted."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from hegao.corpus.records import Removed
from hegao.draft.lines import Line, written_lines
from hegao.draft.model import Draft, Paragraph, Part
from hegao.draft.recognition import Element, Recognition
from hegao.draft.residue import Residue
from hegao.text.characters import CLOSING, SENTENCE_END

_KEPT: Final = (Part.BODY, Part.TABLE)
_COMPLETE: Final = frozenset(SENTENCE_END + CLOSING + "：:；;")
_LEAST_TORN: Final = 20  # a shorter paragraph without a mark at its end is a line of its own


@dataclass(frozen=True, slots=True)
class Article:
    """One past report of a file, with what was taken out of it.

    ``draft`` has the numbers of the file's paragraphs. ``intact`` says that nothing was changed, so what was
    recognised in the file holds for it.
    """

    draft: Draft
    removed: tuple[Removed, ...] = ()
    intact: bool = False


def clean(draft: Draft, recognition: Recognition) -> tuple[Article, ...]:
    """The articles of a file without its residue; paragraphs that residue had torn apart are joined.

    Headers, footers, text boxes and notes are left out. Articles without any text are left out.
    """
    spans: dict[int, list[Residue]] = {}
    for item in recognition.residue:
        if item.place.paragraph is not None:
            spans.setdefault(item.place.paragraph, []).append(item)
    starts = recognition.article_starts
    if not spans and len(starts) <= 1:
        return (Article(draft, intact=True),)
    headings = _headings(recognition)
    paragraphs: list[Paragraph] = []
    removed: list[Removed] = []
    torn = False
    for paragraph, line in _lines(draft):
        if line is None:
            paragraphs.append(paragraph)
            continue
        text, gone = _without(line, spans.get(paragraph.number, []))
        removed.extend(gone)
        if text and torn and paragraph.number not in headings and _goes_on(paragraphs, headings):
            _join(paragraphs, text)
        elif text:
            paragraphs.append(_with_text(paragraph, text))
        torn = _ends_cut(line, spans.get(paragraph.number, [])) if text else torn or bool(gone)
    return _parted(draft, paragraphs, removed, starts)


def text_lines(draft: Draft) -> list[Line]:
    """The lines of a draft that a past report keeps: those of the body and its tables, trimmed."""
    return [line for line in written_lines(draft) if line.part in _KEPT]


def _lines(draft: Draft) -> list[tuple[Paragraph, Line | None]]:
    """The paragraphs to keep with their trimmed line, blank ones with ``None``."""
    lines = {line.paragraph.number: line for line in text_lines(draft)}
    return [
        (paragraph, lines.get(paragraph.number))
        for paragraph in draft.paragraphs
        if paragraph.number in lines or (paragraph.blank and paragraph.part is Part.BODY)
    ]


def _headings(recognition: Recognition) -> set[int | None]:
    """The paragraphs that begin something: whatever stands before them cannot go on in them."""
    numbers = {heading.place.paragraph for heading in recognition.outline if heading.level <= 4}
    return numbers | {item.place.paragraph for item in recognition.elements if item.element is Element.TITLE}


def _without(line: Line, items: Sequence[Residue]) -> tuple[str, list[Removed]]:
    text, gone = line.paragraph.text, []
    pieces, at = [], line.start
    for item in sorted(items, key=lambda item: item.place.start):
        start, end = max(item.place.start, at), min(item.place.end, line.end)
        if start < end:
            pieces.append(text[at:start])
            gone.append(Removed(line.paragraph.number, text[start:end], item.kind, item.reason))
            at = end
    pieces.append(text[at : line.end])
    return "".join(pieces).strip(), gone


def _ends_cut(line: Line, items: Sequence[Residue]) -> bool:
    return any(item.place.end >= line.end for item in items)


def _goes_on(paragraphs: Sequence[Paragraph], headings: set[int | None]) -> bool:
    """Whether the last paragraph so far is running text that stops in mid-sentence."""
    last = next((paragraph for paragraph in reversed(paragraphs) if not paragraph.blank), None)
    if last is None or (last.number in headings and len(last.text) < 2 * _LEAST_TORN):
        return False
    return len(last.text) >= _LEAST_TORN and last.text[-1] not in _COMPLETE


def _join(paragraphs: list[Paragraph], text: str) -> None:
    while paragraphs[-1].blank:
        paragraphs.pop()
    paragraphs[-1] = _with_text(paragraphs[-1], paragraphs[-1].text + text)


def _with_text(paragraph: Paragraph, text: str) -> Paragraph:
    if text == paragraph.text:
        return paragraph
    return paragraph._replace(text=text, runs=(), numbering=0, offset=None)


def _parted(
    draft: Draft, paragraphs: Sequence[Paragraph], removed: Sequence[Removed], starts: Sequence[int]
) -> tuple[Article, ...]:
    def article(number: int) -> int:
        return max(bisect_right(starts, number) - 1, 0)

    articles = []
    for index in range(max(len(starts), 1)):
        own = tuple(p for p in paragraphs if article(p.number) == index)
        gone = tuple(r for r in removed if article(r.paragraph) == index)
        if any(not p.blank for p in own):
            articles.append(Article(replace(draft, paragraphs=own), gone))
    return tuple(articles)
