"""Taking files into the store of past reports: read, recognised, cleaned, described, stored."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from platform import node
from time import monotonic
from typing import TYPE_CHECKING

from hegao.corpus.cleaning import Article, clean, text_lines
from hegao.corpus.fingerprints import fingerprints_of
from hegao.corpus.metadata import content_hash, describe
from hegao.corpus.records import NewFile, NewParagraph, NewReport, PastReport, StoredHeading
from hegao.corpus.sources import Refused, SourceFile, list_files
from hegao.draft.lines import Line
from hegao.draft.model import Draft
from hegao.draft.recognise import recognise
from hegao.draft.recognition import Corrections, Heading, Recognition
from hegao.errors import InputError
from hegao.readers import read_bytes
from hegao.text.similarity import condensed
from hegao.workers import in_order

if TYPE_CHECKING:
    from hegao.corpus.store import Store

Progress = Callable[[int, int, str], None]
"""Called after each file with how many are done, of how many, and the file's path."""

_TOGETHER = 4_000_000  # characters of reports that are written at once: fingerprints go in fastest in masses
_WAIT = 15.0  # seconds after which reports are written even if they are few: what is written survives a breakdown
_FEW = 24  # files that one process has read before others have started
_DEEPEST = 4  # the outline is stored to the numbered levels; sentences that begin 一是 are text
_UNSTORABLE = {0: "\ufffd", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}  # NUL and halves of surrogate pairs


@dataclass(frozen=True, slots=True)
class Taken:
    """A report of a file: its number in the store, its title, and the file."""

    document: int
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the files: reports added, reports whose text was in the store already, files not taken.

    ``replaced`` are reports taken out because their file now says something else, so the store holds as many more
    as were added, less those replaced. ``ignored`` are files in folders and archives that are no documents.
    """

    added: tuple[Taken, ...] = ()
    known: tuple[Taken, ...] = ()
    refused: tuple[Refused, ...] = ()
    ignored: tuple[str, ...] = ()
    replaced: tuple[Taken, ...] = ()


@dataclass(frozen=True, slots=True)
class _Work:
    """A file to take in: where it is for the user, which file it is for the store, and what it holds.

    ``stored`` are its reports where it was taken in before and has not changed since.
    """

    path: str
    name: str
    origin: str | None
    digest: str
    data: bytes
    stored: tuple[PastReport, ...] = ()
    reason: str = ""


def add(
    store: "Store",
    paths: Iterable[Path],
    progress: Progress | None = None,
    *,
    root: Path | None = None,
    jobs: int = 1,
) -> Account:
    """Take files, folders and archives into the store; a file that fails does not stop the rest.

    A file that was taken in before is not read again unless it has changed; then its reports are replaced. So an
    import that was broken off is taken up by starting it again. ``jobs`` processes read the files.

    Below ``root``, a folder where files lie only for the time being, paths are told and stored without it, and the
    files are not remembered: another upload of the same name is another file.

    Raises:
        StoreError: the store cannot be written; what was added before stays.
        HegaoError: a process that read files was ended from outside; likewise.
    """
    intake = _Intake(store)
    with ExitStack() as stack:
        listing = list_files(paths, stack).without(root)
        total = len(listing.files)
        found = in_order(
            _read, (_work(store, file, known=root is None) for file in listing.files), jobs if total > _FEW else 1
        )
        stack.callback(found.close)
        try:
            for done, (work, result) in enumerate(found, 1):
                if work.stored:
                    intake.stored(work)
                elif isinstance(result, str):
                    listing.refused.append(Refused(work.path, result))
                else:
                    intake.take(work.path, NewFile(work.origin, work.digest, result))
                if progress is not None:
                    progress(done, total, work.path)
        finally:
            intake.store()  # a user who stops the import keeps all that was read
    return Account(
        tuple(intake.added),
        tuple(intake.known),
        tuple(listing.refused),
        tuple(listing.ignored),
        tuple(intake.replaced),
    )


def _work(store: "Store", file: SourceFile, *, known: bool) -> _Work:
    try:
        data = file.load()
    except InputError as error:
        return _Work(file.path, file.name, None, "", b"", reason=str(error))
    digest = blake2b(data, digest_size=16).hexdigest()
    origin = _origin(store, file.path) if known else None
    stored = store.held(origin, digest) if origin else ()
    return _Work(file.path, file.name, origin, digest, b"" if stored else data, stored)


def _origin(store: "Store", path: str) -> str:
    """Which file a path is: the path from the root, on this machine where the store is shared by several."""
    absolute = str(Path(path).absolute())
    return absolute if store.path else f"{node()}:{absolute}"


def _read(work: _Work) -> tuple[NewReport, ...] | str:
    """The reports in a file with their fingerprints, or why it is refused."""
    if work.reason or work.stored:
        return work.reason
    try:
        found = tuple(reports(read_bytes(work.data, work.name), work.path))
    except InputError as error:
        return str(error)
    return tuple(replace(report, prints=_prints(report)) for report in found)


def _prints(report: NewReport) -> "tuple[array[int], ...]":
    return tuple(array("q", each) for each in fingerprints_of([condensed(p.text) for p in report.paragraphs]))


class _Intake:
    """Files on their way into a store, written in masses."""

    def __init__(self, store: "Store") -> None:
        self.added: list[Taken] = []
        self.known: list[Taken] = []
        self.replaced: list[Taken] = []
        self._store = store
        self._waiting: list[tuple[str, NewFile]] = []
        self._characters = 0
        self._since = monotonic()

    def stored(self, work: _Work) -> None:
        self.known.extend(Taken(report.id, report.title, work.path) for report in work.stored)

    def take(self, path: str, file: NewFile) -> None:
        self._waiting.append((path, file))
        self._characters += sum(report.characters for report in file.reports)
        if self._characters >= _TOGETHER or monotonic() - self._since >= _WAIT:
            self.store()

    def store(self) -> None:
        waiting, self._waiting, self._characters = self._waiting, [], 0
        taken = self._store.take(file for _, file in waiting) if waiting else ()
        for (path, file), intake in zip(waiting, taken, strict=True):
            for report, (number, new) in zip(file.reports, intake.documents, strict=True):
                (self.added if new else self.known).append(Taken(number, report.title, path))
            self.replaced.extend(Taken(report.id, report.title, path) for report in intake.replaced)
        self._since = monotonic()


def reports(draft: Draft, path: str, *, origin: str = "user", genre: str | None = None) -> Iterator[NewReport]:
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
        title=_storable(about.title),
        genre=recognition.genre.name,
        family=recognition.genre.family,
        issuer=about.issuer,
        date=about.date,
        year=about.year,
        path=path,
        origin=origin,
        characters=sum(_length(line.text) for line in lines),
        paragraphs=tuple(
            NewParagraph(line.paragraph.number, _storable(line.text), levels.get(line.paragraph.number))
            for line in lines
        ),
        headings=_headings(lines, recognition.outline),
        removed=tuple(replace(item, text=_storable(item.text)) for item in article.removed),
        place=about.place,
        series=about.series,
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
            StoredHeading(0, position, heading.level, heading.label, _storable(heading.text), number, length)
        )
    return tuple(headings)


def _storable(text: str) -> str:
    """The text without the few characters that databases refuse, each replaced so that places stay."""
    return text.translate(_UNSTORABLE)


def _length(text: str) -> int:
    return len("".join(text.split()))
