"""Regular expressions that know what a text must hold for them to match, so that most texts are passed over unread."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Needs = tuple[frozenset[str], ...]
"""Sets of characters: where an expression matches, the text holds at least one of each."""

_REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)
_MANY = 64
"""A larger choice of characters keeps hardly any text out."""


@dataclass(frozen=True)
class Expression:
    """A regular expression that is compiled only when a text comes up that it may match."""

    source: str
    needs: Needs

    @classmethod
    def of(cls, source: str) -> "Expression":
        """The expression ``source``.

        Raises:
            re.error: it is none.
        """
        # The standard library has no public way to look into an expression.
        tree = parser.parse(source)
        found = set() if tree.state.flags & re.IGNORECASE else set(_of(tree))
        return cls(source, tuple(sorted(found, key=_width)))

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression ready for use."""
        return re.compile(self.source)

    def may_match(self, held: frozenset[str]) -> bool:
        """Whether a text of the characters ``held`` has what a match needs."""
        return not any(map(held.isdisjoint, self.needs))


def signs(expressions: Sequence[Expression]) -> frozenset[str]:
    """Characters one of which a text holds where any of ``expressions`` matches; none where that cannot be told."""
    if not all(expression.needs for expression in expressions):
        return frozenset()
    return frozenset().union(*(expression.needs[0] for expression in expressions))


def _width(clause: frozenset[str]) -> tuple[int, list[str]]:
    return len(clause), sorted(clause)


def _of(items: Iterable[tuple[Any, Any]]) -> Iterable[frozenset[str]]:
    """The clauses of a sequence: all of its parts must match."""
    for operation, value in items:
        if operation is code.LITERAL:
            yield frozenset(chr(value))
        elif operation is code.IN:
            yield from filter(None, [_chosen(value)])
        elif operation is code.BRANCH:
            yield from filter(None, [_either(value[1])])
        else:
            yield from _of(_inside(operation, value))


def _inside(operation: Any, value: Any) -> Iterable[tuple[Any, Any]]:  # noqa: ANN401 - the tree has no types
    """The sequence that must match where a part of another kind does."""
    if operation is code.SUBPATTERN:
        return () if value[1] & re.IGNORECASE else value[3]
    if operation in _REPEATS:
        return value[2] if value[0] else ()
    if operation is code.ASSERT:
        return value[1]  # type: ignore[no-any-return]
    return value if operation is code.ATOMIC_GROUP else ()


def _chosen(members: Iterable[tuple[Any, Any]]) -> frozenset[str]:
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


def _either(branches: Iterable[Iterable[tuple[Any, Any]]]) -> frozenset[str]:
    """One clause for a choice of sequences: the narrowest of each; nothing where one of them needs nothing."""
    narrowest = [min(_of(branch), key=_width, default=None) for branch in branches]
    if any(clause is None for clause in narrowest):
        return frozenset()
    whole = frozenset().union(*(clause for clause in narrowest if clause))
    return whole if len(whole) <= _MANY else frozenset()
