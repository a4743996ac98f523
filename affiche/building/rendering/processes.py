"""Chunks of work in; what processes made of each, in the same order, out.

Nothing rests on them: when one of them dies, what is not made yet is left to whoever asked.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TypeVar

Chunk = TypeVar("Chunk")
Made = TypeVar("Made")
# So many times the number of processes are on their way: chunks are made as they are needed.
AHEAD = 2


def shared(
    jobs: int,
    chunks: Iterable[Chunk],
    make: Callable[[Chunk], Made],
    begin: Callable[..., None],
    known: tuple[object, ...],
    forked: bool = False,
) -> Iterator[Made]:
    """What `make` makes of each chunk, in so many processes; each starts with `begin(*known)`. Ends
    early when a process dies, or none can begin; raises what `make` raises. `forked`: they hold
    what this one holds, so that nothing is handed over to them; where that is safe (`forks`)."""
    method = "fork" if forked else "spawn" if sys.platform == "win32" else "forkserver"
    context = multiprocessing.get_context(method)
    waiting: deque[Future[Made]] = deque()
    pool = ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(begin, known))
    if forked:
        gc.freeze()  # or they would copy all of it to look whether it is still needed
    try:
        for chunk in chunks:
            try:
                waiting.append(pool.submit(make, chunk))
            except (OSError, EOFError):  # the server that forks them is gone
                return
            if len(waiting) > AHEAD * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(cancel_futures=True)
        if forked:
            gc.unfreeze()


def forks() -> bool:
    """Whether a fork of this process is safe: on Linux, as long as it has no second thread, whose
    locks would stay closed in the fork."""
    try:
        return sys.platform == "linux" and len([*Path("/proc/self/task").iterdir()]) == 1
    except OSError:
        return False


def _begin(begin: Callable[..., None], known: tuple[object, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program alone knows what to do then
    begin(*known)
