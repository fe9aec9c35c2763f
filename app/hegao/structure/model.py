"""What the past reports of a genre usually look like, and what a draft lacks against them."""

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from hegao.draft.model import Place
from hegao.draft.recognition import Genre


@dataclass(frozen=True, slots=True)
class Role:
    """What a section is there for: 基本情况, 存在问题, 下一步打算 and the like."""

    id: str
    name: str

    @property
    def short(self) -> str:
        """The name without the half of the report it belongs to, where the place says that already."""
        return self.name.partition("（")[0]


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section of a draft or past report: heading, length in characters, and where it begins in a draft.

    ``roles`` are those its heading (or, without headings, its first words) speaks for, the first one the main one.
    """

    heading: str
    label: str
    characters: int
    roles: tuple[str, ...]
    place: Place | None = None


class Part(StrEnum):
    """Whether a section looks back or ahead: the same topic stands in both halves of many reports."""

    WHOLE = "whole"  # the report has no such halves
    PAST = "past"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A heading of the first two levels; ``number`` is the ordinal in its label, ``None`` where it has none.

    ``announced`` is how many sections the words before the first section below it promise, ``None`` where they do not.
    """

    level: int
    label: str
    text: str
    number: int | None
    part: Part
    place: Place | None = None
    announced: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A section of the first two levels that has no section of these levels below it.

    ``characters`` is its length without white space, ``opening`` and ``closing`` are its first and last sentence,
    ``sample`` is the beginning of its text.
    """

    heading: str
    label: str
    part: Part
    characters: int
    opening: str
    closing: str
    sample: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Witness:
    """A past report that has a role, with the heading it stands under; ``issuer`` is its place where no issuer is known."""

    document: int
    title: str
    heading: str
    date: str | None = None
    issuer: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """The sections of one document in order, and who it is.

    ``pieces`` are the finer sections with their text, ``heads`` all headings of the first two levels; ``opening`` is
    the first full sentence before them, ``closing`` the last sentence of all.
    """

    document: int
    title: str
    date: str | None
    issuer: str | None
    sections: tuple[SectionRow, ...]
    year: int | None = None
    pieces: tuple[Piece, ...] = ()
    heads: tuple[Numbered, ...] = ()
    opening: str = ""
    closing: str = ""

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles in order, each once."""
        return tuple(dict.fromkeys(role for section in self.sections for role in section.roles))

    def witness(self, heading: str = "") -> Witness:
        """The document as evidence, with one of its headings."""
        return Witness(self.document, self.title, heading, self.date, self.issuer, self.year)

    @property
    def outline(self) -> tuple[Numbered, ...]:
        """The headings of the two highest levels there are, the higher one as level 1."""
        top = min((head.level for head in self.heads), default=1)
        if self.heads:
            return tuple(replace(head, level=head.level - top + 1) for head in self.heads)
        rows = (row for row in self.sections if row.heading)
        return tuple(Numbered(1, row.label, row.heading, None, Part.WHOLE, row.place) for row in rows)

    @property
    def leaves(self) -> tuple[int, ...]:
        """For each piece the place of its heading among ``heads``."""
        deeper = [after.level > head.level for head, after in pairwise(self.heads)]
        return tuple(at for at, below in enumerate([*deeper, False][: len(self.heads)]) if not below)


@dataclass(frozen=True, slots=True)
class UsualSection:
    """A role as the past reports have it.

    ``documents`` of ``of`` reports have it; ``position`` is its usual place among the usual sections, from 1;
    ``share`` its usual part of the length, 0 to 1; ``required`` is what the conventions of the genre say.
    """

    role: Role
    documents: int
    of: int
    position: int
    share: float
    required: bool
    witnesses: tuple[Witness, ...]


