"""The text of a draft while it is being written: pure values for the mode in which typing and checking go together."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate

from hegao.api import Corrections, Draft
from hegao.web.components.blocks import Mark, Piece, pieces
from hegao.web.desk import Decisions

_STEPS = 50  # adoptions that can be taken back


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text in the box, which may be blank; its lines end with line feeds.

    ``turn`` grows whenever the program changes the text, so that the box takes it over; ``before`` holds the texts
    before each adoption, the newest last.
    """

    text: str
    turn: int = 0
    before: tuple[str, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether there is nothing to check."""
        return not self.text.strip()

    def typed(self, text: str) -> "Sheet":
        """The sheet after the user typed; halves of characters, which no file can hold, are replaced."""
        whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return replace(self, text=whole, turn=self.turn + (whole != text))

    def mended(self, text: str) -> "Sheet":
        """The sheet after the program changed its text; a line end at the very end, which no draft holds, is kept."""
        end = "\n" if self.text.endswith("\n") else ""
        return Sheet(text + end, self.turn + 1, (*self.before, self.text)[-_STEPS:])

    def taken_back(self) -> "Sheet":
        """The sheet as it was before the last adoption."""
        return Sheet(self.before[-1], self.turn + 1, self.before[:-1]) if self.before else self


def text_of(draft: Draft) -> str:
    """A text file's draft as one text; the line ``n`` is the paragraph ``n``."""
    return "\n".join(paragraph.text for paragraph in draft.paragraphs)


def written(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """``text`` cut at the borders of ``marks``, whose paragraphs are its lines."""
    lines = text.split("\n")
    # A byte order mark at the head of pasted text is in no draft.
    starts = [int(text.startswith("\ufeff")), *accumulate(len(line) + 1 for line in lines)]
    return pieces(text, [_in_whole(mark, starts[mark.paragraph - 1]) for mark in marks])


def _in_whole(mark: Mark, base: int) -> Mark:
    return Mark(1, base + mark.start, base + mark.end, mark.look, mark.target)


def carried(decisions: Decisions, old: Draft, new: Draft) -> Decisions:
    """What of the decisions on ``old`` holds for ``new``, the same draft written further.

    What is ignored stays ignored. Corrections name paragraphs by number: they stay as long as there are as many.
    """
    said = decisions.corrections
    if len(old.paragraphs) != len(new.paragraphs):
        said = Corrections(said.genre)
    return Decisions(ignored=decisions.ignored, corrections=said)
