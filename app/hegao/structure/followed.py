"""A draft held against the last reports of its own series: figures followed year by year, and promises made."""

from collections import Counter
from collections.abc import Iterator, Sequence

from hegao.corpus.records import PastReport
from hegao.draft.model import Draft
from hegao.duplicates.figures import figures, subject_and_unit
from hegao.structure.conventions import FollowedLimits
from hegao.structure.model import Followed, Part, Unanswered, Witness
from hegao.structure.pieces import Line, halves
from hegao.text.segmentation import sentences, tag

_TAIL = 6  # characters before a figure by which two reports speak of the same

Report = tuple[PastReport, Sequence[Line]]


def followed(draft: Draft, series: Sequence[Report], limits: FollowedLimits) -> Iterator[Followed]:
    """The figures that the latest reports of the series, newest first, give again and again."""
    latest = series[: limits.latest]
    if len(latest) < limits.reports:
        return
    stated = [_stated(line.text for line in lines) for _, lines in latest]
    own = _stated(paragraph.text for paragraph in draft.body)
    counted = Counter(key for table in stated for key in table)
    for key, count in counted.items():
        if count >= limits.share * len(latest):
            values = tuple(
                (_witness(report), f"{table[key][0]}{table[key][1]}")
                for (report, _), table in zip(latest, stated, strict=True)
                if key in table
            )
            name = Counter(table[key][0] for table in stated if key in table).most_common(1)[0][0]
            yield Followed(name, values, own[key][1] if key in own else None)


def unanswered(draft: Draft, last: Report, limits: FollowedLimits) -> Iterator[Unanswered]:
    """What last year's report promised by name and the draft names nowhere, in the order of the promises."""
    text = "".join(paragraph.text for paragraph in draft.paragraphs)
    report, lines = last
    for part, line in halves(lines):
        if part is not Part.AHEAD or line.heading:
            continue
        for start, end in sentences(line.text):
            sentence = line.text[start:end].strip()
            if not any(verb in sentence for verb in limits.promises):
                continue
            names = _names(sentence, limits)
            if len(names) >= limits.names and not any(name in text for name in names):
                yield Unanswered(sentence, names, line.number, _witness(report))


def _stated(texts: Iterator[str]) -> dict[tuple[str, str], tuple[str, str]]:
    """What each figure counts, with the words and the figure as first written."""
    table: dict[tuple[str, str], tuple[str, str]] = {}
    for text in texts:
        for figure in figures(text):
            if key := subject_and_unit(figure):
                table.setdefault((key[0][-_TAIL:], key[1]), (figure.subject, figure.text))
    return table


def _names(sentence: str, limits: FollowedLimits) -> tuple[str, ...]:
    """The proper names and long nouns of a sentence: what an answer to it would name again."""
    found = [word for word, kind in tag(sentence) if kind in limits.kinds and len(word) >= limits.length]
    return tuple(dict.fromkeys(found))


def _witness(report: PastReport) -> Witness:
    return Witness(report.id, report.title, "", report.date, report.issuer)
