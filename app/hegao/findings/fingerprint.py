"""A name for a finding that survives edits elsewhere in the draft."""

import hashlib
from collections.abc import Iterable

from hegao.draft.model import Draft, Place

_NEIGHBOURS = 6


def context(draft: Draft, place: Place) -> str:
    """The excerpt with the few characters beside it; position-free."""
    if place.paragraph is None:
        return place.text
    text = draft.by_number[place.paragraph].text
    before = text[max(0, place.start - _NEIGHBOURS) : place.start]
    after = text[place.end : place.end + _NEIGHBOURS]
    return f"{before}⟦{text[place.start : place.end]}⟧{after}"


def fingerprint(rule: str, contexts: Iterable[str]) -> str:
    """Sixteen hexadecimal digits from the rule and the distinct contexts, whatever their order."""
    text = "\0".join([rule, *sorted(set(contexts))])
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
