"""Rules x draft -> findings: run, drop overlaps, collapse, order. The only place that catches a rule's crash."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from hegao.checks.base import Hit, Subject
from hegao.checks.texts import readings
from hegao.draft.model import Draft, Place
from hegao.findings.fingerprint import context, fingerprint
from hegao.findings.model import Failure, Finding, Fix, Spot
from hegao.findings.suppression import Vocabulary
from hegao.rulebook.rule import Rule
from hegao.text.characters import is_han


class _Raw(NamedTuple):
    rule: Rule
    hit: Hit


def run(
    subject: Subject, rules: Iterable[Rule], vocabulary: Vocabulary
) -> tuple[tuple[Finding, ...], tuple[Failure, ...]]:
    """Findings in reading order, then by rule id, and the rules that crashed."""
    rules = tuple(rules)
    subject = replace(subject, readings=readings((rule.scope, rule.check) for rule in rules))
    raw: list[_Raw] = []
    failures: list[Failure] = []
    for rule in rules:
        try:
            raw.extend(_Raw(rule, hit) for hit in rule.check.find(subject, rule.scope))
        except Exception as error:  # noqa: BLE001 - one rule's crash must not hide the others' findings
            message = f"规则 {rule.id} 运行出错（{type(error).__name__}：{error}），其余规则不受影响，请报告维护人员。"
            failures.append(Failure(rule.id, message))
    kept = [item for item in raw if not vocabulary.covers(subject.draft, item.hit.place)]
    findings = _collapse(subject.draft, _without_overlaps(kept))
    return tuple(sorted(findings, key=_reading_order)), tuple(failures)


def _reading_order(finding: Finding) -> tuple[int, int, int, str]:
    first = finding.places[0]
    return (first.paragraph or 0, first.start, first.end, finding.rule)


def _without_overlaps(raw: list[_Raw]) -> Iterator[_Raw]:
    """Where two rules would change the same characters, only the surer one speaks."""
    taken: dict[int, list[tuple[int, int]]] = {}
    order = sorted(range(len(raw)), key=lambda i: (_weight(raw[i]), i))
    keep = []
    for index in order:
        item, place = raw[index], raw[index].hit.place
        if not item.hit.fixes or place.paragraph is None:
            keep.append(index)
            continue
        spans = taken.setdefault(place.paragraph, [])
        if any(place.start < end and start < place.end for start, end in spans):
            continue
        spans.append((place.start, place.end))
        keep.append(index)
    yield from (raw[index] for index in sorted(keep))


def _weight(item: _Raw) -> tuple[int, float, str]:
    return (item.rule.severity.rank, -item.rule.certainty, item.rule.id)


def _collapse(draft: Draft, raw: Iterable[_Raw]) -> Iterator[Finding]:
    groups: dict[object, list[_Raw]] = {}
    for number, item in enumerate(raw):
        groups.setdefault(_group(item, number), []).append(item)
    for items in groups.values():
        yield _finding(draft, items)


def _group(item: _Raw, number: int) -> object:
    match item.rule.collapse:
        case "rule":
            return item.rule.id
        case "fix":
            message = _fill(item.rule.message, item.hit, 1)
            return (item.rule.id, item.hit.place.text, item.hit.fixes, message)
        case "evidence":
            return (item.rule.id, item.hit.evidence)
        case _:
            return (item.rule.id, number)


def _finding(draft: Draft, items: list[_Raw]) -> Finding:
    rule = items[0].rule
    same = len({item.hit.fixes for item in items}) == 1
    places = [item.hit.place for item in items]
    spots = tuple(
        Spot(
            item.hit.place,
            None if same or not item.hit.fixes else Fix(item.hit.fixes[0], rule.safety),
            item.hit.reforms,
        )
        for item in sorted(items, key=lambda i: (i.hit.place.paragraph or 0, i.hit.place.start))
    )
    # A mark or an expression is the same fault wherever it stands; a single character beside the fault is not.
    alone = rule.collapse == "rule" and not any(len(place.text) == 1 and is_han(place.text) for place in places)
    contexts = [place.text if alone else context(draft, place) for place in places]
    return Finding(
        rule=rule.id,
        title=rule.title,
        severity=rule.severity,
        certainty=rule.certainty,
        message=_fill(rule.message, items[0].hit, len(items)),
        why=_fill(rule.why, items[0].hit, len(items)),
        source=rule.source,
        spots=spots,
        fixes=tuple(Fix(text, rule.safety) for text in items[0].hit.fixes) if same else (),
        evidence=_evidence(items),
        fingerprint=fingerprint(rule.id, contexts),
    )


def _evidence(items: list[_Raw]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(place for item in items for place in item.hit.evidence))


def _fill(template: str, hit: Hit, count: int) -> str:
    values: Mapping[str, object] = {
        "text": hit.place.text,
        "fix": hit.fixes[0] if hit.fixes else "",
        "count": count,
        **hit.values,
    }
    return template.format_map(values)
