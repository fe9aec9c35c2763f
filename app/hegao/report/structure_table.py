"""Structure advice as JSON tables; ``schema.json`` tells them."""

from collections.abc import Sequence
from typing import Any

from hegao.draft.model import Place
from hegao.report.json import place_table
from hegao.structure.model import (
    Advice,
    Followed,
    Gap,
    Lack,
    Length,
    Oddity,
    Typical,
    Unanswered,
    UsualSection,
    Variant,
    Witness,
)


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
        "usual": [_usual(usual) for usual in advice.usual],
        "topics": [_usual(topic) for topic in advice.topics],
        "missing": [_lack(lack) for lack in advice.missing],
        "gaps": [_gap(gap) for gap in advice.gaps],
        "superfluous": [_oddity(oddity) for oddity in advice.superfluous],
        "misplaced": [_oddity(oddity) for oddity in advice.misplaced],
        "lengths": [_length(length) for length in advice.lengths],
        "unanswered": [_unanswered(promise) for promise in advice.unanswered],
        "followed": [_followed(figure) for figure in advice.followed],
        "variants": [_variant(variant) for variant in advice.variants],
        "typical": [_typical(typical) for typical in advice.typical],
        "sections": [
            {
                "heading": section.heading,
                "roles": list(section.roles),
                "characters": section.characters,
                "place": _place(section.place),
            }
            for section in advice.sections
        ],
    }


def _usual(usual: UsualSection) -> dict[str, Any]:
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


def _lack(lack: Lack) -> dict[str, Any]:
    return {
        "role": lack.usual.role.id,
        "name": lack.usual.role.name,
        "after": lack.after and lack.after.name,
        "level": lack.level,
        "headings": list(lack.headings),
        "documents": lack.usual.documents,
        "of": lack.usual.of,
        "examples": _witnesses(lack.usual.witnesses),
    }


def _gap(gap: Gap) -> dict[str, Any]:
    shown = gap.shown_at
    return {
        "before": gap.before and gap.before.label + gap.before.text,
        "after": gap.after and gap.after.label + gap.after.text,
        "announced": gap.announcing and gap.announcing.announced,
        "have": gap.have if gap.announcing else None,
        "place": _place(shown.place) if shown else None,
        "likely": gap.likely and _lack(gap.likely),
    }


def _oddity(oddity: Oddity) -> dict[str, Any]:
    return {
        "role": oddity.role.id,
        "name": oddity.role.name,
        "heading": oddity.section.heading,
        "place": _place(oddity.section.place),
        "reason": oddity.reason,
        "examples": _witnesses(oddity.witnesses),
    }


def _length(length: Length) -> dict[str, Any]:
    return {
        "role": length.role.id,
        "name": length.role.name,
        "heading": length.section.heading,
        "place": _place(length.section.place),
        "share": round(length.share, 3),
        "usual": [round(length.low, 3), round(length.high, 3)],
        "reason": length.reason,
        "examples": _witnesses(length.witnesses),
    }


def _unanswered(promise: Unanswered) -> dict[str, Any]:
    return {
        "text": promise.text,
        "names": list(promise.names),
        "paragraph": promise.paragraph,
        "example": _witness(promise.witness),
    }


def _followed(figure: Followed) -> dict[str, Any]:
    return {
        "name": figure.name,
        "stated": figure.stated,
        "values": [{"value": value, "example": _witness(witness)} for witness, value in figure.values],
    }


def _variant(variant: Variant) -> dict[str, Any]:
    return {
        "role": variant.role.id,
        "name": variant.role.name,
        "since": variant.since,
        "came": variant.came,
        "reason": variant.reason,
        "years": [{"year": year, "documents": having, "of": of} for year, having, of in variant.years],
        "examples": _witnesses(variant.witnesses),
    }


def _typical(typical: Typical) -> dict[str, Any]:
    return {
        "where": typical.where,
        "text": typical.text,
        "documents": typical.documents,
        "of": typical.of,
        "examples": _witnesses(typical.witnesses),
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    return place_table(place) if place else None


def _witnesses(witnesses: Sequence[Witness]) -> list[dict[str, Any]]:
    return [_witness(witness) for witness in witnesses]


def _witness(witness: Witness) -> dict[str, Any]:
    return {
        "document": str(witness.document),
        "title": witness.title,
        "heading": witness.heading,
        "date": witness.date,
        "issuer": witness.issuer,
        "year": witness.year,
    }
