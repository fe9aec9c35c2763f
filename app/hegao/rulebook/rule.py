"""A rule, as read from one TOML file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hegao.checks.base import Check, Scope
from hegao.findings.model import Safety, Severity, Source


@dataclass(frozen=True, slots=True)
class Example:
    """A text the rule must mark exactly at ⟦ ⟧, or leave alone where there is no mark.

    An empty pair of marks stands for a fault of the document as a whole. ``fixed`` is the corrected text, on which
    the rule must be silent. ``genre`` is the 文种 the text is taken for, ``profile`` the house style. ``section``,
    ``paragraph`` and ``run`` dress all of the text with a look (fields of ``Section``, ``ParagraphFormat`` or
    ``Paragraph``, and ``RunFormat``), as if it came from a Word file; ``footer`` is a footer with the page number, on
    the kinds of page that ``section.page_numbers`` sets to true (all where it is absent), and ``properties`` are what
    the file states of itself. ``layout`` tells of the drawn pages: ``pages`` has the page of every paragraph, ``tops``
    their upper edges in millimetres, ``of`` how many pages there are (by default as many as have a paragraph).
    """

    text: str
    fixed: str | None = None
    genre: str | None = None
    profile: str | None = None
    note: str = ""
    section: Mapping[str, Any] = field(default_factory=dict)
    paragraph: Mapping[str, Any] = field(default_factory=dict)
    run: Mapping[str, Any] = field(default_factory=dict)
    footer: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    layout: Mapping[str, Any] = field(default_factory=dict)

    @property
    def fires(self) -> bool:
        """Whether the rule must report something here."""
        return "⟦" in self.text


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``genres`` holds names of 文种 or families (statutory, material); empty means all.

    ``collapse`` says which hits become one finding: ``rule`` all of them, ``fix`` those with the same text and fix,
    ``evidence`` those that show the same evidence, ``none`` each alone. ``default`` is False for rules that must be
    switched on by a profile or the user.
    """

    id: str
    title: str
    kind: str
    severity: Severity
    certainty: float
    message: str
    why: str
    source: Source
    safety: Safety
    scope: Scope
    check: Check
    examples: tuple[Example, ...]
    genres: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()
    collapse: str = "fix"
    default: bool = True
    status: str = "stable"
    since: str = "0.1.0"

    @property
    def drawn(self) -> bool:
        """Whether it says nothing unless the pages have been drawn."""
        return bool(getattr(self.check, "drawn", False))

    @property
    def group(self) -> str:
        """The folder the rule stands in."""
        return self.id.split(".", 1)[0]
