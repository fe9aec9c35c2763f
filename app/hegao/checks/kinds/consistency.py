r"""One thing written in two ways in one draft: the rarer forms are reported, the commonest is what to write.

Parameters: ``forms`` are tables with ``name`` (as the message calls it), ``find`` (an expression) and ``write`` (what a match of
another form becomes, with ``\g<name>`` for groups all forms share; without it no replacement is offered). Of equally
common forms the one named first is kept. ``at_least`` is how often the commonest must occur. A group named ``at``
narrows the marked span.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from hegao.checks.base import Check, Hit, Parameters, Passage, Scope, Subject
from hegao.errors import RuleError
from hegao.text.expressions import Expression


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing; ``write`` is ``None`` where a match of another form cannot be rewritten into it."""

    name: str
    find: Expression
    write: str | None


_Use = tuple[Passage, re.Match[str]]


@dataclass(frozen=True, slots=True)
class ConsistencyCheck:
    """The forms of one rule; see the module."""

    forms: tuple[Form, ...]
    at_least: int

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """A hit for each use of a rarer form; the first use of the commonest is its evidence."""
        together = subject.together(scope)
        uses = [
            list(_uses(form, subject.passages(scope))) if form.find.may_match(together) else [] for form in self.forms
        ]
        usual = max(range(len(uses)), key=lambda index: (len(uses[index]), -index))
        if len(uses[usual]) < self.at_least or sum(map(bool, uses)) < 2:
            return ()
        passage, match = uses[usual][0]
        shown = subject.draft.place(passage.paragraph, *_span(match))
        hits = [
            replace(self._hit(subject, use, self.forms[index], self.forms[usual]), evidence=(shown,))
            for index, found in enumerate(uses)
            if index != usual
            for use in found
        ]
        return sorted(hits, key=lambda hit: (hit.place.paragraph or 0, hit.place.start))

    def _hit(self, subject: Subject, use: _Use, form: Form, usual: Form) -> Hit:
        passage, match = use
        fixes = () if usual.write is None else (match.expand(usual.write),)
        return subject.hit(passage.paragraph, *_span(match), *fixes, form=form.name, usual=usual.name)


def _span(match: re.Match[str]) -> tuple[int, int]:
    return match.span("at") if "at" in match.re.groupindex else match.span()


def _uses(form: Form, passages: Iterable[Passage]) -> Iterator[_Use]:
    for passage in passages:
        for match in form.find.finditer(passage.text):
            yield passage, match


def parse(params: Parameters) -> Check:
    """The check described by ``params``.

    Raises:
        RuleError: fewer than two forms.
    """
    forms = tuple(_form(table) for table in params.tables("forms"))
    if len(forms) < 2:
        raise RuleError(f"规则 {params.rule} 至少要有两种 forms，请补上。")
    check = ConsistencyCheck(forms, params.get("at_least", int, 1))
    params.finish()
    return check


def _form(table: Parameters) -> Form:
    write = table.get("write", str, "\0")
    form = Form(table.get("name", str), table.expression("find"), None if write == "\0" else write)
    table.finish()
    return form
