"""Regular expressions that know what a text must hold for them to match, so that most texts are passed over unread."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

# The stubs of re leave out its parser, which alone knows how an expression is built.
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from hegao.resources import rules_dir

Clause = frozenset[str]
"""Strings: where an expression matches, the text holds at least one of them."""

STORED = "needs.json"
"""The file among the rules that holds what their expressions need."""

_REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)
_BESIDE = (code.AT, code.ASSERT, code.ASSERT_NOT)
"""What takes up no characters, so that what stands on both sides of it stands together."""

_MANY = 64
"""A larger choice of strings keeps hardly any text out."""

_NOTHING: Clause = frozenset([""])


@dataclass(frozen=True, eq=False)
class Expression:
    """A regular expression that is compiled only when a text comes up that it may match; used like ``re.Pattern``.

    Instances are told apart by identity.
    """

    source: str
    needs: tuple[Clause, ...]

    @classmethod
    def of(cls, source: str) -> "Expression":
        """The expression ``source``.

        Raises:
            re.error: it is none.
        """
        needs = known().get(source)
        if needs is None:
            needs = known()[source] = _needs(source)
        return cls(source, needs)

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

    def search(self, text: str) -> re.Match[str] | None:
        """As ``re.Pattern.search``; so are those below."""
        return self.compiled.search(text) if self.may_match(text) else None

    def match(self, text: str) -> re.Match[str] | None:
        """The match at the start of ``text``, if any."""
        return self.compiled.match(text) if self.may_match(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The match that is all of ``text``, if any."""
        return self.compiled.fullmatch(text) if self.may_match(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches in ``text``."""
        return self.compiled.finditer(text) if self.may_match(text) else iter(())

    def findall(self, text: str) -> list[Any]:
        """The matches in ``text``, or their groups."""
        return self.compiled.findall(text) if self.may_match(text) else []

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """``text`` with its matches replaced."""
        return self.compiled.sub(replacement, text, count) if self.may_match(text) else text


@cache
def known() -> dict[str, tuple[Clause, ...]]:
    """What expressions need, by their sources: at first what was found out beforehand of those of the shipped rules.

    To look into several hundred expressions takes longer than to check a short draft.
    """
    try:
        stored = json.loads((rules_dir() / STORED).read_bytes())
        if not all(isinstance(clause, list) for clauses in stored.values() for clause in clauses):
            return {}
        return {source: tuple(map(frozenset, clauses)) for source, clauses in stored.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}  # it can all be found out again


def stored() -> str:
    """What is :func:`known` as the content of the file ``STORED``, the same for the same expressions."""
    plain = {source: [sorted(clause) for clause in needs] for source, needs in known().items()}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=0, separators=(",", ":")) + "\n"


def signs(expressions: Sequence[Expression]) -> Clause:
    """Strings one of which a text holds where any of ``expressions`` matches; none where that cannot be told."""
    if not all(expression.needs for expression in expressions):
        return frozenset()
    return frozenset().union(*(expression.needs[0] for expression in expressions))


def _needs(source: str) -> tuple[Clause, ...]:
    # The standard library has no public way to look into an expression.
    tree = parser.parse(source)
    found = set() if tree.state.flags & re.IGNORECASE else {_narrowed(clause) for clause in _of(tree)[1]}
    return tuple(sorted(found, key=_weight))


def _weight(clause: Clause) -> tuple[float, list[str]]:
    """How much of all text a clause lets through, roughly: a character more is worth fifty choices."""
    return sum(50.0 ** -len(string) for string in clause), sorted(clause)


def _of(items: Iterable[tuple[Any, Any]]) -> tuple[Clause, list[Clause]]:
    """All strings a sequence matches, none where they are too many or not known, and its clauses: all parts must match."""
    strings = _NOTHING  # what has been read so far ends in one of these
    whole = True
    clauses: list[Clause] = []
    for operation, value in items:
        if operation is code.LITERAL:
            strings = frozenset([string + chr(value) for string in strings])
            continue
        if operation in _BESIDE:
            clauses += _of(value[1])[1] if operation is code.ASSERT else ()
            continue
        own, inner = _part(operation, value)
        together = frozenset([one + other for one in strings for other in own])
        if 0 < len(together) <= _MANY:
            strings = together
            continue
        whole = False
        clauses += (strings, *inner)
        strings = own or _NOTHING
    clauses.append(strings)
    return strings if whole else frozenset(), [clause for clause in clauses if "" not in clause]


def _narrowed(clause: Clause) -> Clause:
    """The clause without the strings that hold one of the shortest."""
    shortest = min(map(len, clause))
    short = [string for string in clause if len(string) == shortest]
    if len(short) == len(clause):
        return clause
    return frozenset(short).union(one for one in clause if len(one) > shortest and not any(map(one.count, short)))


def _part(operation: Any, value: Any) -> tuple[Clause, Sequence[Clause]]:  # noqa: ANN401 - the tree has no types
    """All strings a part matches, or none and its clauses."""
    if operation is code.IN:
        return _chosen(value), ()
    if operation is code.BRANCH:
        return _either([_of(branch) for branch in value[1]])
    if operation is code.SUBPATTERN:
        return (frozenset(), ()) if value[1] & re.IGNORECASE else _of(value[3])
    if operation in _REPEATS:
        own, inner = _of(value[2])
        optional = own | _NOTHING if own and value[:2] == (0, 1) else frozenset()
        return optional, inner if value[0] else ()
    if operation is code.ATOMIC_GROUP:
        return _of(value)
    return frozenset(), ()


def _either(branches: Sequence[tuple[Clause, Sequence[Clause]]]) -> tuple[Clause, Sequence[Clause]]:
    """The same for a choice: one clause of the narrowest of each branch."""
    if all(own for own, _ in branches):
        own = frozenset().union(*(own for own, _ in branches))
        if len(own) <= _MANY:
            return own, ()
    narrowest = [min(clauses, key=_weight, default=_NOTHING) for _, clauses in branches]
    strings = frozenset().union(*narrowest)
    return frozenset(), (strings,) if len(strings) <= _MANY and "" not in strings else ()


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
