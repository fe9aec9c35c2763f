"""Checking a draft or a file, and keeping the findings the user wants to keep."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from hegao.checks.base import Subject
from hegao.corpus.location import nothing_stored
from hegao.draft.model import Draft
from hegao.draft.recognise import recognise
from hegao.draft.recognition import Corrections
from hegao.engine.outcome import Report
from hegao.engine.run import run
from hegao.engine.select import Selection, known_overrides, select
from hegao.errors import ConfigError, InputError, StoreError
from hegao.findings.acceptance import accept, accepted_file, load_accepted, save_accepted
from hegao.findings.model import Accepted, Failure, Finding
from hegao.findings.suppression import Vocabulary, sift
from hegao.readers import load, original, read_bytes
from hegao.rulebook.loader import load_rulebook
from hegao.rulebook.profiles import load_profile, profile_for
from hegao.rulebook.rule import Rule
from hegao.rulebook.settings import Settings, load_settings
from hegao.spelling import choice


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
    if settings.spelling != choice.SHIPPED:
        choice.corrector(settings.spelling)  # a model that cannot be used is told before anything is checked
    recognition = recognise(draft, corrections)
    family = recognition.genre.family
    profile = load_profile(settings.profile) if settings.profile else profile_for(family)
    rulebook = load_rulebook()
    known_overrides((*profile.overrides, *settings.overrides), rulebook)
    profile = profile.with_overrides(settings.overrides)
    rules = select(rulebook, profile, recognition.genre, draft.media, selection or Selection())
    draft = _drawn(draft, data, rules)
    subject = Subject(draft, recognition, profile.formats, _attested, settings.spelling)
    findings, failures = run(subject, rules, Vocabulary(settings.vocabulary))
    if subject.told:
        draft = replace(draft, notices=(*draft.notices, *subject.told))
    failures = (*failures, *(Failure(rule, told) for rule, told in rulebook.unusable.items()))
    sifted = sift(findings, accepted or {})
    return Report(draft, recognition, profile.name, sifted.findings, failures, sifted.accepted, sifted.unused)


def _attested(words: Collection[str]) -> Mapping[str, int]:
    """How many of the user's own past reports hold each word.

    Nothing is known of a word, and more is reported, where there is no store (none is made) or it cannot be read.
    """
    if not words or nothing_stored():
        return {}
    try:
        from hegao.api.past_reports import open_store

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
