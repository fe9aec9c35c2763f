"""How well and how fast passages are found in past reports: against brute force, and beside two MinHash libraries.

Run: PYTHONPATH=app python benchmarks/duplicates.py FOLDER STORE [--reports 150] [--probes 300]
Paragraphs of the store are edited (0 to 40 % of their characters), halved, merged in twos, or get their sentences in
another order; ten of them make a draft. The truth is every report with a place that rapidfuzz's partial ratio finds
0.8 alike with a sentence, whatever paragraph it is in. datasketch and rensa, if installed, look up the same paragraphs.
"""

import random
import resource
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from past_reports import arguments, filled
from rapidfuzz import fuzz, process

from hegao.corpus.records import StoredParagraph
from hegao.corpus.store import Store
from hegao.draft.recognise import recognise
from hegao.duplicates.across import shared
from hegao.duplicates.model import Passage
from hegao.readers import read_text
from hegao.text.segmentation import sentences
from hegao.text.similarity import condensed

LEAST, MOST = 80, 500  # characters of a paragraph to make probes of
SENTENCE = 25  # characters of a sentence that is looked for by itself
ALIKE = 80  # partial ratio from which brute force calls a sentence found
TOGETHER = 10  # probes in one draft
WAYS = ("0 %", "5 %", "10 %", "20 %", "30 %", "40 %", "half", "merged", "reordered")
Lookup = Callable[[str], set[int]]


@dataclass(frozen=True)
class Probe:
    """A paragraph made of stored ones, with the ids of those."""

    way: str
    text: str
    origins: tuple[int, ...]


def edited(text: str, share: float, pool: str, chance: random.Random) -> str:
    """``text`` with this share of its characters replaced, left out or put in, in pieces of one to three."""
    letters = list(text)
    budget = round(share * len(text))
    while budget > 0 and letters:
        size = min(chance.randint(1, 3), budget)
        at = chance.randrange(len(letters))
        new = [chance.choice(pool) for _ in range(size)]
        way = chance.choice(("replace", "drop", "put"))
        letters[at : at + (0 if way == "put" else size)] = [] if way == "drop" else new
        budget -= size
    return "".join(letters)


