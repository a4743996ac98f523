"""A page in; a mistake with the file that it shows, when it is more work than a page may be, out.

What may be hostile is found when it is read (`reading.effort`); this is for what slips through.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from affiche.building.rendering import blame
from affiche.errors import ContentError, Kind, Place, Problem
from affiche.pages.plan import Page

SECONDS = 30
"""Of the processor, for one page: a page of a thousand rows takes a tenth of one."""
ROOM = 3_000_000_000
"""Bytes of memory that one page may take, with the largest photo that there may be on it."""


class _SlowError(Exception):
    """The page took its time."""


@contextmanager
def page(made: Page, themes: Path | None = None) -> Iterator[None]:
    """A page that takes too long, or lies too deep, is a ContentError: of the document that it
    shows, or of the template of a theme of one's own in which it does."""
    try:
        with _limit(), _room():
            yield
    except (_SlowError, RecursionError, MemoryError) as error:
        what = "the page {path} takes more work than a page may"
        hint = "Shorten its longest text, list or table, or divide it"
        place = made.source or Place("")
        if themes and (own := blame.own_template(error, themes, __file__)):
            place, hint = own, "Look in this template for a loop or a macro without an end"
        problem = Problem(Kind.ERROR, "page-slow", place, what, hint, {"path": made.path})
        raise ContentError([problem]) from error


@contextmanager
def _room() -> Iterator[None]:
    """A MemoryError for what takes too much, in place of a program that the system ends; only
    where the system counts (Linux), and in the main thread, since it holds for all of them."""
    taken = Path("/proc/self/statm")
    if threading.current_thread() is not threading.main_thread() or not taken.exists():
        yield
        return
    import resource  # Windows has none

    most, hard = resource.getrlimit(resource.RLIMIT_AS)
    room = int(taken.read_text().split()[0]) * resource.getpagesize() + ROOM
    least = min(one for one in (most, hard, room) if one != resource.RLIM_INFINITY)
    resource.setrlimit(resource.RLIMIT_AS, (least, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


@contextmanager
def _limit() -> Iterator[None]:
    """A _SlowError for what takes too long; only the main thread hears of time (and no Windows)."""
    alarm = getattr(signal, "SIGVTALRM", None)
    if alarm is None or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(*_: object) -> None:
        raise _SlowError

    old = signal.signal(alarm, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(alarm, old)
