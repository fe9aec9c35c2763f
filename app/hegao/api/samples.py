"""The model documents and the drafts to practise on that are shipped with the program."""

from dataclasses import dataclass
from pathlib import Path

from hegao.resources import corpus_dir, load_toml


@dataclass(frozen=True, slots=True)
class ModelDocument:
    """A model document shipped with the program; ``note`` says in one sentence what to look at."""

    path: Path
    title: str
    genre: str
    issuer: str
    date: str
    note: str


def model_documents() -> tuple[ModelDocument, ...]:
    """The model documents, in the order of the manifest."""
    return _listed(corpus_dir() / "manifest.toml", corpus_dir() / "samples")


def practice_drafts() -> tuple[ModelDocument, ...]:
    """The drafts with planted faults; they are no models and no past reports."""
    return _listed(corpus_dir() / "practice" / "manifest.toml", corpus_dir() / "practice")


def _listed(manifest: Path, folder: Path) -> tuple[ModelDocument, ...]:
    entries = load_toml(manifest)["document"]
    return tuple(ModelDocument(**{**entry, "path": folder / entry["path"]}) for entry in entries)
