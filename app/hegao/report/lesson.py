"""What was learned of a unit's house style, and house styles themselves, as text and as plain tables."""

from collections.abc import Iterator, Mapping
from typing import Any

from hegao.rulebook.learning import Learned, Lesson, profile_text
from hegao.rulebook.profiles import Profile


def lesson_text(path: str, lesson: Lesson) -> str:
    """The values found beside those of the base, differences first."""
    return "\n".join(_lesson_lines(path, lesson)) + "\n"


def _lesson_lines(path: str, lesson: Lesson) -> Iterator[str]:
    yield f"{path}　对照：{lesson.base}"
    for one in lesson.differences:
        yield f"  不同　{_line(lesson, one)}"
    for one in lesson.learned:
        if one.same:
            yield f"  相同　{_line(lesson, one)}"
    for rule in lesson.silenced:
        yield f"  关闭　{rule.title}（{rule.rule}）：本文件有 {rule.places} 处"
    yield f"共 {len(lesson.learned)} 项，{len(lesson.differences)} 项与 {lesson.base} 不同。"


def _line(lesson: Lesson, one: Learned) -> str:
    return f"{one.name}（{one.key}）：本文件为{one.found}，{lesson.base} 为{one.standard}"


def lesson_table(path: str, genre: str, lesson: Lesson) -> dict[str, Any]:
    """The same for programs, the proposed profile included."""
    return {
        "path": path,
        "genre": genre,
        "base": lesson.base,
        "values": [
            {
                "key": one.key,
                "name": one.name,
                "standard": one.standard,
                "found": list(one.values),
                "words": one.found,
                "same": one.same,
            }
            for one in lesson.learned
        ],
        "silenced": [{"rule": r.rule, "title": r.title, "places": r.places} for r in lesson.silenced],
        "profile": profile_text(lesson),
    }


def profile_page(profile: Profile) -> str:
    """A house style as a page to read."""
    return "\n".join(_profile_lines(profile)) + "\n"


def _profile_lines(profile: Profile) -> Iterator[str]:
    yield f"{profile.name}　{profile.title}"
    if profile.description:
        yield profile.description
    yield ""
    for key, say in accepted_words(profile.formats):
        yield f"{key}：{say}"
    for rule, word in profile.overrides.items():
        yield f"规则 {rule}：{word}"


def accepted_words(formats: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """The dotted key of every accepted look and what the user is told of it."""
    for name, table in formats.items():
        key = f"{above}{name}"
        if isinstance(table, Mapping) and "say" in table:
            yield key, f"{table['name']}，{table['say']}" if "name" in table else str(table["say"])
        elif isinstance(table, Mapping):
            yield from accepted_words(table, f"{key}.")


def profile_table(profile: Profile) -> dict[str, Any]:
    """A house style for programs."""
    return {
        "name": profile.name,
        "title": profile.title,
        "description": profile.description,
        "families": list(profile.families),
        "accepted": dict(accepted_words(profile.formats)),
        "rules": dict(profile.overrides),
    }
