"""A function of frozen data in; the same, that remembers its last results while a build lasts, out.

A site, a journey and the answers are large and never change, so what is asked again is known by
which things it is asked of (`is`): none of them is compared or hashed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Result = TypeVar("Result")


def memo(most: int) -> Callable[[Callable[Asked, Result]], Callable[Asked, Result]]:
    """A decorator: the last `most` results are kept, each with the things that it was made of, so
    that none of those can make room for another at the same address."""

    def remembering(made: Callable[Asked, Result]) -> Callable[Asked, Result]:
        @lru_cache(maxsize=most)
        def known(things: tuple[_Same, ...], named: tuple[tuple[str, _Same], ...]) -> Result:
            return made(*(one.thing for one in things), **{key: one.thing for key, one in named})

        @wraps(made)
        def asked(*things: Asked.args, **named: Asked.kwargs) -> Result:
            return known(
                tuple(map(_Same, things)),
                tuple((key, _Same(one)) for key, one in sorted(named.items())),
            )

        return asked

    return remembering


class _Same:
    """A thing as a part of a key: equal only to itself, and alive as long as it is one."""

    def __init__(self, thing: Any) -> None:
        self.thing = thing

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.thing is other.thing

    def __hash__(self) -> int:
        return id(self.thing)
