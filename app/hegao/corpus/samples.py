"""The model documents shipped with the program, put into a store once and again when they have changed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hegao.corpus.ingest import reports
from hegao.corpus.records import NewReport
from hegao.readers import read
from hegao.resources import corpus_dir, load_toml

if TYPE_CHECKING:
    from hegao.corpus.store import Store

_NOTE: Final = "samples"


def seed_samples(store: "Store", folder: Path | None = None) -> int:
    """Put the model documents of ``folder`` (the shipped ones by default) into a store; how many were added.

    Nothing happens where this version's documents have been put in before, so a sample that the user removed stays
    away. Those of another version are replaced; the user's own reports are never touched.

    Raises:
        RuleError: the manifest is missing or is not TOML.
        InputError: a document it names cannot be read.
        StoreError: the store cannot be written.
    """
    folder = folder or corpus_dir()
    entries: list[Mapping[str, Any]] = load_toml(folder / "manifest.toml").get("document", [])
    version = _version(folder, entries)
    if store.note(_NOTE) == version:
        return 0
    new = list(_reports(folder, entries))
    store.remove(report.id for report in store.documents(origin="sample"))
    added = sum(store.add(report) is not None for report in new)
    store.set_note(_NOTE, version)
    return added


def _version(folder: Path, entries: list[Mapping[str, Any]]) -> str:
    digest = blake2b((folder / "manifest.toml").read_bytes(), digest_size=16)
    for entry in entries:
        path = _file(folder, entry)
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


def _file(folder: Path, entry: Mapping[str, Any]) -> Path:
    return folder / "samples" / str(entry["path"])


def _reports(folder: Path, entries: list[Mapping[str, Any]]) -> Iterator[NewReport]:
    for entry in entries:
        date = str(entry["date"])
        main, *issued = reports(read(_file(folder, entry)), str(entry["path"]), origin="sample", genre=entry["genre"])
        yield replace(main, title=entry["title"], issuer=entry["issuer"], date=date, year=int(date[:4]))
        yield from issued
