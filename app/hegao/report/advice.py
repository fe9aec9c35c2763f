"""Repetitions and structure advice: JSON tables and text for a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hegao.draft.model import Draft
from hegao.duplicates.model import Kind, Passage, Source
from hegao.report.json import paragraph_table, place_table
from hegao.report.plain import place_words
from hegao.structure.model import Advice, Oddity, UsualSection, Witness

KIND_WORD = {
    Kind.FIXED: "固定提法",
    Kind.CLICHE: "多篇往稿都有的话",
    Kind.ROUTINE: "本单位常用段落",
    Kind.COPIED: "与往稿雷同",
    Kind.STALE: "照抄往稿且内容过时",
    Kind.REPEATED: "稿内重复",
}
_EXAMPLES = 5


def duplicates_table(
    path: str, draft: Draft, passages: Sequence[Passage], shares: Mapping[Kind, float]
) -> dict[str, Any]:
    """The repetitions of one file for JSON."""
    return {
        "path": path,
        "paragraphs": paragraph_table(draft, [passage.place for passage in passages]),
        "passages": [_passage_table(passage) for passage in passages],
        "shares": {kind.value: round(share, 4) for kind, share in shares.items()},
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


def duplicates_text(path: str, passages: Sequence[Passage], shares: Mapping[Kind, float]) -> str:
    """The repetitions of one file as text."""
    lines = [path]
    for passage in passages:
        source = passage.source
        where = "本稿" if source.document is None else f"《{source.title}》（{source.date or '日期不详'}）"
        lines += [
            "",
            f"[{KIND_WORD[passage.kind]}] {place_words(passage.place)}"
             f"与{where}第 {source.paragraph} 段相似 {passage.similarity:.0%}",
            f"    本稿：{_short(passage.place.text)}",
            f"    来源：{_short(source.text)}",
        ]
        lines += [f"    不同：“{change.old}”→“{change.new}”" for change in passage.changes[:_EXAMPLES]]
    told = "，".join(f"{KIND_WORD[kind]}占 {share:.0%}" for kind, share in shares.items())
    lines += ["", f"共 {len(passages)} 处{'，' if told else ''}{told}。" if passages else "没有发现重复。"]
    return "\n".join(lines) + "\n"


def _short(text: str, limit: int = 60) -> str:
    text = text.strip().replace("\v", " ")
    return text if len(text) <= limit else f"{text[:limit]}……"


def advice_table(path: str, advice: Advice) -> dict[str, Any]:
    """The advice on one file for JSON."""
    return {
        "path": path,
        "genre": advice.genre.name,
        "evidence": {
            "documents": advice.documents,
            "series": advice.series,
            "conventional": advice.conventional,
        },
        "usual": [_usual_table(usual) for usual in advice.usual],
        "missing": [
            {
                "role": lack.usual.role.id,
                "name": lack.usual.role.name,
                "after": lack.after and lack.after.name,
                "documents": lack.usual.documents,
                "of": lack.usual.of,
                "examples": _witnesses(lack.usual.witnesses),
            }
            for lack in advice.missing
        ],
        "superfluous": [_oddity_table(oddity) for oddity in advice.superfluous],
        "misplaced": [_oddity_table(oddity) for oddity in advice.misplaced],
        "sections": [
            {
                "heading": section.heading,
                "roles": list(section.roles),
                "characters": section.characters,
                "place": section.place and place_table(section.place),
            }
            for section in advice.sections
        ],
    }


def _usual_table(usual: UsualSection) -> dict[str, Any]:
    return {
        "role": usual.role.id,
        "name": usual.role.name,
        "documents": usual.documents,
        "of": usual.of,
        "position": usual.position,
        "share": round(usual.share, 3),
        "required": usual.required,
        "examples": _witnesses(usual.witnesses),
    }


def _oddity_table(oddity: Oddity) -> dict[str, Any]:
    return {
        "role": oddity.role.id,
        "name": oddity.role.name,
        "heading": oddity.section.heading,
        "place": oddity.section.place and place_table(oddity.section.place),
        "reason": oddity.reason,
        "examples": _witnesses(oddity.witnesses),
    }


def _witnesses(witnesses: Sequence[Witness]) -> list[dict[str, Any]]:
    return [
        {"document": str(w.document), "title": w.title, "heading": w.heading, "date": w.date, "issuer": w.issuer}
        for w in witnesses
    ]


def advice_text(path: str, advice: Advice) -> str:
    """The advice on one file as text."""
    return "\n".join(_advice_lines(path, advice)) + "\n"


def _advice_lines(path: str, advice: Advice) -> Iterator[str]:
    yield f"{path}　文种：{advice.genre.name}（{advice.genre.reason}）"
    yield advice.series
    if advice.usual:
        yield "通常的写法："
        yield from (f"  {usual.position}. {usual_words(usual)}" for usual in advice.usual)
    for lack in advice.missing:
        where = f"放在“{lack.after.name}”之后" if lack.after else "放在开头"
        yield f"[缺少] {lack.usual.role.name}，通常{where}。{_seen(lack.usual.witnesses)}"
    for word, oddities in (("重复", advice.superfluous), ("次序", advice.misplaced)):
        yield from (f"[{word}] {oddity.reason}{_seen(oddity.witnesses)}" for oddity in oddities)
    if not (advice.missing or advice.superfluous or advice.misplaced) and advice.usual:
        yield "结构与通常的写法一致。"


def usual_words(usual: UsualSection) -> str:
    """A usual section in words: how many reports have it, and how long it is."""
    if not usual.of:
        return f"{usual.role.name}（{'应有' if usual.required else '可有'}）"
    length = f"，约占篇幅 {usual.share:.0%}" if usual.share >= 0.01 else ""
    return f"{usual.role.name}：{usual.of} 篇中有 {usual.documents} 篇{length}"


def _seen(witnesses: Sequence[Witness]) -> str:
    if not witnesses:
        return ""
    told = "；".join(f"《{w.title}》“{w.heading}”" if w.heading else f"《{w.title}》" for w in witnesses[:3])
    return f"见{told}。"
