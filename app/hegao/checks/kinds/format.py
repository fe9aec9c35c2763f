"""The look of a Word file against what the profile accepts: page, fonts, sizes, indents, colours, page numbers.

Parameters: ``property`` is one of the list below; ``accept`` is a dotted key into the profile's ``[formats]`` table;
``levels`` takes headings of these levels instead of the rule's ``elements``. Where the profile says nothing, or the
file does not say, nothing is reported.

Of pages: ``page`` compares every measure in the table ``accept`` (width, height, top, bottom, left, right, binding,
text_width, text_height, in millimetres); ``page_number`` wants a page number in a draft of more than ``length``
characters. Of characters: ``font``, ``size``, ``colour``, ``highlight``, ``hidden``; of paragraphs: ``alignment``,
``first_line``, ``line_spacing``. The last of each three need no ``accept``: any such look is a fault.

Where more than half of the text is at fault the document as a whole is marked, else each stretch. The message may
use {found} and {wanted}.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hegao.checks import looks
from hegao.checks.base import Check, Hit, Parameters, Scope, Subject
from hegao.checks.looks import Look, Value, accepted
from hegao.draft.recognition import Element
from hegao.errors import RuleError

_PAGE = frozenset({"page", "page_number"})
_BARE = frozenset({"page_number", "colour", "highlight", "hidden"})
_ALIGNMENTS = {"left": "左对齐", "center": "居中", "right": "右对齐", "both": "两端对齐"}
_TENTH = 0.05  # half of the last digit shown in a message


@dataclass(frozen=True, slots=True)
class FormatCheck:
    """One property and what to compare it with; see the module."""

    property: str
    accept: str
    levels: frozenset[int]
    length: int

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """The document as a whole, or stretches of text in reading order."""
        if self.property == "page_number":
            return self._unnumbered(subject)
        if self.property == "page":
            return self._pages(subject)
        return self._text(subject, scope)

    def _unnumbered(self, subject: Subject) -> Iterator[Hit]:
        sections = subject.draft.sections
        if sections and subject.draft.characters > self.length and not any(s.page_number for s in sections):
            yield subject.whole()

    def _pages(self, subject: Subject) -> Iterator[Hit]:
        table = _table(subject.formats, self.accept)
        found: dict[str, None] = {}
        wanted: dict[str, None] = {}
        for section in subject.draft.sections:
            for name in looks.SECTION_MEASURES:
                limits = accepted(table, name)
                value = None if section.landscape else looks.of_section(section, name)
                if limits and value is not None and not limits.admits(round(value, 1)):
                    found[f"{table[name]['name']}{_number(value)}毫米"] = None
                    wanted[limits.say] = None
        if found:
            yield subject.whole(found="、".join(found), wanted="、".join(wanted))

    def _text(self, subject: Subject, scope: Scope) -> Iterator[Hit]:
        limits = accepted(subject.formats, self.accept) if self.accept else None
        if self.accept and limits is None:
            return
        seen = list(self._looks(subject, scope))
        wrong = [look for look in seen if limits is None or not limits.admits(look.value)]
        if not wrong:
            return
        values = {"found": self._say(wrong, subject.formats), "wanted": limits.say if limits else ""}
        if limits and looks.letters(wrong) * 2 > looks.letters(seen):
            yield subject.whole(**values)
            return
        for look in wrong:
            yield subject.hit(look.paragraph, look.start, look.end, **values)

    def _looks(self, subject: Subject, scope: Scope) -> Iterator[Look]:
        elements = frozenset(Element) - {Element.RESIDUE} if scope.elements is None else scope.elements
        reader = looks.RUN_READERS.get(self.property)
        for span in looks.paragraphs(subject, frozenset() if self.levels else elements, self.levels):
            if reader:
                yield from looks.runs(span, reader, chinese=self.property in ("font", "size"))
            elif (value := looks.PARAGRAPH_READERS[self.property](span)) is not None:
                yield Look(span.paragraph, span.start, span.end, value)

    def _say(self, wrong: Iterable[Look], formats: Mapping[str, Any]) -> str:
        amounts: Counter[Value] = Counter()
        for look in wrong:
            amounts[look.value] += look.end - look.start
        return "、".join(self._name(value, formats) for value, _ in amounts.most_common(3))

    def _name(self, value: Value, formats: Mapping[str, Any]) -> str:
        if isinstance(value, str):
            return _ALIGNMENTS.get(value, value)
        if self.property == "first_line":
            return f"{_number(value)}字"
        sizes: Mapping[str, float] = formats.get("sizes", {})
        name = next((name for name, points in sizes.items() if abs(points - value) < _TENTH), "")
        points = f"{_number(value)}磅"
        return f"{name}（{points}）" if name and self.property == "size" else points


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _table(formats: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = formats.get(key, {})
    return found


def parse(params: Parameters) -> Check:
    """The check described by ``params``.

    Raises:
        RuleError: the property is unknown, or has nothing to be compared with.
    """
    name = params.get("property", str)
    accept = params.get("accept", str, "")
    levels = frozenset(params.get("levels", list, []))
    length = params.get("length", int, 0)
    params.finish()
    if name not in {*looks.RUN_READERS, *looks.PARAGRAPH_READERS, *_PAGE}:
        raise RuleError(f"规则 {params.rule} 的 params.property 不能是“{name}”，请改正。")
    if not accept and name not in _BARE:
        raise RuleError(f"规则 {params.rule} 的 params 缺少“accept”，请写上规范里对应的键。")
    return FormatCheck(name, accept, levels, length)
