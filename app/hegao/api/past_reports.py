"""The past reports: opened, added to, and searched."""

from collections.abc import Callable, Iterable
from pathlib import Path

from hegao.corpus.engines import address_of
from hegao.corpus.ingest import Account, add
from hegao.corpus.presence import own_reports as own
from hegao.corpus.records import PastReport
from hegao.corpus.samples import seed_samples
from hegao.corpus.search import Hit, search
from hegao.corpus.store import Store
from hegao.draft.model import Draft
from hegao.draft.recognise import recognise
from hegao.draft.recognition import Corrections
from hegao.errors import StoreError


def open_store(address: str | Path | None = None, *, create: bool = True) -> Store:
    """The past reports at ``address`` (by default ``HEGAO_STORE`` or the user's own), the model documents in it.

    Without ``create`` a file that is named must exist.

    Raises:
        StoreError: it is no store, is not there, or cannot be opened or written.
    """
    file = None if create or address is None else address_of(address).path
    if file is not None and not file.exists():
        raise StoreError(f"没有往稿库 {address}，请检查 --store 是否写对，或先用 hegao corpus add 建立。")
    store = Store.open(address)
    seed_samples(store)
    return store


def add_reports(
    store: Store,
    paths: Iterable[Path],
    progress: Callable[[int, int, str], None] | None = None,
    *,
    root: Path | None = None,
    jobs: int = 1,
) -> Account:
    """Add files, folders and archives to the past reports; a file that fails does not stop the rest.

    A file known from before is read again only if it has changed; then its reports are replaced. ``jobs`` processes
    read. Below ``root``, a folder where files lie only for the time being, paths are told and stored without it.

    Raises:
        StoreError: the store cannot be written; what was added before stays.
    """
    return add(store, paths, progress, root=root, jobs=jobs)


def search_reports(store: Store, query: str, limit: int = 50) -> tuple[Hit, ...]:
    """Paragraphs of past reports that hold all the words of ``query``, most hits first.

    A query of fifteen and more characters in one piece is a passage; it is found where it was edited too.
    """
    return search(store, query, limit)


def own_reports(draft: Draft, store: Store, *, corrections: Corrections | None = None) -> tuple[PastReport, ...]:
    """The past reports that are ``draft`` itself: stored before, with the same content.

    Raises:
        StoreError: the store cannot be read.
    """
    return own(draft, recognise(draft, corrections), store)
