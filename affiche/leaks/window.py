"""A file in which nothing was found, and what it is now, in; the part of it that can hold anything
now, out.

Everything that colleagues may see stands in a few large files too, in which a save changes a line.
What is found in a text is found in a stretch of it: it takes at most `MOST` letters to be found, in
each of the ways in which wrappings are taken off, and what is wrapped is wrapped within a stretch
as well. So a find lies in what did not change, where it would have been found, or within so many
letters of what did. Where that cannot be told (markup, whose tags reach far; binary files; a piece
of base64 without an end) the whole file is to be looked through.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from affiche.leaks import views

# What is found whole has fewer letters than 40 (`match.PIECE`); cutting a text may spoil an entity
# at each of the three stages, each of at most 32 characters.
MOST = 256
REACH = 4_096  # bytes around a change; so many letters have to be in them
LEAST = 8 * REACH  # bytes: a smaller file is looked through as fast
PLAIN = (".js", ".json", ".csv", ".txt", ".md")
# Bytes that are in no wrapping, so that a text can be cut there.
EDGES = b' \n",'


def worth_it(name: str, now: bytes) -> bool:
    """Whether it is a text of which a part may do."""
    return PurePosixPath(name).suffix in PLAIN and len(now) >= LEAST


def changed(name: str, before: bytes, now: bytes) -> bytes | None:
    """The part of a text file that has to be looked through, when nothing was found in what it was
    `before`; None: all of it."""
    if not worth_it(name, now) or len(before) < LEAST:
        return None
    if views.is_marked(name, now) or views.is_marked(name, before) or b"\0" in now:
        return None
    start = _alike(before, now, min(len(before), len(now)))
    end = len(now) - _alike_behind(before, now, min(len(before), len(now)) - start)
    low, high = _edge_before(now, start - REACH), _edge_after(now, end + REACH)
    if low is None or high is None or 2 * (high - low) > len(now):
        return None
    sides = ((low, now[low:start]), (len(now) - high, now[end:high]))
    if any(beyond and not _says_enough(side) for beyond, side in sides):
        return None
    return now[low:high]


def _alike(one: bytes, other: bytes, most: int) -> int:
    """How many bytes both begin with, at most so many."""
    return _most(most, lambda low, high: one[low:high] == other[low:high])


def _alike_behind(one: bytes, other: bytes, most: int) -> int:
    """How many bytes both end with, at most so many."""
    here, there = len(one), len(other)
    return _most(
        most, lambda low, high: one[here - high : here - low] == other[there - high : there - low]
    )


def _most(most: int, same: Callable[[int, int], bool]) -> int:
    """Up to where two things are the same, of which a piece can be compared."""
    low = 0
    while low < most:
        middle = (low + most + 1) // 2
        if same(low, middle):
            low = middle
        else:
            most = middle - 1
    return low


def _edge_before(text: bytes, at: int) -> int | None:
    """The nearest place before, where a text can be cut; its beginning is one."""
    if at <= 0:
        return 0
    found = max(text.rfind(edge, max(0, at - REACH), at) for edge in _single(EDGES))
    return found if found >= 0 else None


def _edge_after(text: bytes, at: int) -> int | None:
    if at >= len(text):
        return len(text)
    found = (text.find(edge, at, at + REACH) for edge in _single(EDGES))
    return min((place + 1 for place in found if place >= 0), default=None)


def _single(several: bytes) -> tuple[bytes, ...]:
    return tuple(bytes((one,)) for one in several)


def _says_enough(side: bytes) -> bool:
    """Whether nothing that is found reaches over a stretch, however it is unwrapped."""
    return all(letters >= MOST for letters in views.letters(side))
