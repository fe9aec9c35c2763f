"""A unit's own house style, proposed from a document it holds to be exemplary."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hegao.checks.accepted import Accepted, accepted
from hegao.checks.base import Subject
from hegao.checks.kinds.format import FormatCheck
from hegao.checks.spans import Value
from hegao.rulebook.profiles import Profile, merged
from hegao.rulebook.rule import Rule

_GROUP = "layout"
_WORDS = {
    "left": "靠左",
    "center": "居中",
    "right": "靠右",
    "both": "两端对齐",
    "distribute": "分散对齐",
    "red": "红色",
    "black": "黑色",
    "other": "其他颜色",
    "yes": "有",
    "no": "没有",
    "sealed": "右空4字",
    "unsealed": "比署名首字右移2字",
}
_NEAR = 0.05


@dataclass(frozen=True, slots=True)
class Learned:
    """What a document does in one respect: the key in a profile, its name, the base's words, the values found.

    ``values`` are most frequent first; ``same`` says that the base accepts them all. ``table`` is the proposal.
    """

    key: str
    name: str
    standard: str
    values: tuple[Value, ...]
    found: str
    same: bool
    table: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Silenced:
    """A layout rule that would still report something in the document, and how many places."""

    rule: str
    title: str
    places: int


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learned from one document on top of the profile ``base``."""

    source: str
    base: str
    learned: tuple[Learned, ...]
    silenced: tuple[Silenced, ...]

    @property
    def differences(self) -> tuple[Learned, ...]:
        """Where the document departs from the base."""
        return tuple(one for one in self.learned if not one.same)


def learn(subject: Subject, base: Profile, rules: Iterable[Rule]) -> Lesson:
    """What the document in ``subject`` states of its look, in all that the layout ``rules`` compare.

    The subject's formats are those of ``base``. A profile made of the differences accepts every value in the document,
    and silences the rules that compare with nothing (colours, comments left) and find something in it.
    """
    chosen = [rule for rule in rules if rule.group == _GROUP]
    values: dict[str, Counter[Value]] = {}
    titles: dict[str, Counter[str]] = {}
    for rule in chosen:
        if isinstance(rule.check, FormatCheck):
            for key, value, amount in rule.check.measured(subject, rule.scope):
                values.setdefault(key, Counter())[value] += amount
                titles.setdefault(key, Counter())[rule.title] += amount
    # Several rules may compare with one value: the one that reads most of the text gives it its name.
    names = {key: counted.most_common(1)[0][0] for key, counted in titles.items()}
    learned = tuple(_learned(subject.formats, key, names[key], found) for key, found in values.items())
    formats = merged(subject.formats, _nested(one for one in learned if not one.same))
    told = replace(subject, formats=formats, _memo={})
    places = ((rule, len(list(rule.check.find(told, rule.scope)))) for rule in chosen)
    silenced = tuple(Silenced(rule.id, rule.title, count) for rule, count in places if count)
    return Lesson(subject.draft.name, base.name, learned, silenced)


def _learned(formats: Mapping[str, Any], key: str, title: str, found: Counter[Value]) -> Learned:
    limits = accepted(formats, key) or Accepted(frozenset(), 0.0, 0.0, "")
    table = _at(formats, key)
    values = tuple(value for value, _ in found.most_common())
    words = "、".join(dict.fromkeys(_word(formats, key, value) for value in values))
    return Learned(
        key=key,
        name=str(table.get("name", title)),
        standard=limits.say,
        values=values,
        found=words,
        same=all(limits.admits(value) for value in values),
        table=_proposal(table, limits, values, words),
    )


def _proposal(table: Mapping[str, Any], limits: Accepted, values: tuple[Value, ...], words: str) -> dict[str, Any]:
    """A table that accepts exactly these values; numbers get the tolerance the base has."""
    numbers = [value for value in values if not isinstance(value, str)]
    if numbers:
        room = (limits.high - limits.low) / 2
        return {"min": round(min(numbers) - room, 2), "max": round(max(numbers) + room, 2), "say": words}
    return {"families" if "families" in table else "values": list(values), "say": words}


def _word(formats: Mapping[str, Any], key: str, value: Value) -> str:
    if isinstance(value, str):
        return _WORDS.get(value, value)
    number = f"{value:.2f}".rstrip("0").rstrip(".")
    last = key.rpartition(".")[2]
    if last == "size":
        sizes: Mapping[str, float] = formats.get("sizes", {})
        return next((name for name, points in sizes.items() if abs(points - value) < _NEAR), f"{number}磅")
    if last in ("line_spacing", "space"):
        return f"{number}磅"
    if last == "blank_before":
        return f"{number}行"
    return f"{number}毫米" if "name" in _at(formats, key) else f"{number}字"


def _at(formats: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    table: Any = formats
    for name in key.split("."):
        table = table.get(name, {})
    found: Mapping[str, Any] = table
    return found


def _nested(learned: Iterable[Learned]) -> dict[str, Any]:
    tables: dict[str, Any] = {}
    for one in learned:
        group, _, name = one.key.partition(".")
        tables.setdefault(group, {})[name] = dict(one.table)
    return tables


def profile_text(lesson: Lesson) -> str:
    """The proposed profile as a TOML file that says beside each value what the base says."""
    return "\n".join(_profile_lines(lesson)) + "\n"


def _profile_lines(lesson: Lesson) -> Iterator[str]:
    yield f"# 本规范由 hegao profile learn 从“{lesson.source}”归纳，只写文件里确实写明、又与 {lesson.base} 不同的格式。"
    yield "# 核对以后可以直接修改，用法：hegao check 稿件.docx --profile 本文件"
    yield f"title = {_toml(f'本单位规范（据“{lesson.source}”归纳）')}"
    yield f"extends = {_toml(lesson.base)}"
    group = ""
    for one in sorted(lesson.differences, key=lambda one: one.key.partition(".")[0]):
        table, _, name = one.key.partition(".")
        if table != group:
            group = table
            yield f"\n[formats.{table}]"
        # Font names come from the file and may hold anything.
        yield f"# {one.name}：{lesson.base} 为{one.standard}，本文件为{' '.join(one.found.split())}。"
        yield f"{name} = {_toml(one.table)}"
    if lesson.silenced:
        yield "\n# 以下规则在本文件里有问题可报，又没有数值可写，所以关闭；不是有意这样做的，请删去那一行。"
        yield "[rules]"
        for rule in lesson.silenced:
            yield f'{_toml(rule.rule)} = "off"  # {rule.title}：{rule.places} 处'


def _toml(value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(inner) for inner in value) + "]"
    return json.dumps(value, ensure_ascii=False)
