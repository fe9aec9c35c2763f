"""Pictures of pages, and what is said where they cannot be drawn."""

import io
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.officefiles import notice
from tests.unit.readers.test_pdf import pdf_file

from hegao import api
from hegao.errors import InputError
from hegao.readers import office, page_images, pdf_pictures

needs_pdfium = pytest.mark.skipif(find_spec("pypdfium2") is None, reason="pypdfium2 is not installed")
NOTICE = notice(repeats=20)


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    """No picture of another test is remembered."""
    page_images.page_images.cache_clear()
    yield
    page_images.page_images.cache_clear()


def size(image: bytes) -> tuple[int, int]:
    from PIL import Image

    return Image.open(io.BytesIO(image)).size


@pytest.mark.office
@needs_pdfium
def test_the_pages_of_a_word_file_are_drawn() -> None:
    drawn = api.page_images(NOTICE, "通知.docx")
    assert drawn is not None
    assert drawn.pages == len(drawn.images) > 1
    width, height = size(drawn.images[0])
    assert abs(width - pdf_pictures.WIDTH) <= 1
    assert height > width


@needs_pdfium
def test_a_pdf_is_drawn_as_it_is_and_no_more_than_its_first_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_images, "find_office", lambda: None)
    drawn = api.page_images(pdf_file(*["0 0 m 9 9 l S"] * 23), "通知.pdf")
    assert drawn is not None
    assert (drawn.pages, len(drawn.images)) == (23, pdf_pictures.MAX_PAGES)


@needs_pdfium
def test_a_page_as_long_as_a_roll_makes_no_huge_picture() -> None:
    drawn = api.page_images(pdf_file("0 0 m 9 9 l S", media=(0, 0, 20, 14000)), "通知.pdf")
    assert drawn is not None
    width, height = size(drawn.images[0])
    assert height <= 4 * pdf_pictures.WIDTH + 1
    assert width >= 1


@pytest.mark.parametrize(("data", "name"), [("通知".encode(), "通知.txt"), (b"<html><p>a</p></html>", "通知.html")])
def test_text_has_no_pages(data: bytes, name: str) -> None:
    assert api.page_images(data, name) is None


def test_without_libreoffice_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_images, "find_office", lambda: None)
    monkeypatch.setattr(page_images, "find_spec", lambda _: True)
    with pytest.raises(InputError, match=r"LibreOffice.*请安装.*。$"):
        api.page_images(NOTICE, "通知.docx")


def test_without_pdfium_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_images, "find_spec", lambda _: None)
    with pytest.raises(InputError, match=r"pip install 'hegao\[pdf\]'"):
        api.page_images(NOTICE, "通知.docx")


@needs_pdfium
def test_a_damaged_pdf_is_one_sentence() -> None:
    with pytest.raises(InputError, match=r"没有画出来.*。$"):
        api.page_images(b"%PDF-1.7\nbroken", "通知.pdf")


@pytest.mark.skipif(not Path("/bin/sh").exists(), reason="stands in for LibreOffice by a script")
@needs_pdfium
def test_a_program_that_draws_nothing_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    monkeypatch.setattr(page_images, "find_office", lambda: program)
    monkeypatch.setattr(office, "find_office", lambda: program)
    with pytest.raises(InputError, match=r"没有画出来.*。$"):
        api.page_images(notice(), "另一份.docx")
