"""A folder of yearly reports for the benchmarks: pairs of consecutive years, and stores made of some of them.

The reports lie as KIND/PLACE/YEAR.md (or KIND/YEAR.md), as in the archive of public reports the project measures with.
"""

import argparse
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hegao.corpus.ingest import add
from hegao.corpus.store import Store

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


@dataclass(frozen=True)
class YearPair:
    """The reports of one place of two years that follow each other."""

    place: str
    before: Path
    now: Path


def arguments(description: str, **defaults: int) -> argparse.Namespace:
    """The options all benchmarks share: the folder, the store to make or use again, the seed, and some numbers."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("folder", type=Path, help="folder of reports, KIND/PLACE/YEAR.md")
    parser.add_argument("store", type=Path, help="store to use; made where there is none")
    parser.add_argument("--seed", type=int, default=5)
    for name, value in defaults.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    return parser.parse_args()


def year_pairs(folder: Path, count: int, chance: random.Random) -> list[YearPair]:
    """At most ``count`` pairs of consecutive years, one for each place, drawn by chance."""
    series: dict[Path, dict[int, Path]] = {}
    for path in sorted(folder.rglob("*.md")):
        if found := _YEAR.search(path.stem):
            series.setdefault(path.parent, {})[int(found[0])] = path
    pairs = []
    for place, years in series.items():
        steps = [year for year in years if year - 1 in years]
        if steps and "工作报告" in str(place):
            year = chance.choice(steps)
            pairs.append(YearPair(place.name, years[year - 1], years[year]))
    return sorted(chance.sample(pairs, min(count, len(pairs))), key=lambda pair: pair.now)


def filled(store: Path, paths: Iterable[Path]) -> Store:
    """The store at ``store``, filled with the reports at ``paths`` unless it exists."""
    fresh = not store.exists()
    opened = Store.open(store)
    if fresh:
        add(opened, paths)
    return opened
