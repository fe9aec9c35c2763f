"""An import that is ended at any moment, and readers while one is going on."""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from hegao.corpus import ingest
from hegao.corpus.ingest import add
from hegao.corpus.store import Store
from tests.unit.corpus.conftest import INSPECTION, TRAINING, report

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that are copies of this one")

ENDED = 20
REPORTS = 36


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Reports enough that some are written before an import is ended and some are not; two say the same."""
    place = tmp_path / "往稿"
    for number in range(REPORTS):
        year, town = 2005 + number % 12, "东西南"[number // 12]
        text = f"{town}岭镇人民政府{year}年工作总结\n\n一、主要工作\n" + "".join(
            f"{INSPECTION[: 20 + line]}第{number}项{line}条。{TRAINING[: 30 - line]}\n" for line in range(5)
        )
        file = place / town / f"{year}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (place / "副本.txt").write_text(text, encoding="utf-8")
    return place


def content(store: Store) -> dict[str, object]:
    """All that a store holds, by the content of the reports instead of their numbers."""
    hashes = {r.id: r.content_hash for r in store.documents()}
    texts = {p.id: (hashes[p.document], p.number, p.text, p.level) for key in hashes for p in store.paragraphs(key)}
    with store._engine.connect() as connection:
        held = connection.exec_driver_sql(
            "SELECT path, digest, position, document FROM files LEFT JOIN holdings ON file = id"
        ).all()
    return {
        "reports": sorted((r.content_hash, r.title, r.path, str(r.year), r.series) for r in store.documents()),
        "paragraphs": sorted(texts.values(), key=str),
        "headings": sorted((hashes[h.document], h.position, h.text) for h in store.headings(hashes)),
        "fingerprints": sorted((v, texts[key][:2]) for lot in store.all_fingerprints() for v, key in lot),
        "files": sorted(
            (path.split(":")[-1], digest, position, hashes[number]) for path, digest, position, number in held
        ),
    }


def importing(address: str, folder: Path) -> int:
    """A process that imports a folder, written often; its id."""
    child = os.fork()
    if child == 0:
        ingest._TOGETHER = 1500
        with Store.open(address) as store:
            add(store, [folder])
        os._exit(0)
    return child


def test_an_import_ended_at_any_moment_and_started_again_ends_with_the_same_store(
    address: str, folder: Path, tmp_path: Path
) -> None:
    with Store.open(tmp_path / "undisturbed.sqlite") as undisturbed:
        account = add(undisturbed, [folder])
        expected = content(undisturbed)
    assert (len(account.added), len(account.known)) == (REPORTS, 1)
    with Store.open(address) as store:
        began = time.monotonic()
        add(store, [folder])
        needed = time.monotonic() - began  # stores of different kinds take different times
        store.remove(r.id for r in store.documents())
    chance = random.Random(5)  # noqa: S311 - no secret
    states = set()
    for _ in range(ENDED):
        child = importing(address, folder)
        time.sleep(chance.uniform(0, needed))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with Store.open(address) as store:
            found = content(store)
            assert set(found["fingerprints"]) <= set(expected["fingerprints"])
            states.add(len(found["reports"]))
            if len(found["reports"]) == REPORTS:
                store.remove(r.id for r in store.documents() if r.id % 2)  # begin in the middle again
    with Store.open(address) as store:
        last = add(store, [folder])
        assert len(last.added) + len(last.known) == REPORTS + 1
        assert content(store) == expected
        assert not add(store, [folder]).added
    assert len(states) > 1


def test_others_read_whole_reports_while_one_writes(address: str, folder: Path) -> None:
    with Store.open(address) as store:
        store.add(report("甲", INSPECTION))
        child = importing(address, folder)
        seen = []
        with Store.open(address) as other:
            while os.waitpid(child, os.WNOHANG) == (0, 0):
                for reader in (store, other):
                    statistics = reader.statistics()
                    seen.append(statistics.documents)
                    newest = reader.documents()[-1]
                    assert sum(len(p.text) for p in reader.paragraphs(newest.id)) >= newest.characters
        assert seen == sorted(seen)
        assert store.statistics().documents == REPORTS + 1
