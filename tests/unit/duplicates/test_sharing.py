"""What units have in common, and that a change costs only what it touches."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegao.duplicates.sharing import Criterion, Sharing

PIECES = st.frozensets(st.sampled_from("甲乙丙丁戊己庚辛壬癸"), max_size=6)
DRAFTS = st.lists(st.lists(PIECES, max_size=12), min_size=1, max_size=6)


def near(sharing: Sharing[str], units: list[frozenset[str]]) -> list[dict[int, int]]:
    with sharing.of(units) as shared:
        return [dict(shared.near(place)) for place in range(len(units))]


def expected(units: list[frozenset[str]], enough: int, most: int, *, first: bool) -> list[dict[int, int]]:
    """The same, unit by unit and pair by pair."""
    found = []
    for place, unit in enumerate(units):
        common: Counter[int] = Counter()
        for piece in unit:
            holders = [number for number, other in enumerate(units) if piece in other]
            if first or len(holders) <= most:
                common.update(number for number in holders[:most] if number < place)
        found.append({number: pieces for number, pieces in common.items() if pieces >= enough})
    return found


@given(DRAFTS, st.integers(1, 3), st.integers(1, 4), st.booleans())
def test_what_is_found_depends_on_the_last_draft_alone(
    drafts: list[list[frozenset[str]]], enough: int, most: int, first: bool
) -> None:
    sharing = Sharing[str](Criterion(lambda _: enough, most, first=first))
    for units in drafts:
        assert near(sharing, units) == expected(units, enough, most, first=first)
        for place in range(len(units)):  # small changes, of which most stays
            changed = [*units[:place], frozenset("甲丁庚"), *units[place + 1 :]]
            assert near(sharing, changed) == expected(changed, enough, most, first=first)
            longer = [*units[:place], frozenset("乙丁"), frozenset("甲乙丙"), *units[place:]]
            assert near(sharing, longer) == expected(longer, enough, most, first=first)


def test_units_can_be_put_in_at_one_place_again_and_again() -> None:
    sharing = Sharing[str](Criterion(lambda _: 1, 3, first=True))
    units = [frozenset("甲乙"), frozenset("乙丙")]
    for count in range(80):
        units.insert(1 + count % 2, frozenset(f"{count}甲"))
        assert near(sharing, units) == expected(units, 1, 3, first=True)


def test_only_what_a_change_touches_is_counted_anew() -> None:
    counted = []
    sharing = Sharing[str](Criterion(lambda pieces: counted.append(pieces) or 1, 3, first=True))
    units = [frozenset(f"{number // 2}村{'x' * number}") for number in range(40)]
    near(sharing, units)
    assert len(counted) == len(units)
    counted.clear()
    near(sharing, units)
    assert not counted
    near(sharing, [*units[:20], frozenset("县"), *units[20:30], frozenset("15乡"), *units[31:]])
    assert len(counted) < 6


def test_an_error_while_units_are_compared_is_not_remembered() -> None:
    sharing = Sharing[str](Criterion(lambda _: 1, 3, first=True))
    units = [frozenset("甲乙"), frozenset("乙丙"), frozenset("丙")]
    near(sharing, units)
    with pytest.raises(TypeError):
        near(sharing, [*units, None])  # type: ignore[list-item]  # what no caller may pass, so that it fails half-way
    assert near(sharing, units) == expected(units, 1, 3, first=True)
