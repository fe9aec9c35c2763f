"""A phrase that is wrong only because of what stands, or does not stand, elsewhere in the draft.

Parameters: ``find`` is the expression to mark (a group ``at`` narrows it) and ``replace`` its replacement, if any;
``given`` must match some paragraph of the scope; ``missing`` must match none. Either may be left out. With
``missing_element`` nothing is said where one of these elements was recognised.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from hegao.checks.base import Check, Hit, Parameters, Passage, Scope, Subject
from hegao.text.expressions import Expression


@dataclass(frozen=True, slots=True)
class TogetherCheck:
    """An expression and its surroundings; see the module."""

    target: Expression
    replace: str | None
    given: Expression | None
    missing: Expression | None
    missing_element: frozenset[str]

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """Matches in reading order, where the surroundings are as told."""
        if self.missing_element & {r.element.value for r in subject.recognition.elements}:
            return
        passages = subject.passages(scope)
        if self.given and not _matches(self.given, passages):
            return
        if self.missing and _matches(self.missing, passages):
            return
        for passage in passages:
            for match in self.target.finditer(passage.text):
                start, end = match.span("at" if "at" in match.re.groupindex else 0)
                fixes = () if self.replace is None else (match.expand(self.replace),)
                values = {name: value or "" for name, value in match.groupdict().items()}
                yield subject.hit(passage.paragraph, start, end, *fixes, **values)


def _matches(pattern: Expression, passages: Iterable[Passage]) -> bool:
    return any(pattern.search(passage.text) for passage in passages)


def parse(params: Parameters) -> Check:
    """The check described by ``params``."""
    replace = params.get("replace", str, "\0")
    check = TogetherCheck(
        params.expression("find"),
        None if replace == "\0" else replace,
        params.maybe("given"),
        params.maybe("missing"),
        frozenset(params.strings("missing_element")),
    )
    params.finish()
    return check
