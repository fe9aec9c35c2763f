"""Copies of a draft: mended, laid out afresh, or written as a new file. The user's own file is never touched."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from hegao.draft.model import Draft, Place
from hegao.draft.recognise import recognise
from hegao.draft.recognition import Corrections, Element, Recognition
from hegao.engine.outcome import Report
from hegao.errors import ConfigError
from hegao.findings.model import Finding, Safety
from hegao.fix import Applied, Typeset, apply, mended_draft, plan, tracking, typeset_draft, write_beside, write_copy
from hegao.readers import read
from hegao.resources import write_atomically
from hegao.rulebook.profiles import load_profile, profile_for
from hegao.rulebook.settings import load_settings


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


def _title(recognition: Recognition) -> Place | None:
    title = recognition.first(Element.TITLE)
    return title.place if title else None


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


def save_text(path: Path, text: str) -> None:
    """Write a new text file.

    Raises:
        ConfigError: it exists already or cannot be written.
    """
    save_new(path, text.encode())


def save_new(path: Path, data: bytes) -> None:
    """Write a new file.

    Raises:
        ConfigError: it exists already or cannot be written.
    """
    if path.exists():
        raise ConfigError(f"“{path.name}”已经存在，请换一个输出文件名或先移走它。")
    write_atomically(path, data)
