"""Paragraphs and whole reports that stand nearly the same in a store more than once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import TYPE_CHECKING

from hegao.corpus.records import PastReport, StoredParagraph
from hegao.duplicates.settings import ArchiveSettings, Settings
from hegao.text.similarity import condensed, similarity

if TYPE_CHECKING:
    from hegao.corpus.store import Store

_LOT = 2_000  # groups whose paragraphs are read together
_LEADERS = 30  # paragraphs of a group, each unlike the others, that one more is compared with


@dataclass(frozen=True, slots=True)
class Member:
    """A report, or one of its paragraphs by its number."""

    report: PastReport
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """Members that are nearly the same, the earliest first.

    ``documents`` is how many reports they are in, ``characters`` the length of the first. ``similarity`` is that of
    the member least like the first; for reports it is the share of the text that a member has in common with another. ``text`` is
    what the first says, empty for reports.
    """

    members: tuple[Member, ...]
    documents: int
    characters: int
    similarity: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Clusters:
    """All clusters of a store: those of reports, then those of paragraphs, in the most reports first.

    Paragraphs that only reports of one cluster share are not listed again.
    """

    documents: tuple[Cluster, ...]
    paragraphs: tuple[Cluster, ...]


def clusters(store: "Store", settings: Settings | None = None) -> Clusters:
    """What stands in the reports of a store more than once.

    Paragraphs meet by their smallest fingerprints (a bottom-k sketch, Broder 1997) and are then compared in full, so
    the time grows with the size of the store.

    Raises:
        StoreError: the store cannot be read.
    """
    limits = (settings or Settings.load()).archive
    lengths, owners = _paragraphs(store, limits.minimum)
    groups = _groups(store, lengths, limits.prints)
    sets = _Sets()
    _join_alike(store, groups, limits.similarity, sets)
    found = sets.all()
    reports = {report.id: report for report in store.documents()}
    totals: Counter[int] = Counter()
    for key, document in owners.items():
        totals[document] += lengths[key]
    alike = _same_reports(found, owners, lengths, totals, limits)
    return Clusters(
        _of_reports(alike, totals, reports), _of_paragraphs(store, found, owners, alike, reports, limits.similarity)
    )


class _Sets:
    """Disjoint sets of numbers that grow together; each is known by its smallest member."""

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def root(self, key: int) -> int:
        while (above := self._above.get(key, key)) != key:
            self._above[key] = self._above.get(above, above)
            key = above
        return key

    def join(self, first: int, second: int) -> None:
        low, high = sorted((self.root(first), self.root(second)))
        self._above[low] = low
        self._above[high] = low

    def all(self) -> list[list[int]]:
        """The sets, each in order."""
        found: dict[int, list[int]] = {}
        for key in sorted(self._above):
            found.setdefault(self.root(key), []).append(key)
        return list(found.values())


def _paragraphs(store: "Store", minimum: int) -> tuple[dict[int, int], dict[int, int]]:
    """The length and the report of every paragraph that is long enough, by its id."""
    lengths, owners = {}, {}
    for key, document, length in chain.from_iterable(store.lengths()):
        if length >= minimum:
            lengths[key], owners[key] = length, document
    return lengths, owners


def _groups(store: "Store", lengths: Mapping[int, int], prints: int) -> Iterator[list[int]]:
    """Paragraphs that have one of their smallest fingerprints in common."""
    taken: Counter[int] = Counter()
    # The fingerprints come in ascending order: the first ones of a paragraph are its smallest.
    for _, rows in groupby(chain.from_iterable(store.all_fingerprints()), key=lambda row: row[0]):
        group = [key for _, key in rows if key in lengths and taken[key] < prints]
        taken.update(group)
        if len(group) > 1:
            yield group


def _join_alike(store: "Store", groups: Iterable[Sequence[int]], least: float, sets: _Sets) -> None:
    """Join the paragraphs of each group that are alike; of those that are, one stands for all."""
    for lot in _lots(groups):
        texts = {key: condensed(p.text) for key, p in store.passages(set(chain.from_iterable(lot))).items()}
        for group in lot:
            leaders: list[int] = []
            for key in sorted(group, key=lambda key: (len(texts[key]), key)):
                # The last leaders are those nearest in length; what is much shorter cannot be alike.
                twin = next((other for other in leaders[:-_LEADERS:-1] if _same(texts, key, other, least, sets)), None)
                if twin is None:
                    leaders.append(key)
                else:
                    sets.join(twin, key)


def _same(texts: Mapping[int, str], key: int, other: int, least: float, sets: _Sets) -> bool:
    text, shorter = texts[key], texts[other]
    if len(shorter) * (2 - least) < len(text) * least:
        return False
    return sets.root(key) == sets.root(other) or similarity(text, shorter, cutoff=least) >= least


def _lots(groups: Iterable[Sequence[int]]) -> Iterator[list[Sequence[int]]]:
    lot: list[Sequence[int]] = []
    for group in groups:
        lot.append(group)
        if len(lot) == _LOT:
            yield lot
            lot = []
    yield lot


def _same_reports(
    found: Iterable[Sequence[int]],
    owners: Mapping[int, int],
    lengths: Mapping[int, int],
    totals: Mapping[int, int],
    limits: ArchiveSettings,
) -> dict[int, tuple[int, float]]:
    """The reports that have most of their text in common: for each the first one, and the share."""
    common: Counter[tuple[int, int]] = Counter()
    for keys in found:
        longest: dict[int, int] = {}
        for key in keys:
            longest[owners[key]] = max(longest.get(owners[key], 0), lengths[key])
        documents = sorted(longest)[: limits.reports]
        for number, first in enumerate(documents):
            for second in documents[number + 1 :]:
                common[first, second] += min(longest[first], longest[second])
    same: dict[int, tuple[int, float]] = {}
    for (first, second), length in sorted(common.items()):
        share = length / max(totals[first], totals[second])
        if share >= limits.report:
            leader = same.setdefault(first, (first, 1.0))[0]
            same.setdefault(second, (leader, share))
    return same


def _of_reports(
    alike: Mapping[int, tuple[int, float]], totals: Mapping[int, int], reports: Mapping[int, PastReport]
) -> tuple[Cluster, ...]:
    sets: dict[int, list[int]] = {}
    for number, (leader, _) in alike.items():
        sets.setdefault(leader, []).append(number)
    made = []
    for numbers in sets.values():
        members = sorted((reports[number] for number in numbers), key=_age)
        share = min(alike[number][1] for number in numbers)
        made.append(Cluster(tuple(map(Member, members)), len(members), totals[members[0].id], share))
    return tuple(sorted(made, key=lambda one: (-one.documents, -one.characters, one.members[0].report.id)))


def _of_paragraphs(
    store: "Store",
    found: Iterable[Sequence[int]],
    owners: Mapping[int, int],
    alike: Mapping[int, tuple[int, float]],
    reports: Mapping[int, PastReport],
    least: float,
) -> tuple[Cluster, ...]:
    kept = []
    for keys in found:
        documents = {owners[key] for key in keys}
        if not len({alike.get(number, (number, 1.0))[0] for number in documents}) == 1 < len(documents):
            kept.append(keys)
    texts = store.passages(chain.from_iterable(kept))
    made = []
    for keys in kept:
        paragraphs = sorted((texts[key] for key in keys), key=lambda p: (_age(reports[p.document]), p.number))
        made += [_of_texts(group, reports) for group in _like_their_first(paragraphs, least)]
    return tuple(sorted(made, key=lambda one: (-one.documents, -len(one.members), -one.characters, one.text)))


def _like_their_first(paragraphs: Iterable[StoredParagraph], least: float) -> Iterator[list[StoredParagraph]]:
    """Paragraphs that are alike in a chain, parted so that all of a group are alike with its first."""
    groups: list[tuple[str, list[StoredParagraph]]] = []
    for paragraph in paragraphs:
        text = condensed(paragraph.text)
        group = next((own for first, own in groups if similarity(first, text, cutoff=least) >= least), None)
        if group is None:
            groups.append((text, [paragraph]))
        else:
            group.append(paragraph)
    return (group for _, group in groups if len(group) > 1)


def _of_texts(paragraphs: Sequence[StoredParagraph], reports: Mapping[int, PastReport]) -> Cluster:
    first, *rest = (condensed(paragraph.text) for paragraph in paragraphs)
    return Cluster(
        tuple(Member(reports[paragraph.document], paragraph.number) for paragraph in paragraphs),
        len({paragraph.document for paragraph in paragraphs}),
        len(first),
        min((similarity(first, text) for text in rest), default=1.0),
        paragraphs[0].text,
    )


def _age(report: PastReport) -> tuple[str, int]:
    return report.date or str(report.year or "9999"), report.id
