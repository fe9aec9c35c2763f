"""Web pages to drafts: the article of the page, without its navigation and imprint."""

import re
from collections.abc import Iterator
from email import message_from_bytes

from lxml.etree import HTMLParser, XMLSyntaxError, fromstring, iterwalk
from lxml.etree import _Element as Element

from hegao.draft.model import Draft, Paragraph, ParagraphFormat, Run, RunFormat
from hegao.errors import InputError
from hegao.readers.plaintext import MAX_TEXT_BYTES, decode, shown
from hegao.readers.web_blocks import blocks, unseen

_MAX_TAGS = 500_000
_PROSE = re.compile(r"[，。；：！？]")
_MAIN_SHARE = 0.8  # of the page's prose that stands in the article
_LITTLE_PROSE = 40  # characters; with less the whole page is taken
_CONTAINERS = frozenset({"div", "section", "article", "main", "td", "body", "form", "center"})
_SITE_NAME = re.compile(r"\s*[_|｜—–]\s*|\s+-\s+")
_TITLE_ROWS = 6  # the title stands in one of the first paragraphs, or is put before them


def read_web(data: bytes, name: str, *, archived: bool = False) -> Draft:
    """A web page, or with ``archived`` one saved as a single .mht file, as a draft.

    Raises:
        InputError: it is too large, nested too deep, in no encoding that can be told, or has no text.
    """
    if len(data) > MAX_TEXT_BYTES or data.count(b"<") > _MAX_TAGS:
        raise InputError(f"“{name}”作为网页太大，请把其中的正文复制到 .docx 或 .txt 文件后再试。")
    text = decode(_unpacked(data, name) if archived else data, name).text
    page = _parsed(shown(text).encode("utf-8"), name)
    article = _article(page)
    paragraphs = list(_with_title(page, list(blocks(article))))
    while paragraphs and paragraphs[-1].blank:
        paragraphs.pop()
    if all(paragraph.blank for paragraph in paragraphs):
        raise InputError(f"“{name}”里没有文字，请换一个有文字的文件。")
    return Draft(
        name=name,
        media="web",
        paragraphs=tuple(paragraph._replace(number=number) for number, paragraph in enumerate(paragraphs, 1)),
        notices=(
            f"“{name}”是网页，只检查了正文；版式和正文以外的文字（导航、版权信息等）没有检查，请核对正文是否完整。",
        ),
    )


def _unpacked(data: bytes, name: str) -> bytes:
    for part in message_from_bytes(data).walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                return content
    raise InputError(f"“{name}”里没有网页正文，请把正文复制到 .docx 或 .txt 文件后再试。")


def _parsed(markup: bytes, name: str) -> Element:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        page: Element | None = fromstring(markup, parser)
    except XMLSyntaxError:
        page = None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise InputError(f"“{name}”里的网页元素嵌套太深，请把正文复制到 .docx 或 .txt 文件后再试。")
    if page is None:
        raise InputError(f"“{name}”里没有文字，请换一个有文字的文件。")
    return page


def _article(page: Element) -> Element:
    """The innermost container that holds most of the page's prose."""
    body = page.find("body")
    whole = page if body is None else body
    prose: dict[Element, int] = {}
    walk = iterwalk(whole, events=("start", "end"))
    for event, element in walk:
        if event == "start" and unseen(element):
            walk.skip_subtree()
        elif event == "end" and not unseen(element):
            text = "".join((element.text or "", *(child.tail or "" for child in element)))
            own = len(text.strip()) if _PROSE.search(text) else 0
            prose[element] = own + sum(prose.get(child, 0) for child in element)
    enough = max(_LITTLE_PROSE, prose.get(whole, 0) * _MAIN_SHARE)
    # Inner elements end first, and only one chain of elements can hold that much.
    inmost = (element for element, amount in prose.items() if element.tag in _CONTAINERS and amount >= enough)
    return next(inmost, whole)


def _with_title(page: Element, paragraphs: list[Paragraph]) -> Iterator[Paragraph]:
    """The article with the page's title before it, where it does not begin with one."""
    title = _title(page)
    opening = {_bare(paragraph.text) for paragraph in paragraphs[:_TITLE_ROWS]}
    if title and _bare(title) not in opening:
        look = ParagraphFormat(alignment="center", style="heading 1")
        yield Paragraph(0, title, runs=(Run(0, len(title), RunFormat(bold=True)),), format=look)
    yield from paragraphs


def _title(page: Element) -> str:
    """The page's first heading, or what stands before the site's name in the title of the window."""
    for heading in page.iter("h1"):
        text = " ".join("".join(str(part) for part in heading.itertext()).split())
        if text and not unseen(heading):
            return text
    spoken = page.findtext(".//title") or ""
    return _SITE_NAME.split(" ".join(spoken.split()))[0]


def _bare(text: str) -> str:
    return "".join(text.split())
