"""How long reading a Word file of 50 pages and checking its layout takes, as a ratio to python-docx's own load of it.

Run: python benchmarks/layout_speed.py
The text is ours: the model documents shipped with the program, in paragraphs of several runs each.

Files are loaded and checked in turn, each of them new to the program: in most paragraphs one character is another. That
is how a draft comes in; one that is checked again costs less, because what is known of its words is remembered.

Two more figures show what the ratio can be. python-docx's load parses the file and looks at nothing in it: to visit in
Python each property of each run once, with nothing done about it, is the least that reading by element adds; and
python-docx itself may be asked for what a layout check needs of each run.
"""

import gc
import io
import random
import statistics
import time
from collections.abc import Callable

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from hegao import api
from hegao.checks.base import Subject
from hegao.engine.run import run
from hegao.engine.select import select
from hegao.findings.suppression import Vocabulary
from hegao.text.characters import is_han

RUNS = 9
PAGES = 50
CHARACTERS = 22 * 28 * PAGES
COMMON = 5_000


def fifty_pages(number: int) -> bytes:
    """A Word file of about that many pages, three runs to a paragraph, fonts and sizes stated directly.

    Each ``number`` has words of its own.
    """
    document, total, other = Document(), 0, random.Random(number)  # noqa: S311 - the same words each time
    pool = [p.text for model in api.model_documents() for p in api.read(model.path).paragraphs if p.text.strip()]
    while total < CHARACTERS:
        for text in pool:
            paragraph, third, words = document.add_paragraph(), max(1, len(text) // 3), varied(text, other)
            paragraph.paragraph_format.first_line_indent = Pt(32)
            for start in range(0, len(words), third):
                letters = paragraph.add_run(words[start : start + third])
                letters.font.size = Pt(16)
                letters.font.name = "仿宋_GB2312"
                letters.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋_GB2312")
            total += len(text)
            if total >= CHARACTERS:
                break
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def varied(text: str, chance: random.Random) -> str:
    """The text with another 汉字 at a place drawn by chance, if one stands there."""
    at = chance.randrange(len(text))
    other = chr(ord("一") + chance.randrange(COMMON))
    return text[:at] + other + text[at + 1 :] if is_han(text[at]) else text


def check_layout(data: bytes) -> None:
    """Read the file, see its parts, run the layout rules."""
    draft = api.read_bytes(data, "五十页.docx")
    recognition = api.recognise(draft)
    profile = api.load_profile("gbt9704")
    book = api.load_rulebook()
    rules = select(book, profile, recognition.genre, draft.media, api.selection(["layout"], [], book))
    run(Subject(draft, recognition, profile.formats), rules, Vocabulary(()))


def read_only(data: bytes) -> None:
    """Read the file and no more."""
    api.read_bytes(data, "五十页.docx")


def visit_only(data: bytes) -> None:
    """Parse the body and look once at every run's properties and text."""
    for paragraph in Document(io.BytesIO(data)).element.body:
        for piece in paragraph:
            for part in piece:
                _ = [(one.tag, *one.items()) for one in part] if len(part) else part.text


def ask_python_docx(data: bytes) -> None:
    """Read text, alignment, indent, font, size and weight of everything with python-docx, as stated there."""
    for paragraph in Document(io.BytesIO(data)).paragraphs:
        shape = paragraph.paragraph_format
        _ = paragraph.style, shape.alignment, shape.first_line_indent, shape.line_spacing
        for piece in paragraph.runs:
            _ = piece.text, piece.font.name, piece.font.size, piece.font.bold


def seconds(work: Callable[[bytes], object], data: bytes) -> float:
    """Processor time of one call; what others left to be cleared away is cleared before."""
    gc.collect()
    before = time.process_time()
    work(data)
    return time.process_time() - before


def main() -> None:
    first, *files = (fifty_pages(number) for number in range(RUNS + 1))
    check_layout(first)  # the rules are read once for a program's life
    works: dict[str, Callable[[bytes], object]] = {
        "python-docx's load": lambda data: Document(io.BytesIO(data)),
        "read": read_only,
        "read and check the layout": check_layout,
        "read and check the layout again": check_layout,
        "visit every run once": visit_only,
        "ask python-docx for every run": ask_python_docx,
    }
    times = [[seconds(work, data) for work in works.values()] for data in files]
    for name, taken in zip(works, zip(*times, strict=True), strict=True):
        ratio = statistics.median(own / load for own, (load, *_) in zip(taken, times, strict=True))
        print(f"{name}: {statistics.median(taken) * 1000:.0f} ms, {ratio:.2f} x the load")


if __name__ == "__main__":
    main()
