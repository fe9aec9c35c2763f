"""Documents that keep the standard give no finding, however they state it; one property changed gives exactly its own."""

from collections.abc import Iterator

import pytest

from hegao.findings.model import Severity
from hegao.rulebook.loader import load_rulebook
from tests.layout.building import WAYS, build
from tests.layout.conftest import above_hint, found
from tests.layout.documents import DOCUMENTS
from tests.layout.mutations import MUTATIONS, Mutation
from tests.layout.table import Row

# A change that LibreOffice does not keep when it saves the file.
_LOST = {"批注": "an unanchored comment is dropped"}


def _cases() -> Iterator[tuple[Mutation, str]]:
    """Every change in two of the ways in turn, so that each way meets changes of every kind."""
    for index, mutation in enumerate(MUTATIONS):
        ways = [mutation.way] if mutation.way else [WAYS[index % len(WAYS)], WAYS[(index + 2) % len(WAYS)]]
        yield from ((mutation, way) for way in ways)


def _row(mutation: Mutation, way: str, rules: dict[str, Severity]) -> Row:
    file = next(name for name, document in DOCUMENTS.items() if document is mutation.document)
    false = above_hint(rules) - {mutation.rule}
    hints = rules.keys() - false - {mutation.rule}
    return Row(
        file, way, mutation.name, mutation.rule, mutation.rule in rules, tuple(sorted(hints)), tuple(sorted(false))
    )


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_that_keeps_the_standard_gives_no_finding(name, way):
    assert found(build(DOCUMENTS[name], way)) == ({}, ())


@pytest.mark.parametrize(("mutation", "way"), list(_cases()), ids=lambda value: getattr(value, "name", value))
def test_one_changed_property_gives_its_finding_and_no_other(mutation, way, tell):
    rules, failures = found(build(mutation.change(mutation.document), way))
    tell(_row(mutation, way, rules))
    assert mutation.rule in rules
    assert above_hint(rules) <= {mutation.rule}
    assert failures == ()


def test_every_layout_rule_is_met_by_a_change():
    spoken_of = {mutation.rule for mutation in MUTATIONS}
    elsewhere = {"layout.spaces_for_indent", "layout.person_named"}  # have their own examples
    rules = [rule for rule in load_rulebook().rules.values() if rule.group == "layout"]
    assert {rule.id for rule in rules if not rule.drawn} - spoken_of == elsewhere  # for drawn ones see test_pages


@pytest.mark.office
@pytest.mark.parametrize("name", DOCUMENTS)
def test_saved_again_by_libreoffice_it_gives_no_finding_above_a_hint(name, resaved):
    rules, failures = found(resaved[name])
    assert above_hint(rules) == set()
    assert failures == ()


@pytest.mark.office
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_saved_again_by_libreoffice_a_changed_property_is_still_found(mutation, resaved, tell):
    rules, failures = found(resaved[mutation.name])
    tell(_row(mutation, "office", rules))
    assert (mutation.rule in rules) is (mutation.name not in _LOST)
    assert above_hint(rules) <= {mutation.rule}
    assert failures == ()
