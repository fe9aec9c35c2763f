"""The articles of a file: its main text, stitched articles, attachments and issued texts, each with its opening."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from hegao.draft.genre import title_ending
from hegao.draft.lines import Line
from hegao.draft.recognition import Element
from hegao.draft.vocabulary import number, pattern, words
from hegao.text.memory import remembered
from hegao.text.numerals import to_int


class Kind(StrEnum):
    """What an article is in its file."""

    MAIN = "main"
    STITCHED = "stitched"
    ATTACHMENT = "attachment"
    ENCLOSURE = "enclosure"  # the text that a 通知 issues, behind its signature


@dataclass(frozen=True, slots=True)
class Article:
    """One article; every line of it stands in exactly one of the fields.

    ``mark`` is the line 附件1 above an attachment; ``label`` and ``ordinal`` come from 第一篇： before a title, whose own
    words begin at ``title_start`` of its first line.
    """

    kind: Kind
    mark: Line | None
    title: tuple[Line, ...]
    subtitle: tuple[Line, ...]
    recipient: Line | None
    salutation: Line | None
    body: tuple[Line, ...]
    label: str = ""
    ordinal: int | None = None
    title_start: int = 0

    @property
    def title_text(self) -> str:
        """The title in one line, without 第一篇：."""
        joined = "".join(line.text for line in self.title).replace("\v", "")
        return joined[self.title_start :] or joined


def split_articles(lines: Sequence[Line], forced: Mapping[int, Element]) -> list[Article]:
    """The articles of ``lines``, which hold neither header elements nor residue.

    ``forced`` is what the user said of paragraphs; it wins over every guess.
    """
    if not lines:
        return []
    starts = _starts(lines, forced)
    ends = [*starts[1:], (len(lines), Kind.MAIN)]
    return [_article(lines[start:end], kind, forced) for (start, kind), (end, _) in zip(starts, ends, strict=True)]


def _starts(lines: Sequence[Line], forced: Mapping[int, Element]) -> list[tuple[int, Kind]]:
    """Where each article begins, the first at line 0."""
    starts: list[tuple[int, Kind]] = []
    chapters = any(line.number is not None and line.number.form == "chapter" for line in lines)
    row = number("vocabulary", "title", "row_longest")
    signed = written = False
    for index, line in enumerate(lines):
        signs = _signs(line.folded)
        again = written and _same_words(line, lines[starts[-1][0]])
        kind = Kind.STITCHED if again else None
        if signs.fits and not again:
            kind = _start_kind(lines, index, signs, chapters=chapters, signed=signed)
        if forced:
            kind = _told_kind(forced.get(line.paragraph.number), kind, written=written)
        if kind is not None or not index:
            starts.append((index, kind or Kind.MAIN))
            signed = written = False
        signed = signed or (written and signs.date and _signs_off(lines, index))
        written = written or line.folded[-1] in "。!?" or len(line.text) > row
    return starts


class _Signs(NamedTuple):
    """What the words of a line tell of articles by themselves.

    ``fits`` says that a title may be as long; ``behind`` is what stands behind 第一篇 or its like at the start;
    ``mark`` says that it is 附件1, ``date`` that it is a date, and ``open`` that no sentence ends with it.
    """

    fits: bool
    behind: str | None
    mark: bool
    date: bool
    open: bool


@remembered(10_000)
def _signs(folded: str) -> _Signs:
    label = pattern("vocabulary", "title", "stitched").match(folded)
    return _Signs(
        fits=len(folded) <= number("vocabulary", "title", "longest"),
        behind=folded[label.end() :] if label else None,
        mark=pattern("vocabulary", "closing", "attachment_mark").fullmatch(folded) is not None,
        date=pattern("vocabulary", "closing", "date").fullmatch(folded) is not None,
        open=folded[-1] not in words("vocabulary", "title", "not_ending"),
    )


def _same_words(line: Line, title: Line) -> bool:
    """Whether a line says a title again; what only repeats it has been taken out as residue."""
    if line.folded != title.folded or not _title_like(line):
        return False
    if len(line.text) < number("residue", "repeated_title", "shortest"):
        return False
    # A title may give its first row to the issuer, who signs at the end.
    return pattern("vocabulary", "subtitle", "body").fullmatch(line.folded) is None


def _told_kind(told: Element | None, guess: Kind | None, *, written: bool) -> Kind | None:
    """The guess, unless the user said what the line is."""
    if told is None or told in (Element.ATTACHMENT_MARK, Element.ATTACHMENT_TITLE):
        return guess
    if told is Element.TITLE:
        return guess or (Kind.STITCHED if written else None)
    return None


def _start_kind(lines: Sequence[Line], index: int, signs: _Signs, *, chapters: bool, signed: bool) -> Kind | None:
    """Which kind of article begins at a line no longer than a title, if one does."""
    line = lines[index]
    if (behind := signs.behind) is not None and (
        behind.startswith(":") or (not chapters and behind[:1] in ("", " ", "\t") and signs.open)
    ):
        return Kind.STITCHED
    if index and signs.mark and _is_attachment_mark(lines, index):
        return Kind.ATTACHMENT
    if not index or not signs.open or line.numbered:
        return None
    ending = title_ending(line.text) is not None
    body = pattern("vocabulary", "closing", "imprint_body").fullmatch(line.folded)
    if signed and (ending or _big(line)) and not body:
        return Kind.ENCLOSURE
    return Kind.STITCHED if ending and _big(line) and line.paragraph.page_break_before else None


def _is_attachment_mark(lines: Sequence[Line], index: int) -> bool:
    """Whether 附件1 stands above an attachment, and is not the head of the list of attachments."""
    if index + 1 == len(lines):
        return False
    row = pattern("vocabulary", "closing", "attachment_note_row").fullmatch(lines[index + 1].folded)
    return row is None or not lines[index].folded.endswith(":")


def _signs_off(lines: Sequence[Line], index: int) -> bool:
    """Whether the line above a date can be the issuer."""
    above = lines[index - 1].folded
    short = len(above) <= number("vocabulary", "closing", "issuer_longest")
    return short and not set(above) & set(words("vocabulary", "closing", "not_issuer"))


def _article(lines: Sequence[Line], kind: Kind, forced: Mapping[int, Element]) -> Article:
    mark, rest = None, list(lines)
    if kind is Kind.ATTACHMENT:
        mark, rest = rest[0], rest[1:]
    label, ordinal, first = ("", None, 0) if kind is not Kind.STITCHED or not rest else _label(rest[0])
    rows = _title_rows(rest, forced, labelled=bool(label))
    if label and not first:
        first = len(rest[0].text)
    title, rest = rest[:rows], rest[rows:]
    subtitle = _subtitle(rest, forced) if title else []
    rest = rest[len(subtitle) :]
    told = forced.get(rest[0].paragraph.number) if rest else None
    element = told or (_addressed(rest[0]) if rest else None)
    recipient = rest[0] if element is Element.RECIPIENT else None
    salutation = rest[0] if element is Element.SALUTATION else None
    body = rest[1:] if recipient or salutation else rest
    return Article(
        kind,
        mark,
        tuple(title),
        tuple(subtitle),
        recipient,
        salutation,
        tuple(body),
        label,
        ordinal,
        first if title else 0,
    )


def _label(line: Line) -> tuple[str, int | None, int]:
    """第一篇 before a stitched title: as written, its value, and where the title's own words begin."""
    match = pattern("vocabulary", "title", "stitched").match(line.folded)
    if match is None:
        return "", None, 0
    numeral = next(group for group in match.groups() if group)
    behind = line.folded[match.end() :]
    gap = len(behind) - len(behind.lstrip(" :,、."))
    return line.text[: match.end()].strip(), to_int(numeral), match.end() + gap if behind.strip(" :") else 0


