"""A draft with edits made in memory: what the mended copy would read as, without writing one."""

from collections.abc import Iterable
from dataclasses import replace

from hegao.draft.model import Draft, Paragraph, Run
from hegao.fix.plan import Edit

_LINE_BREAK = "\v"  # a paragraph's text holds no line ends


def mended_draft(draft: Draft, edits: Iterable[Edit]) -> Draft:
    """``draft`` with ``edits``, which come from one plan of it; paragraphs keep their numbers and looks.

    Offsets in the file, which hold for the text as it was, are left out.
    """
    by_paragraph: dict[int, list[Edit]] = {}
    for edit in edits:
        by_paragraph.setdefault(edit.paragraph, []).append(edit)
    if not by_paragraph:
        return draft
    changed = (_mended(p, by_paragraph.get(p.number, [])) for p in draft.paragraphs)
    return replace(draft, paragraphs=tuple(p._replace(offset=None) for p in changed))


def _mended(paragraph: Paragraph, edits: list[Edit]) -> Paragraph:
    # From the last to the first, so that the places of those still to be made hold.
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        new = _LINE_BREAK.join(edit.text.splitlines())
        text = paragraph.text[: edit.start] + new + paragraph.text[edit.end :]
        runs = tuple(_moved(run, edit, len(new)) for run in paragraph.runs)
        paragraph = paragraph._replace(text=text, runs=tuple(run for run in runs if run.start < run.end))
    return paragraph


def _moved(run: Run, edit: Edit, length: int) -> Run:
    """``run`` after the edit; the new text has the look of the run that the old one began in."""
    return run._replace(start=_shifted(run.start, edit, length), end=_shifted(run.end, edit, length))


def _shifted(border: int, edit: Edit, length: int) -> int:
    if border <= edit.start and not (border == edit.start == edit.end and border):
        return border
    return max(border, edit.end) - edit.end + edit.start + length
