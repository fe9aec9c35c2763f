"""A store with the yearly reports of invented counties, made once on either engine."""

import pytest
from tests.yearly import yearly

from hegao.corpus.ingest import add
from hegao.corpus.store import Store
from hegao.draft.recognise import recognise
from hegao.readers import read_text
from hegao.structure.advise import advise


@pytest.fixture(scope="module")
def counties(tmp_path_factory, new_address):
    folder = tmp_path_factory.mktemp("counties")
    for place, years in (("望川县", range(2016, 2025)), ("青禾县", range(2021, 2025)), ("石浦县", range(2021, 2025))):
        for year in years:
            text = yearly(place, year) if place == "望川县" else yearly(place, year).replace("青岚大桥", "石板坡隧洞")
            (folder / f"{place}{year}.txt").write_text(text, encoding="utf-8")
    with Store.open(new_address()) as opened:
        assert len(add(opened, [folder]).added) == 17
        yield opened


@pytest.fixture
def told(counties):
    """The advice on a text."""

    def tell(text):
        draft = read_text(text)
        return advise(draft, recognise(draft), counties)

    return tell
