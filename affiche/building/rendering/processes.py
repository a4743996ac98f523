"""Chunks of work in; what processes made of each, in the same order, out.

Nothing rests on them: when one of them dies, what is not made yet is left to whoever asked.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
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
) -> Iterator[Made]:
    """What `make` makes of each chunk, in so many processes; each starts with `begin(*known)`. Ends
    early when a process dies, or none can begin; raises what `make` raises."""
    method = "spawn" if sys.platform == "win32" else "forkserver"
    context = multiprocessing.get_context(method)
    waiting: deque[Future[Made]] = deque()
    pool = ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(begin, known))
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


def _begin(begin: Callable[..., None], known: tuple[object, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program alone knows what to do then
    begin(*known)
