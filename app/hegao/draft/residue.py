"""What stands in a file without being part of the draft: scraped banners, page digits, contents lists, repeated titles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from hegao.draft.lines import Line
from hegao.draft.model import Draft, Part, Place
from hegao.draft.vocabulary import compiled, number, pattern, table, words
from hegao.text.expressions import Expression
from hegao.text.memory import remembered

_LONGEST_LINE = 260
_DIGITS = 3  # of a page number
_FILE = "residue"


@dataclass(frozen=True, slots=True)
class Residue:
    """A span that does not belong to the draft.

    ``kind`` is banner, download, web_meta, navigation, copyright, url, page_number, contents, plug or repeated_title.
    ``whole`` says that the span is all that its paragraph holds. ``reason`` is a Chinese clause without closing mark.
    """

    place: Place
    kind: str
    reason: str
    whole: bool


def residue(draft: Draft, written: Sequence[Line]) -> tuple[Residue, ...]:
    """Everything in ``draft`` that is not part of it, in reading order, with exact spans.

    Only the body is searched: page numbers in footers and the like are where they belong. ``written`` are the lines of
    the draft (:func:`hegao.draft.lines.written_lines`).
    """
    lines = [line for line in written if line.part is Part.BODY]
    signs = [_signs(line.folded) for line in lines]
    found = {i: sign.verdict for i, sign in enumerate(signs) if sign.verdict}
    found.update(_contents(lines, signs))
    found.update(_weak(lines, found))
    found.update(_bare_page_digits(lines, found))
    found.update(_repeated_titles(lines, signs, found))
    whole = [Residue(lines[i].place(draft), kind, reason, True) for i, (kind, reason) in found.items()]
    rest = [i for i in range(len(lines)) if i not in found]
    spans = [
        Residue(lines[i].place(draft, *span), kind, reason, False)
        for i in rest
        for span, kind, reason in signs[i].spans
    ]
    spans += _page_digits(draft, lines, signs, rest)
    order = {line.paragraph.number: i for i, line in enumerate(lines)}
    return tuple(sorted(whole + spans, key=lambda r: (order[r.place.paragraph or 0], r.place.start)))


def contents_entries(lines: Sequence[Line]) -> list[str]:
    """The entries of the contents lists among ``lines``: their words without leaders and page numbers."""
    entry = pattern(_FILE, "contents", "entry")
    return [match["text"].strip() for line in lines for match in entry.finditer(line.folded)]


@cache
def _groups(name: str) -> tuple[tuple[Expression, str, str], ...]:
    rows = []
    for group in table(_FILE, name):
        expression = "|".join(f"(?:{one})" for one in group["patterns"])
        rows.append((compiled(_FILE, f"{name}.{group['kind']}", expression), group["kind"], group["reason"]))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class _Signs:
    """What the words of a line say by themselves.

    ``verdict`` is the kind of residue it is wherever it stands, and the reason; ``entries`` says that it holds nothing
    but entries of a contents list; ``spans`` are residue inside it; ``tail`` is the span of the digits it ends in.
    ``title`` is what it says if it can be a title, in one form; ``stitched`` whether it begins a stitched article.
    """

    verdict: tuple[str, str] | None
    entries: bool
    spans: tuple[tuple[tuple[int, int], str, str], ...]
    tail: tuple[int, int] | None
    title: str | None
    stitched: bool


@remembered(10_000)
def _signs(folded: str) -> _Signs:
    tail = pattern(_FILE, "page_digit", "tail").search(folded)
    return _Signs(
        _verdict(folded, "line"),
        _only_entries(folded),
        tuple(_spans_in(folded)),
        tail.span() if tail else None,
        *_title_key(folded),
    )


def _verdict(folded: str, group: str) -> tuple[str, str] | None:
    """The kind of residue a line is by the expressions of ``group``, and the reason."""
    if len(folded) > _LONGEST_LINE:
        return None
    return next(((kind, reason) for expression, kind, reason in _groups(group) if expression.fullmatch(folded)), None)


def _weak(lines: Sequence[Line], found: dict[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """Lines that are residue because a neighbour is, the neighbour's neighbour too."""
    more: dict[int, tuple[str, str]] = {}
    if not found:
        return more
    for indices in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        for index in indices:
            if index in found or index in more:
                continue
            if not any(near in found or near in more for near in (index - 1, index + 1)):
                continue
            if verdict := _verdict(lines[index].folded, "weak"):
                more[index] = verdict
    return more


