"""A draft held against the last reports of its own series: figures followed year by year, and promises made."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from hegao.corpus.records import PastReport
from hegao.draft.model import Draft
from hegao.duplicates.figures import Figure, figures, subject_and_unit
from hegao.structure.conventions import FollowedLimits
from hegao.structure.model import Followed, Part, Unanswered
from hegao.structure.pieces import Line, halves
from hegao.structure.usual import witness_of
from hegao.text.segmentation import clauses, sentences, tag

_TAIL: Final = 6  # characters before a figure by which two reports speak of the same
_LEAD: Final = 16  # characters before a figure that may name what it counts
_NAME: Final = 12  # characters such a name has at most
_NUMBER: Final = "0123456789.,"
_LARGE: Final = "十百千万亿"  # numerals before a unit
_APPEAL: Final = ("！", "!")  # 为争创……而努力奋斗！ calls for something and promises nothing
_QUOTED = re.compile(r"“([\w+·—]{4,12})”")
_CLAUSE = re.compile(r"[^，。；：、！？（）“”《》\s]*$")

Report = tuple[PastReport, Sequence[Line]]


@dataclass(frozen=True, slots=True)
class _Stated:
    """A figure as a report states it, by the words that tell it in any report."""

    name: str
    text: str


def followed(draft: Draft, series: Sequence[Report], limits: FollowedLimits) -> Iterator[Followed]:
    """The figures that the latest reports of the series, newest first, give again and again, the steadiest first."""
    latest = series[: limits.latest]
    if len(latest) < limits.reports:
        return
    stated = [_figures(line.text for line in lines) for _, lines in latest]
    own = _figures(paragraph.text for paragraph in draft.paragraphs)
    spoken = [text[start:end] for text in (p.text for p in draft.paragraphs) for start, end in sentences(text)]
    counted = Counter(key for table in stated for key in table)
    for key, count in counted.most_common():
        if count < limits.share * len(latest):
            break
        given = [(report, table[key]) for (report, _), table in zip(latest, stated, strict=True) if key in table]
        name = Counter(figure.name for _, figure in given).most_common(1)[0][0]
        words = _telling(name, limits)
        if words:
            values = tuple((witness_of(report), figure.text) for report, figure in given)
            yield Followed(name, values, own[key].text if key in own else _elsewhere(words, key[1], spoken))


def unanswered(draft: Draft, last: Report, common: Collection[str], limits: FollowedLimits) -> Iterator[Unanswered]:
    """What last year's report promised by name and the draft names nowhere, in the order of the promises.

    ``common`` are words that many reports have and that name nothing; where none are known, only places and
    organisations count as names, and what stands in quotation marks.
    """
    text = "".join(paragraph.text for paragraph in draft.paragraphs)
    report, lines = last
    for part, line in halves(lines):
        if part is not Part.AHEAD:
            continue
        body = line.text.partition(line.heading.text)[2] if line.heading else line.text
        for start, end in clauses(body):
            clause = body[start:end].strip()
            promised = any(verb in clause for verb in limits.promises) and not clause.endswith(_APPEAL)
            names = _names(clause, common, limits) if promised else ()
            if len(names) >= limits.names and not any(name in text for name in names):
                yield Unanswered(clause.rstrip("，；。："), names, line.number, witness_of(report))


def _figures(texts: Iterable[str]) -> dict[tuple[str, str], _Stated]:
    """The figures of a report by what they count and their unit, each as first written."""
    table: dict[tuple[str, str], _Stated] = {}
    for text in texts:
        for figure in figures(text):
            if key := subject_and_unit(figure):
                short = key[0][-_TAIL:], key[1]
                if short not in table:
                    table[short] = _Stated(_name(text, figure), figure.text)
    return table


def _name(text: str, figure: Figure) -> str:
    """What a figure counts, in whole words: the end of the clause before it."""
    clause = _CLAUSE.search(text[max(0, figure.start - _LEAD) : figure.start])
    words = [word for word, _ in tag(clause[0])] if clause else []
    if len(words) > 1 and figure.start > _LEAD and clause and len(clause[0]) == _LEAD:
        words = words[1:]  # the first may be half a word
    while len(words) > 1 and len("".join(words)) > _NAME:
        words = words[1:]
    return "".join(words) or figure.subject


def _telling(name: str, limits: FollowedLimits) -> tuple[str, ...]:
    """The last two nouns of a name, or its only one where it is long, which tell it in other wordings too.

    A name with one short noun is told by all its words only; one without a noun names nothing.
    """
    tagged = [(word, kind) for word, kind in tag(name) if len(word) > 1]
    nouns = tuple(word for word, kind in tagged if kind.startswith(limits.nouns))[-2:]
    short = len(nouns) == 1 and len(nouns[0]) < limits.length
    return tuple(word for word, _ in tagged) if short else nouns


def _elsewhere(words: Sequence[str], unit: str, spoken: Iterable[str]) -> str | None:
    """The figure in such a unit, however large, that follows the words in a sentence that has them all, or leads to them."""
    for sentence in spoken:
        if all(word in sentence for word in words):
            at = min(sentence.find(word) for word in words)
            alike = [f for f in figures(sentence) if f.year is None and _unit(f.text) == unit.lstrip(_LARGE)]
            if alike:
                return next((figure for figure in alike if figure.start >= at), alike[-1]).text
    return None


def _unit(figure: str) -> str:
    return figure.lstrip(_NUMBER).lstrip(_LARGE)


def _names(clause: str, common: Collection[str], limits: FollowedLimits) -> tuple[str, ...]:
    """The proper names of a clause: what an answer to it would name again."""
    kinds = limits.kinds if common else limits.sure
    tagged = tag(clause)
    named = [word for word, kind in tagged if kind in kinds and len(word) >= limits.length]
    works = [
        first + second
        for (first, kind), (second, _) in pairwise(tagged)
        if second.endswith(limits.works) and kind.startswith("n") and len(first) > 1 and first not in common
    ]
    names = (name for name in (*_QUOTED.findall(clause), *works, *named) if name not in common)
    return tuple(dict.fromkeys(names))
