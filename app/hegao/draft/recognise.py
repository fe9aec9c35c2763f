"""Recognition of a whole draft: elements, outline and genre together, the user's corrections above every guess."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hegao.draft.articles import Article, Kind, split_articles
from hegao.draft.elements import article_elements, closing_elements, header_elements
from hegao.draft.genre import genre_named, recognise_genre, title_ending
from hegao.draft.lines import Line, written_lines
from hegao.draft.model import Draft, Part
from hegao.draft.outline import outline
from hegao.draft.recognition import Corrections, Element, Genre, Heading, Recognised, Recognition
from hegao.draft.residue import Residue, contents_entries, residue

_READ = frozenset({Part.BODY, Part.TABLE, Part.TEXTBOX})
_TOLD = "由您指定"
_OPENING_CHARACTERS = 400
_CLOSING_CHARACTERS = 1200


def recognise(draft: Draft, corrections: Corrections | None = None) -> Recognition:
    """What ``draft`` is made of.

    Headers, footers and footnotes are left alone. A paragraph is listed among the elements when it is something other
    than body; a heading followed by text in its own paragraph stands in the outline only, and a span of residue inside
    a paragraph is found by :func:`hegao.draft.residue.residue`. The aim is to miss rather than to claim too much.

    Raises:
        ConfigError: the genre the user named is unknown.
    """
    told = corrections or Corrections()
    written = written_lines(draft)
    foreign = residue(draft, written)
    left_out = [r for r in foreign if r.whole and r.place.paragraph not in told.elements]
    numbers = {r.place.paragraph for r in left_out}
    every = [line for line in written if line.part in _READ]
    lines = [line for line in every if line.paragraph.number not in numbers]
    forced = dict(told.elements) | {p: Element.TITLE for p, level in told.levels.items() if level == 0}

    found = header_elements(draft, lines, forced)
    above = {r.place.paragraph for r in found}
    articles = split_articles([line for line in lines if line.paragraph.number not in above], forced)
    found.extend(_residue_elements(left_out))
    for article in articles:
        found.extend(article_elements(draft, article))
        found.extend(closing_elements(draft, article, forced))

    claimed = {r.place.paragraph for r in found} | _tabulated(lines)
    open_articles = [_without(article, claimed, _spans(foreign)) for article in articles]
    contents = contents_entries([line for line in every if line.paragraph.number in numbers])
    headings = outline(draft, open_articles, contents, told.levels, told.elements)
    return Recognition(
        genre=_genre(told, found, articles),
        elements=_in_order(draft, [*found, *_heading_elements(headings)], told),
        outline=tuple(headings),
        residue=foreign,
    )


def _tabulated(lines: Sequence[Line]) -> set[int | None]:
    """The paragraphs in tables of two columns or more: numbers there count rows, they head nothing."""
    cells = {line.paragraph.number: line.paragraph.cell for line in lines if line.paragraph.cell}
    places = {(table, column) for table, _, column in cells.values()}
    columns = Counter(table for table, _ in places)
    return {number for number, (table, _, _) in cells.items() if columns[table] > 1}


def _spans(foreign: Sequence[Residue]) -> Mapping[int | None, list[tuple[int, int]]]:
    """The spans of residue inside paragraphs of the draft, by paragraph."""
    spans: dict[int | None, list[tuple[int, int]]] = defaultdict(list)
    for one in foreign:
        if not one.whole:
            spans[one.place.paragraph].append((one.place.start, one.place.end))
    return spans


def _without(article: Article, claimed: set[int | None], spans: Mapping[int | None, list[tuple[int, int]]]) -> Article:
    """The article with its body less the ``claimed`` paragraphs, the residue in the others hidden."""
    body = [line for line in article.body if line.paragraph.number not in claimed]
    if spans:
        hidden = (line.hiding(spans.get(line.paragraph.number, ())) for line in body)
        body = [line for line in hidden if line.text.strip()]
    return replace(article, body=tuple(body))


def _residue_elements(left_out: Sequence[Residue]) -> list[Recognised]:
    return [Recognised(Element.RESIDUE, r.place, r.reason) for r in left_out]


def _heading_elements(headings: Sequence[Heading]) -> list[Recognised]:
    return [
        Recognised(Element.HEADING, h.place, f"以“{h.label}”编号" if h.label else "单独成行，样式或位置像标题")
        for h in headings
        if h.level and not h.run_in
    ]


def _genre(told: Corrections, found: Sequence[Recognised], articles: Sequence[Article]) -> Genre:
    if told.genre is not None:
        spec = genre_named(told.genre)
        return Genre(spec.name, spec.family, _TOLD)
    counted = [article for article in articles if article.kind in (Kind.MAIN, Kind.STITCHED)]
    titles = [title for article in counted if (title := _full_title(article))]
    marks = [r.place.text for r in found if r.element is Element.ISSUER_MARK]
    body = "\n".join(line.text for line in counted[0].body) if counted else ""
    return recognise_genre(titles, marks, body[:_OPENING_CHARACTERS] + "\n" + body[-_CLOSING_CHARACTERS:])


def _full_title(article: Article) -> str:
    """The title, or the title with its ——subtitle where only that one names the genre."""
    for line in article.subtitle:
        if line.folded.startswith(("—", "-")) and not title_ending(article.title_text) and title_ending(line.text):
            return line.text
    return article.title_text


def _in_order(draft: Draft, found: Sequence[Recognised], told: Corrections) -> tuple[Recognised, ...]:
    """The elements in reading order, those of corrected paragraphs replaced."""
    kept = [r for r in found if r.place.paragraph not in told.elements]
    for paragraph, element in told.elements.items():
        if element is not Element.BODY and paragraph in draft.by_number:
            whole = draft.by_number[paragraph]
            kept.append(Recognised(element, draft.place(whole, 0, len(whole.text)), _TOLD))
    position = {paragraph.number: i for i, paragraph in enumerate(draft.paragraphs)}
    return tuple(sorted(kept, key=lambda r: (position[r.place.paragraph or 0], r.place.start)))
