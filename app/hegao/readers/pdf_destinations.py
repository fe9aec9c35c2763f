"""The child process that tells where the named destinations of a PDF lie: how many pages, and page and height of each.

PDFium is native code that reads a stranger's file, so it runs apart, as in :mod:`hegao.readers.pdf_glyphs`.
"""

import ctypes
import json
import sys
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw

_POINTS_PER_MM = 72 / 25.4


def destinations(source: Path) -> dict[str, Any]:
    """The number of ``pages``, and ``places``: by name the page, from 1, and the millimetres from its upper edge."""
    document = pypdfium2.PdfDocument(source)
    heights = [page.get_height() for page in document]
    places = {}
    for index in range(raw.FPDF_CountNamedDests(document)):
        length = ctypes.c_long(0)
        raw.FPDF_GetNamedDest(document, index, None, ctypes.byref(length))
        buffer = ctypes.create_string_buffer(max(length.value, 2))
        found = raw.FPDF_GetNamedDest(document, index, buffer, ctypes.byref(length))
        page = raw.FPDFDest_GetDestPageIndex(document, found) if found else -1
        if 0 <= page < len(heights):
            flags, values = [ctypes.c_int() for _ in range(3)], [ctypes.c_float() for _ in range(3)]
            raw.FPDFDest_GetLocationInPage(found, *flags, *values)
            name = buffer.raw.decode("utf-16-le", errors="replace").rstrip("\0")
            places[name] = (page + 1, round((heights[page] - values[1].value) / _POINTS_PER_MM, 2))
    return {"pages": len(heights), "places": places}


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(destinations(Path(sys.argv[1]))), encoding="utf-8")
