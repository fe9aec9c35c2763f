"""Which kind of repetition a passage is, and why: fixed wording, a cliché, the office's own routine, or a copy."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hegao.corpus.metadata import Description
from hegao.corpus.records import PastReport
from hegao.duplicates.earlier import same_office
from hegao.duplicates.fixed import FixedExpressions, is_formula
from hegao.duplicates.model import Kind
from hegao.duplicates.phrases import bare
from hegao.duplicates.settings import AcrossSettings
from hegao.text.similarity import condensed


@dataclass(frozen=True, slots=True)
class Sighting:
    """A past report that has a passage, how alike it stands there, and what stands there."""

    report: PastReport
    similarity: float
    text: str


def kind_of(
    text: str, seen: Sequence[Sighting], documents: int, about: Description, settings: AcrossSettings
) -> tuple[Kind, str]:
    """The kind of a condensed passage and the reason in one Chinese sentence; ``seen`` begins with its source.

    ``documents`` is in how many reports it was seen, ``about`` describes the draft.
    """
    if FixedExpressions.shipped().make_up(text):
        return Kind.FIXED, "这是固定提法，请逐字核对，不要改动措辞。"
    source = seen[0].report
    own, formula = same_office(source, about), is_formula(text)
    if formula and not own:
        return Kind.FIXED, "这是这类报告的惯用语，可以照用，请核对其中的单位和称谓。"
    others = [sighting for sighting in seen if not same_office(sighting.report, about)]
    issuers = {sighting.report.issuer for sighting in others} - {None}
    stable = sum(sighting.similarity >= settings.exact for sighting in seen)
    if len(issuers) >= settings.issuers and stable >= settings.stable * len(seen):
        return Kind.FIXED, _exactness(text, seen, len(issuers))
    if not formula and documents >= settings.cliche and len(others) >= settings.cliche - 1:
        return Kind.CLICHE, f"至少 {documents} 篇往稿里有这样的话，没有写出本单位的情况，请看能否换成具体内容。"
    if own:
        return Kind.ROUTINE, "这是本单位往稿里就有的文字，请确认仍然适用。"
    whose = f"{source.issuer}的往稿" if source.issuer else f"往稿《{source.title}》"
    return Kind.COPIED, f"这段文字与{whose}雷同，请改写，或注明出处。"


def _exactness(text: str, seen: Sequence[Sighting], issuers: int) -> str:
    """Whether a fixed expression is quoted as nearly all have it, in one sentence."""
    wordings = {bare(condensed(sighting.text)): sighting.text for sighting in reversed(seen)}
    usual, number = Counter(bare(condensed(sighting.text)) for sighting in seen).most_common(1)[0]
    if usual != bare(text) and 2 * number > len(seen):
        return f"至少 {issuers} 个单位都写作“{wordings[usual].strip()}”，本稿与之不同，请逐字核对。"
    return f"至少 {issuers} 个单位都这样写，措辞稳定，按固定提法对待，请逐字核对。"