def _contents(lines: Sequence[Line], signs: Sequence[_Signs]) -> dict[int, tuple[str, str]]:
    """Lines with leaders and page numbers, and the word 目录 above them."""
    heading = pattern(_FILE, "contents", "heading")
    verdict = ("contents", str(table(_FILE, "contents")["reason"]))
    found = {i: verdict for i, sign in enumerate(signs) if sign.entries}
    above = [i - 1 for i in found if i and heading.fullmatch(lines[i - 1].folded)]
    return found | dict.fromkeys(above, verdict)


def _only_entries(folded: str) -> bool:
    entry = pattern(_FILE, "contents", "entry")
    return bool(entry.match(folded)) and not entry.sub("", folded).strip()


def _cut_short(line: Line) -> bool:
    """Whether a line is long text that stops without a mark."""
    long_enough = len(line.text) >= number(_FILE, "page_digit", "least_length")
    return long_enough and line.text[-1] not in words(_FILE, "page_digit", "line_end")


def _goes_on(line: Line) -> bool:
    """Whether a line reads as the second half of a sentence: a word, and no counted noun."""
    first = line.folded[0]
    return "\u4e00" <= first <= "\u9fff" and first not in words(_FILE, "page_digit", "never_before")


def _page_digits(
    draft: Draft, lines: Sequence[Line], signs: Sequence[_Signs], rest: Sequence[int]
) -> Iterator[Residue]:
    """Digits glued to a paragraph that was cut in mid-sentence and goes on in the next one."""
    reason = str(table(_FILE, "page_digit")["reason"])
    for index, following in pairwise(rest):
        line, tail = lines[index], signs[index].tail
        if tail is None or not _cut_short(line) or not _goes_on(lines[following]):
            continue
        if line.folded[tail[0] - 1] in words(_FILE, "page_digit", "never_after"):
            continue
        yield Residue(line.place(draft, *tail), "page_number", reason, False)


def _bare_page_digits(lines: Sequence[Line], found: dict[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """A line of digits alone between the two halves of a sentence."""
    verdict = ("page_number", str(table(_FILE, "page_digit")["reason"]))
    rest = [i for i in range(len(lines)) if i not in found]
    return {
        here: verdict
        for before, here, after in zip(rest, rest[1:], rest[2:], strict=False)
        if len(lines[here].folded) <= _DIGITS
        and lines[here].folded.isdecimal()
        and _cut_short(lines[before])
        and _goes_on(lines[after])
    }


def _spans_in(folded: str) -> Iterator[tuple[tuple[int, int], str, str]]:
    for expression, kind, reason in _groups("span"):
        for match in expression.finditer(folded):
            yield match.span(), kind, reason


def _repeated_titles(
    lines: Sequence[Line], signs: Sequence[_Signs], found: dict[int, tuple[str, str]]
) -> dict[int, tuple[str, str]]:
    """Lines that say the title above them once more, unless an article of its own follows."""
    verdict = ("repeated_title", str(table(_FILE, "repeated_title")["reason"]))
    longest = number(_FILE, "repeated_title", "longest")
    more: dict[int, tuple[str, str]] = {}
    titles: set[str] = set()
    opening = True
    for index, line in enumerate(lines):
        if index in found:
            continue
        key = signs[index].title
        if key is None:
            written = line.folded[-1] in "。!?" or len(line.text) > longest
            opening = opening and not written
        elif signs[index].stitched or (key in titles and not opening and _article_follows(lines, index)):
            titles, opening = {key}, True
        elif key in titles:
            if not line.paragraph.page_break_before:
                more[index] = verdict
        elif opening:
            titles.add(key)
    return more


def _title_key(folded: str) -> tuple[str | None, bool]:
    """What a line says if it can be a title, in one form, and whether it begins a stitched article."""
    limits = (number(_FILE, "repeated_title", "shortest"), number(_FILE, "repeated_title", "longest"))
    label = pattern("vocabulary", "title", "stitched").match(folded)
    bare = folded[label.end() :].lstrip(" :,、.") if label else folded
    key = pattern(_FILE, "repeated_title", "wrapping").sub("", bare)
    if not limits[0] <= len(key) <= limits[1] or pattern(_FILE, "repeated_title", "never").fullmatch(bare):
        return None, False
    return key, label is not None


def _article_follows(lines: Sequence[Line], index: int) -> bool:
    behind = sum(len(line.text) for line in lines[index + 1 : index + 40])
    return behind >= number(_FILE, "repeated_title", "body_after")
