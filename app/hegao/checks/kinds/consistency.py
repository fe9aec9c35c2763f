r"""One thing written in two ways in one draft: the rarer forms are reported, the commonest is what to write.

Parameters: ``forms`` are tables with ``name`` (as the message calls it), ``find`` (an expression) and ``write`` (what a match of
another form becomes, with ``\g<name>`` for groups all forms share; without it no replacement is offered). Of equally
common forms the one named first is kept. ``at_least`` is how often the commonest must occur. A group named ``at``
narrows the marked span.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hegao.checks.base import Check, Hit, Parameters, Scope, Subject
from hegao.checks.texts import Mark, TextCheck
from hegao.draft.model import Paragraph
from hegao.errors import RuleError
from hegao.text.expressions import Clause, Expression, signs


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing; ``write`` is ``None`` where a match of another form cannot be rewritten into it."""

    name: str
    find: Expression
    write: str | None


@dataclass(frozen=True, slots=True)
class _Use:
    paragraph: Paragraph
    form: int
    mark: Mark


@dataclass(frozen=True, slots=True, eq=False)
class ConsistencyCheck(TextCheck):
    """The forms of one rule; see the module. Instances are told apart by identity."""

    forms: tuple[Form, ...]
    at_least: int

    @property
    def signs(self) -> Clause:
        """Those of the expressions."""
        return signs([form.find for form in self.forms])

    def in_text(self, text: str) -> Iterable[Mark]:
        """The uses of all forms, form by form, with what each would be in every form."""
        for index, form in enumerate(self.forms):
            for match in form.find.finditer(text):
                span = match.span("at") if "at" in match.re.groupindex else match.span()
                yield Mark(*span, tuple(self._written(match)), {"form": str(index)})

    def _written(self, match: re.Match[str]) -> Iterator[str]:
        return ("" if form.write is None else match.expand(form.write) for form in self.forms)

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """A hit for each use of a rarer form; the first use of the commonest is its evidence."""
        found = self.in_draft(subject, scope)
        uses = [_Use(paragraph, int(mark.values["form"]), mark) for paragraph, marks in found for mark in marks]
        times = Counter(use.form for use in uses)
        usual = max(range(len(self.forms)), key=lambda form: (times[form], -form))
        if times[usual] < self.at_least or len(times) < 2:
            return ()
        first = next(use for use in uses if use.form == usual)
        shown = subject.draft.place(first.paragraph, first.mark.start, first.mark.end)
        hits = [self._hit(subject, use, usual)._replace(evidence=(shown,)) for use in uses if use.form != usual]
        return sorted(hits, key=lambda hit: (hit.place.paragraph or 0, hit.place.start))

    def _hit(self, subject: Subject, use: _Use, usual: int) -> Hit:
        fixes = () if self.forms[usual].write is None else (use.mark.fixes[usual],)
        values = {"form": self.forms[use.form].name, "usual": self.forms[usual].name}
        return subject.hit(use.paragraph, use.mark.start, use.mark.end, *fixes, **values)


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
