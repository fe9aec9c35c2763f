"""Set expressions that announce a number of things, spelt out with a wrong or missing member.

Parameter: ``list`` names a file beside the rule with one expression a line, ``四个意识 = 政治意识、大局意识、…``. Only an
expression followed at once by its members (after a colon, a bracket, 即, 是指 …) is compared, and only where most of
them are recognised: many such expressions have other, local meanings.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hegao.checks.base import Check, Hit, Parameters, Scope, Subject
from hegao.errors import RuleError
from hegao.resources import load_lines

_LINK = r"[”’]?(?P<link>[：:（(]|，?(?:即|是指|指的是|分别是|包括)[：:]?)(?P<list>[^。；！？：）)]{4,120})"
_BETWEEN = re.compile(r"[、，,]|和(?=[\u4e00-\u9fff]{2})|以及")
_QUOTES = str.maketrans("", "", "“”‘’ ")


@dataclass(frozen=True, slots=True)
class MembersCheck:
    """The expressions of one rule with their members; see the module."""

    members: Mapping[str, tuple[str, ...]]
    pattern: re.Pattern[str]

    def find(self, subject: Subject, scope: Scope) -> Iterable[Hit]:
        """Lists that differ from the known members, in reading order."""
        for passage in subject.passages(scope):
            for match in self.pattern.finditer(passage.text):
                name = match["name"]
                problem = _difference(self.members[name], match["list"].translate(_QUOTES))
                if problem:
                    start, end = match.span("list")
                    members = "、".join(self.members[name])
                    yield subject.hit(passage.paragraph, start, end, name=name, members=members, problem=problem)


def _difference(known: Sequence[str], text: str) -> str:
    """What is wrong with the members in ``text``, or nothing where all are there or it lists something else."""
    missing = [member for member in known if member not in text]
    if not missing or 2 * len(missing) >= len(known):
        return ""
    items = [item for item in _BETWEEN.split(text) if item]
    strange = [item for item in items if not any(member in item for member in known)]
    if len(strange) > len(missing):
        return ""
    told = f"漏了“{'、'.join(missing)}”"
    return f"{told}，写成了“{'、'.join(strange)}”" if strange else told


def parse(params: Parameters) -> Check:
    """The check described by ``params``.

    Raises:
        RuleError: a line is not an expression with at least two members.
    """
    members = dict(_entries(params.rule, load_lines(params.folder / params.get("list", str))))
    params.finish()
    names = "|".join(re.escape(name) for name in sorted(members, key=len, reverse=True))
    return MembersCheck(members, re.compile(f"(?P<name>{names}){_LINK}"))


def _entries(rule: str, lines: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in lines:
        name, _, listed = (part.strip() for part in line.partition("="))
        members = tuple(listed.split("、"))
        if not name or len(members) < 2:
            raise RuleError(f"规则 {rule} 的词表中“{line}”应写作“四个意识 = 政治意识、大局意识”，请改正。")
        yield name, members
