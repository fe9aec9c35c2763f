"""The files of a folder that can be read as drafts."""

import os
from collections.abc import Iterator
from pathlib import Path

from hegao.readers.formats import READABLE


def readable_files(folder: Path) -> Iterator[Path]:
    """The files inside ``folder`` that can be read as drafts, in the order of their paths.

    A folder that may not be opened is among them, so that reading it tells why it could not be read.
    """
    closed: list[Path] = []
    # Not rglob, which passes over in silence what it may not open.
    inside = os.walk(folder, onerror=lambda error: closed.append(Path(error.filename)))
    found = [Path(at, name) for at, _, names in inside for name in names if Path(name).suffix.lower() in READABLE]
    # Word leaves a lock file ~$name.docx beside an open document.
    return iter(sorted([*closed, *(path for path in found if not path.name.startswith("~$"))]))
