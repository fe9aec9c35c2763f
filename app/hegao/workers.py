"""Work shared out among processes, its results in the order of what was given out."""

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable
from itertools import islice
from typing import TypeVar

from hegao.errors import HegaoError

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_AHEAD = 4  # items given out for each process: enough to keep it busy, few enough to keep in memory


def processors() -> int:
    """How many processors this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(
    work: Callable[[_Item], _Result], items: Iterable[_Item], jobs: int
) -> Generator[tuple[_Item, _Result], None, None]:
    """``work`` done on each item by ``jobs`` processes; each item with its result, in the order of the items.

    ``work`` is a function of a module (or a ``partial`` of one); it, the items and the results can be pickled. Items
    are taken a few ahead of the results. With one job all happens in this process. Whoever stops early stops the work.

    Raises:
        HegaoError: a process was ended from outside, for lack of memory say; or what ``work`` raises.
    """
    if jobs <= 1:
        yield from ((item, work(item)) for item in items)
        return
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # Fresh processes: a copy of one with threads, such as that of the pages, may hang.
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_leave_interrupts)
    try:
        rest = iter(items)
        given: deque[tuple[_Item, Future[_Result]]] = deque()
        while True:
            given.extend((item, pool.submit(work, item)) for item in islice(rest, jobs * _AHEAD - len(given)))
            if not given:
                return
            item, future = given.popleft()
            yield item, future.result()
    except BrokenProcessPool as error:
        raise HegaoError("读取文件的后台进程意外中止，可能是内存不足，请加 --jobs 1 再试。") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of a terminal; only the first one is to act on it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
