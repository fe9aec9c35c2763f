"""Whether the topics of a report's sections are foreseen from earlier years, and whether a section taken out is missed.

Run: PYTHONPATH=app python benchmarks/structure.py FOLDER STORE [--reports 200]
STORE holds the archive. Each of the reports is hidden; topics and expectations come from reports of earlier years.
Beside them stand two baselines: last year's sections of the same place, and the most frequent sections overall.
A section is taken out of the first level, of the second, and of either; the numbers of the others stay as they were,
as when a section is deleted from a typed text, or close up, as automatic numbers do.
"""

import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from past_reports import arguments, filled

from hegao.corpus.metadata import Description
from hegao.corpus.records import PastReport
from hegao.draft.recognition import Genre
from hegao.structure.advise import Past, evidence
from hegao.structure.conventions import load_limits
from hegao.structure.expected import Expectation, Subject, Told, told
from hegao.structure.model import Advice, Shape
from hegao.structure.sections import past_shapes

GENRE = Genre("政府工作报告", "material", "")


def recall(guesses: Sequence[Subject], truth: Sequence[Subject]) -> float:
    return len(set(guesses[: len(truth)]) & set(truth)) / len(truth)


def without(shape: Shape, level: int, chance: random.Random) -> Shape | None:
    """The report without one section of a level, whatever stands below it; ``None`` where it has fewer than two."""
    choice = [number for number, head in enumerate(shape.heads) if head.level == level]
    if len(choice) < 2:
        return None
    start = chance.choice(choice)
    later = range(start + 1, len(shape.heads))
    end = next((number for number in later if shape.heads[number].level <= level), len(shape.heads))
    pieces = tuple(p for n, p in zip(shape.leaves, shape.pieces, strict=True) if not start <= n < end)
    gone = shape.heads[start]
    sections = tuple(s for s in shape.sections if level > 1 or (s.label, s.heading) != (gone.label, gone.text))
    return replace(shape, pieces=pieces, sections=sections, heads=shape.heads[:start] + shape.heads[end:])


def complaints(advice: Advice) -> set[str]:
    """Everything the advice says is missing."""
    told = {lack.usual.role.id for lack in advice.missing}
    shown = (gap.shown_at for gap in advice.gaps)
    return told | {f"{head.label}{head.text}" for head in shown if head}


def past_of(shape: Shape, reports: dict[int, PastReport], shapes: Sequence[Shape]) -> Past:
    """What the reports of the years before a report's own show."""
    limits = load_limits()
    own = reports[shape.document]
    about = Description(own.title, own.issuer, own.date, own.year, own.place, own.series)
    earlier = {s.document: s for s in shapes if s.year and s.year < (shape.year or 0)}
    chosen = evidence([reports[document] for document in earlier], about, limits)
    return Past.of([earlier[report.id] for report in chosen], chosen, about, GENRE.name, limits)


def predicted(shape: Shape, past: Past, expectation: Expectation, sums: Counter[str]) -> None:
    own = Told(shape, expectation.topics.of(shape))
    truth = own.subjects
    if not truth:
        return
    everyone = told(expectation.topics, past.shapes)
    frequent = [s for s, _ in Counter(subject for one in everyone for subject in one.subjects).most_common()]
    last = expectation.series[0].subjects if expectation.series else []
    sums["predicted"] += 1
    sums["ours"] += recall(list(expectation.ranked), truth)
    sums["last year"] += recall(last, truth)
    sums["last year, then the most frequent"] += recall(list(dict.fromkeys([*last, *frequent])), truth)
    sums["the most frequent"] += recall(frequent, truth)


def renumbered(shape: Shape) -> Shape:
    """The report with the numbers of its headings closed up."""
    counted, heads = {1: 0, 2: 0}, []
    for head in shape.heads:
        if head.level == 1:
            counted[2] = 0
        if head.number is not None:
            counted[head.level] = 1 if head.number == 1 else counted[head.level] + 1
        elif head.level == 1:
            counted[1] = 0
        heads.append(head if head.number is None else replace(head, number=counted[head.level]))
    return replace(shape, heads=tuple(heads))


def missed(shape: Shape, past: Past, sums: Counter[str], chance: random.Random) -> None:
    def missing(one: Shape) -> set[str]:
        return complaints(past.advice(one, GENRE, len(past.shapes)))

    whole, closed = missing(shape), missing(renumbered(shape))
    sums["reports"] += 1
    sums["false"] += len(whole)
    for name, level in (("level 1", 1), ("level 2", 2), ("either level", chance.choice(shape.heads).level)):
        poorer = without(shape, level, chance)
        if poorer is not None:
            sums[f"taken out, {name}"] += 1
            sums[f"noticed, {name}"] += bool(missing(poorer) - whole)
            sums[f"noticed without numbers, {name}"] += bool(missing(renumbered(poorer)) - closed)


def main() -> None:
    """Print the figures."""
    options = arguments(__doc__ or "", reports=200)
    chance = random.Random(options.seed)  # noqa: S311 - a sample that comes out the same again
    with filled(options.store, [options.folder]) as store:
        reports = {r.id: r for r in store.documents(genre=GENRE.name) if r.origin == "user" and r.year and r.series}
        shapes = past_shapes(store, list(reports.values()))
    years = {(reports[s.document].series, s.year) for s in shapes}
    fit = [s for s in shapes if s.year and (reports[s.document].series, s.year - 1) in years and len(s.pieces) > 3]
    hidden = chance.sample(fit, min(options.reports, len(fit)))
    sums: Counter[str] = Counter()
    started = time.perf_counter()
    for shape in hidden:
        past = past_of(shape, reports, shapes)
        if past.expectation is not None:
            predicted(shape, past, past.expectation, sums)
            missed(shape, past, sums, chance)
    each = (time.perf_counter() - started) / max(sums["reports"], 1)
    print(f"{len(shapes)} reports, {sums['reports']} hidden, {each:.2f} s each")
    for name in ("ours", "last year", "last year, then the most frequent", "the most frequent"):
        print(f"{name:35} {sums[name] / sums['predicted']:.3f}")
    print(f"{'false missing in a whole report':35} {sums['false'] / sums['reports']:.3f}")
    for name in ("level 1", "level 2", "either level"):
        out = sums[f"taken out, {name}"]
        kept, closed = (sums[f"noticed{how}, {name}"] / out for how in ("", " without numbers"))
        print(f"section of {name} taken out of {out}: noticed {kept:.3f}, with numbers closed up {closed:.3f}")


if __name__ == "__main__":
    main()
