"""Regular expressions that know what a text must hold for them to match, so that most texts are passed over unread."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Clause = frozenset[str]
"""Strings: where an expression matches, the text holds at least one of them."""

_REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)
_BESIDE = (code.AT, code.ASSERT, code.ASSERT_NOT)
"""What takes up no characters, so that what stands on both sides of it stands together."""

_MANY = 64
"""A larger choice of strings keeps hardly any text out."""

_NOTHING: Clause = frozenset([""])


@dataclass(frozen=True)
class Expression:
    """A regular expression that is compiled only when a text comes up that it may match; used like ``re.Pattern``."""

    source: str
    needs: tuple[Clause, ...]

    @classmethod
    def of(cls, source: str) -> "Expression":
        """The expression ``source``.

        Raises:
            re.error: it is none.
        """
        # The standard library has no public way to look into an expression.
        tree = parser.parse(source)
        found = set() if tree.state.flags & re.IGNORECASE else set(_of(tree))
        return cls(source, tuple(sorted(found, key=_weight)))

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression ready for use."""
        return re.compile(self.source)

    def may_match(self, text: str) -> bool:
        """Whether ``text`` has what a match needs."""
        for clause in self.needs:
            for string in clause:
                if string in text:
                    break
            else:
                return False
        return True

    def search(self, text: str, *span: int) -> re.Match[str] | None:
        """As ``re.Pattern.search``; so are those below."""
        return self.compiled.search(text, *span) if self.may_match(text) else None

    def match(self, text: str, *span: int) -> re.Match[str] | None:
        """The match at the start of ``text``, if any."""
        return self.compiled.match(text, *span) if self.may_match(text) else None

    def fullmatch(self, text: str, *span: int) -> re.Match[str] | None:
        """The match that is all of ``text``, if any."""
        return self.compiled.fullmatch(text, *span) if self.may_match(text) else None

    def finditer(self, text: str, *span: int) -> Iterator[re.Match[str]]:
        """The matches in ``text``."""
        return self.compiled.finditer(text, *span) if self.may_match(text) else iter(())

    def findall(self, text: str) -> list[Any]:
        """The matches in ``text``, or their groups."""
        return self.compiled.findall(text) if self.may_match(text) else []

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """``text`` with its matches replaced."""
        return self.compiled.sub(replacement, text, count) if self.may_match(text) else text


def signs(expressions: Sequence[Expression]) -> Clause:
    """Strings one of which a text holds where any of ``expressions`` matches; none where that cannot be told."""
    if not all(expression.needs for expression in expressions):
        return frozenset()
    return frozenset().union(*(expression.needs[0] for expression in expressions))


def _weight(clause: Clause) -> tuple[float, list[str]]:
    """How much of all text a clause lets through, roughly: a character more is worth fifty choices."""
    return sum(50.0 ** -len(string) for string in clause), sorted(clause)


def _of(items: Iterable[tuple[Any, Any]]) -> Iterator[Clause]:
    """The clauses of a sequence: all of its parts must match."""
    strings = _NOTHING  # the sequence read so far ends in one of these
    for operation, value in items:
        if operation is code.LITERAL:
            strings = frozenset([string + chr(value) for string in strings])
            continue
        if operation in _BESIDE:
            if operation is code.ASSERT:
                yield from _of(value[1])
            continue
        own = _exact(operation, value)
        together = frozenset(one + other for one in strings for other in own) if own else frozenset()
        if 0 < len(together) <= _MANY:
            strings = together
            continue
        yield from _clauses(strings)
        strings = own or _NOTHING
        if not own:
            yield from _inside(operation, value)
    yield from _clauses(strings)


def _clauses(strings: Clause) -> Iterator[Clause]:
    """The strings as a clause, less those that hold one of the shortest; nothing where the empty string is among them."""
    if "" in strings:
        return
    shortest = min(map(len, strings))
    short = [string for string in strings if len(string) == shortest]
    yield frozenset(short).union(one for one in strings if len(one) > shortest and not any(map(one.count, short)))


def _inside(operation: Any, value: Any) -> Iterator[Clause]:  # noqa: ANN401 - the tree has no types
    """The clauses of a part whose strings cannot be listed."""
    if operation is code.BRANCH:
        narrowest = [min(_of(branch), key=_weight, default=None) for branch in value[1]]
        whole = frozenset().union(*(clause or _NOTHING for clause in narrowest))
        yield from _clauses(whole) if len(whole) <= _MANY else ()
    elif operation is code.SUBPATTERN:
        yield from () if value[1] & re.IGNORECASE else _of(value[3])
    elif operation in _REPEATS:
        yield from _of(value[2]) if value[0] else ()
    elif operation is code.ATOMIC_GROUP:
        yield from _of(value)


def _exact(operation: Any, value: Any) -> Clause:  # noqa: ANN401 - as above
    """All strings that a part matches, or nothing where they are too many or not known."""
    if operation is code.LITERAL:
        return frozenset(chr(value))
    if operation is code.IN:
        return _chosen(value)
    if operation is code.SUBPATTERN:
        return frozenset() if value[1] & re.IGNORECASE else _sequence(value[3])
    if operation is code.BRANCH:
        branches = [_sequence(branch) for branch in value[1]]
        whole = frozenset().union(*branches)
        return whole if all(branches) and len(whole) <= _MANY else frozenset()
    if operation in _REPEATS and value[:2] == (0, 1):
        own = _sequence(value[2])
        return own | _NOTHING if own else own
    return frozenset()


def _sequence(items: Iterable[tuple[Any, Any]]) -> Clause:
    strings = _NOTHING
    for operation, value in items:
        if operation in _BESIDE:
            continue
        own = _exact(operation, value)
        strings = frozenset(one + other for one in strings for other in own)
        if not 0 < len(strings) <= _MANY:
            return frozenset()
    return strings


def _chosen(members: Iterable[tuple[Any, Any]]) -> Clause:
    """The characters of a class, or nothing where they are too many or not listed."""
    found: set[str] = set()
    for operation, value in members:
        if operation is code.LITERAL:
            found.add(chr(value))
        elif operation is code.RANGE and value[1] - value[0] < _MANY:
            found.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return frozenset()
    return frozenset(found) if len(found) <= _MANY else frozenset()
