"""The one door to hegao for the command line, the web pages and programs: read, check, fix, compare, advise.

What a name stands for is loaded when it is first asked for, so that a check waits for nothing that only advice needs.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hegao.api.advising import (
        Duplicates,
        advice_skeleton,
        conventional_outline,
        find_clusters,
        find_duplicates,
        save_skeleton,
        skeleton_document,
        suggest_structure,
    )
    from hegao.api.checking import accept_finding, accepted_findings, check, check_file
    from hegao.api.learning import learn_profile
    from hegao.api.mending import fix, fix_bytes, save_text, typeset, typeset_bytes
    from hegao.api.past_reports import add_reports, open_store, own_reports, search_reports
    from hegao.api.samples import ModelDocument, model_documents, practice_drafts
    from hegao.corpus.ingest import Account
    from hegao.corpus.records import PastReport, Series
    from hegao.corpus.search import Hit
    from hegao.corpus.store import Store
    from hegao.draft.genre import genre_names
    from hegao.draft.model import Draft
    from hegao.draft.recognise import recognise
    from hegao.draft.recognition import Corrections, Recognition
    from hegao.duplicates.clusters import Clusters
    from hegao.duplicates.model import Kind, Passage, Repetition, Source
    from hegao.duplicates.shares import SectionShare, SourceShare
    from hegao.engine.outcome import Report
    from hegao.engine.select import Selection, selection
    from hegao.findings.acceptance import accept
    from hegao.findings.model import Accepted, Failure, Finding, Safety, Severity
    from hegao.fix import Applied, Edit, Typeset, plan
    from hegao.readers import READABLE, copy_ending, read, read_bytes, read_text
    from hegao.readers.folders import readable_files
    from hegao.readers.page_images import PageImages, page_images
    from hegao.rulebook.examples import run_examples
    from hegao.rulebook.learning import Lesson, profile_text
    from hegao.rulebook.loader import Rulebook, load_rulebook
    from hegao.rulebook.profiles import Profile, load_profile, profile_names
    from hegao.rulebook.rule import Rule
    from hegao.rulebook.settings import Settings, add_word, load_settings, remove_word, set_rule
    from hegao.rulebook.template import new_rule
    from hegao.structure.model import Advice, Lack, UsualSection, Variant, Witness

BEHIND: Final = {
    "hegao.api.advising": (
        "Duplicates",
        "advice_skeleton",
        "conventional_outline",
        "find_clusters",
        "find_duplicates",
        "save_skeleton",
        "skeleton_document",
        "suggest_structure",
    ),
    "hegao.api.checking": ("accept_finding", "accepted_findings", "check", "check_file"),
    "hegao.api.learning": ("learn_profile",),
    "hegao.api.mending": ("fix", "fix_bytes", "save_text", "typeset", "typeset_bytes"),
    "hegao.api.past_reports": ("add_reports", "open_store", "own_reports", "search_reports"),
    "hegao.api.samples": ("ModelDocument", "model_documents", "practice_drafts"),
    "hegao.corpus.ingest": ("Account",),
    "hegao.corpus.records": ("PastReport", "Series"),
    "hegao.corpus.search": ("Hit",),
    "hegao.corpus.store": ("Store",),
    "hegao.draft.genre": ("genre_names",),
    "hegao.draft.model": ("Draft",),
    "hegao.draft.recognise": ("recognise",),
    "hegao.draft.recognition": ("Corrections", "Recognition"),
    "hegao.duplicates.clusters": ("Clusters",),
    "hegao.duplicates.model": ("Kind", "Passage", "Repetition", "Source"),
    "hegao.duplicates.shares": ("SectionShare", "SourceShare"),
    "hegao.engine.outcome": ("Report",),
    "hegao.engine.select": ("Selection", "selection"),
    "hegao.findings.acceptance": ("accept",),
    "hegao.findings.model": ("Accepted", "Failure", "Finding", "Safety", "Severity"),
    "hegao.fix": ("Applied", "Edit", "Typeset", "plan"),
    "hegao.readers": ("READABLE", "copy_ending", "read", "read_bytes", "read_text"),
    "hegao.readers.folders": ("readable_files",),
    "hegao.readers.page_images": ("PageImages", "page_images"),
    "hegao.rulebook.examples": ("run_examples",),
    "hegao.rulebook.learning": ("Lesson", "profile_text"),
    "hegao.rulebook.loader": ("Rulebook", "load_rulebook"),
    "hegao.rulebook.profiles": ("Profile", "load_profile", "profile_names"),
    "hegao.rulebook.rule": ("Rule",),
    "hegao.rulebook.settings": ("Settings", "add_word", "load_settings", "remove_word", "set_rule"),
    "hegao.rulebook.template": ("new_rule",),
    "hegao.structure.model": ("Advice", "Lack", "UsualSection", "Variant", "Witness"),
}
_MODULES: Final = {name: module for module, names in BEHIND.items() for name in names}

if not TYPE_CHECKING:  # a type checker takes the names above, and no others

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(_MODULES[name]), name)
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *_MODULES})
