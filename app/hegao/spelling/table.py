"""A static table from 64-bit keys to small numbers that does not store its keys (a binary fuse retrieval table).

Three places of the table, drawn by a hash of the key, XORed together give the key's check bits and value. A key that
is not in the table passes the check by chance once in 2 ** ``CHECK_BITS`` questions. Graf and Lemire, "Binary fuse
filters: fast and smaller than xor filters" (2022), describe the layout; filling it goes in rounds over whole arrays.
"""

from dataclasses import dataclass
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

CHECK_BITS: Final = 9
VALUE_BITS: Final = 7
SEGMENT: Final = 1 << 13
"""Places in a segment; the three places of a key lie in neighbouring segments."""

_SPARE: Final = 1.14
_SEEDS: Final = 20
_M1: Final = np.uint64(0xFF51AFD7ED558CCD)
_M2: Final = np.uint64(0xC4CEB9FE1A85EC53)

Bits = TypeVar("Bits", bound=np.unsignedinteger[Any])
Extras = NDArray[np.unsignedinteger[Any]]
Keys = NDArray[np.uint64]
Places = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Table:
    """``entries`` hold check bits and values; ``extras``, where there are any, 8 or 16 further bits without a check."""

    seed: int
    entries: NDArray[np.uint16]
    extras: Extras | None = None

    def look_up(self, keys: Keys) -> tuple[NDArray[np.bool_], NDArray[np.uint16], Places]:
        """Which ``keys`` are in the table, their values (anything where absent), and their places for :meth:`further`."""
        (a, b, c), check = _places(keys, self.seed, len(self.entries))
        entry = self.entries[a] ^ self.entries[b] ^ self.entries[c]
        return (entry >> VALUE_BITS) == check, entry & np.uint16((1 << VALUE_BITS) - 1), (a, b, c)

    def further(self, places: Places) -> Extras:
        """The further bits of keys by the places that :meth:`look_up` gave.

        Raises:
            ValueError: the table has none.
        """
        if self.extras is None:
            raise ValueError("the table has no further bits")
        a, b, c = places
        result: Extras = self.extras[a] ^ self.extras[b] ^ self.extras[c]
        return result


def build(keys: Keys, values: NDArray[np.uint16], extras: Extras | None = None) -> Table:
    """The table that gives each of ``keys`` (all different) its value of ``VALUE_BITS`` bits.

    Raises:
        ValueError: no seed worked; with different keys that does not happen.
    """
    segments = max(int(len(keys) * _SPARE) // SEGMENT + 1, 1) + 2
    for seed in range(_SEEDS):
        places, check = _places(keys, seed, segments * SEGMENT)
        order = _peel(places, segments * SEGMENT)
        if order is not None:
            marked: NDArray[np.uint16] = (check << np.uint16(VALUE_BITS)) | values
            entries = _fill(order, places, marked, segments * SEGMENT)
            more = None if extras is None else _fill(order, places, extras, segments * SEGMENT)
            return Table(seed, entries, more)
    raise ValueError("keys are not all different")


def _places(keys: Keys, seed: int, size: int) -> tuple[Places, NDArray[np.uint16]]:
    mixed = keys ^ np.uint64(0x9E3779B97F4A7C15 * (seed + 1) % (1 << 64))
    mixed ^= mixed >> np.uint64(33)
    mixed *= _M1
    mixed ^= mixed >> np.uint64(29)
    mixed *= _M2
    mixed ^= mixed >> np.uint64(32)
    segments = np.uint64(size // SEGMENT - 2)
    low = np.uint64(SEGMENT - 1)
    # The product of the upper half with the number of segments picks one evenly.
    first = ((mixed >> np.uint64(32)) * segments >> np.uint64(32)) * np.uint64(SEGMENT)
    a = first + (mixed & low)
    b = first + (mixed >> np.uint64(13) & low) + np.uint64(SEGMENT)
    mixed *= _M1
    c = first + (mixed >> np.uint64(51)) + np.uint64(2 * SEGMENT)
    check = (mixed >> np.uint64(40) & np.uint64((1 << CHECK_BITS) - 1)).astype(np.uint16)
    return (a.view(np.int64), b.view(np.int64), c.view(np.int64)), check


def _peel(places: Places, size: int) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]] | None:
    """Rounds of keys with the place each has to itself once the keys of earlier rounds are gone; ``None``: stuck."""
    count = np.bincount(np.concatenate(places), minlength=size)
    members = np.zeros(size, dtype=np.int64)
    number = np.arange(len(places[0]), dtype=np.int64)
    for place in places:
        np.bitwise_xor.at(members, place, number)
    order: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    left = len(number)
    alone = np.flatnonzero(count == 1)
    while len(alone):
        keys, first = np.unique(members[alone], return_index=True)
        order.append((keys, alone[first]))
        left -= len(keys)
        touched = []
        for place in places:
            at = place[keys]
            np.subtract.at(count, at, 1)
            np.bitwise_xor.at(members, at, keys)
            touched.append(at)
        near = np.concatenate(touched)
        alone = np.unique(near[count[near] == 1])
    return None if left else order


def _fill(
    order: list[tuple[NDArray[np.int64], NDArray[np.int64]]], places: Places, wanted: NDArray[Bits], size: int
) -> NDArray[Bits]:
    filled = np.zeros(size, dtype=wanted.dtype)
    for keys, own in reversed(order):
        a, b, c = (filled[place[keys]] for place in places)
        # Their own place still holds zero, so XORing all three leaves the other two.
        filled[own] = wanted[keys] ^ a ^ b ^ c
    return filled
