"""The JSON contract, version 1: reports, outlines, advice and repetitions as plain tables.

The schema is ``schema.json`` beside this module. Paragraph tables hold every paragraph that a place names.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from hegao import __version__
from hegao.draft.model import Draft, Place
from hegao.draft.recognition import Recognition
from hegao.engine.outcome import Report
from hegao.findings.model import Finding, Fix, Reform, Source, Spot

VERSION = 1


def envelope(tables: Sequence[Mapping[str, Any]], *, of: str = "files", run: str | None = None) -> str:
    """One JSON object that holds ``tables`` under the key ``of``, indented, Chinese as it is.

    ``run`` stands for all that a kept result depends on beside the file.
    """
    table = {"version": VERSION, "tool": {"name": "hegao", "version": __version__}, of: list(tables)}
    if run is not None:
        table["run"] = run
    return json.dumps(table, ensure_ascii=False, indent=1)


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) that every output keeps to."""
    table: dict[str, Any] = json.loads(Path(__file__).with_name("schema.json").read_text(encoding="utf-8"))
    return table


def report_table(path: str, report: Report) -> dict[str, Any]:
    """The findings of one file."""
    places = [place for finding in report.findings for place in _named(finding)]
    return {
        "path": path,
        "genre": report.recognition.genre.name,
        "profile": report.profile,
        "notices": list(report.draft.notices),
        "paragraphs": paragraph_table(report.draft, places),
        "findings": [finding_table(finding) for finding in report.findings],
        "failures": [{"rule": failure.rule, "message": failure.message} for failure in report.failures],
        "accepted": len(report.accepted),
        "unused": [entry.fingerprint for entry in report.unused],
    }


def failure_table(path: str, message: str) -> dict[str, Any]:
    """A file that could not be read."""
    return {"path": path, "error": message}


def outline_table(path: str, draft: Draft, recognition: Recognition) -> dict[str, Any]:
    """What was recognised in one file."""
    elements, outline = recognition.elements, recognition.outline
    places = [*(e.place for e in elements), *(h.place for h in outline)]
    genre = recognition.genre
    return {
        "path": path,
        "genre": {"name": genre.name, "family": genre.family, "reason": genre.reason, "certain": genre.certain},
        "notices": list(draft.notices),
        "paragraphs": paragraph_table(draft, places),
        "elements": [{"element": e.element.value, "reason": e.reason, "place": place_table(e.place)} for e in elements],
        "outline": [
            {
                "level": h.level,
                "text": h.text,
                "label": h.label,
                "run_in": h.run_in,
                "article": h.article,
                "place": place_table(h.place),
            }
            for h in outline
        ],
    }


def paragraph_table(draft: Draft, places: Iterable[Place]) -> dict[str, Any]:
    """The paragraphs that ``places`` name, by number as a string."""
    numbers = sorted({place.paragraph for place in places if place.paragraph is not None})
    return {str(n): {"part": draft.by_number[n].part.value, "text": draft.by_number[n].text} for n in numbers}


def place_table(place: Place) -> dict[str, Any]:
    """One place; ``offset`` is there for plain text only."""
    table: dict[str, Any] = {
        "part": place.part.value,
        "paragraph": place.paragraph,
        "start": place.start,
        "end": place.end,
        "text": place.text,
    }
    return table if place.offset is None else {**table, "offset": list(place.offset)}


def finding_table(finding: Finding) -> dict[str, Any]:
    """One finding with all its places."""
    return {
        "rule": finding.rule,
        "title": finding.title,
        "severity": finding.severity.value,
        "certainty": finding.certainty,
        "message": finding.message,
        "why": finding.why,
        "source": _source(finding.source),
        "places": [_spot(spot) for spot in finding.spots],
        "fixes": [_fix(fix) for fix in finding.fixes],
        "evidence": [place_table(place) for place in finding.evidence],
        "fingerprint": finding.fingerprint,
    }


def _named(finding: Finding) -> Iterator[Place]:
    yield from (*finding.places, *finding.evidence)
    yield from (reform.place for spot in finding.spots for reform in spot.reforms)


def _source(source: Source) -> dict[str, str]:
    return {"tier": source.tier, "work": source.work, "clause": source.clause, "strength": source.strength}


def _spot(spot: Spot) -> dict[str, Any]:
    table = place_table(spot.place)
    if spot.fix is not None:
        table["fix"] = _fix(spot.fix)
    if spot.reforms:
        table["looks"] = [_reform(reform) for reform in spot.reforms]
    return table


def _reform(reform: Reform) -> dict[str, Any]:
    return {"place": place_table(reform.place), "look": dict(reform.look), "words": reform.say}


def _fix(fix: Fix) -> dict[str, str]:
    return {"text": fix.text, "safety": fix.safety.value}
