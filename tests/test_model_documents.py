"""The model documents are exemplary: no rule on wording has anything to say of them, and no rule anything above a hint."""

import pytest

from hegao import api

# A trained model may doubt a name in a hint; above that it keeps silent here like every other rule.
MODELLED = {rule.id for rule in api.load_rulebook().rules.values() if rule.kind == "spelling"}
WORDING = {"expressions", "grammar", "numerals", "punctuation", "spelling", "wording"}

document = pytest.mark.parametrize("document", api.model_documents(), ids=lambda d: d.path.stem)


@document
def test_it_is_exemplary(document: api.ModelDocument) -> None:
    report = api.check(api.read(document.path))
    assert report.failures == ()
    assert [f.message for f in report.findings if f.rule.split(".")[0] in WORDING and f.rule not in MODELLED] == []
    assert [f.message for f in report.at_least(api.Severity.WARNING)] == []
