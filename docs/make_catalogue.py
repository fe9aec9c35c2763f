"""Write from the rules docs/rules.md, and rules/needs.json: what a text must hold for their expressions to match."""

from pathlib import Path

from hegao.report.catalogue import catalogue
from hegao.resources import rules_dir
from hegao.rulebook.loader import load_rulebook
from hegao.text import expressions

expressions.known().clear()
page = catalogue(load_rulebook(rules_dir()).rules.values())
(rules_dir() / expressions.STORED).write_text(expressions.stored(), encoding="utf-8")
(Path(__file__).parent / "rules.md").write_text(page, encoding="utf-8")
