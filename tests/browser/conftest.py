"""The program served on a free port of this machine, and a Chromium that may talk to nothing else."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_PATIENCE = 60  # seconds a server may take to come up on a busy machine


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where ``hegao app`` listens, with a user folder of its own; the process is ended by its own handle."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = tmp_path_factory.mktemp("home")
    environment = {key: value for key, value in os.environ.items() if key != "HEGAO_STORE"}
    environment |= {"HEGAO_HOME": str(home), "PYTHONPATH": str(ROOT / "app")}
    command = [sys.executable, "-m", "hegao", "app", "--headless", "--port", str(port)]
    log = home / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(command, env=environment, cwd=home, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait(server, port, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the server did not come up: {log.read_text(encoding='utf-8', errors='replace')}")


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(address: str, chromium) -> Iterator[object]:
    """A fresh session; a request to another machine, or an error of a script, fails the test."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    opened = context.new_page()
    opened.set_default_timeout(30_000)
    strangers: list[str] = []
    errors: list[str] = []
    opened.on("request", lambda request: _note_stranger(request.url, address, strangers))
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(address)
    settled(opened)
    yield opened
    context.close()
    assert strangers == []
    assert errors == []


def _note_stranger(url: str, address: str, strangers: list[str]) -> None:
    if re.match(r"(data|blob):", url) is None and not url.startswith((address, address.replace("http", "ws", 1))):
        strangers.append(url)


def settled(page) -> None:
    """Wait until the script has run to its end."""
    page.wait_for_timeout(150)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')


def until(page, holds: Callable[[], bool]) -> None:
    """Wait until something holds on the page."""
    for _ in range(200):
        if holds():
            return
        page.wait_for_timeout(100)
    pytest.fail("it did not come to hold in twenty seconds")
