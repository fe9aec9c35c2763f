"""A draft among the past reports: whether it lies there already, and whose of them it must be."""

from collections import Counter
from dataclasses import replace
from typing import Final

from hegao.corpus.cleaning import clean
from hegao.corpus.metadata import Description, content_hash, describe
from hegao.corpus.records import PastReport
from hegao.corpus.series import SAME_PLACE, in_full
from hegao.corpus.store import Store
from hegao.draft.model import Draft
from hegao.draft.recognition import Recognition
from hegao.draft.vocabulary import table

_NAMED: Final = 10  # times a draft names its own place, at least,
_AHEAD: Final = 3  # and this many times as often as any other that gives such reports


def described(draft: Draft, recognition: Recognition, store: Store) -> Description:
    """What a draft tells of itself; one that says 市人民政府 or 自治区人民政府 alone is of the place it names most.

    Only places that have a series of such reports in the store come into question.

    Raises:
        StoreError: the store cannot be read.
    """
    about, genre = describe(draft, recognition), recognition.genre.name
    if about.place is not None:
        return about
    text = "".join(paragraph.text for paragraph in draft.body)
    series = {one.name.removesuffix(f" {genre}"): one.name for one in store.series() if one.name.endswith(f" {genre}")}
    series.pop(table("past_reports", "place")["country_name"], None)  # everybody names it
    if about.issuer is not None:  # one that is called by its rank alone can be that of such a place only
        series = {place: name for place, name in series.items() if in_full(about.issuer, place) != about.issuer}
    counted = Counter({place: text.count(place[:SAME_PLACE]) for place in series}).most_common(2)
    if not counted or counted[0][1] < max(_NAMED, _AHEAD * (counted[1][1] if len(counted) > 1 else 0)):
        return about
    place = counted[0][0]
    issuer = in_full(about.issuer, place) if about.issuer else None
    return replace(about, place=place, series=series[place], issuer=issuer)


def own_reports(draft: Draft, recognition: Recognition, store: Store) -> tuple[PastReport, ...]:
    """The past reports with the very content of ``draft``, or of an article in it; each once.

    Raises:
        StoreError: the store cannot be read.
    """
    hashes = dict.fromkeys(content_hash(article.draft) for article in clean(draft, recognition))
    return tuple(report for report in map(store.known, hashes) if report)
