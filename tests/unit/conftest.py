"""An empty store of past reports, on either engine."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from hegao.corpus.store import Store
from tests.postgres import new_database

_NUMBERS = count(1)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store may be made, on either engine."""
    if request.param == "sqlite":
        return str(tmp_path / "folder" / "past.sqlite")
    return new_database(request.getfixturevalue("postgres_server"), f"past{next(_NUMBERS)}")


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with Store.open(address) as opened:
        yield opened
