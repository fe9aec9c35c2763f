"""How well wrong characters are found and mended, sentence by sentence, on pairs of sentences.

Run: PYTHONPATH=app python benchmarks/spelling.py FOLDER [--sets odw law proof de clean] [--model FOLDER] [--sample 300]
FOLDER holds NAME.dev.tsv: the sentence as written and as it should read, with a tab between; equal where it is right.

Every sentence is a file of its own, checked by ``hegao check --format json``; all its fixes, safe ones and those to be
reviewed, are made. The marks of the sets are made full-width first, on both sides: their width was changed by machine.
A sentence counts as right only if it then equals its reference. Precision is the share of the touched sentences that
are right, recall the share of the faulty ones. The particles 的, 地, 得 are also counted place by place. ``--model``
measures with another model.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Pair = tuple[str, str]
Table = Mapping[str, Any]
SETS = ("odw", "law", "proof", "de", "clean")
EXPERIMENT = {"odw": 0.845, "law": 0.620, "proof": 0.520}
"""F1 of the first experiment with a character model, on other halves of the same sets."""
_MARKS = str.maketrans(",;:?!()", "，；：？！（）")
_NARROW = re.compile(r"(?<![0-9A-Za-z])[,;:?!()]|[,;:?!()](?![0-9A-Za-z])")
_RANK = {"error": 0, "warning": 1, "hint": 2}


@dataclass(frozen=True)
class Edit:
    """``start`` to ``end`` of a sentence shall read ``text``."""

    start: int
    end: int
    text: str
    rule: str
    hint: bool


@dataclass(frozen=True)
class Outcome:
    """A pair, what the sentence reads once mended, the edits made, and the rules that found something above a hint."""

    pair: Pair
    mended: str
    edits: tuple[Edit, ...]
    rules: frozenset[str]


def pairs(path: Path) -> list[Pair]:
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [(wide(row[0]), wide(row[1])) for row in rows if len(row) > 1 and row[0].strip()]


def wide(sentence: str) -> str:
    """The sentence with its marks full-width, but for what stands between digits or letters."""
    return _NARROW.sub(lambda match: match.group().translate(_MARKS), sentence.strip())


def checked(sentences: Sequence[str], settings: str) -> list[Table]:
    """What the command says of each sentence."""
    with tempfile.TemporaryDirectory() as folder:
        names = [f"{number:05}.txt" for number in range(len(sentences))]
        for name, sentence in zip(names, sentences, strict=True):
            (Path(folder) / name).write_text(sentence, encoding="utf-8")
        (Path(folder) / "hegao.toml").write_text(settings, encoding="utf-8")
        command = [sys.executable, "-m", "hegao", "check", "--format", "json", *names]
        # Neither the user's own settings nor past reports shall have a say.
        alone = {**{k: v for k, v in os.environ.items() if k != "HEGAO_STORE"}, "HEGAO_HOME": folder}
        done = subprocess.run(command, cwd=folder, env=alone, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1):
            raise SystemExit(done.stderr)
        files = {table["path"]: table for table in json.loads(done.stdout)["files"]}
        return [files[name] for name in names]


def edits(table: Table) -> tuple[Edit, ...]:
    """The fixes of all findings by their offsets in the file; of two in one place that of the worse finding."""
    found = []
    for finding in table["findings"]:
        for place in finding["places"]:
            fix = place.get("fix") or next(iter(finding["fixes"]), None)
            if fix and place.get("offset"):
                edit = Edit(*place["offset"], fix["text"], finding["rule"], finding["severity"] == "hint")
                found.append((_RANK[finding["severity"]], -finding["certainty"], edit.start, edit))
    taken: list[Edit] = []
    for _, _, _, edit in sorted(found, key=lambda item: item[:3]):
        if all(edit.end <= other.start or other.end <= edit.start for other in taken):
            taken.append(edit)
    return tuple(sorted(taken, key=lambda edit: edit.start))


def outcome(pair: Pair, table: Table) -> Outcome:
    mended, made = pair[0], edits(table)
    for edit in reversed(made):
        mended = mended[: edit.start] + edit.text + mended[edit.end :]
    above = frozenset(f["rule"] for f in table["findings"] if f["severity"] != "hint")
    return Outcome(pair, mended, made, above)


def figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Precision, recall, F1, and the share of right sentences that were touched or had a finding above a hint."""
    faulty = [o for o in outcomes if o.pair[0] != o.pair[1]]
    clean = [o for o in outcomes if o.pair[0] == o.pair[1]]
    touched = [o for o in outcomes if o.mended != o.pair[0]]
    right = sum(o.mended == o.pair[1] for o in touched)
    precision, recall = right / max(len(touched), 1), right / max(len(faulty), 1)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(precision + recall, 1e-9),
        "touched": sum(o.mended != o.pair[0] for o in clean) / max(len(clean), 1),
        "alarmed": sum(bool(o.rules) for o in clean) / max(len(clean), 1),
    }


def wrongly(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The rules whose edits stand in sentences that were touched and came out wrong."""
    for o in outcomes:
        if o.mended not in o.pair:
            yield from {edit.rule for edit in o.edits}


def particles(outcomes: Sequence[Outcome]) -> str:
    """Precision, recall and F1 of 的, 地, 得, place by place, in sentences that differ in single characters only."""
    made = right = wanted = 0
    for o in outcomes:
        written, meant = o.pair
        if len(written) == len(meant):
            wanted += sum(a != b for a, b in zip(written, meant, strict=True))
            done = [edit for edit in o.edits if edit.text in "的地得" and edit.end - edit.start == 1]
            made += len(done)
            right += sum(meant[edit.start] == edit.text for edit in done)
    precision, recall = right / max(made, 1), right / max(wanted, 1)
    f1 = 2 * right / max(made + wanted, 1)
    return f"   place by place: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}"


def main() -> None:
    """Print a table with a row for each set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", nargs="*", default=SETS)
    parser.add_argument("--model", type=Path, help="folder of another model than the one that is shipped")
    parser.add_argument("--sample", type=int, default=0, help="measure with so many pairs of each set, drawn by chance")
    parser.add_argument("--show", action="store_true", help="print every sentence that came out wrong")
    options = parser.parse_args()
    settings = f"[spelling]\nmodel = {json.dumps(str(options.model.resolve()))}\n" if options.model else ""
    print("set    pairs  precision  recall     F1  (was)  clean touched  clean above a hint")
    for name in options.sets:
        chosen = pairs(options.folder / f"{name}.dev.tsv")
        if options.sample:
            chosen = random.Random(5).sample(chosen, min(options.sample, len(chosen)))  # noqa: S311 - no secret
        tables = checked([pair[0] for pair in chosen], settings)
        outcomes = [outcome(pair, table) for pair, table in zip(chosen, tables, strict=True)]
        f = figures(outcomes)
        was = f"{EXPERIMENT[name]:.3f}" if name in EXPERIMENT else "    –"
        print(
            f"{name:5} {len(chosen):6} {f['precision']:10.3f} {f['recall']:7.3f} {f['f1']:6.3f}  {was}"
            f" {f['touched']:14.2%} {f['alarmed']:19.2%}"
        )
        if name == "de":
            print(particles(outcomes))
        print("   wrong edits by rule:", dict(Counter(wrongly(outcomes)).most_common(12)))
        if options.show:
            for o in outcomes:
                if o.mended != o.pair[1] or (o.rules and o.pair[0] == o.pair[1]):
                    print(*o.pair, o.mended, *sorted(o.rules), sep="\t")


if __name__ == "__main__":
    main()
