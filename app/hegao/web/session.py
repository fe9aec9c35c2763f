"""What one browser session has on its desk: the open draft, decisions on every draft seen, and what is selected.

Everything is kept in the session's memory under the content's hash, so a rerun, another page or another draft in
between loses nothing, and nothing of a draft is written to disk.
"""

import hashlib
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import streamlit as st

from hegao import api
from hegao.errors import InputError
from hegao.web.desk import Decisions, Item, items, parse_target, step, to_mend
from hegao.web.writing import Sheet, carried, text_of

_MEMORY = "hegao"


@dataclass(frozen=True, slots=True)
class Desk:
    """An open draft: its bytes as they came, and ``key``, the hash of name and content."""

    key: str
    name: str
    data: bytes
    draft: api.Draft


class View(StrEnum):
    """How the open draft is shown; the values are what the user reads."""

    FINDINGS = "逐条核稿"
    WRITING = "边写边查"
    LAYOUT = "版面预览"


@dataclass(frozen=True, slots=True)
class Selection:
    """The item and spot that are open; ``turn`` grows with every choice."""

    name: str = ""
    spot: int = 0
    turn: int = 0


def _memory() -> MutableMapping[str, Any]:
    memory: MutableMapping[str, Any] = st.session_state.setdefault(_MEMORY, {"decisions": {}})
    return memory


def desk() -> Desk | None:
    """The open draft."""
    found: Desk | None = _memory().get("desk")
    return found


def open_draft(data: bytes, name: str) -> Desk:
    """Put a file on the desk; the draft that lay there is put aside with its decisions.

    Raises:
        InputError: it cannot be read; the desk is then as before.
    """
    opened = Desk(_key(data, name), name, data, api.read_bytes(data, name))
    _memory().update(desk=opened, selection=Selection(), view=View.FINDINGS)
    return opened


def _key(data: bytes, name: str) -> str:
    return hashlib.sha256(name.encode() + b"\0" + data).hexdigest()[:16]


def put_aside() -> None:
    """Clear the desk; the decisions are kept for when the same file is opened again."""
    for name in ("desk", "view", "sheet"):
        _memory().pop(name, None)


def views(opened: Desk) -> tuple[View, ...]:
    """The ways a draft can be shown: only the text of a text file can be written on."""
    return tuple(view for view in View if view is not View.WRITING or opened.draft.media == "text")


def view() -> View:
    """How the open draft is shown."""
    found: View = _memory().get("view", View.FINDINGS)
    return found


def show(wanted: View) -> None:
    """Show the open draft another way; what was adopted so far goes into the text that is written on."""
    _memory()["view"] = wanted
    opened = desk()
    if wanted is View.WRITING and opened is not None:
        _memory()["sheet"] = Sheet(text_of(opened.draft))
        _write_in()


def sheet() -> Sheet | None:
    """The text being written, when the open draft is shown so."""
    found: Sheet | None = _memory().get("sheet")
    return found if view() is View.WRITING else None


def typed(text: str) -> None:
    """Take over what the user typed; blank text is kept in the box but is no draft."""
    before = sheet()
    if before is not None and text != before.text:
        _put(before.typed(text))


def take_back_text() -> None:
    """Undo the last adoption, and what was typed after it."""
    before = sheet()
    if before is not None:
        _put(before.taken_back())


def _put(written: Sheet) -> None:
    """Have the sheet on the desk, with the decisions that still hold."""
    _memory()["sheet"] = written
    opened = desk()
    if opened is None:
        return
    try:
        draft = api.read_text(written.text, opened.name)
    except InputError:  # nothing but white space: the text before it stays on the desk
        return
    kept, data = decisions(), text_of(draft).encode()
    _memory()["desk"] = Desk(_key(data, opened.name), opened.name, data, draft)
    _memory()["decisions"][_key(data, opened.name)] = carried(kept, opened.draft, draft)


def _write_in() -> None:
    """Make the adopted fixes in the text that is being written."""
    opened, before = desk(), sheet()
    if opened is None or before is None:
        return
    adopted = to_mend(found_items(opened))
    if adopted:
        mended = api.fix_bytes(opened.data, opened.name, opened.draft, adopted).data
        _put(before.mended(text_of(api.read_bytes(mended, opened.name))))


def go_to(page: str) -> None:
    """Have the next run show another page."""
    _memory()["go"] = page


def wanted_page() -> str | None:
    """The page asked for by :func:`go_to`, once."""
    found: str | None = _memory().pop("go", None)
    return found


def decisions() -> Decisions:
    """The decisions on the open draft."""
    opened = desk()
    if opened is None:
        return Decisions()
    found: Decisions = _memory()["decisions"].get(opened.key, Decisions())
    return found


def decide(change: Callable[[Decisions], Decisions]) -> None:
    """Change the decisions on the open draft."""
    opened = desk()
    if opened is not None:
        _memory()["decisions"][opened.key] = change(decisions())
        _write_in()


def selection() -> Selection:
    """What is selected in the open draft."""
    found: Selection = _memory().get("selection", Selection())
    return found


def select(name: str, spot: int = 0) -> None:
    """Select an item and one of its spots."""
    _memory()["selection"] = Selection(name, spot, selection().turn + 1)


def select_target(target: str) -> None:
    """Select what a clicked mark stands for."""
    select(*parse_target(target))


def toggle(name: str, spot: int) -> None:
    """Open an item, or close it when it is open."""
    if selection().name == name:
        _memory()["selection"] = replace(selection(), name="")
    else:
        select(name, spot)


def advance(found: tuple[Item, ...], name: str) -> None:
    """Select what comes after the item ``name`` once that is decided."""
    following = step(found, name)
    if following is None:
        _memory()["selection"] = replace(selection(), name="")
    else:
        select(following.name, following.left[0])


def correct(corrections: api.Corrections) -> None:
    """Replace what the user said about genre, elements and levels; the check follows by itself."""
    decide(lambda before: replace(before, corrections=corrections))


def report(opened: Desk) -> api.Report:
    """The check of the open draft as corrected; what the user ignores is still among the findings."""
    settings = api.load_settings()
    corrections = decisions().corrections
    return _check(token(opened.key, corrections, settings), opened, corrections, settings)


def found_items(opened: Desk) -> tuple[Item, ...]:
    """The findings of the open draft as items to decide; none while the text being written is blank."""
    written = sheet()
    if written is not None and written.blank:
        return ()
    return items(report(opened), decisions())


def token(*values: object) -> str:
    """A short name for frozen values, for caches keyed by content."""
    return hashlib.sha256(repr(values).encode()).hexdigest()


@st.cache_resource(scope="session", max_entries=6, show_spinner="正在核稿……")
def _check(
    name: str,  # noqa: ARG001 - the cache's key; what has an underscore is not hashed
    _opened: Desk,
    _corrections: api.Corrections,
    _settings: api.Settings,
) -> api.Report:
    # A resource, not data: results are frozen, so the very object is kept and nothing is copied on a rerun.
    return api.check(_opened.draft, data=_opened.data, corrections=_corrections, settings=_settings)
