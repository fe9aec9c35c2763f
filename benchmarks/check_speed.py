"""How long a cold check takes, as ratios to plain jieba segmentation of the same text in a process of its own.

Run: python benchmarks/check_speed.py
The text is ours: the model documents shipped with the program, repeated to the length wanted.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from docx import Document

from hegao import api

RUNS = 5
JIEBA = "import sys,jieba; jieba.setLogLevel(60); jieba.lcut(open(sys.argv[1],encoding='utf-8').read())"


def text_of(length: int) -> str:
    """Paragraphs of the model documents until ``length`` characters, again from the start when they run out."""
    pool = [p.text for document in api.model_documents() for p in api.read(document.path).paragraphs if p.text.strip()]
    lines, total = [], 0
    while total < length:
        for line in pool:
            lines.append(line)
            total += len(line)
            if total >= length:
                break
    return "\n".join(lines)


def processor_seconds(command: list[str]) -> float:
    """User and system time of one whole process, median of several runs."""
    times = []
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(times)


def main() -> None:
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
            jieba = processor_seconds([sys.executable, "-c", JIEBA, str(plain)])
            for path in (word, plain):
                check = processor_seconds([sys.executable, "-m", "hegao", "check", str(path), "--format", "json"])
                print(f"{length:10}  {path.suffix[1:]:6}  {check:7.2f}  {jieba:7.2f}  {check / jieba:5.2f}")


if __name__ == "__main__":
    main()
