"""An empty store of past reports, on either engine."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from hegao.corpus.store import Store
from tests.postgres import new_database

_NUMBERS = count(1)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def new_address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Gives the address of a store that is yet to be made, another one at each call, on either engine."""
    if request.param == "sqlite":
        return lambda: str(tmp_path_factory.mktemp("store") / "folder" / "past.sqlite")
    server = request.getfixturevalue("postgres_server")
    return lambda: new_database(server, f"past{next(_NUMBERS)}")


@pytest.fixture
def address(new_address: Callable[[], str]) -> str:
    """Where a store may be made, on either engine."""
    return new_address()


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with Store.open(address) as opened:
        yield opened
