"""How many paragraphs taken over from last year's report are found stale, and how often an untouched report is accused.

Run: PYTHONPATH=app python benchmarks/stale.py FOLDER STORE [--pairs 200] [--background 300]
FOLDER holds yearly reports as KIND/PLACE/YEAR.md. For each of the pairs of consecutive years one to three paragraphs of
last year's report that state figures are put between the paragraphs of this year's; the store holds last year's
reports and others as background, and none of this year's of the pairs.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from past_reports import YearPair, arguments, filled, year_pairs

from hegao.corpus.store import Store
from hegao.draft.model import Draft
from hegao.draft.recognise import recognise
from hegao.duplicates.across import shared
from hegao.duplicates.model import Kind, Passage
from hegao.readers import read, read_text

_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_LEAST = 60  # characters of a paragraph worth taking over
_FIGURES = 2  # that it must state
_COVERED = 0.5  # part of a paragraph that must be marked stale to be found


@dataclass(frozen=True)
class Outcome:
    """What became of one pair."""

    planted: int
    found: int
    figures: int
    marked: int
    false: int
    accused: int
    characters: int


def lines_of(draft: Draft) -> list[str]:
    return [paragraph.text for paragraph in draft.body if not paragraph.blank]


def planted(pair: YearPair, chance: random.Random) -> tuple[list[str], set[int]]:
    """This year's lines with last year's paragraphs among them, and where those stand."""
    own, old = lines_of(read(pair.now)), lines_of(read(pair.before))
    known = set(own)
    fit = [
        line
        for line in old
        if len(line) >= _LEAST
        and len(_FIGURE.findall(line)) >= _FIGURES
        and line not in known
        and "http" not in line
        and "title:" not in line
    ]
    if not fit:
        return own, set()
    lines = [(line, False) for line in own]
    for line in chance.sample(fit, min(chance.randint(1, 3), len(fit))):
        lines.insert(chance.randint(min(8, len(lines)), len(lines)), (line, True))
    return [line for line, _ in lines], {number for number, (_, new) in enumerate(lines, 1) if new}


def stale(draft: Draft, store: Store) -> list[Passage]:
    return [passage for passage in shared(draft, recognise(draft), store) if passage.kind is Kind.STALE]


def outcome(pair: YearPair, store: Store, chance: random.Random) -> Outcome:
    lines, where = planted(pair, chance)
    draft = read_text("\n".join(lines), pair.now.name)
    found: dict[int, list[Passage]] = {}
    for passage in stale(draft, store):
        found.setdefault(passage.place.paragraph or 0, []).append(passage)
    hit = figures = marked = 0
    for number in where:
        text = draft.by_number[number].text
        passages = found.pop(number, [])
        hit += sum(len(passage.place.text) for passage in passages) >= _COVERED * len(text)
        spans = [match.span() for match in _FIGURE.finditer(text)]
        figures += len(spans)
        marks = [mark for passage in passages for mark in passage.marks]
        marked += sum(any(mark.start < end and start < mark.end for mark in marks) for start, end in spans)
    untouched = read(pair.now)
    return Outcome(
        len(where),
        hit,
        figures,
        marked,
        sum(map(len, found.values())),
        len(stale(untouched, store)),
        untouched.characters,
    )


def total(outcomes: Sequence[Outcome], name: str) -> int:
    return sum(getattr(one, name) for one in outcomes)


def stocked(path: Path, folder: Path, pairs: Sequence[YearPair], background: int, chance: random.Random) -> Store:
    """The store of last year's reports of the pairs and others as background."""
    taken = {path for pair in pairs for path in (pair.before, pair.now)}
    others = [path for path in sorted(folder.rglob("*.md")) if path not in taken]
    chosen = chance.sample(others, min(background, len(others)))
    return filled(path, [*sorted(pair.before for pair in pairs), *chosen])


def main() -> None:
    """Print the figures."""
    options = arguments(__doc__ or "", pairs=200, background=300)
    chance = random.Random(options.seed)  # noqa: S311 - a sample that comes out the same again
    pairs = year_pairs(options.folder, options.pairs, chance)
    with stocked(options.store, options.folder, pairs, options.background, chance) as store:
        documents = store.statistics().documents
        outcomes = [outcome(pair, store, chance) for pair in pairs]
    planted, characters = total(outcomes, "planted"), total(outcomes, "characters")
    print(f"{len(outcomes)} pairs, {documents} past reports, {planted} paragraphs taken over")
    print(f"found stale: {total(outcomes, 'found') / planted:.3f}")
    print(f"figures in them marked: {total(outcomes, 'marked') / total(outcomes, 'figures'):.3f}")
    accused = total(outcomes, "accused")
    print(f"stale in {characters} untouched characters: {accused}, {accused / characters * 10_000:.3f} per 10,000")
    print(f"other stale findings in the drafts with paragraphs taken over: {total(outcomes, 'false')}")


if __name__ == "__main__":
    main()
