"""The 文种 of a draft: what each genre is, read from ``rules/genres``, and which one a draft is taken for."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from hegao.draft.recognition import Genre
from hegao.draft.vocabulary import pattern
from hegao.errors import ConfigError, RuleError
from hegao.resources import load_toml, rules_dir
from hegao.text.characters import fold_width
from hegao.text.memory import remembered

OTHER: Final = "其他材料"
"""The name of the genre of a draft that shows no genre."""

_FAMILIES = ("statutory", "material")
_DIRECTIONS = ("up", "down", "level", "any", "public", "meeting")
_TRAILING = re.compile(r"(?:\s*[(\[〔【][^()\[\]〔〕【】]{1,40}[)\]〕】])+\s*$")
_QUOTES = re.compile(r"[\s《》“”\"]+")


@dataclass(frozen=True, slots=True)
class GenreRole:
    """A section role in a genre's usual sequence; ``note`` says in Chinese what belongs there."""

    id: str
    name: str
    required: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """A section role: its Chinese name, words of its headings, and words that open its first sentence."""

    id: str
    name: str
    headings: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GenreSpec:
    """What is known of a genre; one TOML file under ``rules/genres``.

    ``endings``, ``openings`` and ``contains`` are words of its titles, ``cues`` are words of its body that give it away.
    ``closings`` are its usual closing formulas and ``forbidden_closings`` those that clash with it.
    """

    name: str
    family: str
    direction: str
    profile: str
    aliases: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    closings: tuple[str, ...] = ()
    forbidden_closings: tuple[str, ...] = ()
    roles: tuple[GenreRole, ...] = field(default=())


_KEYS: Mapping[str, type] = {
    **dict.fromkeys(("name", "family", "direction", "profile"), str),
    **dict.fromkeys(("aliases", "endings", "openings", "contains", "cues", "role"), list),
    "closings": dict,
}


@cache
def genres() -> Mapping[str, GenreSpec]:
    """Every genre by its name.

    Raises:
        RuleError: a genre file does not keep to the schema; names the file and the key.
    """
    folder = rules_dir() / "genres"
    specs = [_spec(path) for path in sorted(folder.glob("*.toml")) if path.stem != "roles"]
    return {spec.name: spec for spec in specs}


@cache
def roles() -> Mapping[str, Role]:
    """Every section role by its id, from ``rules/genres/roles.toml``.

    Raises:
        RuleError: the file is missing or lacks a key.
    """
    table = load_toml(rules_dir() / "genres" / "roles.toml")
    try:
        found = [
            Role(row["id"], row["name"], tuple(row.get("headings", ())), tuple(row.get("openings", ())))
            for row in table["role"]
        ]
    except KeyError as error:
        raise RuleError(f"规则文件 roles.toml 缺少 {error.args[0]}，请补上后再试。") from error
    return {role.id: role for role in found}


def genre_names() -> tuple[str, ...]:
    """The 文种 that can be told apart or named in a correction: the statutory ones first."""
    return tuple(sorted(genres(), key=lambda name: genres()[name].family != "statutory"))


def genre_named(name: str) -> GenreSpec:
    """The genre of that name or alias.

    Raises:
        ConfigError: there is none.
    """
    known = genres()
    if name in known:
        return known[name]
    for spec in known.values():
        if name in spec.aliases:
            return spec
    raise ConfigError(f"没有名为“{name}”的文种，请从已有文种中选择，或选“{OTHER}”。")


@remembered(5_000)
def title_ending(title: str) -> tuple[GenreSpec, str] | None:
    """The genre whose word ends ``title``, with that word; the longest word wins.

    Brackets at the end （试行）, marks of quotation and spaces do not count; of 总结及下年计划 the first decides.
    """
    bare = _bare(title)
    if joined := pattern("vocabulary", "title", "joined").fullmatch(bare):
        bare = joined["first"]
    bare = pattern("vocabulary", "title", "year").sub("", bare)
    if not bare.endswith(_endings()):
        return None
    return next((spec, word) for spec, word in _title_words("endings") if bare.endswith(word))


