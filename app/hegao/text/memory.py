"""What was found in a text, remembered: a draft that is checked again after a change costs what has changed."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

Ts = TypeVarTuple("Ts")
T = TypeVar("T")

LONGEST = 5_000
"""Characters of a text that is worth remembering: hardly any paragraph is longer, and the memory stays small."""


def remembered(size: int) -> Callable[[Callable[[str, *Ts], T]], Callable[[str, *Ts], T]]:
    """Remember what a function makes of its last ``size`` texts, long ones left out.

    The text is the first argument; all are given by position and are hashable, and the result, which nobody changes,
    depends on nothing else.
    """

    def decorate(function: Callable[[str, *Ts], T]) -> Callable[[str, *Ts], T]:
        known = lru_cache(maxsize=size)(function)

        @wraps(function)
        def call(text: str, *more: *Ts) -> T:
            return known(text, *more) if len(text) <= LONGEST else function(text, *more)

        return call

    return decorate