def _title_like(line: Line) -> bool:
    signs = _signs(line.folded)
    return signs.fits and signs.open and not line.numbered


def _big(line: Line) -> bool:
    return line.look.centred and (line.look.size or 0) >= number("vocabulary", "title", "large")


def _title_rows(lines: Sequence[Line], forced: Mapping[int, Element], *, labelled: bool) -> int:
    """How many lines at the start are the title."""
    told = [forced.get(line.paragraph.number) for line in lines[:6]]
    if Element.TITLE in told:
        return len(told) - told[::-1].index(Element.TITLE)
    if not lines or told[0] is not None:
        return 0
    if labelled:
        alone = pattern("vocabulary", "title", "stitched").fullmatch(lines[0].folded.rstrip(": "))
        return 2 if alone and len(lines) > 2 and _title_like(lines[1]) else 1
    if rows := _leading(lines, lambda line: _big(line) and _title_like(line)):
        return rows
    return _plain_title_rows(lines)


def _plain_title_rows(lines: Sequence[Line]) -> int:
    """The title's rows where only the words tell: the first line, and more when the 文种 comes in a later row."""
    first = lines[0]
    if _closed_title(first):
        return 1
    if not _title_like(first) or (len(lines) == 1 and not title_ending(first.text)):
        return 0
    if title_ending(first.text):
        return 1
    joined = first.text
    for count, line in enumerate(lines[1:4], 2):
        if line.gap or not _title_like(line) or len(line.text) > number("vocabulary", "title", "row_longest"):
            break
        joined += line.text
        if title_ending(joined) and ("关于" in joined or line.text in ("会议纪要", "工作报告", "政府工作报告")):
            return count
    return 1


