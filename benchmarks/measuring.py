"""What the benchmarks of wording share: texts checked by several processes, findings as plain rows, precision and recall."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hegao import api
from hegao.workers import in_order, processors

_BESIDE = 20  # characters shown on each side of what a finding marks


@dataclass(frozen=True)
class Found:
    """A finding told in words: its first mark, how often it occurs, and the text on both sides of the first."""

    rule: str
    severity: str
    text: str
    places: int
    before: str
    after: str
    fixes: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Checked:
    """One text with its findings; ``characters`` counts those that are not white space."""

    name: str
    characters: int
    found: tuple[Found, ...]

    def above_hint(self) -> tuple[Found, ...]:
        """The findings that are warnings or errors."""
        return tuple(one for one in self.found if one.severity != "hint")


@dataclass
class Score:
    """How often a verdict was right: ``hits`` of ``given`` verdicts, out of ``wanted`` faults."""

    hits: int = 0
    given: int = 0
    wanted: int = 0

    def __str__(self) -> str:
        precision = self.hits / self.given if self.given else 1.0
        recall = self.hits / self.wanted if self.wanted else 0.0
        return f"precision {precision:.3f} ({self.hits} of {self.given})  recall {recall:.3f} ({self.hits} of {self.wanted})"


def options(description: str) -> argparse.ArgumentParser:
    """A command line with what all of them take: which rules to run, and how many processes."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--select", action="append", default=[], metavar="RULE", help="run these rules or groups only")
    parser.add_argument("--ignore", action="append", default=[], metavar="RULE", help="leave these out")
    parser.add_argument("--jobs", type=int, default=processors(), help="processes (by default one a processor)")
    return parser


def checked(texts: Iterable[tuple[str, bytes]], given: argparse.Namespace) -> Iterator[Checked]:
    """Each of ``texts`` (its file name and content) checked, in their order."""
    work = partial(_check, select=tuple(given.select), ignore=tuple(given.ignore))
    for _, result in in_order(work, texts, given.jobs):
        yield result


def sentences(texts: Sequence[str], given: argparse.Namespace) -> list[Checked]:
    """Each sentence checked as a draft of its own."""
    return list(checked(((f"{number}.txt", text.encode()) for number, text in enumerate(texts)), given))


def _check(text: tuple[str, bytes], select: tuple[str, ...], ignore: tuple[str, ...]) -> Checked:
    name, data = text
    draft = api.read_bytes(data, name)
    report = api.check(draft, selection=api.selection(select, ignore, api.load_rulebook()))
    if report.failures:
        raise RuntimeError(report.failures[0].message)
    whole = {paragraph.number: paragraph.text for paragraph in draft.paragraphs}
    characters = sum(1 for paragraph in whole.values() for character in paragraph if not character.isspace())
    return Checked(name, characters, tuple(_found(finding, whole) for finding in report.findings))


def _found(finding: api.Finding, whole: dict[int, str]) -> Found:
    first = finding.spots[0]
    paragraph = whole.get(first.place.paragraph or 0, "")
    fixes = finding.fixes or ((first.fix,) if first.fix else ())
    return Found(
        finding.rule,
        str(finding.severity),
        first.place.text,
        len(finding.spots),
        paragraph[max(0, first.place.start - _BESIDE) : first.place.start],
        paragraph[first.place.end : first.place.end + _BESIDE],
        tuple(fix.text for fix in fixes),
        tuple((place.start, place.end) for place in finding.places),
    )
