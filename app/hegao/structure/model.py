"""What the past reports of a genre usually look like, and what a draft lacks against them."""

from dataclasses import dataclass

from hegao.draft.model import Place
from hegao.draft.recognition import Genre


@dataclass(frozen=True, slots=True)
class Role:
    """What a section is there for: 基本情况, 存在问题, 下一步打算 and the like."""

    id: str
    name: str


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


@dataclass(frozen=True, slots=True)
class Shape:
    """The sections of one document in order, and who it is."""

    document: int
    title: str
    date: str | None
    issuer: str | None
    sections: tuple[SectionRow, ...]

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles in order, each once."""
        return tuple(dict.fromkeys(role for section in self.sections for role in section.roles))


@dataclass(frozen=True, slots=True)
class Witness:
    """A past report that has a role, with the heading it stands under."""

    document: int
    title: str
    heading: str
    date: str | None = None
    issuer: str | None = None


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
    """A usual role the draft has not; ``after`` is the role it would follow, ``None`` at the beginning."""

    usual: UsualSection
    after: Role | None


@dataclass(frozen=True, slots=True)
class Oddity:
    """A section that stands twice, or out of the usual order, with the reason in one Chinese sentence."""

    role: Role
    section: SectionRow
    reason: str
    witnesses: tuple[Witness, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """The usual outline of a genre beside that of one draft.

    ``documents`` past reports of the genre stand behind it; ``series`` says in words what they are. With fewer than
    enough of them the outline is the conventional one, and ``conventional`` is true.
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
