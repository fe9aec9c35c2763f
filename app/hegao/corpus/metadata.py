"""What a past report is called, who issued it and when; and the hash by which its content is known."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import PurePosixPath

from hegao.corpus.cleaning import text_lines
from hegao.corpus.series import called, in_full, issuer_by_series, place_of, series_of
from hegao.draft.model import Draft
from hegao.draft.recognition import Element, Recognition
from hegao.draft.vocabulary import compiled, pattern, table
from hegao.text.characters import fold_width
from hegao.text.dates import WrittenDate, find_dates
from hegao.text.expressions import Expression
from hegao.text.similarity import condensed

_FILE = "past_reports"
_HEAD_LINES = 6  # lines at the top among which a bracketed date or an occasion may stand
_HEAD_LENGTH = 60
_OPENING = 8  # lines at the top that may say what kind of report it is


@dataclass(frozen=True, slots=True)
class Description:
    """``date`` is YYYY-MM-DD, or YYYY-MM where no day is given; what is not known is ``None``.

    ``year`` is the one the report goes by: that of its title or of a file called by it (a report on 2018 is often
    dated 2019, one for 2023 December 2022), else that of its date.
    """

    title: str
    issuer: str | None
    date: str | None
    year: int | None
    place: str | None = None
    series: str | None = None


def describe(draft: Draft, recognition: Recognition, path: str = "") -> Description:
    """Title, issuer and date of one article, from what was recognised in it, then from the title, then the file name."""
    title = _title(draft, recognition)
    path = path or draft.name
    written = next(_dates(draft, recognition), None)
    issuer = _issuer(draft, recognition, title)
    opening = [line.text for line in text_lines(draft)[:_OPENING]]
    place = place_of(issuer, title, opening, path)
    issuer = in_full(issuer, place) if issuer else issuer_by_series(title, place, opening, path)
    series = series_of(title, recognition.genre.name, issuer, place, opening, path)
    title = called(title, series.split()[-1] if series else recognition.genre.name)
    if written is None:
        return Description(title, issuer, None, _year(recognition, title, path), place, series)
    day = "" if written.day is None else f"-{written.day:02}"
    date = f"{written.year}-{written.month:02}{day}"
    return Description(title, issuer, date, _goes_by(title, path, written.year or 0), place, series)


def content_hash(draft: Draft) -> str:
    """The hash of a draft's text, 32 hexadecimal digits; width, look-alike marks and white space do not count."""
    text = "".join(condensed(line.text) for line in text_lines(draft))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _title(draft: Draft, recognition: Recognition) -> str:
    heading = next((heading for heading in recognition.outline if heading.level == 0), None)
    if heading is not None:
        return heading.text
    element = recognition.first(Element.TITLE)
    return element.place.text.strip() if element else PurePosixPath(draft.name).stem


def _texts(recognition: Recognition, element: Element) -> Iterator[str]:
    return (item.place.text.strip() for item in recognition.elements if item.element is element)


def _issuer(draft: Draft, recognition: Recognition, title: str) -> str | None:
    body, cut = pattern(_FILE, "body", "pattern"), pattern(_FILE, "body", "cut")
    for element in (Element.ISSUER, Element.SUBTITLE, Element.ISSUER_MARK):
        for text in _texts(recognition, element):
            name = cut.sub("", "".join(text.strip("()（） ").split()))
            if body.fullmatch(fold_width(name)):
                return name
    heads = (line.text for line in text_lines(draft)[:_HEAD_LINES] if len(line.text) <= _HEAD_LENGTH)
    opening = (line.text for line in text_lines(draft)[:_OPENING])
    for kind, texts in (("title", (title,)), ("occasion", heads), ("voice", opening)):
        for text in texts:
            folded = fold_width("".join(text.split()))
            for expression, template in _patterns(kind):
                if match := expression.match(folded):
                    return template.format(**match.groupdict())
    return None


@cache
def _patterns(kind: str) -> tuple[tuple[Expression, str], ...]:
    rows = table(_FILE, kind)
    return tuple((compiled(_FILE, kind, row["pattern"]), row["issuer"]) for row in rows)


def _dates(draft: Draft, recognition: Recognition) -> Iterator[WrittenDate]:
    """The full dates that may be the report's own, the surest first."""
    for element in (Element.DATE, Element.SUBTITLE, Element.TITLE):
        for text in _texts(recognition, element):
            yield from _full(text)
    for line in text_lines(draft)[:_HEAD_LINES]:
        if len(line.text) <= _HEAD_LENGTH:
            yield from _full(line.text)


def _full(text: str) -> Iterator[WrittenDate]:
    return (found for found in find_dates(text) if found.year is not None and found.year > 99 and not found.impossible)


def _goes_by(title: str, path: str, dated: int) -> int:
    """The year in the title, or that a file is called by, where it lies beside that of the date."""
    for text in (title, PurePosixPath(path.replace("\\", "/")).stem):
        match = pattern(_FILE, "year", "pattern").search(fold_width(text))
        if match and abs(int(match["year"]) - dated) == 1 and not _span(text):
            return int(match["year"])
    return dated


def _span(text: str) -> bool:
    """Whether a text names several years, none of which is the report's own."""
    return len(set(pattern(_FILE, "year", "pattern").findall(fold_width(text)))) > 1


def _year(recognition: Recognition, title: str, path: str) -> int | None:
    numbers = _texts(recognition, Element.DOC_NUMBER)
    for text in (*numbers, title, *reversed(PurePosixPath(path).parts)):
        if match := pattern(_FILE, "year", "pattern").search(fold_width(text)):
            return int(match["year"])
    return None
