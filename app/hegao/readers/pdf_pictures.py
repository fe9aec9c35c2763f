"""The child process that draws the pages of a PDF with PDFium: one PNG a page.

PDFium is native code that reads a stranger's file, so it runs apart, as in :mod:`hegao.readers.pdf_glyphs`.
"""

import sys
from pathlib import Path

import pypdfium2

WIDTH = 900  # pixels: sharp in half a window
MAX_PAGES = 20
_TALLEST = 4  # times its width; a page that is taller is a roll and drawn smaller


def draw(source: Path, folder: Path) -> int:
    """Draw the first pages of the PDF at ``source`` as ``1.png``, ``2.png`` … in ``folder``; how many pages it has."""
    document = pypdfium2.PdfDocument(source)
    for number, page in enumerate(document, 1):
        if number > MAX_PAGES:
            break
        width, height = page.get_size()
        scale = WIDTH / max(width, height / _TALLEST)
        page.render(scale=scale).to_pil().save(folder / f"{number}.png")
    return len(document)


if __name__ == "__main__":
    Path(sys.argv[2], "pages").write_text(str(draw(Path(sys.argv[1]), Path(sys.argv[2]))), encoding="ascii")
