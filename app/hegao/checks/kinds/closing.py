"""The closing formula against the genre: one that belongs elsewhere, or none at all.

Parameters: ``within`` is how many of the last paragraphs of the body are read, counted back from the attachment note,
the signature or the date. Formulas that ``rules/genres`` forbids to the genre are marked where they close the body or
fill a paragraph: inside the text the same words say something else. ``among`` chooses the formulas that match it. With
``usual``, an expression, the opposite is asked: the document as a whole is marked where none of these paragraphs
matches it, if ``given`` elements were recognised. The message may use {genre} and {closings}, the formulas the genre
usually has.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from hegao.checks.base import Check, Hit, Parameters, Passage, Scope, Subject
from hegao.draft.genre import genres
from hegao.draft.recognition import Element
from hegao.text.expressions import Expression

_BODY_ENDS = frozenset({Element.ATTACHMENT_NOTE, Element.ISSUER, Element.DATE, Element.ATTACHMENT_MARK})
_SHOWN = 3
_MARKS = "。！!. \u3000"


@dataclass(frozen=True, slots=True)
class ClosingCheck:
    """How far back a closing formula is looked for."""

    within: int
    usual: Expression | None
    given: frozenset[str]
    among: Expression

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """Formulas that belong to another genre, in reading order, or the document that lacks one."""
        spec = genres().get(subject.recognition.genre.name)
        if spec is None:
            return
        values = {"genre": spec.name, "closings": "、".join(f"“{closing}”" for closing in spec.closings[:_SHOWN])}
        last = _body(subject.passages(scope))[-self.within :]
        if self.usual is not None:
            seen = {r.element.value for r in subject.recognition.elements}
            if last and self.given <= seen and not any(self.usual.search(passage.text) for passage in last):
                yield subject.whole(**values)
            return
        formulas = [formula for formula in spec.forbidden_closings if self.among.search(formula)]
        for passage in last:
            words = passage.text.rstrip(_MARKS)
            formula = max((f for f in formulas if words.endswith(f)), key=len, default="")
            if formula and (passage is last[-1] or words.lstrip(_MARKS) == formula):
                place = subject.draft.place(passage.paragraph, len(words) - len(formula), len(words))
                yield Hit(place, values=values)


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
    check = ClosingCheck(
        params.get("within", int, 3),
        params.maybe("usual"),
        frozenset(params.strings("given")),
        params.expression("among", ""),
    )
    params.finish()
    return check
