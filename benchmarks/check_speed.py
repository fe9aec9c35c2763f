"""How long a check takes, as ratios to plain jieba segmentation of the same text.

Run: python benchmarks/check_speed.py [cold] [warm]
Cold: a whole process for a file, compiled modules being there, as after the first run. Warm: a draft of different
paragraphs checked in a process that has checked another one before, and checked again after one paragraph's edit.
The text is ours: the model documents shipped with the program, as often as the length wants, with other figures and
another order of sentences each time.
"""

import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does, before NumPy is loaded

import jieba
from docx import Document

from hegao import api

RUNS = 5
JIEBA = "import sys,jieba; jieba.setLogLevel(60); jieba.lcut(open(sys.argv[1],encoding='utf-8').read())"
WARM = 50_000
PUT_IN = "再次认真组织有关部门"


def paragraphs(seed: int) -> Iterator[str]:
    """Paragraphs of the model documents, then variants of them without end."""
    chance = random.Random(seed)  # noqa: S311 - a sample that comes out the same again
    pool = [p.text for document in api.model_documents() for p in api.read(document.path).paragraphs if p.text.strip()]
    yield from pool
    while True:
        yield from (varied(text, chance) for text in pool)


def varied(text: str, chance: random.Random) -> str:
    """A paragraph with other figures and its sentences in another order; a short line stays."""
    if len(text) < 40:
        return text
    sentences = re.findall("[^。]+。?", text)
    chance.shuffle(sentences)
    return re.sub("[1-9]", lambda _: str(chance.randint(1, 9)), "".join(sentences))


def text_of(length: int, seed: int = 1) -> str:
    """So many characters, cut at the end of a paragraph."""
    lines, total = [], 0
    for line in paragraphs(seed):
        lines.append(line)
        total += len(line)
        if total >= length:
            return "\n".join(lines)
    return ""


def processor_seconds(command: list[str]) -> float:
    """User and system time of one whole process, median of several runs."""
    # A setting that forbids compiled modules would have every run compile them anew.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for _ in range(RUNS + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, env=environment)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(times[1:])


def cold() -> None:
    """Print a table: characters, format, check and jieba in processor seconds, and their ratio."""
    print("characters  format  check s  jieba s  ratio")
    with tempfile.TemporaryDirectory() as folder:
        for length in (3_000, 100_000):
            text = text_of(length)
            plain = Path(folder) / f"{length}.txt"
            plain.write_text(text, encoding="utf-8")
            word = Path(folder) / f"{length}.docx"
            document = Document()
            for line in text.splitlines():
                document.add_paragraph(line)
            document.save(str(word))
            segmented = processor_seconds([sys.executable, "-c", JIEBA, str(plain)])
            for path in (word, plain):
                check = processor_seconds([sys.executable, "-m", "hegao", "check", str(path), "--format", "json"])
                print(f"{length:10}  {path.suffix[1:]:6}  {check:7.2f}  {segmented:7.2f}  {check / segmented:5.2f}")


def seconds(work: Callable[[str], object], text: str) -> float:
    """Processor time of one call."""
    before = time.process_time()
    work(text)
    return time.process_time() - before


def edited(text: str, number: int) -> str:
    """The text with a few words put into one of its longer paragraphs."""
    lines = text.split("\n")
    long = [index for index, line in enumerate(lines) if len(line) > 60]
    index = long[number * 37 % len(long)]
    lines[index] = lines[index][:20] + PUT_IN + lines[index][20:]
    return "\n".join(lines)


def warm() -> None:
    """Print characters a second of a first check, and the time of a check after an edit, beside jieba's."""
    jieba.setLogLevel(60)
    jieba.lcut(text_of(3_000))
    rulebook = api.load_rulebook()
    model = [rule.id for rule in rulebook.rules.values() if rule.kind == "spelling"]
    chosen = {"all": api.Selection(), "all but the model's": api.selection([], model, rulebook)}
    print("rules                characters/s  jieba/s  ratio  again ms  jieba ms  ratio")
    for seed, (name, selection) in enumerate(chosen.items()):
        check = partial(checked, selection=selection)
        check(text_of(WARM, seed=10 + seed))
        text = text_of(3 * WARM, seed=20 + seed)[-WARM:]
        first = seconds(check, text)
        again, segmented = [], []
        for number in range(2 * RUNS):
            again.append(seconds(check, edited(text, number)))
            segmented.append(seconds(jieba.lcut, text))
        recheck, plain = statistics.median(again), statistics.median(segmented)
        print(
            f"{name:19}  {len(text) / first:12.0f}  {len(text) / plain:7.0f}  {first / plain:5.2f}"
            f"  {recheck * 1000:8.0f}  {plain * 1000:8.0f}  {recheck / plain:5.2f}"
        )


def checked(text: str, selection: api.Selection) -> None:
    """Check a text by the rules chosen, whatever the settings of this machine."""
    api.check(api.read_text(text), settings=api.Settings(), selection=selection)


def main() -> None:
    """Print the figures asked for, all by default."""
    asked = sys.argv[1:] or ["cold", "warm"]
    for name, part in (("cold", cold), ("warm", warm)):
        if name in asked:
            part()


if __name__ == "__main__":
    main()
