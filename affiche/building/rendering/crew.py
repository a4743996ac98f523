"""Pages in; path and bytes of each out, those that nobody made before by so many processes.

A page follows from its plan, so processes that come of a fork hold all that they need for it.
Whoever made a page looks through it for secrets as well, and all that is to be remembered of both
goes home to the store. Nothing rests on them: what they do not make, and what goes wrong there, is
made here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, suppress
from typing import NamedTuple

from affiche import kept
from affiche.building.rendering.memory import Asked, Memory
from affiche.building.rendering.processes import forks, shared
from affiche.pages.plan import Page

# Fewer pages than these are made in the time that processes take to start; each makes so many at
# once.
FEW, CHUNK = 100, 10
Guard = Callable[[Page], AbstractContextManager[None]]
Search = Callable[[Mapping[str, bytes]], object]


def made(
    planned: Iterable[Page], memory: Memory, jobs: int, guard: Guard, search: Search
) -> Iterator[tuple[str, bytes]]:
    """First the pages that are remembered. Each page is made within `guard`; `search` remembers
    what of the secrets of the content is in files."""
    missing: deque[Page] = deque()
    for page in planned:
        known = memory.before(page)
        if known is None:
            missing.append(page)
        else:
            yield page.path, known
    if jobs > 1 and len(missing) >= FEW and forks():
        yield from _shared(missing, memory, jobs, guard, search)
    while missing:
        page = missing.popleft()
        with guard(page):
            content = memory.made_now(page)
        yield page.path, content


def _shared(
    missing: deque[Page], memory: Memory, jobs: int, guard: Guard, search: Search
) -> Iterator[tuple[str, bytes]]:
    """Those that processes made, which are taken out of the missing ones."""
    # What pages have in common is made before anybody begins: templates, the house style, and all
    # that is looked for.
    first = {page.template: page for page in reversed(missing)}
    here: dict[str, bytes] = {}
    for page in first.values():
        with guard(page):
            here[page.path] = memory.made_now(page)
    search(here)
    yield from here.items()
    left = {page.path: page for page in missing if page.path not in here}
    missing.clear()
    rest = list(left.values())
    chunks = [range(len(rest))[at : at + CHUNK] for at in range(0, len(rest), CHUNK)]
    memory.store.save()
    known = (_Work(rest, memory, guard, search),)
    for chunk in shared(jobs, chunks, _chunk, _begin, known, forked=True):
        memory.store.put_written(chunk.bodies)
        for path, asked, content in chunk.pages:
            if memory.taken(left[path], asked, content):
                del left[path]
                yield path, content
    missing.extend(left.values())


# In a process ------------------------------------------------------------------------------


class _Work(NamedTuple):
    pages: list[Page]
    memory: Memory
    guard: Guard
    search: Search


class _Chunk(NamedTuple):
    """Path, what it asked, and bytes of each page; and what is to be remembered."""

    pages: list[tuple[str, Asked, bytes]]
    bodies: dict[bytes, bytes]


_work: list[_Work] = []


def _begin(work: _Work) -> None:
    kept.fork(work.memory.store)
    _work.append(work)


def _chunk(numbers: range) -> _Chunk:
    work, pages = _work[0], []
    with suppress(Exception):  # it goes wrong again where it is told
        for number in numbers:
            page = work.pages[number]
            with work.guard(page):
                content = work.memory.made_now(page)
            pages.append((page.path, work.memory.asked, content))
        work.search({path: content for path, _, content in pages})
    return _Chunk(pages, work.memory.store.taken())
