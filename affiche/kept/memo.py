"""A function of frozen data in; the same, that remembers its last results while a process lasts,
out.

A site, a document and the answers are large and never change, so what is asked again is known by
which things it is asked of (`is`): none of them is compared or hashed, but for texts and tuples of
texts.

Of a project that is watched every save makes some of them anew, and nobody asks for the old ones
again. So what was not asked for in a while goes (`age`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Generic, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Result = TypeVar("Result")
Under = TypeVar("Under")
# How many results are kept of a function that is asked of each document of a site.
DOCUMENTS = 20_000
_forgetting: list[Callable[[], None]] = []
_lately: list[Lately[Any, Any]] = []


class Lately(Generic[Under, Result]):
    """At most so many things, each under a key, which were asked for or put there lately."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._now: dict[Under, Result] = {}
        self._before: dict[Under, Result] = {}
        forgotten(self.clear)
        _lately.append(self)

    def get(self, under: Under) -> Result | None:
        """What is there under a key, if anything."""
        held = self._now.get(under)
        if held is None and self._before:
            held = self._before.pop(under, None)
            if held is not None:
                self._now[under] = held
        return held

    def put(self, under: Under, held: Result) -> None:
        """Keep it in the place of what was asked for longest ago."""
        while len(self._now) + len(self._before) >= self._most:
            eldest = self._before or self._now
            eldest.pop(next(iter(eldest)), None)
        self._now[under] = held

    def age(self) -> None:
        """Let go of what nobody asked for since the time before."""
        self._now, self._before = {}, self._now

    def clear(self) -> None:
        """Let go of everything."""
        self._now, self._before = {}, {}


def memo(most: int) -> Callable[[Callable[Asked, Result]], Callable[Asked, Result]]:
    """A decorator: the last `most` results are kept, each with the things that it was made of, so
    that none of those can make room for another at the same address."""

    def remembering(made: Callable[Asked, Result]) -> Callable[Asked, Result]:
        known: Lately[tuple[Any, ...], tuple[object, Result]] = Lately(most)

        @wraps(made)
        def asked(*things: Asked.args, **named: Asked.kwargs) -> Result:
            beside = ((key, _name(one)) for key, one in sorted(named.items()))
            under = (*map(_name, things), *beside)
            held = known.get(under)
            if held is None:
                held = (things, named), made(*things, **named)
                known.put(under, held)
            return held[1]

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


def age() -> None:
    """Let go of results for which nobody asked since this was called the time before."""
    for each in _lately:
        each.age()
