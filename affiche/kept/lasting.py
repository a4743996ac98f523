"""A pure function of plain data in; the same, that remembers its results from build to build, out.

What stands for a result is what stands for its arguments, with the function and the program, so
that what is remembered is true for ever. It is kept in the store that is `used`; without one
nothing is remembered.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from affiche.kept.pickled import opened, written
from affiche.kept.program import key
from affiche.kept.store import Store

Asked = ParamSpec("Asked")
Result = TypeVar("Result")
# Another process has to leave a store alone that came to it by a fork.
_used: list[tuple[int, Store]] = []


@contextmanager
def used(store: Store) -> Iterator[None]:
    """Remember in this store, as long as this lasts."""
    _used.append((os.getpid(), store))
    try:
        yield
    finally:
        _used.pop()


def fork(store: Store) -> None:
    """In a process that came of a fork: go on with its store."""
    store.fork()
    _used.append((os.getpid(), store))


def lasting(
    kind: type[Result], told: Callable[..., str | None], *modules: str
) -> Callable[[Callable[Asked, Result]], Callable[Asked, Result]]:
    """A decorator for a function with results of this class, which are made of classes of these
    modules. `told` gives all that stands for the arguments; None: nothing does, so that the result
    is not remembered."""

    def remembering(made: Callable[Asked, Result]) -> Callable[Asked, Result]:
        @wraps(made)
        def asked(*things: Asked.args, **named: Asked.kwargs) -> Result:
            store = _used[-1][1] if _used and _used[-1][0] == os.getpid() else None
            said = told(*things, **named) if store else None
            if store is None or said is None:
                return made(*things, **named)
            under = key("lasting", made.__module__, made.__qualname__, said)
            found = opened(store.get(under), kind, modules)
            if found is None:
                found = made(*things, **named)
                if body := written(found):
                    store.put(under, body)
            return found

        return asked

    return remembering
