"""What a kind of check sees (Subject, Scope), what it reports (Hit), and how it reads its parameters."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol, TypeVar, cast

from hegao.checks.masking import mask_text
from hegao.draft.model import Draft, Paragraph, Part, Place
from hegao.draft.recognition import Element, Recognition
from hegao.errors import RuleError, written_wrong
from hegao.findings.model import Reform
from hegao.spelling.choice import SHIPPED, SpellingSettings
from hegao.text.expressions import Expression

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which paragraphs a rule reads, and what is hidden from it there.

    ``elements`` is ``None`` for all elements but residue. ``mask`` names the kinds of span hidden from the rule
    (see ``hegao.checks.masking``).
    """

    parts: frozenset[Part] = frozenset({Part.BODY, Part.TABLE, Part.TEXTBOX, Part.FOOTNOTE})
    elements: frozenset[Element] | None = None
    mask: frozenset[str] = frozenset()

    def holds(self, part: Part, element: Element) -> bool:
        """Whether a paragraph of that part and element is read."""
        wanted = element is not Element.RESIDUE if self.elements is None else element in self.elements
        return wanted and part in self.parts


class Hit(NamedTuple):
    """One occurrence of a fault.

    ``fixes`` are replacements for the span, best first. ``values`` fill the placeholders of the rule's message.
    ``evidence`` are places that show the fault but are not to be changed. ``reforms`` mend its look in a Word file.
    """

    place: Place
    fixes: tuple[str, ...] = ()
    values: Mapping[str, str] = MappingProxyType({})
    evidence: tuple[Place, ...] = ()
    reforms: tuple[Reform, ...] = ()


class Passage(NamedTuple):
    """A paragraph a rule may read; ``text`` is as long as the paragraph's, with masked characters blanked."""

    paragraph: Paragraph
    element: Element
    text: str


Attested = Callable[[Collection[str]], Mapping[str, int]]
"""In how many of the user's own past reports each of some words stands."""


@dataclass(frozen=True)
class Subject:
    """A draft with all that is known about it, as checks see it. Derived data is computed once and kept.

    ``attested`` tells of past reports, ``spelling`` what wrong characters are to be found with; ``readings``
    are what :mod:`hegao.checks.texts` reads for several checks at once.
    """

    draft: Draft
    recognition: Recognition
    formats: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    attested: Attested = field(default=lambda _: {}, repr=False)
    spelling: SpellingSettings = SHIPPED
    readings: object = field(default=None, repr=False)
    _memo: dict[object, Any] = field(default_factory=dict, repr=False)

    def once(self, key: object, compute: Callable[[], T]) -> T:
        """``compute()``, evaluated the first time ``key`` is asked for."""
        if key not in self._memo:
            self._memo[key] = compute()
        return cast("T", self._memo[key])

    def tell(self, notice: str) -> None:
        """Have the report say what the user should know of the check itself, once."""
        self.once(("told", notice), lambda: notice)

    @property
    def told(self) -> tuple[str, ...]:
        """What checks told, in order."""
        return tuple(value for key, value in self._memo.items() if isinstance(key, tuple) and key[0] == "told")

    def passages(self, scope: Scope) -> tuple[Passage, ...]:
        """The paragraphs inside ``scope`` that are not blank, in reading order."""
        return self.once(scope, lambda: self._passages(scope))

    def together(self, scope: Scope) -> str:
        """The texts of the passages of ``scope`` as one, which tells in a moment what stands in none of them."""
        return self.once(("together", scope), lambda: "\n".join([passage.text for passage in self.passages(scope)]))

    def _passages(self, scope: Scope) -> tuple[Passage, ...]:
        sorts, sort_of = self.sorts
        wanted = [scope.holds(*sort) for sort in sorts]
        masked = self.once(("masked", scope.mask), lambda: self._masked(scope.mask))
        return tuple(passage for passage, sort in zip(masked, sort_of, strict=True) if wanted[sort])

    @cached_property
    def sorts(self) -> tuple[Sequence[tuple[Part, Element]], Sequence[int]]:
        """The sorts of paragraph by part and element, and which of them each of those is that are :attr:`written`."""
        numbers: dict[tuple[Part, Element], int] = {}
        sorts = ((passage.paragraph.part, passage.element) for passage in self.written)
        sort_of = [numbers.setdefault(sort, len(numbers)) for sort in sorts]
        return list(numbers), sort_of

    @cached_property
    def written(self) -> Sequence[Passage]:
        """The paragraphs that are not blank, nothing masked."""
        element = self.recognition.element_of.get
        shown = (one for one in self.draft.paragraphs if not one.blank)
        return [Passage(one, element(one.number, Element.BODY), one.text) for one in shown]

    def _masked(self, mask: frozenset[str]) -> Sequence[Passage]:
        if not mask:
            return self.written
        masked = ((passage, mask_text(passage.text, mask)) for passage in self.written)
        return [one if one.text == text else Passage(one.paragraph, one.element, text) for one, text in masked]

    def hit(self, paragraph: Paragraph, start: int, end: int, *fixes: str, **values: str) -> Hit:
        """A hit on ``paragraph.text[start:end]``."""
        return Hit(self.draft.place(paragraph, start, end), fixes, values)

    def whole(self, text: str = "", **values: str) -> Hit:
        """A hit on the page or the document as a whole."""
        return Hit(Place(Part.PAGE, None, 0, 0, text), (), values)


