"""Whether a passage was taken over from an earlier report with years, figures or names that are no longer true."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import Final

from hegao.corpus.metadata import Description
from hegao.corpus.records import PastReport
from hegao.draft.model import Draft
from hegao.duplicates.figures import Figure, figures, subject_and_unit, unchanged
from hegao.duplicates.model import Mark, Passage
from hegao.duplicates.settings import StaleSettings
from hegao.text.segmentation import segment

_LEVELS = ("省区", "市州盟", "县区旗", "镇乡")
_LEVEL: Final = "".join(_LEVELS)
_AROUND: Final = " \t\u3000*"  # white space, and the asterisks of Markdown
_COMPOUND = re.compile("自治.$")
_SHORTEST: Final = 2  # characters of a place's full name; what is left of a shorter one is no name


@dataclass(frozen=True)
class Judge:
    """What is known of a draft when its passages are judged."""

    draft: Draft
    about: Description
    settings: StaleSettings

    def taken_over(self, passage: Passage, report: PastReport) -> tuple[Mark, ...]:
        """What a passage kept of an earlier report of the same office that had to be written anew; often nothing.

        A passage most of whose figures were updated is none: somebody did look at it. Nor is one that explains a term.
        """
        if passage.similarity < self.settings.similarity or self._defines(passage.place.text):
            return ()
        found = [self._weighed(figure, report) for figure in figures(passage.place.text)]
        kept = unchanged(found, passage.changes)
        weight, total = _weight(kept), _weight(found)
        if weight < self.settings.least or weight < self.settings.kept * total:
            return ()
        marks = tuple(self._mark(passage, figure, report) for figure in kept if figure.weight > 0)
        contradicted = any(self._contradicting(passage, figure) for figure in kept)
        sure = weight >= self.settings.sure or passage.similarity >= self.settings.alike or contradicted
        return marks if sure else ()

    def foreign_names(self, passage: Passage, copied: Iterable[Passage]) -> tuple[Mark, ...]:
        """Where a passage copied from another place still names that place, and the rest of the draft does not.

        ``copied`` are all the passages from the same report.
        """
        name, own = self._area(passage.source.issuer), self._area(self.about.issuer)
        if name is None or name == own or passage.similarity < self.settings.similarity:
            return ()
        if own is not None and not _same_level(name, own):
            return ()
        everywhere = sum(len(_named(paragraph.text, name)) for paragraph in self.draft.paragraphs)
        if everywhere - sum(len(_named(other.place.text, name)) for other in copied) > self.settings.elsewhere:
            return ()
        spots = _named(passage.place.text, name)
        kept = [spot for spot in spots if not any(_overlap(change.new_span, spot) for change in passage.changes)]
        at, text = passage.place.start, passage.place.text
        return tuple(Mark(text[start:end], at + start, at + end, "这是来源单位的地名") for start, end in kept)

    def _defines(self, text: str) -> bool:
        return any(re.match(definition, text.strip(_AROUND)) for definition in self.settings.definitions)

    def _weighed(self, figure: Figure, report: PastReport) -> Figure:
        """A year tells most when it is the one before the earlier report, less when it is the report's own."""
        if figure.year is None or report.year is None:
            return figure
        if self.about.year is not None and figure.year >= self.about.year:
            return figure
        weights = {report.year - 1: 1.0, report.year: self.settings.weak}
        return replace(figure, weight=weights.get(figure.year, 0.0))

    def _mark(self, passage: Passage, figure: Figure, report: PastReport) -> Mark:
        year = f"{report.year}年" if report.year else "以前"
        reason = f"与{year}的报告相同"
        if other := self._contradicting(passage, figure):
            reason += f"，而本稿另一处写的是“{other}”"
        start = passage.place.start
        return Mark(figure.text, start + figure.start, start + figure.end, reason)

    def _contradicting(self, passage: Passage, figure: Figure) -> str | None:
        """What the draft itself says elsewhere of what the figure counts, where it says one thing only."""
        key = subject_and_unit(figure)
        stated = self._facts.get(key, []) if key else []
        others = {text for number, text in stated if number != passage.place.paragraph}
        return others.pop() if len(others) == 1 and figure.text not in others else None

    @cached_property
    def _facts(self) -> Mapping[tuple[str, str], Sequence[tuple[int, str]]]:
        facts: dict[tuple[str, str], list[tuple[int, str]]] = {}
        for key, number, text in self._stated():
            facts.setdefault(key, []).append((number, text))
        return facts

    def _stated(self) -> Iterator[tuple[tuple[str, str], int, str]]:
        for paragraph in self.draft.body:
            for figure in figures(paragraph.text):
                if key := subject_and_unit(figure):
                    yield key, paragraph.number, figure.text

    def _area(self, issuer: str | None) -> str | None:
        match = re.match(self.settings.area, issuer or "")
        return match["area"] if match else None


def _weight(found: Iterable[Figure]) -> float:
    return sum(figure.weight for figure in found)


def _named(text: str, name: str) -> list[tuple[int, int]]:
    """Where a text names a place, in full or as a word of its own without the 市 or 县 behind it."""
    short = name[:-1] if len(name) > _SHORTEST and not _COMPOUND.search(name) else name
    spots = [match.span() for match in re.finditer(f"{re.escape(short)}(?:{name[-1]}|(?![{_LEVEL}]))", text)]
    if short == name or all(text[start:end] == name for start, end in spots):
        return [spot for spot in spots if text[slice(*spot)] == name]
    ends = [0, *accumulate(map(len, segment(text)))]
    return [(start, end) for start, end in spots if text[start:end] == name or {start, end} <= set(ends)]


def _same_level(name: str, other: str) -> bool:
    return any(name[-1] in level and other[-1] in level for level in _LEVELS)


def _overlap(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span[0] < other[1] and other[0] < span[1]
