"""The text of a web page block by block, as a reader sees it: headings, centred lines, tables, numbered lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from lxml.etree import _Element as Element
from lxml.etree import iterwalk

from hegao.draft.model import Paragraph, ParagraphFormat, Part, Run, RunFormat

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    }
) | frozenset(_HEADINGS)
_UNSEEN = frozenset(
    {
        "aside",
        "audio",
        "button",
        "canvas",
        "footer",
        "head",
        "iframe",
        "input",
        "math",
        "nav",
        "noscript",
        "object",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "video",
    }
)
_UNSEEN_ROLES = frozenset({"navigation", "contentinfo", "complementary", "search", "banner", "dialog"})
_UNSEEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_CENTRED = re.compile(r"(?:^|;)\s*text-align\s*:\s*center", re.IGNORECASE)
_ALIGNED = re.compile(r"(?:^|;)\s*text-align\s*:\s*(?:left|right|justify|start|end)", re.IGNORECASE)
_BOLD_TAGS = frozenset({"b", "strong", "th", *_HEADINGS})
_BOLD = re.compile(r"(?:^|;)\s*font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_WIDE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”‘’—…]")


@dataclass(slots=True)
class _Table:
    """Where the walk is in a table, from 1."""

    number: int
    row: int = 0
    column: int = 0


@dataclass(slots=True)
class _State:
    """What the walk has open: bold and centring per element, tables and numbered lists, and the text of the block."""

    bold: list[bool] = field(default_factory=lambda: [False])
    centred: list[bool] = field(default_factory=lambda: [False])
    tables: list[_Table] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)
    ordinal: str = ""
    level: int | None = None
    text: list[tuple[str, bool]] = field(default_factory=list)
    tables_seen: int = 0


def unseen(element: Element) -> bool:
    """Whether a browser shows nothing of an element, or it is the page's furniture."""
    return (
        element.tag in _UNSEEN
        or element.get("role") in _UNSEEN_ROLES
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_UNSEEN_STYLE.search(element.get("style") or ""))
    )


def _is_block(element: Element) -> bool:
    return element.tag in _BLOCKS


def blocks(root: Element) -> Iterator[Paragraph]:
    """The paragraphs below ``root``, numbered 0; never two blank ones together."""
    state = _State()
    walk = iterwalk(root, events=("start", "end"))
    blank = True
    for event, element in walk:
        if event == "start" and unseen(element):
            walk.skip_subtree()
        made = _enter(element, state) if event == "start" else _leave(element, state, root)
        if made is not None and not (made.blank and blank):
            blank = made.blank
            yield made
    last = _flush(state)
    if last is not None:
        yield last


def _enter(element: Element, state: _State) -> Paragraph | None:
    made = _flush(state) if _is_block(element) else None
    style = element.get("style") or ""
    state.bold.append(state.bold[-1] or element.tag in _BOLD_TAGS or bool(_BOLD.search(style)))
    centred = element.tag == "center" or element.get("align") == "center" or bool(_CENTRED.search(style))
    state.centred.append(centred or (state.centred[-1] and not _ALIGNED.search(style)))
    if unseen(element):
        return made
    match element.tag:
        case "table" if _is_table(element):
            state.tables_seen += 1
            state.tables.append(_Table(state.tables_seen))
        case "tr" if state.tables:
            state.tables[-1].row += 1
            state.tables[-1].column = 0
        case "td" | "th" if state.tables:
            state.tables[-1].column += 1
        case "ol" | "ul":
            state.lists.append(_start(element) if element.tag == "ol" else None)
        case "li" if state.lists:
            number = state.lists[-1]
            state.ordinal = "" if number is None else f"{number}. "
            state.lists[-1] = None if number is None else number + 1
        case str(tag) if tag in _HEADINGS:
            state.level = _HEADINGS[tag]
    if element.text:
        state.text.append((element.text, state.bold[-1]))
    return made


def _leave(element: Element, state: _State, root: Element) -> Paragraph | None:
    made = None
    if _is_block(element) or element.tag == "br":
        made = _flush(state, empty=element.tag in {"p", "br"})
    state.bold.pop()
    state.centred.pop()
    if not unseen(element):
        if element.tag == "table" and state.tables and _is_table(element):
            state.tables.pop()
        elif element.tag in {"ol", "ul"} and state.lists:
            state.lists.pop()
        elif element.tag in _HEADINGS:
            state.level = None
    if element.tail and element is not root:
        state.text.append((element.tail, state.bold[-1]))
    return made


def _flush(state: _State, *, empty: bool = False) -> Paragraph | None:
    """The open block as a paragraph; one without text only where ``empty`` says that a blank line is seen."""
    text, marks = _visible(state.text)
    state.text = []
    if not text.strip() and not (empty and not state.tables):
        return None
    ordinal, state.ordinal = state.ordinal, ""
    table = state.tables[-1] if state.tables else None
    runs, start = [], 0
    for bold, group in groupby([False] * len(ordinal) + marks):
        end = start + len(list(group))
        runs.append(Run(start, end, RunFormat(bold=bold)))
        start = end
    return Paragraph(
        number=0,
        text=ordinal + text,
        part=Part.BODY if table is None else Part.TABLE,
        runs=tuple(runs),
        format=ParagraphFormat(
            alignment="center" if state.centred[-1] else None,
            style=None if state.level is None else f"heading {state.level}",
        ),
        numbering=len(ordinal),
        cell=None if table is None else (table.number, max(1, table.row), max(1, table.column)),
    )


def _visible(pieces: list[tuple[str, bool]]) -> tuple[str, list[bool]]:
    """The text as shown, and which of its characters are bold; a line break between 汉字 is the editor's, not a space."""
    text = "".join(piece for piece, _ in pieces)
    bold = [mark for piece, mark in pieces for _ in piece]
    shown: list[str] = []
    marks: list[bool] = []
    position = 0
    for space in (*_SPACE.finditer(text), None):
        end = len(text) if space is None else space.start()
        shown += text[position:end]
        marks += bold[position:end]
        if space is None:
            break
        position = space.end()
        before, after = text[end - 1 : end], text[position : position + 1]
        broken = "\n" in space[0] and _WIDE.match(before) and _WIDE.match(after)
        if before and after and not broken:
            shown.append(" ")
            marks.append(bold[end])
    return "".join(shown), marks


def _is_table(table: Element) -> bool:
    """Whether a table holds data: one with a single column, or with tables in it, only arranges the page."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    return any(len([cell for cell in row if cell.tag in {"td", "th"}]) > 1 for row in table.iter("tr"))


def _start(element: Element) -> int | None:
    value = element.get("start") or "1"
    return int(value) if re.fullmatch(r"\d{1,6}", value) and element.get("type") in {None, "1"} else None
