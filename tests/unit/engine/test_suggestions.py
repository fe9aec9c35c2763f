"""What a finding offers: few suggestions, none of them what is written already, and no two findings for one fault."""

from itertools import pairwise

import pytest

from hegao import api

MOST = 3


@pytest.mark.parametrize("group", ["expressions", "grammar", "numerals", "punctuation", "spelling", "wording"])
def test_one_best_suggestion_and_at_most_two_others(group: str) -> None:
    rules = [rule for rule in api.load_rulebook().rules.values() if rule.group == group and rule.kind != "spelling"]
    chosen = api.selection({rule.id for rule in rules}, (), api.load_rulebook())
    for text in [example.text for rule in rules for example in rule.examples if example.fires]:
        marked = []
        for finding in api.check(api.read_text(text), selection=chosen).findings:
            assert len(finding.fixes) <= MOST, text
            for spot in finding.spots:
                assert spot.place.text not in [fix.text for fix in finding.fixes], text
                if finding.severity is not api.Severity.HINT and spot.place.paragraph is not None:
                    marked.append((spot.place.paragraph, spot.place.start, spot.place.end))
        for before, after in pairwise(sorted(marked)):
            assert before[0] != after[0] or before[2] <= after[1], text
