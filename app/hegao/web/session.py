"""What one browser session has on its desk: the open draft, decisions on every draft seen, and what is selected.

Everything is kept in the session's memory under the content's hash, so a rerun, another page or another draft in
between loses nothing, and nothing of a draft is written to disk.
"""

import hashlib
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from hegao import api
from hegao.web.desk import Decisions, Item, items, parse_target, step

_MEMORY = "hegao"


@dataclass(frozen=True, slots=True)
class Desk:
    """An open draft: its bytes as they came, and ``key``, the hash of name and content."""

    key: str
    name: str
    data: bytes
    draft: api.Draft


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
    opened = Desk(hashlib.sha256(name.encode() + b"\0" + data).hexdigest()[:16], name, data, api.read_bytes(data, name))
    _memory().update(desk=opened, selection=Selection())
    return opened


def put_aside() -> None:
    """Clear the desk; the decisions are kept for when the same file is opened again."""
    _memory().pop("desk", None)


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
    return _check(token(opened.key, corrections, settings), opened.draft, corrections, settings)


def found_items(opened: Desk) -> tuple[Item, ...]:
    """The findings of the open draft as items to decide."""
    return items(report(opened), decisions())


def token(*values: object) -> str:
    """A short name for frozen values, for caches keyed by content."""
    return hashlib.sha256(repr(values).encode()).hexdigest()


@st.cache_resource(scope="session", max_entries=6, show_spinner="正在核稿……")
def _check(
    name: str,  # noqa: ARG001 - the cache's key; what has an underscore is not hashed
    _draft: api.Draft,
    _corrections: api.Corrections,
    _settings: api.Settings,
) -> api.Report:
    # A resource, not data: results are frozen, so the very object is kept and nothing is copied on a rerun.
    return api.check(_draft, corrections=_corrections, settings=_settings)
