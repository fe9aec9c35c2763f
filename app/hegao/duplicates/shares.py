"""How much of a draft stands elsewhere: by kind, by section, and by the report it stands in."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hegao.draft.model import Draft
from hegao.draft.recognition import Heading, Recognition
from hegao.duplicates.model import Kind, Passage, Source
from hegao.duplicates.units import blocks

_Marks = set[int]  # code points of the body, told apart by their paragraph's number times _PARAGRAPH

_PARAGRAPH: Final = 1 << 32
_SPACE: Final = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class SectionShare:
    """A section of the highest numbered level, ``heading`` ``None`` for what stands before the first.

    ``characters`` are those of its body without white space, ``shares`` the share of them that each kind covers.
    """

    heading: Heading | None
    characters: int
    shares: Mapping[Kind, float]


@dataclass(frozen=True, slots=True)
class SourceShare:
    """A past report with the share of the draft's text that stands in it as its best source; 0 to 1."""

    source: Source
    share: float


def shares(draft: Draft, recognition: Recognition, passages: Iterable[Passage]) -> Mapping[Kind, float]:
    """The share of the body's characters that each kind of passage covers, 0 to 1; kinds without one left out."""
    return _by_kind(_body(draft, recognition), passages)


def section_shares(draft: Draft, recognition: Recognition, passages: Sequence[Passage]) -> tuple[SectionShare, ...]:
    """The same for each section in order; sections without text are left out."""
    level = min((heading.level for heading in recognition.outline if heading.level > 0), default=0)
    heads: list[Heading | None] = [None]
    heads += [heading for heading in recognition.outline if heading.level == level > 0]
    starts = [-1, *(head.place.paragraph or 0 for head in heads if head is not None)]
    bodies: list[_Marks] = [set() for _ in heads]
    for mark in _body(draft, recognition):
        bodies[bisect_right(starts, mark // _PARAGRAPH) - 1].add(mark)
    return tuple(
        SectionShare(head, len(body), _by_kind(body, passages))
        for head, body in zip(heads, bodies, strict=True)
        if body
    )


def source_shares(
    draft: Draft, recognition: Recognition, passages: Iterable[Passage], least: float = 0.01
) -> tuple[SourceShare, ...]:
    """The past reports that have most of the draft, the largest share first, from the share ``least`` on."""
    body = _body(draft, recognition)
    covered: dict[int, _Marks] = {}
    sources: dict[int, Source] = {}
    for passage in passages:
        if passage.source.document is not None:
            sources.setdefault(passage.source.document, passage.source)
            covered.setdefault(passage.source.document, set()).update(_marks(passage))
    found = [SourceShare(sources[key], len(marks & body) / len(body)) for key, marks in covered.items()]
    return tuple(sorted((one for one in found if one.share >= least), key=lambda one: -one.share))


def _body(draft: Draft, recognition: Recognition) -> _Marks:
    """Every character of the text that is compared, white space left out."""
    body: _Marks = set()
    for block in blocks(draft, recognition):
        first = block.paragraph.number * _PARAGRAPH
        body.update(range(first + block.start, first + block.end))
        spaces = _SPACE.finditer(block.paragraph.text, block.start, block.end)
        body.difference_update(first + space.start() for space in spaces)
    return body


def _by_kind(body: _Marks, passages: Iterable[Passage]) -> Mapping[Kind, float]:
    covered: dict[Kind, _Marks] = {}
    for passage in passages:
        if marks := body & _marks(passage):
            covered.setdefault(passage.kind, set()).update(marks)
    return {kind: len(marks) / len(body) for kind, marks in covered.items()}


def _marks(passage: Passage) -> _Marks:
    place = passage.place
    if place.paragraph is None:
        return set()
    first = place.paragraph * _PARAGRAPH
    return set(range(first + place.start, first + place.end))