def probes_of(paragraphs: Sequence[StoredParagraph], count: int, chance: random.Random) -> list[Probe]:
    fit = [
        p for p in paragraphs if LEAST <= len(p.text) <= MOST and len(sentences(p.text)) > 1 and "http" not in p.text
    ]
    pool = "".join(p.text for p in chance.sample(fit, 50))
    made = []
    for number in range(count):
        way = WAYS[number % len(WAYS)]
        first, second = chance.sample(fit, 2)
        parts = [first.text[start:end] for start, end in sentences(first.text)]
        if way == "merged":
            made.append(Probe(way, first.text + second.text, (first.id, second.id)))
            continue
        if way == "half":
            text = "".join(parts[: max(1, len(parts) // 2)])
        elif way == "reordered":
            text = "".join(parts[1:] + parts[:1])
        else:
            text = edited(first.text, int(way.split()[0]) / 100, pool, chance)
        made.append(Probe(way, text.replace("\n", ""), (first.id,)))
    return made


def passages_of(probes: Sequence[Probe], store: Store) -> dict[int, list[Passage]]:
    """The passages found in each probe."""
    found: dict[int, list[Passage]] = {}
    for start in range(0, len(probes), TOGETHER):
        some = probes[start : start + TOGETHER]
        draft = read_text("\n".join(["松岚市工作情况汇报", "", *(probe.text for probe in some)]))
        numbers = [paragraph.number for paragraph in draft.body if not paragraph.blank][1:]
        where = {number: start + index for index, number in enumerate(numbers)}
        for passage in shared(draft, recognise(draft), store):
            if passage.place.paragraph in where:
                found.setdefault(where[passage.place.paragraph], []).append(passage)
    return found


def brute_force(probe: Probe, texts: Sequence[str], documents: Sequence[int]) -> list[tuple[int, int, set[int]]]:
    """The sentences of a probe with the reports that have each, told from every paragraph of the store."""
    found = []
    for start, end in sentences(probe.text):
        sentence = condensed(probe.text[start:end])
        if len(sentence) < SENTENCE:
            continue
        hits = process.extract(sentence, texts, scorer=fuzz.partial_ratio, score_cutoff=ALIKE, limit=None)
        reports = {documents[index] for _, _, index in hits if len(texts[index]) >= len(sentence) * 0.8}
        if reports:
            found.append((start, end, reports))
    return found


def covered(passages: Iterable[Passage], start: int, end: int) -> int:
    return len({at for p in passages for at in range(max(p.place.start, start), min(p.place.end, end))})


def documents_of(passage: Passage) -> set[int]:
    return {source.document for source in (passage.source, *passage.others) if source.document is not None}


def compared(probes: Sequence[Probe], paragraphs: Sequence[StoredParagraph], found: dict[int, list[Passage]]) -> None:
    """Print recall by way of editing, and precision over all passages."""
    texts, documents = [condensed(p.text) for p in paragraphs], [p.document for p in paragraphs]
    of = {p.id: p.document for p in paragraphs}
    score: dict[str, list[float]] = {way: [0.0] * 4 for way in WAYS}
    right = wrong = 0
    for index, probe in enumerate(probes):
        truth, own = brute_force(probe, texts, documents), {of[origin] for origin in probe.origins}
        passages = found.get(index, [])
        row = score[probe.way]
        for start, end, reports in truth:
            good = [p for p in passages if documents_of(p) & reports]
            row[0] += covered(good, start, end)
            row[1] += end - start
        row[2] += covered([p for p in passages if documents_of(p) & own], 0, len(probe.text)) >= len(probe.text) / 2
        row[3] += 1
        for passage in passages:
            true = own | {d for s, e, r in truth if s < passage.place.end and passage.place.start < e for d in r}
            right += passage.source.document in true
            wrong += passage.source.document not in true
    print("way        characters with a true neighbour found   probes half covered by their origin")
    for way, (hit, all_, half, probed) in score.items():
        print(f"{way:10} {hit / max(all_, 1):40.3f} {half / max(probed, 1):37.3f}")
    print(f"precision {right / max(right + wrong, 1):.3f} of {right + wrong} passages")


def memory() -> float:
    """The most this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def grams(text: str) -> list[str]:
    plain = condensed(text)
    return [plain[at : at + 4] for at in range(max(1, len(plain) - 3))]


def with_datasketch(paragraphs: Sequence[StoredParagraph]) -> Lookup:
    from datasketch import MinHash, MinHashLSH

    def signed(text: str) -> "MinHash":
        signature = MinHash(num_perm=128)
        signature.update_batch([gram.encode() for gram in grams(text)])
        return signature

    index = MinHashLSH(threshold=0.5, num_perm=128)
    for paragraph in paragraphs:
        index.insert(paragraph.id, signed(paragraph.text))
    return lambda text: set(index.query(signed(text)))


def with_rensa(paragraphs: Sequence[StoredParagraph]) -> Lookup:
    from rensa import RMinHash, RMinHashLSH

    def signed(text: str) -> "RMinHash":
        signature = RMinHash(num_perm=128, seed=42)
        signature.update(grams(text))
        return signature

    index = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)
    for paragraph in paragraphs:
        index.insert(paragraph.id, signed(paragraph.text))
    return lambda text: set(index.query(signed(text)))


def beside(
    name: str,
    make: Callable[[Sequence[StoredParagraph]], Lookup],
    probes: Sequence[Probe],
    paragraphs: Sequence[StoredParagraph],
) -> None:
    """Print a library's recall by way of editing, its time for a probe and its memory."""
    before, started = memory(), time.perf_counter()
    look_up = make(paragraphs)
    built = time.perf_counter() - started
    started = time.perf_counter()
    answers = [look_up(probe.text) for probe in probes]
    each = (time.perf_counter() - started) / len(probes)
    print(f"{name}: built in {built:.1f} s, {each * 1000:.1f} ms a probe, {memory() - before:.0f} MB")
    for way in WAYS:
        mine = [bool(set(p.origins) & answer) for p, answer in zip(probes, answers, strict=True) if p.way == way]
        print(f"{way:10} {sum(mine) / len(mine):.3f}")


def main() -> None:
    """Print the tables."""
    options = arguments(__doc__ or "", reports=150, probes=300)
    chance = random.Random(options.seed)  # noqa: S311 - a sample that comes out the same again
    files = sorted(options.folder.rglob("*.md"))
    with filled(options.store, chance.sample(files, options.reports)) as store:
        paragraphs = [p for report in store.documents() if report.origin == "user" for p in store.paragraphs(report.id)]
        probes = probes_of(paragraphs, options.probes, chance)
        passages_of(probes[:TOGETHER], store)  # warm
        before, started = memory(), time.perf_counter()
        found = passages_of(probes, store)
        each = (time.perf_counter() - started) / len(probes)
        print(f"{store.statistics().documents} reports, {len(paragraphs)} paragraphs, {len(probes)} probes")
        print(f"hegao: {each * 1000:.1f} ms a probe, {memory() - before:.0f} MB")
    print(f"store of {options.store.stat().st_size >> 20} MB")
    compared(probes, paragraphs, found)
    for name, make in (("datasketch", with_datasketch), ("rensa", with_rensa)):
        if find_spec(name):
            beside(name, make, probes, paragraphs)
        else:
            print(f"{name} is not installed.")


if __name__ == "__main__":
    main()
