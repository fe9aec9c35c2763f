"""Elements of a document that are missing, that must not be there, or that stand in the wrong order.

Parameters: ``required`` names elements of which one must be there, ``forbidden`` elements that must not be, ``order``
elements that must follow one another as listed (those present). ``given`` names elements that must all have been
recognised before anything is said, so that a text whose structure was not seen is left alone; ``unless`` names
elements whose presence excuses, ``unless_text`` an expression that excuses where it matches some paragraph.
``before_date`` is ``[earlier, later]``: two elements with a date each, of which the first must not lie after the
second. ``same_name`` is a pair of elements that must name the same body, without the words that ``affix`` matches;
the message may use {other}.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hegao.checks.base import Check, Hit, Parameters, Scope, Subject
from hegao.draft.model import Place
from hegao.draft.recognition import Element, Recognised
from hegao.errors import RuleError
from hegao.text.dates import WrittenDate, find_dates
from hegao.text.expressions import Expression


@dataclass(frozen=True, slots=True)
class ElementCheck:
    """What must hold of the elements; see the module."""

    required: tuple[Element, ...]
    forbidden: tuple[Element, ...]
    order: tuple[Element, ...]
    before_date: tuple[Element, ...]
    same_name: tuple[Element, ...]
    affix: Expression
    given: tuple[Element, ...]
    unless: tuple[Element, ...]
    unless_text: Expression | None

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """Faults of the document as a whole, or the elements at fault."""
        seen = {r.element for r in subject.recognition.elements}
        if not seen.issuperset(self.given) or seen.intersection(self.unless):
            return
        if self.unless_text and any(self.unless_text.search(p.text) for p in subject.passages(scope)):
            return
        if self.required and not seen.intersection(self.required):
            yield subject.whole()
        for recognised in subject.recognition.elements:
            if recognised.element in self.forbidden:
                yield Hit(recognised.place)
        yield from self._misplaced(subject)
        yield from self._misdated(subject)
        yield from self._misnamed(subject)

    def _misplaced(self, subject: Subject) -> Iterator[Hit]:
        """The first paragraph of each element that stands before one it must follow."""
        firsts = [first for e in self.order if (first := subject.recognition.first(e))]
        for before, after in pairwise(firsts):
            if _position(after) < _position(before):
                yield Hit(after.place, evidence=(before.place,))

    def _misdated(self, subject: Subject) -> Iterator[Hit]:
        if not self.before_date:
            return
        earlier, later = (_dated(subject, element) for element in self.before_date)
        if not earlier or not later:
            return
        (first_place, first), (last_place, last) = earlier, later
        if first.value and last.value and first.value > last.value:
            yield Hit(last_place, values={"earlier": first_place.text}, evidence=(first_place,))

    def _misnamed(self, subject: Subject) -> Iterator[Hit]:
        """The first of the second element, where none of them has a name in common with one of the first."""
        if not self.same_name:
            return
        firsts, seconds = (
            [r.place for r in subject.recognition.elements if r.element is element] for element in self.same_name
        )
        pairs = [(self._name(first), self._name(second)) for first in firsts for second in seconds]
        if pairs and not any(a in b or b in a for a, b in pairs):
            yield Hit(seconds[0], values={"other": firsts[0].text.strip()}, evidence=(firsts[0],))

    def _name(self, place: Place) -> str:
        return self.affix.sub("", "".join(place.text.split()))


def _position(recognised: Recognised) -> tuple[int, int]:
    return (recognised.place.paragraph or 0, recognised.place.start)


def _dated(subject: Subject, element: Element) -> tuple[Place, WrittenDate] | None:
    """The first full date written in the paragraphs of ``element``, and where it stands."""
    for recognised in subject.recognition.elements:
        place = recognised.place
        if recognised.element is not element or place.paragraph is None:
            continue
        for date in find_dates(subject.draft.by_number[place.paragraph].text):
            if date.value:
                return subject.draft.place(place.paragraph, date.start, date.end), date
    return None


def parse(params: Parameters) -> Check:
    """The check described by ``params``.

    Raises:
        RuleError: an element does not exist, or nothing is asked.
    """
    keys = ("required", "forbidden", "order", "before_date", "same_name", "given", "unless")
    values = {key: _elements(params, params.strings(key)) for key in keys}
    affix = params.expression("affix", "(?!)")
    excuse = params.maybe("unless_text")
    params.finish()
    if not any(values[key] for key in keys[:5]) or not {len(values[key]) for key in keys[3:5]} <= {0, 2}:
        raise RuleError(f"规则 {params.rule} 没有写清要求哪些要素，请补上 required、forbidden 或 order 等。")
    return ElementCheck(affix=affix, unless_text=excuse, **values)


def _elements(params: Parameters, names: Sequence[str]) -> tuple[Element, ...]:
    return tuple(params.element(name) for name in names)
