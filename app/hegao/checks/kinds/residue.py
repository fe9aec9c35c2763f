"""What is left in the text from a web page or a paginated file, as :mod:`hegao.draft.residue` finds it.

Parameters: ``of`` names the sorts of residue reported (banner, download, web_meta, navigation, copyright, url,
page_number, plug, contents, page_digit, repeated_title). The fix deletes the span. The message may use {reason}.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from hegao.checks.base import Check, Hit, Parameters, Scope, Subject


@dataclass(frozen=True, slots=True)
class ResidueCheck:
    """The sorts of residue one rule reports."""

    of: frozenset[str]

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """The pieces of residue in reading order."""
        for piece in subject.recognition.residue:
            if piece.kind in self.of and piece.place.part in scope.parts and piece.place.text.strip():
                yield Hit(piece.place, ("",), {"reason": piece.reason})


def parse(params: Parameters) -> Check:
    """The check described by ``params``."""
    check = ResidueCheck(frozenset(params.strings("of", required=True)))
    params.finish()
    return check
