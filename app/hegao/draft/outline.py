"""The outline of a draft: titles, headings of every form with their levels, and ordinals inside paragraphs."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from hegao.draft.articles import Article
from hegao.draft.lines import Line, shown
from hegao.draft.model import Draft
from hegao.draft.numbering import Number, forms
from hegao.draft.recognition import Element, Heading
from hegao.draft.series import outside_brackets, series_entries
from hegao.draft.vocabulary import number, pattern, words
from hegao.text.memory import remembered
from hegao.text.segmentation import sentences

NO_HEADING: Final = -1
"""The level by which a user says that a paragraph is no heading."""

_DEEPEST: Final = 5
_LEVELS: Final = {"chinese": 1, "bracketed_chinese": 2, "arabic": 3, "bracketed_arabic": 4, "circled": 5}
_LOOSE_OF: Final = {"chinese_loose": "chinese", "arabic_loose": "arabic"}
_CLOSING_MARKS: Final = "。.;；:：！!？?，,、 "


def outline(
    draft: Draft,
    articles: Sequence[Article],
    contents: Sequence[str],
    levels: Mapping[int, int],
    elements: Mapping[int, Element],
) -> list[Heading]:
    """Every entry of the outline, in reading order.

    A form decides the level: 一、 is 1, （一） is 2, 1. is 3, （1） is 4, ① is 5. In an article divided into 编, 部分, 章, 节 or
    条 the forms present are ranked instead: 章 1, 条 2, （一） 3. A decimal number has the level of its depth; a heading
    known by its look alone has that of its style, or 1. ``contents`` are the entries of a pasted contents list: a
    paragraph that ends in one of them, glued behind a full stop, hides a heading. ``levels`` and ``elements`` are what
    the user said, by paragraph, and win.
    """
    entries: list[Heading] = []
    for index, article in enumerate(articles):
        if article.title:
            entries.append(_title(draft, article, index))
        entries.extend(_headings(draft, article, index, contents, levels, elements))
        entries.extend(series_entries(draft, article.body, index))
    position = {paragraph.number: i for i, paragraph in enumerate(draft.paragraphs)}
    told = [heading for heading in entries if levels.get(heading.place.paragraph or 0) != NO_HEADING]
    return sorted(told, key=lambda h: (position[h.place.paragraph or 0], h.place.start, h.level))


def _title(draft: Draft, article: Article, index: int) -> Heading:
    first = article.title[0]
    return Heading(0, _stripped(article.title_text), first.place(draft), article.label, article.ordinal, article=index)


def _headings(
    draft: Draft,
    article: Article,
    index: int,
    contents: Sequence[str],
    levels: Mapping[int, int],
    elements: Mapping[int, Element],
) -> Iterator[Heading]:
    numbered = _numbers(article.body)
    scale = _scale(numbered.values())
    longest = number("outline", "limits", "contents")
    glued = tuple(dict.fromkeys(entry for entry in contents if 1 < len(entry) <= longest))
    for i, line in enumerate(article.body):
        told = levels.get(line.paragraph.number)
        element = elements.get(line.paragraph.number)
        if told == NO_HEADING or element not in (None, Element.HEADING):
            continue
        found = numbered.get(i)
        if found is not None:
            level = told if told is not None else scale[found.form] or min(len(found.parts), _DEEPEST)
            item = found.form == "clause" or _is_item(line, level, numbered.get(i + 1), scale)
            yield _numbered(draft, line, found, level, index, item=item)
        elif told is not None or element is Element.HEADING or _looks_like_heading(line):
            level = told if told is not None else line.look.style_level or 1
            yield Heading(min(level, _DEEPEST), _stripped(line.text), line.place(draft), article=index)
        elif line.folded in glued:
            yield Heading(1, line.text, line.place(draft), article=index)
        if line.folded.endswith(glued) or line.folded.startswith(glued):
            following = article.body[i + 1] if i + 1 < len(article.body) else None
            yield from _glued(draft, line, following, glued, index)


def _numbers(lines: Sequence[Line]) -> dict[int, Number]:
    """The numbers that make their lines headings, by line."""
    found = {i: n for i, line in enumerate(lines) if (n := line.number) and _plausible(line, n)}
    forms_here = {n.form for n in found.values()}
    tops: set[int] = set()
    if "decimal" in forms_here:
        found = _without_stray_decimals(found)
        tops = _decimal_tops(found)
    count = Counter([n.form for n in found.values()])
    loose = {n.form for n in found.values() if n.loose}
    alone = {form for form in loose if count[form] < 2 or not _in_sequence(found, form)}
    kept = {}
    for i, n in found.items():
        glued_clause = n.form == "clause" and count["clause"] < 2 and n.end == len(n.label)
        if i in tops:
            kept[i] = replace(n, form="decimal")
        elif n.form not in alone and not glued_clause:
            kept[i] = n
    return _counted_together(kept) if "portion" in forms_here else kept


def _counted_together(found: dict[int, Number]) -> dict[int, Number]:
    """第三部分 is one of the 一、 where both forms together count on without a gap: 一、, 二、, 第三部分."""
    both = [n for n in found.values() if n.form in ("portion", "chinese")]
    if len({n.form for n in both}) < 2 or any(b.ordinal != a.ordinal + 1 for a, b in pairwise(both)):
        return found
    return {i: replace(n, form="chinese") if n.form == "portion" else n for i, n in found.items()}


def _decimal_tops(found: Mapping[int, Number]) -> set[int]:
    """The lines whose plain number is the top of a decimal numbering: 2 above 2.1, and 3 after it."""
    tops: set[int] = set()
    last = 0
    rows = list(found.items())
    for index, (i, n) in enumerate(rows):
        following = rows[index + 1][1] if index + 1 < len(rows) else None
        if n.form == "decimal":
            last = max(last, n.parts[0])
        elif n.form in ("arabic", "arabic_loose"):
            opens = following is not None and following.form == "decimal" and following.parts[0] == n.ordinal
            goes_on = n.ordinal == last + 1 and last > 0 and (n.loose or following is None)
            if opens or goes_on:
                tops.add(i)
                last = n.ordinal
    return tops


def _plausible(line: Line, found: Number) -> bool:
    """Whether the words behind a number can be a heading of its form."""
    rest = line.folded[found.end :]
    if found.loose or found.form in ("part", "portion", "chapter", "section"):
        return len(rest) <= number("outline", "limits", "loose") and not set(rest) & set("。;!?:") and rest[-1] != ","
    return True


def _without_stray_decimals(found: Mapping[int, Number]) -> dict[int, Number]:
    """Decimal numbers out of all sequence are figures, not headings: 3.2 among 1.1, 1.2 stays, 12.5 goes."""
    kept, seen = {}, Counter[tuple[int, ...]]()
    gap = int(number("outline", "limits", "decimal_gap"))
    for i, n in found.items():
        if n.form == "decimal":
            parent = n.parts[:-1]
            if n.ordinal > seen[parent] + gap or n.parts[0] > seen[()] + gap or 0 in n.parts:
                continue
            seen[parent] = n.ordinal
            seen[()] = max(seen[()], n.parts[0])
        kept[i] = n
    return kept


def _in_sequence(found: Mapping[int, Number], form: str) -> bool:
    ordinals = [n.ordinal for n in found.values() if n.form == form]
    return ordinals[0] == 1 and any(b == a + 1 for a, b in pairwise(ordinals))


def _scale(numbers: Iterable[Number]) -> dict[str, int]:
    """The level of each form in one article; 0 for decimal numbers, whose depth is their level."""
    present = {_LOOSE_OF.get(n.form, n.form) for n in numbers}
    ranked = [form.name for form in forms() if form.name in present and form.name != "decimal"]
    if any(form.structural for form in forms() if form.name in present):
        scale = {name: min(level, _DEEPEST) for level, name in enumerate(ranked, 1)}
    else:
        scale = {name: _LEVELS[name] for name in ranked}
    return scale | {loose: scale[strict] for loose, strict in _LOOSE_OF.items() if strict in scale} | {"decimal": 0}


def _is_item(line: Line, level: int, following: Number | None, scale: Mapping[str, int]) -> bool:
    """Whether a closed line is an item of a list: it ends in a semicolon, or no text follows before the next item."""
    if line.folded[-1] == ";":
        return True
    closed = line.folded[-1] in "。!?"
    return closed and following is not None and (scale[following.form] or len(following.parts)) <= level


def _numbered(draft: Draft, line: Line, found: Number, level: int, article: int, *, item: bool) -> Heading:
    """The heading a number makes; ``item`` says that its words are body text, whatever their length."""
    words_of_it, stop = _first_words(line.text, line.folded, found.end, line.lead, item)
    return Heading(
        level, words_of_it, line.place(draft, 0, stop), found.label, found.ordinal, stop is not None, article
    )


@remembered(10_000)
def _first_words(text: str, folded: str, begin: int, lead: int, item: bool) -> tuple[str, int | None]:
    """The words behind the number of a line, which end at ``begin``, and where they end; ``None``: with the line.

    ``lead`` is that of the line; an ``item`` never fills it.
    """
    start, end = (0, lead - begin) if lead > begin else sentences(folded[begin:])[0]
    whole = begin + end == len(text)
    if not whole:
        end = outside_brackets(folded, begin + start, begin + end) - begin
    first = text[begin + start : begin + end]
    closed = first.rstrip()[-1] in "。;；!！?？"
    pure = whole and not item and len(shown(first)) <= number("outline", "limits", "closed" if closed else "pure")
    return _stripped(first), None if pure else begin + start + len(first.rstrip())


def _stripped(text: str) -> str:
    return shown(text).replace("\v", "").strip().rstrip(_CLOSING_MARKS)


def _looks_like_heading(line: Line) -> bool:
    """Whether a line without number is a heading by style, weight or place on the line."""
    if len(line.text) > number("vocabulary", "unnumbered", "longest") or line.paragraph.cell is not None:
        return False
    if line.folded[-1] in words("vocabulary", "title", "not_ending"):
        return False
    if pattern("vocabulary", "unnumbered", "never").fullmatch(line.folded):
        return False
    look = line.look
    return look.style_level is not None or look.bold or (look.centred and len(line.text) > 1)


def _glued(draft: Draft, line: Line, following: Line | None, entries: Sequence[str], article: int) -> Iterator[Heading]:
    """Headings named in the contents list: before a colon, or glued to the end of the paragraph above."""
    for entry in entries:
        if line.folded.startswith(entry + ":"):
            yield Heading(1, entry, line.place(draft, 0, len(entry)), run_in=True, article=article)
        if line.folded.endswith(entry) and len(line.folded) > len(entry):
            start = len(line.text) - len(entry)
            after_stop = line.folded[start - 1] in "。!?;”)"
            if after_stop or (following is not None and following.folded.startswith(entry)):
                yield Heading(1, line.text[start:], line.place(draft, start), run_in=True, article=article)
