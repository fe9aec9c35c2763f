"""Write docs/images/check.png: the 核稿 page with the practice notice, one finding open and one fix accepted.

Needs Chromium (``tests/install_programs.sh`` installs it) and a font with 汉字.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
DRAFT = ROOT / "corpus" / "practice" / "关于开展农村供水设施排查整治的通知.txt"
IMAGES = ROOT / "docs" / "images"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@contextmanager
def served() -> Iterator[str]:
    """The address of the program, served from this checkout with an empty user folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"HEGAO_HOME": home, "PYTHONPATH": str(ROOT / "app")}
        command = [sys.executable, "-m", "hegao", "app", "--headless", "--port", str(port)]
        with subprocess.Popen(command, env=environment, cwd=home) as server:  # noqa: S603 - our own program
            try:
                _wait(port)
                yield f"http://127.0.0.1:{port}"
            finally:
                server.terminate()


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the program did not come up")


def _settled(page: Page) -> None:
    page.wait_for_timeout(800)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')


def take(page: Page) -> None:
    """Work on the draft a little, then photograph the page."""
    page.locator('input[type="file"]').set_input_files(DRAFT)
    page.wait_for_selector(".sheet p")
    _settled(page)
    page.locator(".mark[role=button]", has_text="相辅相承").click()
    _settled(page)
    page.get_by_role("button", name="采纳", exact=True).click()
    _settled(page)
    page.locator(".mark[role=button]", has_text="[2024]").click()
    _settled(page)
    page.mouse.move(0, 0)
    IMAGES.mkdir(exist_ok=True)
    page.screenshot(path=IMAGES / "check.png")


def main() -> None:
    """Take the picture."""
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address)
        take(page)
        browser.close()


main()
