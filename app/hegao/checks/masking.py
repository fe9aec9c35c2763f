"""Spans that wording rules must leave alone: quoted titles, quotations, links, document numbers."""

import re
from functools import cache

from hegao.text.memory import remembered

# A masked character becomes U+FFFC: no Han character, no mark, no white space, so no rule matches across it.
BLANK = "\ufffc"

_MASKS = {
    "titles": r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|〈[^〈〉]*〉",
    "quotes": r"“[^“”]*”|‘[^‘’]*’|「[^「」]*」",
    "links": r"(?:https?://|www\.)[A-Za-z0-9./?%&=#~:@+_-]+|(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+",
    "numbers": r"[\u4e00-\u9fff]{1,14}〔\d{4}〕\d+号",
    "brackets": r"（[^（）]*）",
}

MASK_NAMES = frozenset(_MASKS)


@cache
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(_MASKS[name] for name in sorted(names)))


@remembered(20_000)
def mask_text(text: str, names: frozenset[str]) -> str:
    """``text`` with the named kinds of span blanked character by character, so offsets stay true.

    The enclosing marks stay, their content goes; links and document numbers go whole.
    """
    if not names:
        return text

    def blank(match: re.Match[str]) -> str:
        span = match.group()
        if span[0] in "《〈“‘「（":
            return span[0] + BLANK * (len(span) - 2) + span[-1]
        return BLANK * len(span)

    return _pattern(names).sub(blank, text)
