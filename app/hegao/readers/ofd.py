"""OFD files (GB/T 33190) to drafts: the text objects of each page and its template, with fonts and ruling lines."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from itertools import chain, islice, repeat

from lxml.etree import _Element as Element

from hegao.draft.model import Draft, RunFormat
from hegao.errors import InputError
from hegao.readers.archive import Archive
from hegao.readers.font_names import font_look
from hegao.readers.page_lines import Glyph, Page, ruled
from hegao.readers.page_paragraphs import draft_of_pages

MAX_PAGES = 2000
MAX_GLYPHS = 300_000
_POINTS_PER_MM = 72 / 25.4
_A4 = (0.0, 0.0, 210.0, 297.0)
_NARROW = 0.5  # of the size: how wide a letter is where the file does not say
_PATH_STEP = re.compile(r"([SMLQBAC])((?:\s+-?[\d.]+)*)")

Matrix = tuple[float, float, float, float, float, float]


class OfdFile(Archive):
    """The package of an OFD file."""

    resave = "请重新导出为 OFD 或 PDF 后再试"
    mend = "请重新复制、下载或导出后再试"

    def pages(self) -> Iterator[Page]:
        """The pages in order; of the documents in a package the first is read, as readers show it.

        Raises:
            InputError: a part is missing or damaged, or there is too much of it.
        """
        folder, root = self._opened("", _text(self.xml("ofd.xml"), "DocRoot"))
        common = _first(root, "CommonData")
        fonts = dict(self._fonts(folder, common))
        templates = {t.get("ID"): t.get("BaseLoc") for t in _all(common, "TemplatePage")}
        usual = _box(_text(common, "PhysicalBox"), _A4)
        pages = [page.get("BaseLoc") for page in _all(_first(root, "Pages"), "Page")]
        if len(pages) > MAX_PAGES:
            raise self._too_large()
        left = MAX_GLYPHS
        for place in pages:
            _, content = self._opened(folder, place)
            used = [templates.get(t.get("TemplateID")) for t in _all(content, "Template")]
            layers = [content, *(self._opened(folder, template)[1] for template in used if template)]
            glyphs = list(islice(chain.from_iterable(_glyphs(layer, fonts) for layer in layers), left + 1))
            left -= len(glyphs)
            if left < 0:
                raise self._too_large()
            box = _box(_text(_first(content, "Area"), "PhysicalBox"), usual)
            upright, level = ruled(chain.from_iterable(_segments(layer) for layer in layers))
            yield Page(box[2] * _POINTS_PER_MM, box[3] * _POINTS_PER_MM, glyphs, upright, level)

    def properties(self) -> dict[str, str]:
        """Title, creator and dates as the file states them."""
        info = _first(self.xml("ofd.xml"), "DocInfo")
        keys = {"title": "Title", "creator": "Author", "created": "CreationDate", "modified": "ModDate"}
        found = {name: _text(info, key) for name, key in keys.items()}
        return {name: value for name, value in found.items() if value}

    def _opened(self, folder: str, place: str | None) -> tuple[str, Element]:
        """The folder a part lies in and its root; ``place`` is from the package's root or from ``folder``."""
        if not place:
            raise self.damaged()
        part = posixpath.normpath(posixpath.join("/", folder, place.strip())).lstrip("/")
        return posixpath.dirname(part), self.xml(part)

    def _fonts(self, folder: str, common: Element | None) -> Iterator[tuple[str, RunFormat]]:
        for resource in (*_all(common, "PublicRes"), *_all(common, "DocumentRes")):
            _, root = self._opened(folder, resource.text)
            for font in _all(root, "Font"):
                look = font_look(font.get("FontName") or font.get("FamilyName") or "")
                yield font.get("ID") or "", look


def read_ofd(data: bytes, name: str) -> Draft:
    """An OFD file as a draft; its paragraphs are put together from the lines on its pages.

    Raises:
        InputError: the file is damaged, encrypted, dangerous, too large, or has no text.
    """
    package = OfdFile(data, name)
    if any(member.endswith(("encryptions.xml", "decryptseed.dat")) for member in package.names):
        raise InputError(f"“{name}”是加密的 OFD 文件，请取消加密后再试。")
    pages = list(package.pages())
    if not pages:
        raise package.damaged()
    notices = [
        f"“{name}”是 OFD，段落由各页的行拼成；缩进、行距、页边距等版式没有检查，要检查版式请用它的 Word 或 WPS 原稿。"
    ]
    empty = [str(number) for number, page in enumerate(pages, 1) if not page.glyphs]
    if empty:
        notices.append(f"“{name}”第 {'、'.join(empty)} 页没有文字（可能是图片），没有检查，请核对。")
    return draft_of_pages(pages, name, "page", notices, package.properties())


