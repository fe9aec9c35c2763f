"""Repetitions: JSON tables and text for a terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from hegao.draft.model import Draft
from hegao.duplicates.model import Kind, Passage, Source
from hegao.duplicates.shares import SectionShare, SourceShare
from hegao.report.json import paragraph_table, place_table
from hegao.report.plain import place_words
from hegao.text.numerals import percent
from hegao.text.similarity import Change

KIND_WORD = {
    Kind.FIXED: "固定提法",
    Kind.CLICHE: "多篇往稿都有的话",
    Kind.ROUTINE: "本单位常用段落",
    Kind.COPIED: "与往稿雷同",
    Kind.STALE: "照抄往稿且内容过时",
    Kind.REPEATED: "稿内重复",
    Kind.RESTATED: "换了说法的重复",
}
DRAFT_WORD, SOURCE_WORD = "本稿", "来源"  # the two sides of a comparison
_EXAMPLES = 5
_LEAST = 0.005  # the share from which there is a whole per cent to tell
_DIFFERENT = 0.99  # the most that is said of a passage with a difference


def duplicates_table(
    path: str,
    draft: Draft,
    passages: Sequence[Passage],
    shares: Mapping[Kind, float],
    sections: Sequence[SectionShare] = (),
    sources: Sequence[SourceShare] = (),
) -> dict[str, Any]:
    """The repetitions of one file for JSON."""
    places = [passage.place for passage in passages]
    places += [section.heading.place for section in sections if section.heading]
    return {
        "path": path,
        "paragraphs": paragraph_table(draft, places),
        "passages": [_passage_table(passage) for passage in passages],
        "shares": _shares(shares),
        "sections": [_section_table(section) for section in sections],
        "sources": [_source_share(share) for share in sources],
    }


def _shares(shares: Mapping[Kind, float]) -> dict[str, float]:
    return {kind.value: round(share, 4) for kind, share in shares.items()}


def _section_table(section: SectionShare) -> dict[str, Any]:
    return {
        "heading": section.heading and section.heading.text,
        "place": section.heading and place_table(section.heading.place),
        "characters": section.characters,
        "shares": _shares(section.shares),
    }


def _source_share(share: SourceShare) -> dict[str, Any]:
    source = share.source
    return {
        "document": str(source.document),
        "title": source.title,
        "date": source.date,
        "issuer": source.issuer,
        "share": round(share.share, 4),
    }


def _passage_table(passage: Passage) -> dict[str, Any]:
    return {
        "place": place_table(passage.place),
        "kind": passage.kind.value,
        "similarity": round(passage.similarity, 4),
        "source": _source_table(passage.source),
        "others": [_source_table(source) for source in passage.others],
        "documents": passage.documents,
        "changes": [{"from": change.old, "to": change.new} for change in passage.changes],
        "stale": list(passage.stale),
        "marks": [
            {"text": mark.text, "start": mark.start, "end": mark.end, "reason": mark.reason} for mark in passage.marks
        ],
        "reason": passage.reason,
    }


def _source_table(source: Source) -> dict[str, Any]:
    return {
        "document": None if source.document is None else str(source.document),
        "path": source.path,
        "title": source.title,
        "date": source.date,
        "issuer": source.issuer,
        "paragraph": source.paragraph,
        "start": source.start,
        "end": source.end,
        "text": source.text,
    }


def duplicates_text(
    path: str,
    passages: Sequence[Passage],
    shares: Mapping[Kind, float],
    sections: Sequence[SectionShare] = (),
    sources: Sequence[SourceShare] = (),
) -> str:
    """The repetitions of one file as text."""
    lines = [path]
    for passage in passages:
        lines += ["", *_passage_lines(passage)]
    told = "，".join(f"{KIND_WORD[kind]} {_per_cent(share)}" for kind, share in shares.items())
    lines += ["", f"共 {len(passages)} 处{'，' if told else ''}{told}。" if passages else "没有发现重复。"]
    if passages and len(sections) > 1:
        lines.append(f"各部分见于别处的：{'，'.join(map(_section_words, sections))}。")
    if sources:
        lines.append(source_words(sources))
    return "\n".join(lines) + "\n"


def _section_words(section: SectionShare) -> str:
    name = f"“{section.heading.text}”" if section.heading else "开头"
    return f"{name} {_per_cent(min(1.0, sum(section.shares.values())))}" if section.shares else f"{name}没有"


def _per_cent(share: float) -> str:
    return f"{share:.0%}" if share >= _LEAST else "不到 1%"


def alike_words(passage: Passage) -> str:
    """How alike a passage and its source are to the letter; nothing where they say the same in other words."""
    if passage.kind is Kind.RESTATED:
        return ""
    return f"相似 {percent(min(passage.similarity, _DIFFERENT) if passage.changes else passage.similarity)}"


def change_words(change: Change) -> str:
    """What the draft reads where it departs from the source."""
    if not change.old:
        return f"{DRAFT_WORD}比{SOURCE_WORD}多“{change.new}”"
    if not change.new:
        return f"{DRAFT_WORD}比{SOURCE_WORD}少“{change.old}”"
    return f"{SOURCE_WORD}“{change.old}”→{DRAFT_WORD}“{change.new}”"


def source_words(sources: Sequence[SourceShare], most: int = 3) -> str:
    """Which past reports have most of the draft, in one sentence."""
    told = "，".join(f"{share.share:.0%} 见于{_named(share.source)}" for share in sources[:most])
    return f"按正文字数，{told}。"


def _named(source: Source) -> str:
    about = "，".join(filter(None, (source.issuer, source.date)))
    return f"《{source.title}》{f'（{about}）' if about else ''}"


def _passage_lines(passage: Passage) -> list[str]:
    source = passage.source
    where = DRAFT_WORD if source.document is None else _named(source)
    here = place_words(passage.place)
    lines = [
        f"[{KIND_WORD[passage.kind]}] {here}与{where}第 {source.paragraph} 段{alike_words(passage) or '说的是同一层意思'}",
        f"    {DRAFT_WORD}：{_short(passage.place.text)}",
        f"    {SOURCE_WORD}：{_short(source.text)}",
    ]
    lines += [f"    过时：“{mark.text}”{mark.reason}" for mark in passage.marks]
    lines += [f"    不同：{change_words(change)}" for change in passage.changes[:_EXAMPLES]]
    return [*lines, f"    {passage.reason}"] if passage.reason else lines


def _short(text: str, limit: int = 60) -> str:
    text = text.strip().replace("\v", " ")
    return text if len(text) <= limit else f"{text[:limit]}……"