class Check(Protocol):
    """A kind with its parameters read: finds the hits of one rule."""

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """The occurrences in reading order."""
        ...


class Parameters:
    """The ``[params]`` table of a rule, read key by key; a wrong or unknown key is an error that names it."""

    def __init__(self, rule: str, table: Mapping[str, Any], folder: Path) -> None:
        self.rule = rule
        self.folder = folder
        self._table = dict(table)
        self._read: set[str] = set()

    def get(self, key: str, kind: type[T], default: T | None = None) -> T:
        """The value of ``key``; without a default it must be present.

        Raises:
            RuleError: the value is missing or of another type.
        """
        self._read.add(key)
        if key not in self._table:
            if default is None:
                raise RuleError(f"规则 {self.rule} 的 params 缺少“{key}”，请补上。")
            return default
        value = self._table[key]
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise RuleError(f"规则 {self.rule} 的 params.{key} 应为 {kind.__name__}，请改正。")
        return value

    def strings(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of strings, empty when absent unless ``required``."""
        values = self.get(key, list, None if required else [])
        if not all(isinstance(value, str) for value in values):
            raise RuleError(f"规则 {self.rule} 的 params.{key} 应为字符串列表，请改正。")
        return tuple(values)

    def rows(self, key: str, length: int, *, required: bool = False) -> tuple[tuple[str, ...], ...]:
        """A list of strings of exactly ``length`` characters, each taken apart into its characters.

        Raises:
            RuleError: a string has another length.
        """
        values = self.strings(key, required=required)
        wrong = next((value for value in values if len(value) != length), None)
        if wrong is not None:
            raise RuleError(f"规则 {self.rule} 的 params.{key} 中“{wrong}”应为 {length} 个字符，请改正。")
        return tuple(tuple(value) for value in values)

    def expression(self, key: str, default: str | None = None) -> Expression:
        """A regular expression.

        Raises:
            RuleError: it is none.
        """
        return self.read(key, self.get(key, str, default))

    def maybe(self, key: str) -> Expression | None:
        """A regular expression that may be absent, as :meth:`expression`."""
        source = self.get(key, str, "")
        return self.read(key, source) if source else None

    def read(self, key: str, source: str) -> Expression:
        """``source`` as a regular expression, with errors that name ``key``."""
        try:
            return Expression.of(source)
        except re.error as error:
            reason = written_wrong(error)
            raise RuleError(f"规则 {self.rule} 的 params.{key} 不是有效的正则表达式：{reason}。请改正。") from error

    def element(self, name: str) -> Element:
        """The element of that name.

        Raises:
            RuleError: there is none.
        """
        try:
            return Element(name)
        except ValueError as error:
            raise RuleError(f"规则 {self.rule} 写了不存在的要素“{name}”，请改正。") from error

    def tables(self, key: str) -> tuple["Parameters", ...]:
        """A list of sub-tables, each to be read and finished like this one."""
        return tuple(
            Parameters(f"{self.rule} {key}[{index}]", table, self.folder)
            for index, table in enumerate(self.get(key, list, []))
        )

    def finish(self) -> None:
        """Complain about keys nobody has read.

        Raises:
            RuleError: naming the first unknown key.
        """
        unknown = sorted(set(self._table) - self._read)
        if unknown:
            raise RuleError(f"规则 {self.rule} 的 params 有不认识的键“{unknown[0]}”，请删除或改正。")
