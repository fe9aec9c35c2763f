import numpy as np
import pytest

from hegao.spelling.table import CHECK_BITS, VALUE_BITS, build

RANDOM = np.random.default_rng(4)
KEYS = np.unique(RANDOM.integers(1, 1 << 62, 20_000, dtype=np.uint64))
VALUES = RANDOM.integers(0, 1 << VALUE_BITS, len(KEYS)).astype(np.uint16)
EXTRAS = RANDOM.integers(0, 256, len(KEYS)).astype(np.uint8)
TABLE = build(KEYS, VALUES, EXTRAS)


def test_every_key_has_its_values():
    found, values, places = TABLE.look_up(KEYS)
    assert found.all()
    assert (values == VALUES).all()
    assert (TABLE.further(places) == EXTRAS).all()


def test_other_keys_are_told_apart_but_for_chance():
    others = np.setdiff1d(RANDOM.integers(1, 1 << 62, 100_000, dtype=np.uint64), KEYS)
    found, _, _ = TABLE.look_up(others)
    assert found.mean() == pytest.approx(2.0**-CHECK_BITS, rel=0.3)


def test_few_keys_need_no_special_case():
    one = build(np.array([7], dtype=np.uint64), np.array([5], dtype=np.uint16))
    assert [part.tolist() for part in one.look_up(np.array([7], dtype=np.uint64))[:2]] == [[True], [5]]
    with pytest.raises(ValueError, match="no further bits"):
        one.further(one.look_up(np.array([7], dtype=np.uint64))[2])


def test_a_key_given_twice_is_refused():
    with pytest.raises(ValueError, match="not all different"):
        build(np.array([7, 7], dtype=np.uint64), np.array([1, 2], dtype=np.uint16))
