"""What was found in a text, remembered: a draft that is checked again after a change costs what has changed."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

Ts = TypeVarTuple("Ts")
T = TypeVar("T")

LONGEST = 5_000
"""Characters of a text that is worth remembering: hardly any paragraph is longer, and the memory stays small."""


def remembered(size: int) -> Callable[[Callable[[*Ts], T]], Callable[[*Ts], T]]:
    """Remember what a function makes of its last ``size`` arguments, long texts left out.

    The arguments are given by position and are hashable; the result depends on nothing else and is not changed.
    """

    def decorate(function: Callable[[*Ts], T]) -> Callable[[*Ts], T]:
        known = lru_cache(maxsize=size)(function)

        @wraps(function)
        def call(*given: *Ts) -> T:
            for one in given:
                if type(one) is str and len(one) > LONGEST:
                    return function(*given)
            return known(*given)

        return call

    return decorate
