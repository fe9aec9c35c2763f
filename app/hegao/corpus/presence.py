"""Whether a draft lies among the past reports already, so that it is no evidence about itself."""

from hegao.corpus.cleaning import clean
from hegao.corpus.metadata import content_hash
from hegao.corpus.records import PastReport
from hegao.corpus.store import Store
from hegao.draft.model import Draft
from hegao.draft.recognition import Recognition


def own_reports(draft: Draft, recognition: Recognition, store: Store) -> tuple[PastReport, ...]:
    """The past reports with the very content of ``draft``, or of an article in it; each once.

    Raises:
        StoreError: the store cannot be read.
    """
    hashes = dict.fromkeys(content_hash(article.draft) for article in clean(draft, recognition))
    return tuple(report for report in map(store.known, hashes) if report)
