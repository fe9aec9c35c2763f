"""Short forms introduced by 以下简称: introduced twice, or never used afterwards.

Parameters: ``want`` is ``twice`` (the same short form is introduced again; the first place is evidence) or ``unused``
(it does not occur after its introduction).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hegao.checks.base import Check, Hit, Parameters, Passage, Scope, Subject
from hegao.errors import RuleError

_WANTS = ("twice", "unused")
_DEFINED = re.compile(
    r"(?:以下|下文|下)(?:统称|合称|简称|简称为|统称为)[:：]?\s*[“\"《](?P<name>[^“”\"《》]{2,20})[”\"》]"
)


@dataclass(frozen=True, slots=True)
class _Definition:
    passage: Passage
    index: int
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AbbreviationCheck:
    """One of the two questions; see the module."""

    want: str

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """Definitions at fault, in reading order."""
        passages = subject.passages(scope)
        definitions = subject.once(("short forms", scope), lambda: list(_definitions(passages)))
        if self.want == "twice":
            yield from _twice(subject, definitions)
            return
        for definition in definitions:
            if not _used(definition, passages):
                yield subject.hit(definition.passage.paragraph, definition.start, definition.end, name=definition.name)


def _definitions(passages: Iterable[Passage]) -> Iterator[_Definition]:
    for index, passage in enumerate(passages):
        for match in _DEFINED.finditer(passage.text):
            yield _Definition(passage, index, match["name"], *match.span())


def _twice(subject: Subject, definitions: Iterable[_Definition]) -> Iterator[Hit]:
    first: dict[str, _Definition] = {}
    for definition in definitions:
        known = first.setdefault(definition.name, definition)
        if known is not definition:
            place = subject.draft.place(definition.passage.paragraph, definition.start, definition.end)
            earlier = subject.draft.place(known.passage.paragraph, known.start, known.end)
            yield Hit(place, values={"name": definition.name}, evidence=(earlier,))


def _used(definition: _Definition, passages: tuple[Passage, ...]) -> bool:
    if definition.name in definition.passage.text[definition.end :]:
        return True
    return any(definition.name in passage.text for passage in passages[definition.index + 1 :])


def parse(params: Parameters) -> Check:
    """The check described by ``params``.

    Raises:
        RuleError: ``want`` is neither twice nor unused.
    """
    want = params.get("want", str)
    params.finish()
    if want not in _WANTS:
        raise RuleError(f"规则 {params.rule} 的 params.want 只能是 twice 或 unused，请改正。")
    return AbbreviationCheck(want)
