"""Finding, for each unit of a draft, the earlier unit it repeats, in time that grows with the draft's length only."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hegao.corpus.fingerprints import fingerprints_of
from hegao.duplicates.fixed import FixedExpressions
from hegao.duplicates.settings import WithinSettings
from hegao.duplicates.sharing import Sharing
from hegao.duplicates.units import Unit, joined
from hegao.text.similarity import similarity

_FIGURE = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Twin:
    """A unit and the earlier one it repeats."""

    unit: Unit
    other: Unit
    similarity: float


def twins(
    units: Sequence[Unit], sharing: Sharing[int], fixed: FixedExpressions, settings: WithinSettings, least: float
) -> list[Twin]:
    """The twin of each unit among those before it, alike by ``least`` or more; fixed expressions need none.

    Where several are alike that is the first of them rather than the closest, so all copies of a passage have one twin.
    Units are compared that are near each other by ``sharing``.
    """
    with sharing.of(fingerprints_of([unit.text for unit in units], settings.window)) as shared:
        near = [shared.near(number) for number in range(len(units))]
    exact: dict[str, Unit] = {}
    firsts: dict[int, Unit] = {}
    found = []
    for number, unit in enumerate(units):
        same = exact.setdefault(unit.text, unit)
        if same is not unit:
            twin: Twin | None = Twin(unit, same, 1.0)
        elif near[number]:
            twin = _near(units, unit, _most_shared(near[number], settings.candidates), settings, least)
        else:
            continue
        if twin is not None:
            first = firsts[unit.first] = firsts.get(twin.other.first, twin.other)
            if not fixed.make_up(unit.text):
                found.append(twin if same is not unit else _of_first(twin, first, settings, least))
    return found


def runs(found: Iterable[Twin]) -> list[list[Twin]]:
    """Twins in reading order, grouped where neighbours repeat neighbours; one sentence may stand between."""
    grouped: list[list[Twin]] = []
    for twin in sorted(found, key=lambda twin: twin.unit.first):
        if grouped and _follows(grouped[-1][-1], twin, gap=1):
            grouped[-1].append(twin)
        else:
            grouped.append([twin])
    return grouped


def merged(run: Iterable[Twin], least: float) -> list[Twin]:
    """The run with the sentences of one paragraph that repeat those of another made one twin."""
    out: list[Twin] = []
    for twin in run:
        whole = _joined(out[-1], twin, least) if out else None
        if whole is None:
            out.append(twin)
        else:
            out[-1] = whole
    return out


def other_figures(text: str, other: str, share: float) -> bool:
    """Whether two texts say the same of different figures, digits making up ``share`` of the first one or more."""
    figures, others = _FIGURE.findall(text), _FIGURE.findall(other)
    return figures != others and sum(map(len, figures)) >= share * len(text)


def _near(
    units: Sequence[Unit], unit: Unit, others: Iterable[int], settings: WithinSettings, least: float
) -> Twin | None:
    best = None
    for number in others:
        other = units[number]
        score = similarity(unit.text, other.text, cutoff=least)
        if score >= least and (best is None or score > best.similarity):
            best = Twin(unit, other, score)
    return None if best is None or other_figures(unit.text, best.other.text, settings.figures) else best


def _most_shared(near: Mapping[int, int], most: int) -> Sequence[int]:
    """The units with which the most fingerprints are shared, the most shared first, then the earlier."""
    return sorted(near, key=lambda number: (-near[number], number))[:most]


def _of_first(twin: Twin, first: Unit, settings: WithinSettings, least: float) -> Twin:
    """The twin with ``first``, which its other one copies, in that one's place where they are alike too."""
    if first is twin.other or other_figures(twin.unit.text, first.text, settings.figures):
        return twin
    score = similarity(twin.unit.text, first.text, cutoff=least)
    return Twin(twin.unit, first, score) if score >= least else twin


def _follows(first: Twin, second: Twin, gap: int) -> bool:
    if first.unit.block.article != second.unit.block.article:
        return False
    if first.other.block.article != second.other.block.article:
        return False
    steps = second.unit.first - first.unit.last, second.other.first - first.other.last
    return all(0 <= step <= gap for step in steps)


def _joined(first: Twin, second: Twin, least: float) -> Twin | None:
    same_blocks = first.unit.block is second.unit.block and first.other.block is second.other.block
    if not same_blocks or not _follows(first, second, gap=1) or second.other.last > first.unit.first:
        return None
    unit, other = joined(first.unit, second.unit), joined(first.other, second.other)
    score = similarity(unit.text, other.text, cutoff=least)
    return Twin(unit, other, score) if score >= least else None
