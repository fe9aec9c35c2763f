"""``app``: start the pages in a browser, on this machine only."""

import argparse
import runpy
import sys
from importlib.util import find_spec

from hegao.errors import ConfigError
from hegao.resources import app_dir


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command of this module."""
    app = commands.add_parser("app", help="在浏览器里使用，只在本机可见")
    app.add_argument("--port", type=int, default=8501, metavar="端口")
    app.add_argument("--headless", action="store_true", help="不自动打开浏览器")
    app.set_defaults(run=_app)


def _app(options: argparse.Namespace) -> int:
    if find_spec("streamlit") is None:
        raise ConfigError("没有安装 streamlit，请先运行 pip install streamlit。")
    _free(options.port)
    # All other settings stand in .streamlit/config.toml beside main.py, where Streamlit finds them by itself.
    flags = {
        "server.port": str(options.port),
        "server.headless": str(options.headless).lower(),
        "logger.hideWelcomeMessage": "true",
    }
    print(f"核稿在 http://127.0.0.1:{options.port} 打开，只在本机可见；用完按 Ctrl+C 退出。", flush=True)
    entry = app_dir() / "main.py"
    # In this process, so that Ctrl-C and signals reach the server itself.
    sys.argv = ["streamlit", "run", str(entry), *(f"--{key}={value}" for key, value in flags.items())]
    runpy.run_module("streamlit", run_name="__main__")
    return 0


def _free(port: int) -> None:
    """Raise a :class:`ConfigError` where the pages cannot be served on ``port``."""
    if not 0 < port < 1 << 16:
        raise ConfigError(f"--port 应是 1 到 65535 的整数，不能是 {port}。")
    from multiprocessing.connection import Listener

    try:
        Listener(("127.0.0.1", port)).close()
    except OSError as error:
        raise ConfigError(
            f"端口 {port} 用不了，可能正被别的程序占用，请用 --port 换一个，例如 --port 8601。"
        ) from error
