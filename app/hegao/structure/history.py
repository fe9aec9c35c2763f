"""How reports of one kind changed over the years, and the sentences they open and close with."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from hegao.structure.conventions import HistoryLimits
from hegao.structure.expected import Expectation, Subject, Told
from hegao.structure.model import Typical, Variant, Witness
from hegao.text.similarity import condensed

_DIGITS = re.compile(r"\d+(?:\.\d+)?")

_Saying = tuple[str, Told, str]
"""A sentence, its report, and the heading it stands under."""


def variants(expectation: Expectation, limits: HistoryLimits) -> Iterator[Variant]:
    """Subjects that came into the reports or went out of them, told from the series, or else from the others alone.

    The two are not mixed: the early years of the one beside the late years of the other would be no change.
    """
    reports = expectation.series if len(expectation.series) >= limits.reports else expectation.others
    by_year: dict[int, list[Told]] = {}
    for one in reports:
        if one.shape.year:
            by_year.setdefault(one.shape.year, []).append(one)
    for subject in dict.fromkeys(subject for one in reports for subject in one.subjects):
        years = tuple(
            (year, sum(subject in one.subjects for one in told), len(told)) for year, told in sorted(by_year.items())
        )
        turn = _turn(years, limits)
        if turn is not None:
            since, came = turn
            yield Variant(
                role := expectation.role(subject),
                since,
                came,
                f"从 {since} 年起，“{role.name}”{'单独成一部分' if came else '不再单独成一部分'}。",
                years,
                _seen(by_year, since, subject, came, limits),
            )


def typical(expectation: Expectation, limits: HistoryLimits) -> Iterator[Typical]:
    """The sentences that open and close reports, and sections on a subject, those of many reports."""
    reports = expectation.everyone
    for where, sayings in _sayings(reports, expectation):
        groups: dict[str, list[_Saying]] = {}
        for saying in sayings:
            groups.setdefault(_plain(saying[0]), []).append(saying)
        best = max(groups.values(), key=len, default=[])
        told = {saying[1].shape.document for saying in best}
        if len(told) >= max(limits.sentence, limits.sentences * len(reports)):
            text = Counter(_DIGITS.sub("×", saying[0]) for saying in best).most_common(1)[0][0]
            yield Typical(where, text, len(told), len(reports), _witnesses(best, limits))


def _turn(years: Sequence[tuple[int, int, int]], limits: HistoryLimits) -> tuple[int, bool] | None:
    """The year from which a subject is there, or is gone, with reports enough on both sides."""
    for at in range(1, len(years)):
        before, after = _share(years[:at]), _share(years[at:])
        enough = min(sum(of for _, _, of in years[:at]), sum(of for _, _, of in years[at:])) >= limits.side
        own = years[at][1] / years[at][2]
        if enough and before <= limits.rare and after >= limits.usual and own >= limits.usual:
            return years[at][0], True
        if enough and before >= limits.usual and after <= limits.rare and own <= limits.rare:
            return years[at][0], False
    return None


def _share(years: Sequence[tuple[int, int, int]]) -> float:
    return sum(have for _, have, _ in years) / sum(of for _, _, of in years)


def _seen(
    by_year: Mapping[int, Sequence[Told]], since: int, subject: Subject, came: bool, limits: HistoryLimits
) -> tuple[Witness, ...]:
    """The first reports that have it, or the last that had."""
    told = [one for year in sorted(by_year, reverse=not came) for one in by_year[year] if (year >= since) is came]
    having = [one for one in told if subject in one.subjects][: limits.witnesses]
    return tuple(one.witness(next(one.on(subject))) for one in having)


def _sayings(reports: Sequence[Told], expectation: Expectation) -> Iterator[tuple[str, list[_Saying]]]:
    yield "全文开头", [(one.shape.opening, one, "") for one in reports if one.shape.opening]
    yield "全文结尾", [(one.shape.closing, one, "") for one in reports if one.shape.closing]
    for subject in expectation.ranked:
        pieces = [(piece, one) for one in reports for piece in one.on(subject)]
        name = expectation.role(subject).name
        yield f"“{name}”开头", [(p.opening, one, p.label + p.heading) for p, one in pieces if p.opening]
        yield (
            f"“{name}”结尾",
            [(p.closing, one, p.label + p.heading) for p, one in pieces if p.closing not in ("", p.opening)],
        )


def _plain(sentence: str) -> str:
    return _DIGITS.sub("0", condensed(sentence))


def _witnesses(sayings: Iterable[_Saying], limits: HistoryLimits) -> tuple[Witness, ...]:
    seen: dict[int, Witness] = {}
    for _, one, heading in sayings:
        seen.setdefault(one.shape.document, one.shape.witness(heading))
    return tuple(seen.values())[: limits.witnesses]
