"""How many findings reports that were published long ago get, by rule and level, and a sample of them to be judged.

Run: PYTHONPATH=app python benchmarks/false_alarms.py REPORTS [--count 100] [--seed 5] [--sample LIST.tsv]
REPORTS is a folder, or an archive (.tar.xz), of reports with their year in the file name; those of the years asked for
are drawn at random. ``--sample`` writes findings above hint, drawn at random, as lines of tab-separated fields: number,
rule, level, what is marked, what is suggested, the words on both sides, the file. The sample stays outside the project:
it holds sentences of the reports.
"""

import argparse
import random
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from measuring import Checked, checked, options

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def reports(source: Path) -> Iterator[tuple[str, bytes]]:
    """The Markdown files of a folder or an archive, each with its path."""
    if source.is_dir():
        for path in sorted(source.rglob("*.md")):
            yield str(path.relative_to(source)), path.read_bytes()
        return
    with tarfile.open(source) as archive:
        for member in archive:
            content = archive.extractfile(member) if member.name.endswith(".md") else None
            if content:
                yield member.name, content.read()


def drawn(source: Path, years: range, count: int, seed: int) -> list[tuple[str, bytes]]:
    """``count`` of the reports of ``years``, drawn at random, in the order drawn: the first half is a draw too."""
    pool = sorted(report for report in reports(source) if _year(report[0]) in years)
    chance = random.Random(seed)  # noqa: S311 - a draw, no secret
    return chance.sample(pool, min(count, len(pool)))


def _year(name: str) -> int:
    found = _YEAR.search(PurePosixPath(name).name)
    return int(found[0]) if found else 0


def show(title: str, results: list[Checked]) -> None:
    """Print findings for 10,000 characters: in all, by level, and by rule."""
    characters = sum(one.characters for one in results) or 1
    levels = Counter(found.severity for one in results for found in one.found)
    rules = Counter((found.severity, found.rule) for one in results for found in one.found)
    above = sum(len(one.above_hint()) for one in results)
    print(f"{title}: {len(results)} reports, {characters} characters")
    print(f"  above hint {above}, {above / characters * 10_000:.2f} for 10,000 characters")
    for level, number in levels.most_common():
        print(f"  {level:8} {number:6}  {number / characters * 10_000:.2f}")
    for (level, rule), number in sorted(rules.items(), key=lambda item: (item[0][0], -item[1])):
        print(f"  {level:8} {rule:44} {number:5}  {number / characters * 10_000:.3f}")


def write_sample(results: list[Checked], count: int, seed: int, to: Path) -> None:
    """The findings above hint to be judged, drawn at random."""
    pool = [(one.name, found) for one in results for found in one.above_hint()]
    chance = random.Random(seed)  # noqa: S311 - a draw, no secret
    chosen = chance.sample(pool, min(count, len(pool)))
    lines = [
        "\t".join(
            (
                str(number),
                found.rule,
                found.severity,
                found.text,
                "｜".join(found.fixes),
                f"{found.before}⟦{found.text}⟧{found.after}",
                name,
            )
        )
        for number, (name, found) in enumerate(chosen, start=1)
    ]
    to.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Check the reports drawn, print the figures, write the sample."""
    parser = options(__doc__ or "")
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("source", type=Path, metavar="REPORTS")
    parser.add_argument("--count", type=int, default=100, help="reports drawn")
    parser.add_argument("--first", type=int, default=2015, help="first year")
    parser.add_argument("--last", type=int, default=2024, help="last year")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--sample", type=Path, help="write findings to be judged to this file")
    parser.add_argument("--size", type=int, default=100, help="findings in the sample")
    given = parser.parse_args()
    years = range(given.first, given.last + 1)
    results = list(checked(drawn(given.source, years, given.count, given.seed), given))
    show("all", results)
    half = results[: len(results) // 2]
    above = sum(len(one.above_hint()) for one in half)
    characters = sum(one.characters for one in half) or 1
    print(
        f"first half: {len(half)} reports, above hint {above}, {above / characters * 10_000:.2f} for 10,000 characters"
    )
    if given.sample:
        write_sample(results, given.size, given.seed, given.sample)


if __name__ == "__main__":
    main()
