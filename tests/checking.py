"""One kind of check run on one text, as a rule file would ask for it."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from hegao.checks.base import Hit, Parameters, Scope, Subject
from hegao.draft.model import Draft, Paragraph, ParagraphFormat, Run, RunFormat, Section
from hegao.draft.recognise import recognise
from hegao.draft.recognition import Corrections
from hegao.readers import read_text
from hegao.rulebook.profiles import load_profile


def hits(
    kind: str,
    params: dict[str, Any],
    draft: Draft | str,
    *,
    genre: str | None = None,
    scope: Scope | None = None,
    profile: str = "gbt9704",
) -> list[Hit]:
    """The hits of a check of ``kind`` with ``params``."""
    check = import_module(f"hegao.checks.kinds.{kind}").parse(Parameters("group.rule", params, Path()))
    draft = read_text(draft) if isinstance(draft, str) else draft
    recognition = recognise(draft, Corrections(genre=genre))
    return list(check.find(Subject(draft, recognition, load_profile(profile).formats), scope or Scope()))


def texts(found: list[Hit]) -> list[str]:
    """What the hits mark."""
    return [hit.place.text for hit in found]


def dressed(lines: list[tuple[str, RunFormat, ParagraphFormat]], section: Section | None = None) -> Draft:
    """A Word file whose paragraphs each have one look."""
    plain = read_text("\n".join(text for text, _, _ in lines), "稿.docx")
    paragraphs: list[Paragraph] = [
        paragraph._replace(runs=(Run(0, len(text), look),), format=frame)
        for paragraph, (text, look, frame) in zip(plain.paragraphs, lines, strict=True)
    ]
    return replace(plain, media="docx", paragraphs=tuple(paragraphs), sections=(section or Section(),))
