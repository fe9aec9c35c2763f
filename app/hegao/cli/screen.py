"""``app``: start the pages in a browser, on this machine only."""

import argparse
import runpy
import sys
from importlib.util import find_spec
from pathlib import Path

from hegao.errors import ConfigError


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command of this module."""
    app = commands.add_parser("app", help="在浏览器里使用，只在本机可见")
    app.add_argument("--port", type=int, default=8501, metavar="端口")
    app.add_argument("--headless", action="store_true", help="不自动打开浏览器")
    app.set_defaults(run=_app)


def _app(options: argparse.Namespace) -> int:
    if find_spec("streamlit") is None:
        raise ConfigError("没有安装 streamlit，请先运行 pip install streamlit。")
    entry = Path(__file__).resolve().parents[1] / "web" / "main.py"
    flags = {
        "server.address": "127.0.0.1",
        "server.port": str(options.port),
        "server.headless": str(options.headless).lower(),
        "server.maxUploadSize": "20",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",
    }
    # In this process, so that Ctrl-C and signals reach the server itself.
    sys.argv = ["streamlit", "run", str(entry), *(f"--{key}={value}" for key, value in flags.items())]
    runpy.run_module("streamlit", run_name="__main__")
    return 0
