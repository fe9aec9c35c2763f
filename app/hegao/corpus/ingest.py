"""Taking files into the store of past reports: read, recognised, cleaned, described, stored."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from hegao.corpus.cleaning import Article, clean, text_lines
from hegao.corpus.metadata import content_hash, describe
from hegao.corpus.records import NewParagraph, NewReport, StoredHeading
from hegao.corpus.sources import Refused, list_files
from hegao.draft.lines import Line
from hegao.draft.model import Draft
from hegao.draft.recognise import recognise
from hegao.draft.recognition import Corrections, Heading, Recognition
from hegao.errors import InputError
from hegao.readers import read_bytes

if TYPE_CHECKING:
    from hegao.corpus.store import Store

Progress = Callable[[int, int, str], None]
"""Called after each file with how many are done, of how many, and the file's path."""

_TOGETHER = 400_000  # characters of reports that are written at once
_DEEPEST = 4  # the outline is stored to the numbered levels; sentences that begin 一是 are text


@dataclass(frozen=True, slots=True)
class Taken:
    """A report of a file: its number in the store, its title, and the file."""

    document: int
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the files: reports added, reports whose text was in the store already, files not taken.

    ``ignored`` are files in folders and archives that are no documents.
    """

    added: tuple[Taken, ...] = ()
    known: tuple[Taken, ...] = ()
    refused: tuple[Refused, ...] = ()
    ignored: tuple[str, ...] = ()


def add(
    store: "Store", paths: Iterable[Path], progress: Progress | None = None, *, root: Path | None = None
) -> Account:
    """Take files, folders and archives into the store; a file that fails does not stop the rest.

    Below ``root``, a folder where files lie only for the time being, paths are told and stored without it.

    Raises:
        StoreError: the store cannot be written; what was added before stays.
    """
    intake = _Intake(store)
    with ExitStack() as stack:
        listing = list_files(paths, stack).without(root)
        for done, file in enumerate(listing.files, 1):
            try:
                for report in reports(read_bytes(file.load(), file.name), file.path):
                    intake.take(report)
            except InputError as error:
                listing.refused.append(Refused(file.path, str(error)))
            if progress is not None:
                progress(done, len(listing.files), file.path)
        intake.store()
    return Account(tuple(intake.added), tuple(intake.known), tuple(listing.refused), tuple(listing.ignored))


class _Intake:
    """Reports on their way into a store, written some dozens at a time."""

    def __init__(self, store: "Store") -> None:
        self.added: list[Taken] = []
        self.known: list[Taken] = []
        self._store = store
        self._waiting: list[NewReport] = []

    def take(self, report: NewReport) -> None:
        self._waiting.append(report)
        if sum(waiting.characters for waiting in self._waiting) >= _TOGETHER:
            self.store()

    def store(self) -> None:
        waiting, self._waiting = self._waiting, []
        for report, number in zip(waiting, self._store.add_all(waiting), strict=True):
            if number is not None:
                self.added.append(Taken(number, report.title, report.path))
            elif same := self._store.known(report.content_hash):
                self.known.append(Taken(same.id, same.title, report.path))


def reports(
    draft: Draft, path: str, *, origin: str = "user", genre: str | None = None
) -> Iterator[NewReport]:
    """The past reports in a draft: one, or several where articles were stitched together or one issues another.

    ``genre`` is that of the first. A text issued by a statutory document (印发, 转发) takes over its issuer and date.

    Raises:
        InputError: nothing is left of it without pasted residue.
    """
    corrections = Corrections(genre=genre) if genre else None
    recognition = recognise(draft, corrections)
    articles = clean(draft, recognition)
    if not articles:
        raise InputError(f"“{draft.name}”除去网页残留后没有正文，请检查文件内容。")
    first: NewReport | None = None
    for article in articles:
        found = recognition if article.intact else recognise(article.draft, None if first else corrections)
        report = _report(article, found, path, origin)
        if first is not None and first.family == "statutory":
            report = _issued(report, first)
        first = first or report
        yield report


def _issued(report: NewReport, by: NewReport) -> NewReport:
    issuer = report.issuer or by.issuer
    if report.date is not None:
        return replace(report, issuer=issuer)
    return replace(report, issuer=issuer, date=by.date, year=by.year)


def _report(article: Article, recognition: Recognition, path: str, origin: str) -> NewReport:
    draft = article.draft
    about = describe(draft, recognition, path)
    lines = text_lines(draft)
    levels = {h.place.paragraph: h.level for h in recognition.outline if h.level <= _DEEPEST and not h.run_in}
    return NewReport(
        content_hash=content_hash(draft),
        title=about.title,
        genre=recognition.genre.name,
        family=recognition.genre.family,
        issuer=about.issuer,
        date=about.date,
        year=about.year,
        path=path,
        origin=origin,
        characters=sum(_length(line.text) for line in lines),
        paragraphs=tuple(
            NewParagraph(line.paragraph.number, line.text, levels.get(line.paragraph.number))
            for line in lines
        ),
        headings=_headings(lines, recognition.outline),
        removed=article.removed,
    )


def _headings(lines: Sequence[Line], outline: Iterable[Heading]) -> tuple[StoredHeading, ...]:
    """The outline with the length of each section: up to the next heading of its level or a higher one."""
    numbers = [line.paragraph.number for line in lines]
    sums = (0, *accumulate(_length(line.text) for line in lines))
    before = dict(zip(numbers, sums, strict=False))
    kept = [
        (heading, number)
        for heading in outline
        if heading.level <= _DEEPEST and (number := heading.place.paragraph) in before and number is not None
    ]
    headings = []
    for position, (heading, number) in enumerate(kept):
        later = (before[other] for below, other in kept[position + 1 :] if below.level <= heading.level)
        own = 0 if heading.run_in else _length(heading.place.text)
        length = max(0, next(later, sums[-1]) - before[number] - own)
        headings.append(
            StoredHeading(0, position, heading.level, heading.label, heading.text, number, length)
        )
    return tuple(headings)


def _length(text: str) -> int:
    return len("".join(text.split()))
