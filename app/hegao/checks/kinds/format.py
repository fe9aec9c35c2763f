"""The look of a Word file against what the profile accepts: page, fonts, sizes, indents, places, page numbers.

Parameters: ``property`` is one of the list below; ``accept`` is a dotted key into the profile's ``[formats]`` table;
``levels`` takes headings of these levels instead of the rule's ``elements``, ``pages`` the page numbers on these kinds
of page (all, odd, even, first). ``only`` is an expression that a paragraph must match; its group ``at`` narrows the
span. ``given`` and ``unless`` are tables of element names with an expression each: the rule speaks only where a
paragraph of every element of the one matches, and of no element of the other. Where the profile says nothing, or the
file does not say, nothing is reported.

Of pages: ``page`` compares every measure in the table ``accept`` (in millimetres); ``page_number`` wants a page number
in a draft of more than ``length`` characters or with a page break, ``page_number_gap`` on odd and even pages alike, ``page_number_first``
none on the first page, ``page_number_anew`` no new count at an attachment. Of pages as they are drawn, and only where
they have been: ``text_not_first`` wants body text on the first one, ``signed_alone`` text beside the date of the
signature; of the imprint, ``page_side`` is the side it ends on (odd, even), ``last_page`` whether that is the last (yes,
no), ``foot`` how many millimetres the type area goes on below it. ``stated`` reports what the file states of
itself under ``key`` (see ``Draft.properties``), where ``only`` matches it.

Of characters: ``font`` (of 汉字), ``latin_font``, ``size``, ``ink`` (red, black, other), ``colour``, ``highlight``,
``hidden``; the last three need no ``accept``: any such look is a fault. Of paragraphs, in characters where not said
otherwise: ``alignment``, ``side`` (of the line: left, center, right), ``first_line`` (of body text), ``start`` (of the
first row), ``rows`` (of those after it), ``wrap`` (of those after it, from where the span begins), ``right``,
``line_spacing`` and ``space`` (before or after, in points), ``row_characters`` (to a line of the grid),
``blank_before`` (lines), ``new_page`` and ``ruled`` (yes, no), ``date_place`` (sealed, unsealed).

Where more than half of the body text or of the headings is at fault, in more than three places, the document as a
whole is marked, else each stretch. The message may use {found} and {wanted}.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hegao.checks import looks, pages, standing
from hegao.checks.accepted import accepted, usual
from hegao.checks.base import Check, Hit, Parameters, Scope, Subject
from hegao.checks.reforms import page_reform, reform
from hegao.checks.spans import Chosen, Look, Value, spans
from hegao.draft.recognition import Element
from hegao.errors import RuleError
from hegao.findings.model import Reform
from hegao.text.expressions import Expression

Condition = tuple[Element, Expression]

_FAULTS = {**pages.FAULTS, **standing.DRAWN_FAULTS}
_READERS = {**looks.PARAGRAPH_READERS, **standing.DRAWN_READERS}
_DRAWN = standing.DRAWN_FAULTS.keys() | standing.DRAWN_READERS.keys()
_BARE = frozenset({*_FAULTS, "colour", "highlight", "hidden", "stated"})
_KNOWN = frozenset({*looks.RUN_READERS, *_READERS, *_FAULTS, "page", "stated"})
_WORDS = {
    "left": "靠左",
    "center": "居中",
    "right": "靠右",
    "both": "两端对齐",
    "distribute": "分散对齐",
    "inside": "靠内侧",
    "outside": "靠外侧",
    "red": "红色",
    "black": "黑色",
    "other": "其他颜色",
    "odd": "单页",
    "even": "双页",
}
_POINTS = frozenset({"size", "line_spacing", "space"})
_FEW = 3
_TENTH = 0.05  # half of the last digit shown in a message


@dataclass(frozen=True, slots=True)
class FormatCheck:
    """One property and what to compare it with; see the module. ``drawn``: only drawn pages show it."""

    property: str
    accept: str = ""
    levels: frozenset[int] = frozenset()
    pages: frozenset[str] = frozenset()
    only: Expression | None = None
    given: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    key: str = ""
    length: int = 0
    drawn: bool = False

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """The document as a whole, or stretches of text in reading order."""
        if not self._speaks(subject) or (self.drawn and subject.draft.layout is None):
            return ()
        if self.property in _FAULTS:
            return self._faults(subject)
        if self.property == "page":
            return self._pages(subject)
        return self._stated(subject) if self.property == "stated" else self._text(subject, scope)

    def measured(self, subject: Subject, scope: Scope) -> Iterator[tuple[str, Value, int]]:
        """The values the file gives to what is compared: their key in the profile, and how many code points have them.

        A rule that compares with nothing, or does not speak on this draft, measures nothing.
        """
        if not self.accept or not self._speaks(subject):
            return
        if self.property != "page":
            for look in self._looks(subject, scope):
                yield self.accept, look.value, max(look.end - look.start, 1)
            return
        for section in subject.draft.sections:
            for name in _table(subject.formats, self.accept):
                value = None if section.landscape or name not in pages.MEASURES else pages.measure(section, name)
                if value is not None:
                    yield f"{self.accept}.{name}", round(value, 1), 1

    def _speaks(self, subject: Subject) -> bool:
        return all(_holds(subject, one) for one in self.given) and not any(_holds(subject, one) for one in self.unless)

    def _faults(self, subject: Subject) -> Iterator[Hit]:
        found = dict.fromkeys(_FAULTS[self.property](subject))
        pages_shown = any(paragraph.page_break_before for paragraph in subject.draft.body)
        if found and (pages_shown or subject.draft.characters > self.length):
            yield subject.whole(found="、".join(found))

    def _stated(self, subject: Subject) -> Iterator[Hit]:
        value = subject.draft.properties.get(self.key, "")
        if value and (self.only is None or self.only.search(value)):
            yield subject.whole(found=value)

    def _pages(self, subject: Subject) -> Iterator[Hit]:
        table = _table(subject.formats, self.accept)
        found: dict[str, None] = {}
        wanted: dict[str, None] = {}
        for section in subject.draft.sections:
            for name in pages.MEASURES:
                limits = accepted(table, name)
                value = None if section.landscape else pages.measure(section, name)
                if limits and value is not None and not limits.admits(round(value, 1)):
                    found[f"{table[name]['name']}{_number(value)}毫米"] = None
                    wanted[limits.say] = None
        look = page_reform(subject.formats, self.accept)
        if found:
            hit = subject.whole(found="、".join(found), wanted="、".join(wanted))
            yield hit._replace(reforms=(Reform(hit.place, tuple(look.items()), hit.values["wanted"]),) if look else ())

    def _text(self, subject: Subject, scope: Scope) -> Iterator[Hit]:
        limits = accepted(subject.formats, self.accept) if self.accept else None
        if self.accept and limits is None:
            return
        seen = list(self._looks(subject, scope))
        wrong = [look for look in seen if limits is None or not limits.admits(look.value)]
        if not wrong:
            return
        value = usual(subject.formats, self.accept) if self.accept else None
        values = {"found": self._say(wrong, subject.formats), "wanted": limits.say if limits else ""}
        running = bool(self.levels) or scope.elements == frozenset({Element.BODY})
        if limits and running and len(wrong) > _FEW and looks.letters(wrong) * 2 > looks.letters(seen):
            reforms = (self._reform(subject, look, value, values["wanted"]) for look in wrong)
            yield subject.whole(**values)._replace(reforms=tuple(filter(None, reforms)))
            return
        for look in wrong:
            hit, mended = subject.hit(look.paragraph, look.start, look.end, **values), None
            if subject.draft.media == "docx":
                mended = self._reform(subject, look, value, values["wanted"])
            yield hit._replace(reforms=(mended,)) if mended else hit

    def _reform(self, subject: Subject, look: Look, value: Value | None, wanted: str) -> Reform | None:
        found = reform(subject, self.property, look, value)
        place = subject.draft.place(look.paragraph, look.start, look.end)
        return Reform(place, tuple(found.items()), wanted) if found else None

    def _looks(self, subject: Subject, scope: Scope) -> Iterator[Look]:
        elements = frozenset(Element) - {Element.RESIDUE} if scope.elements is None else scope.elements
        chosen = Chosen(frozenset() if self.levels else elements, scope.parts, self.levels, self.pages, self.only)
        reader = looks.RUN_READERS.get(self.property)
        for span in spans(subject, chosen):
            if reader:
                yield from looks.runs(span, reader, chinese=self.property in ("font", "size") and not self.pages)
            elif (value := _READERS[self.property](subject, span)) is not None:
                yield Look(span.paragraph, span.start, span.end, value)

    def _say(self, wrong: Iterable[Look], formats: Mapping[str, Any]) -> str:
        amounts: Counter[str] = Counter()
        for look in wrong:
            amounts[self._name(look.value, formats)] += look.end - look.start
        return "、".join(name for name, _ in amounts.most_common(3))

    def _name(self, value: Value, formats: Mapping[str, Any]) -> str:
        if isinstance(value, str):
            return _WORDS.get(value, value)
        if self.property not in _POINTS:
            return _number(abs(value))
        sizes: Mapping[str, float] = formats.get("sizes", {})
        name = next((name for name, points in sizes.items() if abs(points - value) < _TENTH), "")
        points = f"{_number(value)}磅"
        return f"{name}（{points}）" if name and self.property == "size" else points


def _holds(subject: Subject, condition: Condition) -> bool:
    element, expression = condition
    return any(r.element is element and expression.search(r.place.text) for r in subject.recognition.elements)


def _number(value: float) -> str:
    return "0" if abs(value) < _TENTH else f"{value:.1f}".removesuffix(".0")


def _table(formats: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = formats.get(key, {})
    return found


def parse(params: Parameters) -> Check:
    """The check described by ``params``.

    Raises:
        RuleError: the property is unknown, or has nothing to be compared with.
    """
    name = params.get("property", str)
    check = FormatCheck(
        property=name,
        accept=params.get("accept", str, ""),
        levels=frozenset(params.get("levels", list, [])),
        pages=frozenset(params.strings("pages")),
        only=params.maybe("only"),
        given=_conditions(params, "given"),
        unless=_conditions(params, "unless"),
        key=params.get("key", str, ""),
        length=params.get("length", int, 0),
        drawn=name in _DRAWN,
    )
    params.finish()
    if name not in _KNOWN:
        raise RuleError(f"规则 {params.rule} 的 params.property 不能是“{name}”，请改正。")
    if not check.accept and name not in _BARE:
        raise RuleError(f"规则 {params.rule} 的 params 缺少“accept”，请写上规范里对应的键。")
    return check


def _conditions(params: Parameters, key: str) -> tuple[Condition, ...]:
    table = {params.element(name): source for name, source in params.get(key, dict, {}).items()}
    return tuple((element, params.read(key, str(source))) for element, source in table.items())