@dataclass(frozen=True, slots=True)
class Lack:
    """A usual role the draft has not; ``after`` is the role it would follow, ``None`` at the beginning.

    It belongs before the draft's heading number ``at`` (from 0; their number where it belongs at the end), as a
    heading of ``level``; at level 0 it is a paragraph without one. ``headings`` are what past reports call it, years
    brought up to the draft's, the likeliest first.
    """

    usual: UsualSection
    after: Role | None
    at: int = 0
    level: int = 1
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Where a series of headings lacks one: a number is left out, or it has fewer than the text before it announces.

    ``before`` and ``after`` are the headings on either side in the series: without ``before`` it does not begin with
    its first, without ``after`` it is short, and ``announcing`` is the section whose words promise more than it has,
    ``have``. ``at`` is the place in the draft's outline that the gap is before, ``likely`` what most likely stood there.
    """

    before: Numbered | None
    after: Numbered | None
    at: int
    likely: Lack | None = None
    announcing: Numbered | None = None
    have: int = 0

    @property
    def shown_at(self) -> Numbered | None:
        """The heading that shows it: the one that announces more, else the one whose number is too high."""
        return self.announcing or self.after

    def filled_at(self, at: int) -> bool:
        """Whether a section before the outline's heading number ``at`` would fill it."""
        return self.at - self.have <= at <= self.at


@dataclass(frozen=True, slots=True)
class Oddity:
    """A section that stands twice, or out of the usual order, with the reason in one Chinese sentence."""

    role: Role
    section: SectionRow
    reason: str
    witnesses: tuple[Witness, ...]


@dataclass(frozen=True, slots=True)
class Length:
    """A section that takes an unusual part of the draft, 0 to 1, and the usual range; ``reason`` says it in Chinese."""

    role: Role
    section: SectionRow
    share: float
    low: float
    high: float
    reason: str
    witnesses: tuple[Witness, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """A section that came or went: ``since`` that year most reports have it, or have it no more.

    ``years`` are all years with how many reports have the section, of how many.
    """

    role: Role
    since: int
    came: bool
    reason: str
    years: tuple[tuple[int, int, int], ...]
    witnesses: tuple[Witness, ...]


@dataclass(frozen=True, slots=True)
class Typical:
    """A sentence that opens or closes many reports or sections, figures written as ×; ``where`` says which."""

    where: str
    text: str
    documents: int
    of: int
    witnesses: tuple[Witness, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """A figure the series gives year by year, its values by report, and what the draft says; ``None`` if nothing."""

    name: str
    values: tuple[tuple[Witness, str], ...]
    stated: str | None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """What last year's report promised and the draft does not come back to; ``names`` are what was looked for."""

    text: str
    names: tuple[str, ...]
    paragraph: int
    witness: Witness


@dataclass(frozen=True, slots=True)
class Advice:
    """The usual outline of a genre beside that of one draft.

    ``documents`` past reports of the genre stand behind it; ``series`` says in words what they are. With fewer than
    enough of them the outline is the conventional one, and ``conventional`` is true. ``topics`` are what the sections
    of such reports are about, as learnt from them, those most expected of the draft first; ``gaps`` are where the
    draft's headings leave a number out or are fewer than announced. ``variants`` tell how the outline changed over the
    years, ``typical`` how reports and sections open and close; ``followed`` and ``unanswered`` hold the draft against
    its own series.
    """

    genre: Genre
    documents: int
    series: str
    conventional: bool
    usual: tuple[UsualSection, ...]
    sections: tuple[SectionRow, ...]
    missing: tuple[Lack, ...]
    superfluous: tuple[Oddity, ...]
    misplaced: tuple[Oddity, ...]
    title: str = ""
    outline: tuple[Numbered, ...] = ()
    gaps: tuple[Gap, ...] = ()
    topics: tuple[UsualSection, ...] = ()
    lengths: tuple[Length, ...] = ()
    variants: tuple[Variant, ...] = ()
    typical: tuple[Typical, ...] = ()
    followed: tuple[Followed, ...] = ()
    unanswered: tuple[Unanswered, ...] = ()
