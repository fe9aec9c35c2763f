"""How often clean sentences are accused, how many faulty ones are found, and how punctuation fares mark by mark.

Run: PYTHONPATH=app python benchmarks/wording.py DATA [--only clean grammar punctuation] [--ignore spelling.character]
DATA is the folder of measuring data: spelling/clean.dev.tsv, grammar/fcgec.dev.json, punctuation/symbols.dev.jsonl.

Punctuation is measured twice. ``restored``: the sentences come without any mark, a finding counts that puts in a mark,
and it is right where the key has that mark. ``spoilt``: into each sentence with its marks one fault is put, of the kinds
drafts have (a mark doubled, left out at the end, half of a pair lost, half-width), and a finding is right that
touches the place of the fault; the sentences as they were show how often right marks are accused.
"""

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measuring import Checked, Found, Score, options, sentences

# What the numbers in the key of the punctuation set stand for.
_MARKS = [
    "，",
    "。",
    "、",
    "；",
    "：",
    "“",
    "《",
    "”",
    "》",
    "？",
    "！",
    "：“",
    "。”",
    "！”",
    "？”",
    "”，",
    "”。",
    "》，",
    "——",
]
_HALF = dict(zip("，。；：？！", ",.;:?!", strict=True))
_NEAR = 2  # characters between the place of a fault and a finding that tells it


def clean(data: Path, given: argparse.Namespace) -> None:
    """The share of sentences without fault that have a finding."""
    lines = (data / "spelling" / "clean.dev.tsv").read_text(encoding="utf-8").splitlines()
    results = sentences([line.split("\t")[-1] for line in lines], given)
    accused = [one for one in results if one.above_hint()]
    hinted = [one for one in results if one.found]
    print(
        f"clean: {len(results)} sentences; above hint {_share(accused, results)}, any level {_share(hinted, results)}"
    )
    print(f"  above hint by rule {_by_rule(accused)}")


def grammar(data: Path, given: argparse.Namespace) -> None:
    """How well faulty sentences are told from good ones."""
    cases = list(json.loads((data / "grammar" / "fcgec.dev.json").read_text(encoding="utf-8")).values())
    results = sentences([case["sentence"] for case in cases], given)
    for title, told in (("above hint", Checked.above_hint), ("any level", lambda one: one.found)):
        score, rules = Score(), defaultdict[str, Score](Score)
        for case, result in zip(cases, results, strict=True):
            faulty, found = bool(case["error_flag"]), told(result)
            score.wanted += faulty
            score.given += bool(found)
            score.hits += bool(found) and faulty
            for rule in {one.rule for one in found}:
                rules[rule].given += 1
                rules[rule].hits += faulty
        print(f"grammar, {title}: {score}")
        for rule, own in sorted(rules.items(), key=lambda item: -item[1].given):
            print(f"  {rule:40} {own.hits} of {own.given}")


def punctuation(data: Path, given: argparse.Namespace) -> None:
    """Both ways of measuring marks."""
    given = argparse.Namespace(**{**vars(given), "select": given.select or ["punctuation", "logic.empty_marks"]})
    lines = (data / "punctuation" / "symbols.dev.jsonl").read_text(encoding="utf-8").splitlines()
    keyed = [_keyed(json.loads(line)) for line in lines]
    keyed = [(bare, key) for bare, key in keyed if bare.strip() and all(mark in _MARKS for mark in key.values())]
    _restored(keyed, given)
    _spoilt([_written(bare, key) for bare, key in keyed], given)


def _keyed(row: dict[str, Any]) -> tuple[str, dict[int, str]]:
    """A sentence without marks, and the mark that belongs behind each character (0 for before the first)."""
    key = {label["pos"][1]: _MARKS[int(label["type"])] if label["type"] else "?" for label in row["label"]}
    return row["text"][1:], key


def _written(bare: str, key: dict[int, str]) -> str:
    """The sentence with its marks."""
    return key.get(0, "") + "".join(character + key.get(place, "") for place, character in enumerate(bare, start=1))


