r"""Regular expressions over paragraphs, with an optional replacement.

Parameters: ``find`` and ``replace`` for one expression, or ``entries`` with several of the same; ``unless`` is an
expression that silences a hit when it matches anywhere in the same sentence. A group named ``at`` narrows the marked
span. ``replace`` may use ``\\g<name>``; named groups fill the placeholders of the message. ``tell`` stands for
``replace`` where only the writer can know whether the text is to change: the message names it as {tell}, and nothing
is offered. ``only`` is ``first`` or ``last`` where just that paragraph of the scope is meant (an element that runs over
several paragraphs). Files whose name ends as one of ``except_endings`` says (".md") are left alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hegao.checks.base import Check, Hit, Parameters, Scope, Subject
from hegao.checks.texts import Mark, TextCheck
from hegao.draft.model import Paragraph
from hegao.errors import RuleError
from hegao.text.expressions import Clause, Expression, signs

_SENTENCE_END = re.compile(r"[。！？；]")
# Characters of a paragraph that is read in one go; no paragraph of a real draft is longer.
_LONG = 2000
_ONLY = {"": slice(None), "first": slice(1), "last": slice(-1, None)}


@dataclass(frozen=True, slots=True)
class Entry:
    """One expression with its replacement template, or ``None`` where there is nothing to suggest."""

    find: Expression
    replace: str | None
    tell: str


@dataclass(frozen=True, slots=True, eq=False)
class PatternCheck(TextCheck):
    """All expressions of a rule; see the module."""

    entries: tuple[Entry, ...]
    unless: Expression | None
    only: slice
    except_endings: tuple[str, ...]
    signs: Clause

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """Matches in reading order; overlapping matches of later entries are dropped."""
        if subject.draft.name.lower().endswith(self.except_endings):
            return ()
        return TextCheck.find(self, subject, scope)

    def in_draft(self, subject: Subject, scope: Scope) -> Iterable[tuple[Paragraph, Sequence[Mark]]]:
        """As for other kinds, but of the first or the last paragraph where only that is meant."""
        found = list(TextCheck.in_draft(self, subject, scope))
        if not found or self.only == _ONLY[""]:
            return found
        meant = [passage.paragraph for passage in subject.passages(scope)[self.only]]
        return [one for one in found if one[0] in meant]

    def in_text(self, text: str) -> list[Mark]:
        """The matches of all entries in reading order."""
        return sorted(self._matches(text), key=lambda mark: (mark.start, mark.end))

    def _matches(self, text: str) -> Iterator[Mark]:
        taken: bytearray | None = None
        for entry in self.entries:
            if not entry.find.may_match(text):
                continue
            for match in _finditer(entry.find.compiled, text):
                taken = taken or bytearray(len(text) + 1)
                start, end = match.span("at") if match.groupdict().get("at") is not None else match.span()
                if any(taken[start : max(end, start + 1)]):
                    continue
                if self.unless and self.unless.search(_sentence(text, start)):
                    continue
                taken[start:end] = b"\1" * (end - start)
                fixes = () if entry.replace is None else (match.expand(entry.replace),)
                values = {"tell": entry.tell, **{name: value or "" for name, value in match.groupdict().items()}}
                yield Mark(start, end, fixes, values)


def _finditer(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches in ``text``; a text of unusual length is read stretch by stretch.

    An expression that looks ahead to the end of a sentence costs the square of the length where no sentence ends.
    """
    return pattern.finditer(text) if len(text) <= _LONG else _by_stretches(pattern, text)


def _by_stretches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    position = 0
    for end in _stretches(text):
        for match in pattern.finditer(text, position, end):
            # What matches up to a cut might match "$" there, or want to go on behind it.
            if match.end() < end or end == len(text):
                yield match
        position = end


@lru_cache(maxsize=8)
def _stretches(text: str) -> Sequence[int]:
    """Where to cut a long text: behind the ends of sentences, and at the latest after so many characters."""
    start, cuts = 0, []
    while len(text) - start > _LONG:
        ends = [match.end() for match in _SENTENCE_END.finditer(text, start, start + _LONG)]
        start = ends[-1] if ends else start + _LONG
        cuts.append(start)
    return [*cuts, len(text)]


def _sentence(text: str, position: int) -> str:
    first = max(0, position - _LONG)
    start = max((match.end() for match in _SENTENCE_END.finditer(text, first, position)), default=first)
    end = _SENTENCE_END.search(text, position, position + _LONG)
    return text[start : end.end() if end else position + _LONG]


def parse(params: Parameters) -> Check:
    """The check described by ``params``."""
    unless = params.maybe("unless")
    if (only := params.get("only", str, "")) not in _ONLY:
        raise RuleError(f"规则 {params.rule} 的 params.only 只能是 first 或 last，请改正。")
    endings = params.strings("except_endings")
    tables = params.tables("entries") or (params,)
    entries = tuple(_entry(table) for table in tables)
    for table in tables:
        table.finish()
    params.finish()
    return PatternCheck(entries, unless, _ONLY[only], endings, signs([entry.find for entry in entries]))


def _entry(table: Parameters) -> Entry:
    replace = table.get("replace", str, "\0")
    return Entry(table.expression("find"), None if replace == "\0" else replace, table.get("tell", str, ""))
