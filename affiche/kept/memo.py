"""A function of frozen data in; the same, that remembers its last results while a process lasts,
out.

A site, a document and the answers are large and never change, so what is asked again is known by
which things it is asked of (`is`): none of them is compared or hashed, but for texts and tuples of
texts.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Result = TypeVar("Result")
# How many results are kept of a function that is asked of each document of a site.
DOCUMENTS = 20_000
_forgetting: list[Callable[[], None]] = []


def memo(most: int) -> Callable[[Callable[Asked, Result]], Callable[Asked, Result]]:
    """A decorator: the last `most` results are kept, each with the things that it was made of, so
    that none of those can make room for another at the same address."""

    def remembering(made: Callable[Asked, Result]) -> Callable[Asked, Result]:
        known: dict[tuple[Any, ...], tuple[object, Result]] = {}

        @wraps(made)
        def asked(*things: Asked.args, **named: Asked.kwargs) -> Result:
            beside = ((key, _name(one)) for key, one in sorted(named.items()))
            under = (*map(_name, things), *beside)
            held = known.get(under)
            if held is None:
                held = (things, named), made(*things, **named)
                while len(known) >= most:
                    known.pop(next(iter(known)), None)
                known[under] = held
            return held[1]

        forgotten(known.clear)
        return asked

    return remembering


def _name(thing: object) -> object:
    if type(thing) is tuple:
        return thing if all(type(one) is str for one in thing) else id(thing)
    return thing if type(thing) is str else id(thing)


def forgotten(clear: Callable[[], None]) -> None:
    """Let `clear` be called by `forget` as well: of what a module remembers in its own way."""
    _forgetting.append(clear)


def forget() -> None:
    """Let go of every result: what is asked next is made anew, as in another process."""
    for each in _forgetting:
        each()
