"""A thing in; what stands for it in a key, from build to build, out.

What was made of bytes by a pure function can be told by these bytes: that takes no time, and to
write the thing down takes as long as most of what is made of it. A name is true for ever; a thing
without one is no less true, and what follows from it is made anew in each process.
"""

from __future__ import annotations

import weakref
from typing import Any

# Address → the thing, which nobody holds for this, and its name.
_names: dict[int, tuple[weakref.ref[Any], str]] = {}


def entitle(thing: object, name: str) -> None:
    """Let the name stand for the thing: all that it was made of is in the name, with how."""
    at = id(thing)
    _names[at] = weakref.ref(thing, lambda _: _names.pop(at, None) and None), name


def title(thing: object, *beside: str | frozenset[str]) -> str | None:
    """What stands for the thing and for what is asked `beside`; None when nothing does."""
    held = _names.get(id(thing))
    if held is None or held[0]() is not thing:
        return None
    told = (repr(sorted(one) if isinstance(one, frozenset) else one) for one in beside)
    return " ".join((held[1], *told))
