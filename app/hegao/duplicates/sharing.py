"""Which units of a draft have much in common; of a draft that has changed, only what the change touches is counted anew."""

from bisect import bisect_left, insort
from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Final, Generic, TypeVar

from rapidfuzz.distance import LCSseq

Piece = TypeVar("Piece", bound=Hashable)

_STEP: Final = 2**16
"""Units are numbered so far apart that others can be put between them without numbering all anew."""
_REMEMBERED: Final = 500_000
"""Pieces of a draft that is worth remembering: hardly any has more, and the memory stays small."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """When units share enough: so many pieces as ``enough`` says, given how many the later of the two has.

    A piece that more than ``most`` units have says little: the first of these are held to share it or, where ``first``
    is false, none.
    """

    enough: Callable[[int], float]
    most: int
    first: bool

    def sharing(self, holders: Sequence[int]) -> Sequence[int]:
        """Those of the units with a piece that are held to share it."""
        if len(holders) > self.most and not self.first:
            return ()
        return holders[: self.most]


class Shared(Generic[Piece]):
    """What the units of one draft share; ``units`` are the pieces of each, in reading order."""

    def __init__(self, criterion: Criterion) -> None:
        self.units: Sequence[frozenset[Piece]] = ()
        self._criterion = criterion
        self._numbers: list[int] = []  # of the units, ascending
        self._holders: dict[Piece, list[int]] = {}  # the units with a piece that several have, ascending
        self._sharing: dict[Piece, Sequence[int]] = {}  # those of them that are held to share it
        self._one: dict[Piece, int] = {}  # one of the units with a piece, whether there are others or not; once needed
        self._near: dict[int, Mapping[int, int]] = {}  # how many pieces a unit shares with which others, once asked for

    def times(self, piece: Piece) -> int:
        """How many units have a piece that one of them has."""
        return len(self._holders.get(piece, (piece,)))

    def near(self, place: int) -> Mapping[int, int]:
        """The earlier units that share enough with the one at ``place``, by their places, with how many pieces it is."""
        number = self._numbers[place]
        if number not in self._near:
            self._near[number] = self._counted(number, self.units[place])
        return {bisect_left(self._numbers, other): pieces for other, pieces in self._near[number].items()}

    def _counted(self, number: int, pieces: frozenset[Piece]) -> Mapping[int, int]:
        sharing = list(filter(None, map(self._sharing.get, pieces)))
        enough = self._criterion.enough(len(pieces))
        if len(sharing) < enough:
            return {}
        common = Counter(chain.from_iterable(sharing))
        near = [(other, shared) for other, shared in common.items() if shared >= enough and other < number]
        return dict(sorted(near)) if near else {}

    def change(self, units: Sequence[frozenset[Piece]]) -> None:
        """Make these the units of the draft."""
        numbers, nothing = self._renumbered(units), frozenset[Piece]()
        before, now = (dict(zip(*each, strict=True)) for each in ((self._numbers, self.units), (numbers, units)))
        changed = [number for number in before.keys() | now.keys() if before.get(number) is not now.get(number)]
        self.units, self._numbers = tuple(units), numbers
        if 2 * len(changed) > len(before):
            self._begin()  # costs less than to take so many away
            return
        self._one = self._one or {piece: number for number, pieces in before.items() for piece in pieces}
        stirred: set[Piece] = set()
        for number in changed:
            old, new = before.get(number, nothing), now.get(number, nothing)
            self._exchange(number, old - new, new - old)
            stirred |= old ^ new
        for number in self._rearranged(stirred).union(changed):
            self._near.pop(number, None)

    def _begin(self) -> None:
        """Find the units with each piece anew."""
        times = Counter(chain.from_iterable(self.units))
        several = {piece for piece, number in times.items() if number > 1}
        self._one, self._sharing, self._near = {}, {}, {}
        self._holders = {piece: [] for piece in several}
        for number, pieces in zip(self._numbers, self.units, strict=True):
            for piece in pieces & several:
                self._holders[piece].append(number)
        self._rearranged(several)

    def _renumbered(self, units: Sequence[frozenset[Piece]]) -> list[int]:
        """Numbers for units to come: as many as can be keep theirs, and those in the place of others get theirs."""
        known, numbers, at = self._numbers, list[int](), 0
        for block in LCSseq.opcodes(self.units, units).as_matching_blocks():
            numbers += known[at : min(block.a, at + block.b - len(numbers))]
            if more := block.b - len(numbers):
                low = numbers[-1] if numbers else (known[0] if known else 0) - _STEP
                high = known[block.a] if block.a < len(known) else low + _STEP * (more + 1)
                gap = (high - low) // (more + 1)
                if not gap:
                    return list(range(0, len(units) * _STEP, _STEP))
                numbers += range(low + gap, low + gap * more + 1, gap)
            at = block.a + block.size
            numbers += known[block.a : at]
        return numbers

    def _exchange(self, number: int, old: frozenset[Piece], new: frozenset[Piece]) -> None:
        """Take pieces from a unit, and give it others."""
        for piece in old:
            if holders := self._holders.get(piece):
                holders.remove(number)
                self._one[piece] = holders[0]
                if len(holders) == 1:
                    del self._holders[piece]
            else:
                del self._one[piece]
        for piece in new:
            one = self._one.setdefault(piece, number)
            if one != number:
                insort(self._holders.setdefault(piece, [one]), number)

    def _rearranged(self, pieces: Iterable[Piece]) -> set[int]:
        """The units with one of these pieces that others are held to share now than before."""
        found: set[int] = set()
        for piece in pieces:
            holders, before = self._holders.get(piece, ()), self._sharing.pop(piece, ())
            sharing = self._criterion.sharing(holders)
            if sharing:
                self._sharing[piece] = sharing
            if sharing != before:
                found.update(holders or (self._one[piece],) if piece in self._one else ())
        return found


class Sharing(Generic[Piece]):
    """Finds what the units of drafts share.

    The last draft is remembered, so that the next, if it is the same after a change, costs what the change touches.
    What is found depends on the draft alone.
    """

    def __init__(self, criterion: Criterion) -> None:
        self._criterion = criterion
        self._latest: deque[Shared[Piece]] = deque(maxlen=1)

    @contextmanager
    def of(self, units: Sequence[frozenset[Piece]]) -> Iterator[Shared[Piece]]:
        """What these units share, given the pieces of each, in reading order."""
        try:
            shared = self._latest.pop()  # nobody else may change it, and after an error nobody may go on with it
        except IndexError:
            shared = Shared(self._criterion)
        if not len(units) <= 2 * len(shared.units) <= 4 * len(units):  # to look for what is the same would not pay
            shared = Shared(self._criterion)
        shared.change(units)
        yield shared
        if sum(map(len, units)) <= _REMEMBERED:
            self._latest.append(shared)
