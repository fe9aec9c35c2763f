"""The model documents are exemplary: no rule on wording has anything to say of them, and no rule anything above a hint."""

import pytest

from hegao import api

# Probable faults found by a trained model are measured, not certain: they are proved where the model is.
MODELLED = {rule.id for rule in api.load_rulebook().rules.values() if rule.kind == "spelling"}
WORDING = {"expressions", "grammar", "numerals", "punctuation", "spelling", "wording"}

document = pytest.mark.parametrize("document", api.model_documents(), ids=lambda d: d.path.stem)


@document
def test_it_is_exemplary(document: api.ModelDocument) -> None:
    rulebook = api.load_rulebook()
    report = api.check(api.read(document.path), selection=api.selection((), MODELLED, rulebook))
    assert report.failures == ()
    assert [f.message for f in report.findings if f.rule.split(".")[0] in WORDING] == []
    assert [f.message for f in report.at_least(api.Severity.WARNING)] == []
