"""Programs that read files of strangers: run apart, with limits, and ended with all they started."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

MEMORY = 1024 * 1024 * 1024  # bytes of address space; below what the machine of a clerk has to spare
# The shell sets the limit for itself and becomes the program, so nothing runs without it.
_LIMITED = ("/bin/sh", "-c", 'ulimit -v "$0" 2>/dev/null; exec "$@"')


def run_limited(command: Sequence[str], *, seconds: float, memory: int = MEMORY) -> int | None:
    """Run a program without input or output; its exit status, or ``None`` when its time was up.

    ``memory`` (bytes of address space) is held to where there is a POSIX shell, so not on Windows.

    Raises:
        OSError: the program cannot be started.
    """
    if os.name == "posix" and Path(_LIMITED[0]).exists():
        command = (*_LIMITED, str(memory // 1024), *command)
    with subprocess.Popen(  # noqa: S603 - our own programs by full path, arguments without a shell's reading
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    ) as process:
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the program, if it still runs, and what it has started."""
    if sys.platform == "win32":
        if process.poll() is None:
            taskkill = shutil.which("taskkill") or "taskkill"
            subprocess.run(  # noqa: S603 - the system's own, with a number
                [taskkill, "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False
            )
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