@cache
def _endings() -> tuple[str, ...]:
    return tuple(word for _, word in _title_words("endings"))


def recognise_genre(titles: Sequence[str], marks: Sequence[str], body: str) -> Genre:
    """The genre of a draft, by the titles of its articles, else its issuer mark, else words of its body."""
    verdicts = [(spec.name, clause) for title in titles if (verdict := _by_title(title)) for spec, clause in [verdict]]
    if verdicts:
        return _voted(verdicts, len(titles))
    for mark in marks:
        if ending := title_ending(mark):
            spec, word = ending
            return Genre(spec.name, spec.family, f"发文机关标志以“{word}”结尾")
    folded = fold_width(body)
    best: tuple[int, GenreSpec, str] | None = None
    for spec in genres().values():
        hits = [cue for cue in spec.cues if fold_width(cue) in folded]
        if hits and (best is None or len(hits) > best[0]):
            best = (len(hits), spec, hits[0])
    if best:
        _, spec, cue = best
        return Genre(spec.name, spec.family, f"标题看不出文种，正文有“{cue}”", certain=False)
    return Genre(OTHER, "material", "标题和正文都看不出文种", certain=False)


def _voted(verdicts: Sequence[tuple[str, str]], articles: int) -> Genre:
    """The genre most articles show; their first reason."""
    name, votes = Counter(name for name, _ in verdicts).most_common(1)[0]
    clause = next(clause for verdict, clause in verdicts if verdict == name)
    reason = f"标题{clause}" if articles == 1 else f"{articles}篇文章中有{votes}篇标题{clause}"
    return Genre(name, genres()[name].family, reason, certain=votes == len(verdicts) and 2 * votes > articles)


def _by_title(title: str) -> tuple[GenreSpec, str] | None:
    if ending := title_ending(title):
        return ending[0], f"以“{ending[1]}”结尾"
    bare = _bare(title)
    for spec, word in _title_words("openings"):
        if bare.startswith(word):
            return spec, f"以“{word}”开头"
    for spec, word in _title_words("contains"):
        if word in bare:
            return spec, f"含有“{word}”"
    return None


@cache
def _title_words(key: str) -> tuple[tuple[GenreSpec, str], ...]:
    """Every genre's words of one kind, the longest first."""
    pairs = [(spec, word) for spec in genres().values() for word in getattr(spec, key)]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[1])))


def _bare(title: str) -> str:
    return _QUOTES.sub("", _TRAILING.sub("", fold_width(title).rstrip(" 。.")))


def _spec(path: Path) -> GenreSpec:
    table = load_toml(path)
    for key, value in table.items():
        if key not in _KEYS:
            raise RuleError(f"文种文件 {path.name} 有不认识的键 {key}，请删去或改正后再试。")
        if not isinstance(value, _KEYS[key]):
            raise RuleError(f"文种文件 {path.name} 的 {key} 类型不对，请改正后再试。")
    try:
        spec = _filled(table)
    except KeyError as error:
        raise RuleError(f"文种文件 {path.name} 缺少 {error.args[0]}，请补上后再试。") from error
    if spec.family not in _FAMILIES or spec.direction not in _DIRECTIONS:
        raise RuleError(f"文种文件 {path.name} 的 family 或 direction 取值不对，请改正后再试。")
    return spec


def _filled(table: Mapping[str, Any]) -> GenreSpec:
    lists = {key: tuple(table.get(key, ())) for key in ("aliases", "endings", "openings", "contains", "cues")}
    closings = table.get("closings", {})
    return GenreSpec(
        name=table["name"],
        family=table["family"],
        direction=table["direction"],
        profile=table["profile"],
        closings=tuple(closings.get("usual", ())),
        forbidden_closings=tuple(closings.get("forbidden", ())),
        roles=tuple(
            GenreRole(row["id"], row["name"], row["required"], row.get("note", "")) for row in table.get("role", ())
        ),
        **lists,
    )
