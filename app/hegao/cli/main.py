"""The parser of all commands, and what happens to errors."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence

from hegao import __version__
from hegao.cli import advising, checking, past_reports, profiles, rules, screen, typesetting
from hegao.cli.wording import ChineseParser
from hegao.errors import HegaoError

DONE, FOUND, FAILED = 0, 1, 2


def parser() -> argparse.ArgumentParser:
    """The parser of every command and option."""
    top = ChineseParser(prog="hegao", description="核稿：离线检查公文和机关材料的格式、用语、重复和结构。")
    top.add_argument("--version", action="version", version=f"hegao {__version__}", help="显示版本")
    commands = top.add_subparsers(dest="command", required=True, metavar="命令", parser_class=ChineseParser)
    for module in (checking, typesetting, advising, past_reports, rules, profiles, screen):
        module.add_commands(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; errors go to stderr, each in one line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    # The matrices of the spelling model are small: several threads spend their time waiting for one another.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Rules and models stay to the end; looking for garbage among them again and again takes a tenth of a short run.
    gc.set_threshold(50_000, 20, 100)
    options = parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except HegaoError as error:
        print(f"hegao：{error}", file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        # The reader of a pipe (head, say) left; that is no failure of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        if os.environ.get("HEGAO_DEBUG"):
            raise
        print(
            f"hegao：程序出错（{type(error).__name__}：{error}），文件没有改动。请设 HEGAO_DEBUG=1 再运行一次，把输出交给维护人员。",
            file=sys.stderr,
        )
        return FAILED
    except KeyboardInterrupt:
        print("hegao：已按您的要求中断，没有写出任何文件。", file=sys.stderr)
        return FAILED
    return code
