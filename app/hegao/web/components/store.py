"""The past reports as pages reach them: one open store for the whole server."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import streamlit as st

from hegao import api
from hegao.resources import user_dir

if TYPE_CHECKING:
    from hegao.api import Account, Store

Progress = Callable[[int, int, str], None]


def past_reports() -> "Store":
    """The store of this user, the model documents in it.

    Raises:
        StoreError: it cannot be opened.
    """
    return _open(os.environ.get("HEGAO_STORE", str(user_dir())))


@st.cache_resource(show_spinner="正在打开往稿库……", on_release=lambda store: store.close())
def _open(place: str) -> "Store":  # noqa: ARG001 - the cache's key
    return api.open_store()


def take_uploads(store: "Store", files: Mapping[str, bytes], progress: Progress) -> "Account":
    """Add uploaded files; they lie in a folder of their own only as long as they are read."""
    with TemporaryDirectory(prefix="hegao-") as folder:
        paths = []
        for name, data in files.items():
            path = Path(folder) / Path(name).name
            path.write_bytes(data)
            paths.append(path)
        return api.add_reports(store, paths, progress, root=Path(folder))
