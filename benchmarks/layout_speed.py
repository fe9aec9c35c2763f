"""How long reading a Word file of 50 pages and checking its layout takes, as a ratio to python-docx's own load.

Run: python benchmarks/layout_speed.py
The text is ours: the model documents shipped with the program, in paragraphs of several runs each.

Two more figures show what the ratio can be. python-docx's load parses the file and looks at nothing in it: to visit in
Python each property of each run once, with nothing done about it, is the least that any reading adds; and python-docx
itself may be asked for what a layout check needs of each run.
"""

import io
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

RUNS = 7
PAGES = 50
CHARACTERS = 22 * 28 * PAGES
LIMIT = 2.0


def fifty_pages() -> bytes:
    """A Word file of about that many pages, three runs to a paragraph, fonts and sizes stated directly."""
    document, total = Document(), 0
    pool = [p.text for model in api.model_documents() for p in api.read(model.path).paragraphs if p.text.strip()]
    while total < CHARACTERS:
        for text in pool:
            paragraph, third = document.add_paragraph(), max(1, len(text) // 3)
            paragraph.paragraph_format.first_line_indent = Pt(32)
            for start in range(0, len(text), third):
                letters = paragraph.add_run(text[start : start + third])
                letters.font.size = Pt(16)
                letters.font.name = "仿宋_GB2312"
                letters.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋_GB2312")
            total += len(text)
            if total >= CHARACTERS:
                break
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


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


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one call, the median of several."""
    times = []
    for _ in range(RUNS):
        before = time.process_time()
        work()
        times.append(time.process_time() - before)
    return statistics.median(times)


def main() -> None:
    data = fifty_pages()
    load = seconds(lambda: Document(io.BytesIO(data)))
    check_layout(data)  # the rules are read once for a program's life
    for name, work in (
        ("visit every run once", visit_only),
        ("ask python-docx for every run", ask_python_docx),
        ("read", read_only),
        ("read and check the layout", check_layout),
    ):
        taken = seconds(lambda work=work: work(data))
        print(f"{name}: {taken * 1000:.0f} ms, {taken / load:.2f} x python-docx's load of {load * 1000:.0f} ms")


if __name__ == "__main__":
    main()
