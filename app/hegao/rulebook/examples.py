"""The examples inside a rule, run: each must fire exactly at its marks, or stay silent."""

import re
from dataclasses import dataclass, replace

from hegao.checks.base import Hit, Subject
from hegao.draft.model import (
    Draft,
    PageLayout,
    PageNumber,
    Paragraph,
    ParagraphFormat,
    Part,
    Run,
    RunFormat,
    Section,
    Standing,
)
from hegao.draft.recognise import recognise
from hegao.draft.recognition import Corrections
from hegao.readers import read_text
from hegao.rulebook.profiles import load_profile, profile_for
from hegao.rulebook.rule import Example, Rule

_MARK = re.compile("[⟦⟧]")
_OF_PARAGRAPH = frozenset({"page_break_before", "drawings", "section"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """An example that did not hold, told in one sentence."""

    rule: str
    example: int
    problem: str


def run_examples(rule: Rule) -> tuple[Verdict, ...]:
    """The examples of ``rule`` that do not hold, in order."""
    return tuple(
        Verdict(rule.id, number, problem)
        for number, example in enumerate(rule.examples, start=1)
        if (problem := example_problem(rule, example))
    )


def example_problem(rule: Rule, example: Example) -> str | None:
    """What does not hold in ``example``, in one sentence; ``None`` where all holds."""
    plain, spans = strip_marks(example.text)
    if not plain.strip():
        return "例句还是空的，请填写。"
    hits = find(rule, example, plain)
    found = sorted(_absolute(hit) for hit in hits)
    if found != sorted(spans):
        return f"应标出 {_quote(plain, spans)}，实际标出 {_quote(plain, found)}。"
    if example.fixed is None:
        return None
    mended = _apply(plain, hits)
    if mended != example.fixed:
        return f"改后应是“{example.fixed}”，实际是“{mended}”。"
    if find(rule, example, mended):
        return f"改后的“{mended}”仍然报错。"
    return None


def strip_marks(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without ⟦ ⟧ and the spans they enclosed; an empty pair stands for the document as a whole: (-1, -1)."""
    plain, spans, opened = "", [], 0
    for piece in re.split(f"({_MARK.pattern})", marked):
        if piece == "⟦":
            opened = len(plain)
        elif piece == "⟧":
            spans.append((opened, len(plain)) if opened < len(plain) else (-1, -1))
        else:
            plain += piece
    return plain, spans


def find(rule: Rule, example: Example, text: str) -> list[Hit]:
    """The hits of ``rule`` on ``text``, dressed as the example says."""
    draft = _dress(read_text(text, "例.txt"), example)
    recognition = recognise(draft, Corrections(genre=example.genre))
    profile = load_profile(example.profile) if example.profile else profile_for(recognition.genre.family)
    return list(rule.check.find(Subject(draft, recognition, profile.formats), rule.scope))


def _dress(draft: Draft, example: Example) -> Draft:
    dressed_by = (example.section, example.paragraph, example.run, example.footer, example.properties, example.layout)
    if not any(dressed_by):
        return draft
    look = RunFormat(**example.run)
    own = {key: value for key, value in example.paragraph.items() if key in _OF_PARAGRAPH}
    frame = ParagraphFormat(**{key: value for key, value in example.paragraph.items() if key not in own})
    paragraphs = [*draft.paragraphs]
    if example.footer:
        paragraphs.append(Paragraph(len(paragraphs) + 1, example.footer, Part.FOOTER))
    dressed = tuple(p._replace(runs=(Run(0, len(p.text), look),), format=frame, **own) for p in paragraphs)
    return replace(
        draft,
        media="docx",
        paragraphs=dressed,
        sections=(_section(example, len(paragraphs)),) * (own.get("section", 0) + 1),
        properties=example.properties,
        layout=_layout(example) if example.layout else None,
    )


def _layout(example: Example) -> PageLayout:
    pages = example.layout["pages"]
    tops = example.layout.get("tops", [37.0] * len(pages))
    standing = {n: Standing(page, page, top, top) for n, (page, top) in enumerate(zip(pages, tops, strict=True), 1)}
    return PageLayout(example.layout.get("of", max(pages)), standing)


def _section(example: Example, footer: int) -> Section:
    kinds = example.section.get("page_numbers", {"all": True} if example.footer else {})
    numbers = tuple(PageNumber(pages, footer if there else None) for pages, there in kinds.items())
    return Section(**{**example.section, "page_numbers": numbers})


def _absolute(hit: Hit) -> tuple[int, int]:
    return hit.place.offset or (-1, -1)


def _apply(text: str, hits: list[Hit]) -> str:
    for hit in sorted(hits, key=_absolute, reverse=True):
        if hit.fixes and hit.place.offset:
            start, end = hit.place.offset
            text = text[:start] + hit.fixes[0] + text[end:]
    return text


def _quote(text: str, spans: list[tuple[int, int]]) -> str:
    return "、".join(f"“{text[s:e]}”({s}..{e})" if s >= 0 else "全文" for s, e in spans) or "（无）"
