"""What a draft repeats and what its structure lacks beside the past reports; outlines to go on with."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hegao.api.mending import save_new, save_text, typeset_bytes
from hegao.corpus.store import Store
from hegao.draft.model import Draft
from hegao.draft.recognise import recognise
from hegao.draft.recognition import Corrections
from hegao.duplicates.across import shared
from hegao.duplicates.clusters import Clusters, clusters
from hegao.duplicates.model import Kind, Passage, Repetition, as_passages
from hegao.duplicates.restated import restated
from hegao.duplicates.shares import SectionShare, SourceShare, section_shares, shares, source_shares
from hegao.duplicates.within import repeated
from hegao.readers import read_text
from hegao.structure.advise import advise
from hegao.structure.model import Advice, UsualSection
from hegao.structure.skeleton import skeleton
from hegao.structure.usual import conventional_sections


@dataclass(frozen=True, slots=True)
class Duplicates:
    """What a draft says twice or shares with past reports, in reading order, and the share of its text by kind.

    ``sections`` has the shares of each section, ``sources`` the past reports that most of the draft stands in.
    """

    passages: tuple[Passage, ...]
    repetitions: tuple[Repetition, ...]
    shares: Mapping[Kind, float]
    sections: tuple[SectionShare, ...] = ()
    sources: tuple[SourceShare, ...] = ()


def find_duplicates(draft: Draft, store: Store, *, corrections: Corrections | None = None) -> Duplicates:
    """Repetition inside ``draft`` and against past reports.

    Raises:
        StoreError: the store cannot be read.
    """
    recognition = recognise(draft, corrections)
    repetitions = repeated(draft, recognition)
    pairs = [pair for repetition in repetitions for pair in repetition.pairs]
    passages = (
        *as_passages(draft, recognition, Kind.REPEATED, pairs),
        *as_passages(draft, recognition, Kind.RESTATED, restated(draft, recognition)),
        *shared(draft, recognition, store),
    )
    ordered = tuple(sorted(passages, key=lambda p: (p.place.paragraph or 0, p.place.start, p.kind.value)))
    return Duplicates(
        ordered,
        repetitions,
        shares(draft, recognition, ordered),
        section_shares(draft, recognition, ordered),
        source_shares(draft, recognition, ordered),
    )


def find_clusters(store: Store) -> Clusters:
    """The reports and paragraphs that stand in the past reports more than once, nearly the same.

    Raises:
        StoreError: the store cannot be read.
    """
    return clusters(store)


def suggest_structure(draft: Draft, store: Store, *, corrections: Corrections | None = None) -> Advice:
    """The usual outline of the draft's genre in the past reports, and what the draft lacks against it.

    Raises:
        StoreError: the store cannot be read.
    """
    return advise(draft, recognise(draft, corrections), store)


def conventional_outline(genre: str) -> tuple[UsualSection, ...]:
    """The sections a genre has by convention, whatever the past reports look like; empty where none are known."""
    return conventional_sections(genre)


def advice_skeleton(advice: Advice) -> str:
    """The proposed outline as text: the draft's own headings with the missing sections in their places."""
    return skeleton(advice)


def skeleton_document(advice: Advice, *, profile: str | None = None) -> bytes:
    """The proposed outline under the draft's title as a new Word file in the house style of its genre.

    Raises:
        ConfigError: there is no such profile, or it lacks a value.
    """
    draft = read_text(f"{advice.title}\n\n{advice_skeleton(advice)}", "提纲.txt")
    return typeset_bytes(draft, profile=profile, corrections=Corrections(genre=advice.genre.name)).data


def save_skeleton(path: Path, advice: Advice) -> None:
    """Write the proposed outline: a Word file where ``path`` ends in .docx, else text.

    Raises:
        ConfigError: the file exists already or cannot be written.
    """
    if path.suffix.lower() == ".docx":
        save_new(path, skeleton_document(advice))
    else:
        save_text(path, advice_skeleton(advice))
