"""The earlier reports of the office that writes a draft: what the draft was most likely made from."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Self

from hegao.corpus.fingerprints import fingerprints
from hegao.corpus.metadata import Description
from hegao.corpus.records import PastReport, StoredParagraph
from hegao.duplicates.settings import StaleSettings

if TYPE_CHECKING:
    from hegao.corpus.store import Store


class EarlierReports:
    """The latest reports of one office and genre before a draft, read in full and findable by fingerprints.

    What the whole archive has in a hundred places still has one place in last year's report. It is a
    :class:`hegao.corpus.search.FingerprintStore` of those reports alone.
    """

    def __init__(self, reports: Iterable[PastReport], paragraphs: Iterable[StoredParagraph]) -> None:
        self.reports: Mapping[int, PastReport] = {report.id: report for report in reports}
        self._paragraphs = {paragraph.id: paragraph for paragraph in paragraphs}
        self._holders: dict[int, list[int]] = {}
        for paragraph in self._paragraphs.values():
            for value in fingerprints(paragraph.text):
                self._holders.setdefault(value, []).append(paragraph.id)

    @classmethod
    def of(
        cls, store: "Store", about: Description, genre: str, without: Collection[int], settings: StaleSettings
    ) -> Self:
        """Those in a store: of the draft's series, or else of its issuer and genre; none where both are unknown.

        Raises:
            StoreError: the store cannot be read.
        """
        known = store.documents(series=about.series) if about.series else ()
        if not known and about.issuer:
            known = tuple(report for report in store.documents(genre=genre) if report.issuer == about.issuer)
        reports = [report for report in known if report.id not in without and older(report, about, settings.months)]
        reports.sort(key=lambda report: (report.date or str(report.year or ""), report.id), reverse=True)
        latest = reports[: settings.reports]
        return cls(latest, (paragraph for report in latest for paragraph in store.paragraphs(report.id)))

    def frequencies(self, hashes: Iterable[int]) -> Mapping[int, int]:
        """How many paragraphs have each fingerprint."""
        return {value: len(self._holders[value]) for value in hashes if value in self._holders}

    def holders(self, hashes: Iterable[int]) -> Mapping[int, Sequence[int]]:
        """The ids of the paragraphs that have each fingerprint."""
        return {value: self._holders[value] for value in hashes if value in self._holders}

    def passages(self, ids: Iterable[int]) -> Mapping[int, StoredParagraph]:
        """The paragraphs with these ids."""
        return {key: self._paragraphs[key] for key in ids if key in self._paragraphs}


def older(report: PastReport, about: Description, months: int) -> bool:
    """Whether a past report is at least so much older than the draft.

    Where one has no date, that counts as new for the draft of the same office, for others as unknown.
    """
    if about.date and report.date:
        return _months(about.date) - _months(report.date) >= months
    if about.year is None or report.year is None:
        return same_office(report, about)
    return report.year < about.year


def same_office(report: PastReport, about: Description) -> bool:
    """Whether a past report is of the draft's series or issuer, as far as is known."""
    same_series = about.series is not None and about.series == report.series
    return same_series or (about.issuer is not None and about.issuer == report.issuer)


def _months(date: str) -> int:
    year, month = date.split("-")[:2]
    return 12 * int(year) + int(month)
