"""Write docs/rules.md from the rules."""

from pathlib import Path

from hegao.report.catalogue import catalogue
from hegao.rulebook.loader import load_rulebook

page = catalogue(load_rulebook().rules.values())
(Path(__file__).parent / "rules.md").write_text(page, encoding="utf-8")
