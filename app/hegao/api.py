"""The one door to hegao for the command line, the web pages and programs: read, check, fix, compare, advise."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hegao.checks.base import Subject
from hegao.corpus.location import nothing_stored
from hegao.draft.genre import genres
from hegao.draft.model import Draft, Place
from hegao.draft.recognise import recognise
from hegao.draft.recognition import Corrections, Element, Recognition
from hegao.engine.outcome import Report
from hegao.engine.run import run
from hegao.engine.select import Selection, known_overrides, select, selection
from hegao.errors import ConfigError, InputError, StoreError
from hegao.findings.acceptance import accept, accepted_file, load_accepted, save_accepted
from hegao.findings.model import Accepted, Failure, Finding, Safety, Severity
from hegao.findings.suppression import Vocabulary, sift
from hegao.fix import (
    Applied,
    Edit,
    Typeset,
    apply,
    mended_draft,
    plan,
    tracking,
    typeset_draft,
    write_beside,
    write_copy,
)
from hegao.readers import READABLE, copy_ending, load, original, read, read_bytes, read_text
from hegao.resources import corpus_dir, load_toml, write_atomically
from hegao.rulebook.examples import run_examples
from hegao.rulebook.learning import Lesson, learn, profile_text
from hegao.rulebook.loader import Rulebook, load_rulebook
from hegao.rulebook.profiles import Profile, load_profile, profile_for, profile_names
from hegao.rulebook.rule import Rule
from hegao.rulebook.settings import Settings, add_word, load_settings, remove_word, set_rule
from hegao.rulebook.template import new_rule
from hegao.spelling.choice import SHIPPED, corrector

if TYPE_CHECKING:
    # SQLAlchemy loads only when past reports are asked for.
    from hegao.corpus.ingest import Account
    from hegao.corpus.records import PastReport, Series  # noqa: F401 - for annotations in the front ends
    from hegao.corpus.search import Hit
    from hegao.corpus.store import Store
    from hegao.duplicates.clusters import Clusters
    from hegao.duplicates.model import Kind, Passage, Repetition, Source  # noqa: F401 - likewise
    from hegao.duplicates.shares import SectionShare, SourceShare
    from hegao.readers.page_images import PageImages
    from hegao.structure.model import Advice, Lack, UsualSection, Variant, Witness  # noqa: F401 - likewise

__all__ = [
    "Accepted",
    "Corrections",
    "Draft",
    "Duplicates",
    "Edit",
    "Finding",
    "Lesson",
    "ModelDocument",
    "Profile",
    "Recognition",
    "Report",
    "Rule",
    "Rulebook",
    "Safety",
    "Selection",
    "Settings",
    "Severity",
    "Typeset",
    "accept",
    "accept_finding",
    "accepted_findings",
    "add_reports",
    "add_word",
    "advice_skeleton",
    "check",
    "check_file",
    "conventional_outline",
    "copy_ending",
    "find_clusters",
    "find_duplicates",
    "fix",
    "fix_bytes",
    "genre_names",
    "learn_profile",
    "load_profile",
    "load_rulebook",
    "load_settings",
    "model_documents",
    "new_rule",
    "open_store",
    "own_reports",
    "page_images",
    "plan",
    "practice_drafts",
    "profile_names",
    "profile_text",
    "read",
    "read_bytes",
    "read_text",
    "readable_files",
    "recognise",
    "remove_word",
    "run_examples",
    "save_skeleton",
    "save_text",
    "search_reports",
    "selection",
    "set_rule",
    "skeleton_document",
    "suggest_structure",
    "typeset",
    "typeset_bytes",
]


def check(
    draft: Draft,
    *,
    data: bytes | None = None,
    corrections: Corrections | None = None,
    settings: Settings | None = None,
    selection: Selection | None = None,
    accepted: Mapping[str, Accepted] | None = None,
) -> Report:
    """All findings of ``draft``.

    The profile is the one in ``settings``, or chosen by genre. Findings whose fingerprint is in ``accepted`` are
    reported apart. ``data`` are the bytes of the draft's file: rules about the pages of an official document as they
    are drawn need them, and LibreOffice; where one is missing a notice says what was not checked.

    Raises:
        ConfigError: a profile or correction that does not exist; never for a bad draft.
        RuleError: a rule file that does not keep to the schema.
    """
    settings = settings or Settings()
    if settings.spelling != SHIPPED:
        corrector(settings.spelling)  # a model that cannot be used is told before anything is checked
    recognition = recognise(draft, corrections)
    family = recognition.genre.family
    profile = load_profile(settings.profile) if settings.profile else profile_for(family)
    known_overrides((*profile.overrides, *settings.overrides), load_rulebook())
    profile = profile.with_overrides(settings.overrides)
    rules = select(load_rulebook(), profile, recognition.genre, draft.media, selection or Selection())
    draft = _drawn(draft, data, rules)
    subject = Subject(draft, recognition, profile.formats, _attested, settings.spelling)
    findings, failures = run(subject, rules, Vocabulary(settings.vocabulary))
    failures = (*failures, *(Failure(rule, told) for rule, told in load_rulebook().unusable.items()))
    sifted = sift(findings, accepted or {})
    return Report(draft, recognition, profile.name, sifted.findings, failures, sifted.accepted, sifted.unused)


def _attested(words: Collection[str]) -> Mapping[str, int]:
    """How many of the user's own past reports hold each word.

    Nothing is known of a word, and more is reported, where there is no store (none is made) or it cannot be read.
    """
    if not words or nothing_stored():
        return {}
    try:
        with open_store(create=False) as store:
            return store.attested(words)
    except StoreError:
        return {}


def check_file(
    path: Path,
    *,
    settings: Settings | None = None,
    corrections: Corrections | None = None,
    selection: Selection | None = None,
    pages: bool = False,
) -> Report:
    """All findings of the file at ``path``, less those accepted in the file beside it.

    With ``pages`` those of an official document in Word are drawn where a rule wants that, which takes some seconds.

    Raises:
        InputError: the file cannot be read as a draft.
        ConfigError: as for :func:`check`, or a damaged file of accepted findings.
    """
    settings = settings or load_settings(path.parent)
    accepted = load_accepted(accepted_file(path))
    data = load(path)
    return check(
        read_bytes(data, path.name),
        data=data if pages else None,
        corrections=corrections,
        settings=settings,
        selection=selection,
        accepted=accepted,
    )


def _drawn(draft: Draft, data: bytes | None, rules: Iterable[Rule]) -> Draft:
    """The draft with the layout of its pages, where one of ``rules`` asks for it, or with a notice that it has none."""
    titles = "、".join(rule.title for rule in rules if rule.drawn)
    if not titles or draft.media != "docx":
        return draft
    try:
        if data is None:
            raise InputError("要一并检查，请在命令后加上 --pages。")
        if original(data, draft.name).converted:
            raise InputError("这份文件是转换后检查的，请用 Word 或 WPS 另存为 .docx 后再检查。")
        from hegao.readers.page_layout import page_layout

        return replace(draft, layout=page_layout(data, draft.name))
    except InputError as error:
        return replace(draft, notices=(*draft.notices, f"没有画出版面，下列问题没有检查：{titles}。{error}"))


def accept_finding(path: Path, fingerprints: Collection[str], reason: str) -> tuple[Accepted, ...]:
    """Keep the findings with these fingerprints in the draft at ``path`` from now on.

    Raises:
        ConfigError: a fingerprint names no finding of the draft.
    """
    if not reason.strip():
        raise ConfigError("请写明忽略的理由，以后核稿的人才知道为什么保留原文。")
    known: dict[str, Finding] = {}
    for pages in (False, True):
        if not known.keys() >= set(fingerprints):
            report = check_file(path, pages=pages)
            known = {f.fingerprint: f for f in (*report.findings, *report.accepted)}
    for wanted in fingerprints:
        if wanted not in known:
            raise ConfigError(f"{path.name} 里没有编号为 {wanted} 的问题，请用 hegao check 查看编号。")
    entries = tuple(accept(known[wanted], reason) for wanted in fingerprints)
    file = accepted_file(path)
    save_accepted(file, {**load_accepted(file), **{entry.fingerprint: entry for entry in entries}})
    return entries


def accepted_findings(path: Path) -> Mapping[str, Accepted]:
    """The findings that the user keeps in the draft at ``path``, by fingerprint.

    Raises:
        ConfigError: the file of accepted findings is damaged.
    """
    return load_accepted(accepted_file(path))


def fix(
    path: Path,
    report: Report,
    to: Path,
    *,
    safety: Safety = Safety.SAFE,
    track: bool = False,
    date: datetime | None = None,
) -> Applied:
    """Write a copy of the file at ``path`` with the fixes of ``report`` to ``to``; the file itself is not touched.

    With ``track`` (Word files only) the fixes are tracked changes, and every finding is a comment; both are dated
    ``date``, by default now.

    Raises:
        ConfigError: ``to`` is the file itself, exists already, or cannot be written; or a text file is to be tracked.
        InputError: the file can no longer be read.
    """
    planned = plan(report.draft, report.findings, safety)
    tracked = tracking(planned, report.findings, _title(report.recognition), date) if track else None
    return write_copy(path, to, planned.edits, tracking=tracked, reforms=planned.reforms)


def fix_bytes(
    data: bytes,
    name: str,
    draft: Draft,
    findings: Iterable[Finding],
    *,
    safety: Safety = Safety.REVIEW,
    track: bool = False,
    remarked: Iterable[Finding] = (),
    date: datetime | None = None,
) -> Applied:
    """The same for a file's bytes: a mended copy with the fixes of ``findings``, as bytes.

    ``remarked`` are further findings that get a comment where changes are tracked, but whose fixes are not made.

    Raises:
        ConfigError: a text file is to be tracked.
        InputError: ``data`` is not the file ``draft`` was read from.
    """
    findings = tuple(findings)
    planned = plan(draft, findings, safety)
    tracked = tracking(planned, (*findings, *remarked), _title(recognise(draft)), date) if track else None
    return apply(data, name, planned.edits, tracked, planned.reforms)


def typeset(path: Path, to: Path, *, profile: str | None = None, corrections: Corrections | None = None) -> Typeset:
    """Lay the draft at ``path`` out afresh as a Word file at ``to``, its words untouched; see :func:`typeset_bytes`.

    Raises:
        ConfigError: as for :func:`typeset_bytes`; ``to`` does not end in .docx, exists already, or cannot be written.
        InputError: the file cannot be read.
    """
    if to.suffix.lower() != ".docx":
        raise ConfigError(f"排版结果是 Word 文件，请把输出文件名“{to.name}”改成以 .docx 结尾。")
    chosen = profile or load_settings(path.parent).profile
    result = typeset_bytes(read(path), profile=chosen, corrections=corrections)
    write_beside(path, to, lambda: result.data)
    return result


def typeset_bytes(
    draft: Draft,
    *,
    profile: str | None = None,
    corrections: Corrections | None = None,
    findings: Iterable[Finding] = (),
) -> Typeset:
    """The draft as a new Word file in a house style (by default the one for its genre), with notices of what is lost.

    The fixes of ``findings`` are made first, whatever the format of the draft's file.

    Raises:
        ConfigError: there is no such profile, it lacks a value, or a correction is wrong.
        InputError: there is nothing to be set but headers and footers.
    """
    draft = mended_draft(draft, plan(draft, findings, Safety.REVIEW).edits)
    recognition = recognise(draft, corrections)
    style = load_profile(profile) if profile else profile_for(recognition.genre.family)
    return typeset_draft(draft, recognition, style.formats, style.name)


def page_images(data: bytes, name: str) -> "PageImages | None":
    """Pictures of a file's first pages; ``None`` for files without pages of their own (text, web pages) and OFD.

    Raises:
        InputError: LibreOffice or pypdfium2 is missing, or the file cannot be drawn, or not within the time.
    """
    from hegao.readers.page_images import page_images as drawn

    return drawn(data, name)


def learn_profile(draft: Draft, *, profile: str | None = None, corrections: Corrections | None = None) -> Lesson:
    """What a document held to be exemplary states of its look, beside a profile (by default the one for its genre).

    Raises:
        ConfigError: there is no such profile, or a correction is wrong.
        InputError: the draft's file has no layout to learn from.
    """
    if draft.media != "docx":
        raise InputError(f"“{draft.name}”里没有可以归纳的版式，请给出一份排好版的 .docx 文件。")
    recognition = recognise(draft, corrections)
    base = load_profile(profile) if profile else profile_for(recognition.genre.family)
    rules = select(load_rulebook(), base, recognition.genre, draft.media, Selection())
    return learn(Subject(draft, recognition, base.formats), base, rules)


def _title(recognition: Recognition) -> Place | None:
    title = recognition.first(Element.TITLE)
    return title.place if title else None


def save_text(path: Path, text: str) -> None:
    """Write a new text file.

    Raises:
        ConfigError: it exists already or cannot be written.
    """
    _save_new(path, text.encode())


def _save_new(path: Path, data: bytes) -> None:
    if path.exists():
        raise ConfigError(f"“{path.name}”已经存在，请换一个输出文件名或先移走它。")
    write_atomically(path, data)


def genre_names() -> tuple[str, ...]:
    """The 文种 that can be told apart or named in a correction: the statutory ones first."""
    return tuple(sorted(genres(), key=lambda name: genres()[name].family != "statutory"))


def readable_files(folder: Path) -> Iterator[Path]:
    """The files inside ``folder`` that can be read as drafts, in the order of their paths.

    A folder that may not be opened is among them, so that reading it tells why it could not be read.
    """
    closed: list[Path] = []
    # Not rglob, which passes over in silence what it may not open.
    inside = os.walk(folder, onerror=lambda error: closed.append(Path(error.filename)))
    found = [Path(at, name) for at, _, names in inside for name in names if Path(name).suffix.lower() in READABLE]
    # Word leaves a lock file ~$name.docx beside an open document.
    return iter(sorted([*closed, *(path for path in found if not path.name.startswith("~$"))]))


def open_store(address: str | Path | None = None, *, create: bool = True) -> "Store":
    """The past reports at ``address`` (by default ``HEGAO_STORE`` or the user's own), the model documents in it.

    Without ``create`` a file that is named must exist.

    Raises:
        StoreError: it is no store, is not there, or cannot be opened or written.
    """
    from hegao.corpus.engines import address_of
    from hegao.corpus.samples import seed_samples
    from hegao.corpus.store import Store

    file = None if create or address is None else address_of(address).path
    if file is not None and not file.exists():
        raise StoreError(f"没有往稿库 {address}，请检查 --store 是否写对，或先用 hegao corpus add 建立。")

    store = Store.open(address)
    seed_samples(store)
    return store


def add_reports(
    store: "Store",
    paths: Iterable[Path],
    progress: Callable[[int, int, str], None] | None = None,
    *,
    root: Path | None = None,
    jobs: int = 1,
) -> "Account":
    """Add files, folders and archives to the past reports; a file that fails does not stop the rest.

    A file known from before is read again only if it has changed; then its reports are replaced. ``jobs`` processes
    read. Below ``root``, a folder where files lie only for the time being, paths are told and stored without it.

    Raises:
        StoreError: the store cannot be written; what was added before stays.
    """
    from hegao.corpus.ingest import add

    return add(store, paths, progress, root=root, jobs=jobs)


def search_reports(store: "Store", query: str, limit: int = 50) -> "tuple[Hit, ...]":
    """Paragraphs of past reports that hold all the words of ``query``, most hits first.

    A query of fifteen and more characters in one piece is a passage; it is found where it was edited too.
    """
    from hegao.corpus.search import search

    return search(store, query, limit)


def own_reports(draft: Draft, store: "Store", *, corrections: Corrections | None = None) -> "tuple[PastReport, ...]":
    """The past reports that are ``draft`` itself: stored before, with the same content.

    Raises:
        StoreError: the store cannot be read.
    """
    from hegao.corpus.presence import own_reports as own

    return own(draft, recognise(draft, corrections), store)


@dataclass(frozen=True, slots=True)
class Duplicates:
    """What a draft says twice or shares with past reports, in reading order, and the share of its text by kind.

    ``sections`` has the shares of each section, ``sources`` the past reports that most of the draft stands in.
    """

    passages: "tuple[Passage, ...]"
    repetitions: "tuple[Repetition, ...]"
    shares: "Mapping[Kind, float]"
    sections: "tuple[SectionShare, ...]" = ()
    sources: "tuple[SourceShare, ...]" = ()


def find_duplicates(draft: Draft, store: "Store", *, corrections: Corrections | None = None) -> Duplicates:
    """Repetition inside ``draft`` and against past reports.

    Raises:
        StoreError: the store cannot be read.
    """
    from hegao.duplicates.across import shared
    from hegao.duplicates.model import Kind, as_passages
    from hegao.duplicates.restated import restated
    from hegao.duplicates.shares import section_shares, shares, source_shares
    from hegao.duplicates.within import repeated

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


def find_clusters(store: "Store") -> "Clusters":
    """The reports and paragraphs that stand in the past reports more than once, nearly the same.

    Raises:
        StoreError: the store cannot be read.
    """
    from hegao.duplicates.clusters import clusters

    return clusters(store)


def suggest_structure(draft: Draft, store: "Store", *, corrections: Corrections | None = None) -> "Advice":
    """The usual outline of the draft's genre in the past reports, and what the draft lacks against it.

    Raises:
        StoreError: the store cannot be read.
    """
    from hegao.structure.advise import advise

    return advise(draft, recognise(draft, corrections), store)


def conventional_outline(genre: str) -> "tuple[UsualSection, ...]":
    """The sections a genre has by convention, whatever the past reports look like; empty where none are known."""
    from hegao.structure.usual import conventional_sections

    return conventional_sections(genre)


def advice_skeleton(advice: "Advice") -> str:
    """The proposed outline as text: the draft's own headings with the missing sections in their places."""
    from hegao.structure.skeleton import skeleton

    return skeleton(advice)


def skeleton_document(advice: "Advice", *, profile: str | None = None) -> bytes:
    """The proposed outline under the draft's title as a new Word file in the house style of its genre.

    Raises:
        ConfigError: there is no such profile, or it lacks a value.
    """
    draft = read_text(f"{advice.title}\n\n{advice_skeleton(advice)}", "提纲.txt")
    return typeset_bytes(draft, profile=profile, corrections=Corrections(genre=advice.genre.name)).data


def save_skeleton(path: Path, advice: "Advice") -> None:
    """Write the proposed outline: a Word file where ``path`` ends in .docx, else text.

    Raises:
        ConfigError: the file exists already or cannot be written.
    """
    if path.suffix.lower() == ".docx":
        _save_new(path, skeleton_document(advice))
    else:
        save_text(path, advice_skeleton(advice))


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
