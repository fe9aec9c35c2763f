r"""Regular expressions over paragraphs, with an optional replacement.

Parameters: ``find`` and ``replace`` for one expression, or ``entries`` with several of the same; ``unless`` is an
expression that silences a hit when it matches anywhere in the same sentence. A group named ``at`` narrows the marked
span. ``replace`` may use ``\\g<name>``; named groups fill the placeholders of the message. ``only`` is ``first`` or
``last`` where just that paragraph of the scope is meant (an element that runs over several paragraphs). Files whose
name ends as one of ``except_endings`` says (".md") are left alone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hegao.checks.base import Check, Hit, Parameters, Passage, Scope, Subject
from hegao.errors import RuleError

_SENTENCE_END = re.compile(r"[。！？；]")
_ONLY = {"": slice(None), "first": slice(1), "last": slice(-1, None)}


@dataclass(frozen=True, slots=True)
class Entry:
    """One expression with its replacement template, or ``None`` where there is nothing to suggest."""

    find: re.Pattern[str]
    replace: str | None


@dataclass(frozen=True, slots=True)
class PatternCheck:
    """All expressions of a rule; see the module."""

    entries: tuple[Entry, ...]
    unless: re.Pattern[str] | None
    only: slice
    except_endings: tuple[str, ...]

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """Matches in reading order; overlapping matches of later entries are dropped."""
        if subject.draft.name.lower().endswith(self.except_endings):
            return
        for passage in subject.passages(scope)[self.only]:
            taken: list[tuple[int, int, Hit]] = []
            for start, end, hit in self._matches(subject, passage):
                if not any(start < other_end and other_start < end for other_start, other_end, _ in taken):
                    taken.append((start, end, hit))
            yield from (hit for _, _, hit in sorted(taken, key=lambda item: item[:2]))

    def _matches(self, subject: Subject, passage: Passage) -> Iterator[tuple[int, int, Hit]]:
        for entry in self.entries:
            for match in entry.find.finditer(passage.text):
                start, end = match.span("at") if match.groupdict().get("at") is not None else match.span()
                if self.unless and self.unless.search(_sentence(passage.text, start)):
                    continue
                fixes = () if entry.replace is None else (match.expand(entry.replace),)
                values = {name: value or "" for name, value in match.groupdict().items()}
                yield start, end, subject.hit(passage.paragraph, start, end, *fixes, **values)


def _sentence(text: str, position: int) -> str:
    start = max((match.end() for match in _SENTENCE_END.finditer(text, 0, position)), default=0)
    end = _SENTENCE_END.search(text, position)
    return text[start : end.end() if end else len(text)]


def parse(params: Parameters) -> Check:
    """The check described by ``params``."""
    unless = params.get("unless", str, "")
    if (only := params.get("only", str, "")) not in _ONLY:
        raise RuleError(f"规则 {params.rule} 的 params.only 只能是 first 或 last，请改正。")
    endings = params.strings("except_endings")
    tables = params.tables("entries") or (params,)
    entries = tuple(_entry(table) for table in tables)
    for table in tables:
        table.finish()
    params.finish()
    silencer = params.compile("unless", unless) if unless else None
    return PatternCheck(entries, silencer, _ONLY[only], endings)


def _entry(table: Parameters) -> Entry:
    replace = table.get("replace", str, "\0")
    return Entry(table.pattern("find"), None if replace == "\0" else replace)
