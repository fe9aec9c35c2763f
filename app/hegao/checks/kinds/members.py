"""Set expressions that announce a number of things, spelt out with a wrong or missing member, or in another order.

Parameters: ``list`` names a file beside the rule with one expression a line, ``四个意识 = 政治意识、大局意识、…``; ``~`` in
place of ``=`` leaves the order free, and ``/`` parts wordings of one member that are all right, the usual one first.
``want`` is ``members`` (one is wrong or missing; by default) or ``order`` (all are there, in another order). Only an
expression followed at once by its members (after a colon, a bracket, 即, 是指 …) is compared, and only where most of
them are recognised: many such expressions have other, local meanings.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hegao.checks.base import Check, Parameters
from hegao.checks.texts import Mark, TextCheck
from hegao.errors import RuleError
from hegao.resources import load_lines
from hegao.text.expressions import Clause, Expression

_LINK = r"[”’]?(?P<link>[：:（(]|，?(?:即|是指|指的是|分别是|包括)[：:]?)(?P<list>[^。；！？：）)]{4,160})"
_BETWEEN = re.compile(r"[、，,]|和(?=[\u4e00-\u9fff]{2})|以及")
_QUOTES = str.maketrans("", "", "“”‘’ ")
_WANT = ("members", "order")
# What is explained part by part (三线是指……，一单是指……) is no list.
_EXPLAINED = re.compile("是指|指的是")


@dataclass(frozen=True, slots=True)
class Announced:
    """What an expression stands for: each member with its wordings, the usual one first."""

    members: tuple[tuple[str, ...], ...]
    ordered: bool

    def told(self) -> str:
        """The members as they are usually written."""
        return "、".join(member[0] for member in self.members)

    def wrong(self, text: str) -> str:
        """What is wrong with the members in ``text``, or nothing where all are there or it lists something else."""
        missing = [member[0] for member in self.members if not any(wording in text for wording in member)]
        if not missing or 2 * len(missing) >= len(self.members):
            return ""
        wordings = [wording for member in self.members for wording in member]
        items = [item for item in _BETWEEN.split(text) if item]
        strange = [item for item in items if not any(wording in item for wording in wordings)]
        if len(strange) > len(missing):
            return ""
        told = f"漏了“{'、'.join(missing)}”"
        return f"{told}，写成了“{'、'.join(strange)}”" if strange else told

    def disordered(self, text: str) -> str:
        """What is wrong with the order of the members in ``text`` where all of them are there."""
        places = [min((text.find(w) for w in member if w in text), default=-1) for member in self.members]
        if not self.ordered or -1 in places or places == sorted(places):
            return ""
        return "次序与通行的写法不同"


@dataclass(frozen=True, slots=True, eq=False)
class MembersCheck(TextCheck):
    """The expressions of one rule with their members; see the module."""

    expressions: Mapping[str, Announced]
    target: Expression
    want: str

    @property
    def signs(self) -> Clause:
        """The names of the expressions."""
        return frozenset(self.expressions)

    def in_text(self, text: str) -> Iterable[Mark]:
        """Lists that differ from the known members, in reading order."""
        for match in self.target.finditer(text):
            expression = self.expressions[match["name"]]
            if _EXPLAINED.search(match["list"]):
                continue
            listed = match["list"].translate(_QUOTES)
            problem = expression.wrong(listed) if self.want == "members" else expression.disordered(listed)
            if problem:
                values = {"name": match["name"], "members": expression.told(), "problem": problem}
                yield Mark(*match.span("list"), (), values)


def parse(params: Parameters) -> Check:
    """The check described by ``params``.

    Raises:
        RuleError: a line is not an expression with at least two members, or ``want`` is unknown.
    """
    expressions = dict(_entries(params.rule, load_lines(params.folder / params.get("list", str))))
    want = params.get("want", str, "members")
    params.finish()
    if want not in _WANT:
        raise RuleError(f"规则 {params.rule} 的 params.want 只能是 members 或 order，请改正。")
    names = "|".join(re.escape(name) for name in sorted(expressions, key=len, reverse=True))
    return MembersCheck(expressions, Expression.of(f"(?P<name>{names}){_LINK}"), want)


def _entries(rule: str, lines: Iterable[str]) -> Iterator[tuple[str, Announced]]:
    for line in lines:
        sign = "~" if "~" in line else "="
        name, _, listed = (part.strip() for part in line.partition(sign))
        members = tuple(tuple(member.split("/")) for member in listed.split("、"))
        if not name or len(members) < 2:
            raise RuleError(f"规则 {rule} 的词表中“{line}”应写作“四个意识 = 政治意识、大局意识”，请改正。")
        yield name, Announced(members, sign == "=")
