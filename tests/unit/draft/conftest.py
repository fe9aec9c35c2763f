from collections.abc import Callable

import pytest

from hegao.draft.model import Draft, Paragraph


@pytest.fixture(scope="session")
def plain() -> Callable[[str], Draft]:
    """Builds a plain-text draft: one paragraph a line, with its offset in the file."""

    def build(text: str) -> Draft:
        paragraphs, offset = [], 0
        for number, line in enumerate(text.split("\n"), 1):
            paragraphs.append(Paragraph(number, line, offset=offset))
            offset += len(line) + 1
        return Draft("草稿.txt", "text", tuple(paragraphs))

    return build
