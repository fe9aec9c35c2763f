"""The closing formula against the genre, as ``rules/genres`` tells which formulas a genre never ends with.

Parameters: ``within`` is how many of the last paragraphs of the body are read, counted back from the attachment note,
the signature or the date. The message may use {genre} and {closings}, the formulas the genre usually has.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hegao.checks.base import Check, Hit, Parameters, Passage, Scope, Subject
from hegao.draft.genre import genres
from hegao.draft.recognition import Element

_BODY_ENDS = frozenset({Element.ATTACHMENT_NOTE, Element.ISSUER, Element.DATE, Element.ATTACHMENT_MARK})
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class ClosingCheck:
    """How far back a closing formula is looked for."""

    within: int

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """Formulas that belong to another genre, in reading order."""
        spec = genres().get(subject.recognition.genre.name)
        if spec is None or not spec.forbidden_closings:
            return
        formulas = re.compile("|".join(map(re.escape, sorted(spec.forbidden_closings, key=len, reverse=True))))
        closings = "、".join(f"“{closing}”" for closing in spec.closings[:_SHOWN])
        for passage in _body(subject.passages(scope))[-self.within :]:
            for match in formulas.finditer(passage.text):
                start, end = match.span()
                yield subject.hit(passage.paragraph, start, end, genre=spec.name, closings=closings)


def _body(passages: Iterable[Passage]) -> list[Passage]:
    """The body's paragraphs up to its end, if an end was seen."""
    found: list[Passage] = []
    for passage in passages:
        if passage.element in _BODY_ENDS and found:
            break
        if passage.element is Element.BODY:
            found.append(passage)
    return found


def parse(params: Parameters) -> Check:
    """The check described by ``params``."""
    check = ClosingCheck(params.get("within", int, 3))
    params.finish()
    return check