def _restored(keyed: list[tuple[str, dict[int, str]]], given: argparse.Namespace) -> None:
    scores = defaultdict[str, Score](Score)
    placed = Score()
    for (bare, key), result in zip(keyed, sentences([bare for bare, _ in keyed], given), strict=True):
        for mark in key.values():
            scores[mark].wanted += 1
            placed.wanted += 1
        for place, mark in _inserted(bare, result):
            scores[mark].given += 1
            scores[mark].hits += key.get(place) == mark
            placed.given += 1
            placed.hits += place in key
    total = Score(*(sum(getattr(one, name) for one in scores.values()) for name in ("hits", "given", "wanted")))
    print(f"punctuation restored, {len(keyed)} sentences: {total}; some mark belongs there: {placed}")
    for mark, score in sorted(scores.items(), key=lambda item: -item[1].wanted):
        print(f"  {mark:4} {score}")


def _inserted(bare: str, result: Checked) -> Iterator[tuple[int, str]]:
    """The marks that the best suggestions put in, each with the number of the character it stands behind."""
    for found in result.found:
        for start, end in found.spans if found.fixes else ():
            old, new = bare[start:end], found.fixes[0]
            if new.startswith(old) and new[len(old) :] in _MARKS:
                yield end, new[len(old) :]
            elif new.endswith(old) and new[: len(new) - len(old)] in _MARKS:
                yield start, new[: len(new) - len(old)]


@dataclass(frozen=True)
class Spoilt:
    """A sentence with one fault put in at ``place``."""

    fault: str
    mark: str
    text: str
    place: int


def _doubled(text: str, place: int) -> str:
    return text[:place] + text[place] + text[place:]


def _left_out(text: str, place: int) -> str:
    return text[:place] + text[place + 1 :]


def _half(text: str, place: int) -> str:
    return text[:place] + _HALF[text[place]] + text[place + 1 :]


_FAULTS: dict[str, tuple[str, Callable[[str, int], str]]] = {
    "doubled": ("，。；：、", _doubled),
    "half-width": ("，。；：？！", _half),
    "half a pair": ("“”《》", _left_out),
    "end left out": ("。", _left_out),
}


def _spoilt(texts: list[str], given: argparse.Namespace) -> None:
    chance = random.Random(5)  # noqa: S311 - a draw, no secret
    cases = [case for text in texts if (case := _spoil(text, chance))]
    results = sentences([case.text for case in cases], given)
    scores = defaultdict[tuple[str, str], Score](Score)
    for case, result in zip(cases, results, strict=True):
        score = scores[case.fault, case.mark]
        score.wanted += 1
        score.hits += any(_touches(found, case.place) for found in result.found)
        score.given += len(result.found)
    total = Score(*(sum(getattr(one, name) for one in scores.values()) for name in ("hits", "given", "wanted")))
    print(f"punctuation spoilt, {len(cases)} sentences: {total}")
    for (fault, mark), score in sorted(scores.items()):
        print(f"  {fault:12} {mark} {score}")
    results = sentences(texts, given)
    accused = [one for one in results if one.found]
    print(f"punctuation as it was: {_share(accused, results)} of the sentences accused  {_by_rule(accused)}")


def _spoil(text: str, chance: random.Random) -> Spoilt | None:
    """The sentence with one fault of a kind drawn at random, where it has a mark to be spoilt."""
    for fault in chance.sample(sorted(_FAULTS), len(_FAULTS)):
        marks, change = _FAULTS[fault]
        places = [place for place, mark in enumerate(text) if mark in marks]
        if fault == "end left out":
            places = [place for place in places if place == len(text) - 1]
        if places:
            place = chance.choice(places)
            return Spoilt(fault, text[place], change(text, place), place)
    return None


def _touches(found: Found, place: int) -> bool:
    pair = found.rule == "punctuation.unpaired"
    return any(pair or start - _NEAR <= place <= end + _NEAR for start, end in found.spans)


def _share(some: list[Checked], of: list[Checked]) -> str:
    return f"{len(some)} ({len(some) / (len(of) or 1):.2%})"


def _by_rule(results: list[Checked]) -> str:
    counts = Counter(found.rule for one in results for found in one.found if found.severity != "hint")
    return ", ".join(f"{rule} {number}" for rule, number in counts.most_common())


def main() -> None:
    """Print the figures asked for."""
    parts = {"clean": clean, "grammar": grammar, "punctuation": punctuation}
    parser = options(__doc__ or "")
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("--only", nargs="+", choices=parts, default=list(parts))
    given = parser.parse_args()
    for name in given.only:
        parts[name](given.data, given)


if __name__ == "__main__":
    main()
