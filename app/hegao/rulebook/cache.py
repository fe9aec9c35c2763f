"""The rulebook as it was read last, kept in the user's cache folder: reading all files anew takes far longer."""

import hashlib
import io
import os
import pickle
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, TypeVar

from hegao.errors import ConfigError
from hegao.resources import cache_dir, package_dir, write_atomically

_FILE: Final = "rulebook.pickle"
_DIGEST: Final = hashlib.sha256().digest_size
_ELSEWHERE: Final = frozenset({("builtins", "slice"), ("functools", "partial"), ("re", "_compile")})
"""What a rulebook consists of besides classes of this program."""
_DAMAGED: Final = (pickle.UnpicklingError, AttributeError, ImportError, IndexError, EOFError, TypeError, ValueError)

T = TypeVar("T")


def cached(folders: Sequence[Path], read: Callable[[], T]) -> T:
    """What ``read`` gave when no file in ``folders`` and none of the program was other than now, else what it gives.

    What cannot be kept, or not be read again, is no failure.
    """
    path = cache_dir() / _FILE
    try:
        state = _state(folders)
    except OSError:  # a file has gone this moment, or is a link to nothing
        return read()
    with suppress(OSError, *_DAMAGED):
        data = path.read_bytes()
        if data[:_DIGEST] == state:
            kept: T = _Unpickler(io.BytesIO(data[_DIGEST:])).load()
            return kept
    result = read()
    with suppress(ConfigError, OSError, pickle.PicklingError, AttributeError, TypeError):
        write_atomically(path, state + pickle.dumps(result))
    return result


def _state(folders: Sequence[Path]) -> bytes:
    """A digest of the path, size and time of every file that has a say in the rules, the program's own among them."""
    digest = hashlib.sha256()
    for folder in (*folders, package_dir()):
        # os.walk and os.stat: with pathlib this alone would take a tenth of what is gained.
        for parent, inner, names in os.walk(folder):
            inner.sort()
            for name in sorted(names):
                if not name.endswith(".pyc"):
                    stat = os.stat(os.path.join(parent, name))  # noqa: PTH116, PTH118
                    digest.update(f"{parent}\0{name}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode())
    return digest.digest()


class _Unpickler(pickle.Unpickler):
    """Makes nothing but what a rulebook consists of, whoever wrote the file."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - any class of the program
        found = super().find_class(module, name)
        # What is asked for by way of a module of the program need not be defined there.
        if getattr(found, "__module__", "").split(".", 1)[0] != "hegao" and (module, name) not in _ELSEWHERE:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a rulebook")
        return found
