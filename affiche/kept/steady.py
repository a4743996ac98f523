"""What was made of something in; the very things of the time before, where they are equal, out.

What `memo` remembers is known by the things that it was made of. A file that is read anew gives
another object that says the same, so it is exchanged for the one that is known already. Two things
are equal when they are written down the same: to Python, 3 and 3.0 are as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import is_
from typing import Any, TypeVar

from affiche.kept.memo import forgotten

Value = TypeVar("Value")
# So many mappings are known, of the sites that a process works on.
MOST = 64
_last: dict[str, Mapping[str, Any]] = {}
forgotten(_last.clear)


def steady(name: str, made: Mapping[str, Value]) -> Mapping[str, Value]:
    """The mapping, with what was under the same key the last time where it is the same: when all
    of it is, in the same order, the mapping of the last time."""
    before: Mapping[str, Value] = _last.get(name, {})
    now = {key: _known(before.get(key), one) for key, one in made.items()}
    if list(now) == list(before) and all(map(is_, now.values(), before.values())):
        return before
    _last.pop(name, None)
    while len(_last) >= MOST:
        _last.pop(next(iter(_last)), None)
    _last[name] = now
    return now


def _known(before: Value | None, now: Value) -> Value:
    if before is None or before is now:
        return now
    return before if repr(before) == repr(now) else now
