"""How long it takes to classify all repetition of a draft of some 15,000 characters against a whole archive.

Run: PYTHONPATH=app python benchmarks/duplicates_speed.py FOLDER STORE [--drafts 8] [--rounds 3]
STORE holds the reports of FOLDER (``hegao corpus add FOLDER --store STORE``); a draft that is in it is not compared with
itself. The first round warms up; of the others the quickest counts, in seconds of the clock and of the processor.
"""

import random
import time
from collections.abc import Iterator
from pathlib import Path

from past_reports import arguments

from hegao import api

LEAST, MOST = 13_500, 16_500  # characters of a draft


def drafts(folder: Path, count: int, chance: random.Random) -> Iterator[api.Draft]:
    files = sorted(folder.rglob("*.md"))
    chance.shuffle(files)
    found = 0
    for path in files:
        draft = api.read(path)
        if LEAST <= draft.characters <= MOST and found < count:
            found += 1
            yield draft
        elif found == count:
            return


def main() -> None:
    """Print a line for each draft, and the slowest."""
    options = arguments(__doc__ or "", drafts=8, rounds=3)
    chosen = list(drafts(options.folder, options.drafts, random.Random(options.seed)))  # noqa: S311 - the same again
    clock: dict[int, list[float]] = {}
    processor: dict[int, list[float]] = {}
    with api.open_store(options.store) as store:
        for round_ in range(options.rounds + 1):
            for number, draft in enumerate(chosen):
                began, used = time.perf_counter(), time.process_time()
                api.find_duplicates(draft, store)
                if round_:
                    clock.setdefault(number, []).append(time.perf_counter() - began)
                    processor.setdefault(number, []).append(time.process_time() - used)
        documents = store.statistics().documents
    print(f"{documents} past reports")
    for number, draft in enumerate(chosen):
        print(
            f"{draft.characters} characters: {min(clock[number]):.2f} s, of the processor {min(processor[number]):.2f} s"
        )
    print(f"slowest: {max(map(min, clock.values())):.2f} s, of the processor {max(map(min, processor.values())):.2f} s")


if __name__ == "__main__":
    main()
