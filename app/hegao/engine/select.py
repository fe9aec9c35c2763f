"""Which rules run on a draft, and at which severity."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from hegao.draft.recognition import Genre
from hegao.errors import ConfigError
from hegao.findings.model import Severity
from hegao.rulebook.loader import Rulebook
from hegao.rulebook.profiles import OFF, Profile
from hegao.rulebook.rule import Rule


@dataclass(frozen=True, slots=True)
class Selection:
    """What the user asked for on top of the profile: ids or groups to run only, or to leave out."""

    only: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()

    def allows(self, rule: Rule) -> bool:
        """Whether the user's choice lets ``rule`` run."""
        names = {rule.id, rule.group}
        return not (names & self.without) and (not self.only or bool(names & self.only))


def known_overrides(overrides: Iterable[str], rulebook: Rulebook) -> None:
    """See that every override names a rule, or a group followed by ``.*``.

    Raises:
        ConfigError: naming the first that does not.
    """
    known = rulebook.rules.keys() | {f"{rule.group}.*" for rule in rulebook.rules.values()}
    for name in overrides:
        if name not in known:
            raise ConfigError(f"设置里的“{name}”不是规则，也不是“组名.*”；用 hegao rules list 查看全部规则。")


def selection(only: Iterable[str], without: Iterable[str], rulebook: Rulebook) -> Selection:
    """The user's choice of rule ids and groups.

    Raises:
        ConfigError: a name is neither a rule nor a group.
    """
    chosen = Selection(frozenset(only), frozenset(without))
    known = rulebook.rules.keys() | {rule.group for rule in rulebook.rules.values()}
    for name in sorted((chosen.only | chosen.without) - known):
        raise ConfigError(f"没有名为“{name}”的规则或规则组，用 hegao rules list 查看全部规则。")
    return chosen


def select(rulebook: Rulebook, profile: Profile, genre: Genre, media: str, selection: Selection) -> tuple[Rule, ...]:
    """The rules to run, each with the severity the profile gives it, in the order of their ids."""
    return tuple(_selected(rulebook, profile, genre, media, selection))


def _selected(rulebook: Rulebook, profile: Profile, genre: Genre, media: str, selection: Selection) -> Iterator[Rule]:
    for rule in rulebook.rules.values():
        if rule.genres and not rule.genres & {genre.name, genre.family}:
            continue
        if rule.media and media not in rule.media:
            continue
        word = profile.override(rule.id)
        asked = rule.id in selection.only
        if not selection.allows(rule) or (word == OFF and not asked):
            continue
        if not rule.default and word is None and not asked:
            continue
        severity = _severity(rule, word)
        yield rule if severity is rule.severity else replace(rule, severity=severity)


def _severity(rule: Rule, word: str | None) -> Severity:
    if word in (None, OFF, "on"):
        return rule.severity
    severity = Severity(word)
    # What rests on custom or on a recommendation is never an error, whatever a house says.
    if severity is Severity.ERROR and (rule.source.tier == "实务" or rule.source.strength != "规定"):
        return Severity.WARNING
    return severity