def _closed_title(line: Line) -> bool:
    """A whole official title that somebody closed with a full stop."""
    words_before = line.folded.rstrip("。.")
    fits = len(line.text) <= number("vocabulary", "title", "longest") and words_before != line.folded
    return fits and "关于" in words_before and not set("。;") & set(words_before) and bool(title_ending(line.text))


def _leading(lines: Iterable[Line], holds: Callable[[Line], bool]) -> int:
    count = 0
    for line in lines:
        if not holds(line):
            break
        count += 1
    return count


def _subtitle(lines: Sequence[Line], forced: Mapping[int, Element]) -> list[Line]:
    """The rows under a title that name its occasion, issuer, speaker or date."""
    rows: list[Line] = []
    limit = int(number("vocabulary", "subtitle", "rows"))
    for line in lines[:limit]:
        told = forced.get(line.paragraph.number)
        if told not in (None, Element.SUBTITLE) or not (told or _is_subtitle(line, bool(rows))):
            break
        rows.append(line)
    return rows if len(rows) < len(lines) else []


def _is_subtitle(line: Line, below_another: bool) -> bool:
    if pattern("vocabulary", "title", "subtitle").fullmatch(line.folded):
        return _title_like(line)
    if len(line.text) > number("vocabulary", "subtitle", "longest"):
        return False
    if line.numbered or line.folded[-1] in words("vocabulary", "title", "not_ending"):
        return False
    if any(
        pattern("vocabulary", "subtitle", key).fullmatch(line.folded)
        for key in ("bracketed", "dated", "body", "person")
    ):
        return True
    named = pattern("vocabulary", "subtitle", "name").fullmatch(line.folded)
    return bool(named) and (below_another or line.look.centred)


def _addressed(line: Line) -> Element | None:
    """Whether a line addresses bodies or people."""
    folded = line.folded
    if len(folded) > number("vocabulary", "recipient", "longest") or folded[-1] not in ":!,":
        return None
    if set(folded) & set("。;") or pattern("vocabulary", "recipient", "never").search(folded):
        return None
    spoken = pattern("vocabulary", "recipient", "salutation").fullmatch(folded[:-1])
    if spoken and folded.startswith(words("vocabulary", "recipient", "salutation_start")):
        return Element.SALUTATION
    if folded[-1] == ":" and any(word in folded for word in words("vocabulary", "recipient", "bodies")):
        return Element.RECIPIENT
    return None
