"""Structure advice: JSON tables and text for a terminal."""

from collections.abc import Iterator, Sequence
from typing import Any

from hegao.report.json import place_table
from hegao.structure.model import Advice, Oddity, UsualSection, Witness


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