def _glyphs(layer: Element, fonts: Mapping[str, RunFormat]) -> Iterator[Glyph]:
    for thing in _all(layer, "TextObject"):
        x0, y0, *_ = _box(thing.get("Boundary"), (0.0, 0.0, 0.0, 0.0))
        a, b, c, d, e, f = _matrix(thing.get("CTM"))
        if a <= 0 or abs(b) > 0.05 * a:
            continue  # slanted or turned: a watermark, or a stamp
        size = _number(thing.get("Size"), 0.0)
        scale = _number(thing.get("HScale"), 1.0)
        points = round(size * abs(d) * _POINTS_PER_MM, 1)
        font = fonts.get(thing.get("Font") or "", RunFormat())
        bold = bool(font.bold) or _number(thing.get("Weight"), 400.0) >= 600
        look = RunFormat(font.east_asian_font, font.latin_font, points, bold, _colour(thing))
        for char, x, y, step in chain.from_iterable(_placed(code) for code in _all(thing, "TextCode")):
            left = (x0 + a * x + c * y + e) * _POINTS_PER_MM
            # A step wider than a character leaves a gap, which may be a space.
            width = min(step, size * scale) if step > 0 else size * scale * (_NARROW if char.isascii() else 1.0)
            yield Glyph(
                char, left, left + a * width * _POINTS_PER_MM, (y0 + b * x + d * y + f) * _POINTS_PER_MM, points, look
            )


def _placed(code: Element) -> Iterator[tuple[str, float, float, float]]:
    """The characters of a TextCode, each with its origin in the object and the step to the next, in millimetres."""
    x, y = _number(code.get("X"), 0.0), _number(code.get("Y"), 0.0)
    right, down = (chain(_deltas(code.get(key)), repeat(0.0)) for key in ("DeltaX", "DeltaY"))
    for char, step_x, step_y in zip(code.text or "", right, down, strict=False):
        if char >= " ":
            yield char, x, y, step_x
        x, y = x + step_x, y + step_y


def _deltas(value: str | None) -> Iterator[float]:
    """The steps of a TextCode; ``g 3 5.0`` stands for three steps of 5.0."""
    words = iter((value or "").split())
    for word in words:
        if word == "g":
            times, step = int(_number(next(words, None), 0.0)), _number(next(words, None), 0.0)
            yield from repeat(step, min(max(times, 0), MAX_GLYPHS))
        else:
            yield _number(word, 0.0)


def _segments(layer: Element) -> Iterator[tuple[float, float, float, float]]:
    """The straight strokes drawn on a page, in points."""
    for thing in _all(layer, "PathObject"):
        x0, y0, *_ = _box(thing.get("Boundary"), (0.0, 0.0, 0.0, 0.0))
        a, b, c, d, e, f = _matrix(thing.get("CTM"))
        before = (0.0, 0.0)
        for step, numbers in _PATH_STEP.findall(_text(thing, "AbbreviatedData") or ""):
            values = [_number(word, 0.0) for word in numbers.split()]
            if len(values) < 2:
                continue
            x, y = values[-2:]
            place = (x0 + a * x + c * y + e) * _POINTS_PER_MM, (y0 + b * x + d * y + f) * _POINTS_PER_MM
            if step == "L":
                yield (*before, *place)
            before = place


def _colour(thing: Element) -> str | None:
    fill = _first(thing, "FillColor")
    parts = (fill.get("Value") or "").split() if fill is not None else []
    values = [int(_number(part, 0.0)) for part in parts]
    return "".join(f"{value:02X}" for value in values) if len(values) == 3 and max(values) < 256 else None


def _matrix(value: str | None) -> Matrix:
    numbers = [_number(word, 0.0) for word in (value or "").split()]
    if len(numbers) != 6:
        return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0
    return numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]


def _box(value: str | None, otherwise: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    numbers = [_number(word, 0.0) for word in (value or "").split()]
    return (numbers[0], numbers[1], numbers[2], numbers[3]) if len(numbers) == 4 else otherwise


def _number(value: str | None, otherwise: float) -> float:
    try:
        number = float(value) if value is not None else otherwise
    except ValueError:
        return otherwise
    return number if abs(number) < 1e6 else otherwise  # so not for nan either


def _all(element: Element | None, local: str) -> list[Element]:
    """All elements of that local name below, whatever their namespace: early writers got it wrong."""
    return [] if element is None else list(element.iter(f"{{*}}{local}"))


def _first(element: Element | None, local: str) -> Element | None:
    return next(iter(_all(element, local)), None)


def _text(element: Element | None, local: str) -> str | None:
    found = _first(element, local)
    return (found.text or "").strip() if found is not None else None
