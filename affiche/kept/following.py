"""A function of a site in; the same, that remembers its results with what it read of it, out.

A site is another one after each save, and most of it is what it was. So the function is given a
view of the site that writes down what is read: a field, or a key of a field that is a mapping. As
long as a site gives the same things to the same readings, the result is the same. Nothing has to
say what a function depends on, and nothing can be forgotten: what a view does not know how to
write down (`|`, `replace`, `isinstance`) it cannot do, and it is closed when the function ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import wraps
from typing import Any, TypeVar

from affiche.kept.memo import forgotten, memo

Made = TypeVar("Made", bound=Callable[..., Any])
# Of the same things so many results are kept, for as many sites: for screens, for paper…
SITES = 4
# Two of these are the same when they are equal.
PLAIN = (str, int, bool, date, frozenset, type(None))
WHOLE = object()
ORDER = object()
MISSING = object()
# Field and key → what was there. WHOLE: the field itself; ORDER: its keys alone, one by one.
Readings = dict[tuple[str, Any], Any]


def following(at: int, most: int) -> Callable[[Made], Made]:
    """A decorator of a function whose argument number `at` is a frozen site, given in its place.
    `most`: of so many other things results are kept, each with the things that it was made of."""

    def remembering(made: Made) -> Made:
        known: dict[tuple[Any, ...], tuple[object, list[tuple[Readings, Any]]]] = {}

        @wraps(made)
        def asked(*things: Any, **named: Any) -> Any:
            site = things[at]
            raw, outer = (site._raw, site._all) if isinstance(site, _View) else (site, ())
            beside = (*things[:at], *things[at + 1 :])
            under = (
                *map(_name, beside),
                *((key, _name(one)) for key, one in sorted(named.items())),
            )
            held = known.get(under)
            for readings, result in held[1] if held else ():
                if _same(readings, raw):
                    for reading in outer:
                        reading |= readings
                    return result
            own: Readings = {}
            view = _View(raw, (*outer, own))
            result = made(*things[:at], view, *things[at + 1 :], **named)
            view._close()
            if held is None:
                while len(known) >= most:
                    known.pop(next(iter(known)), None)
                held = known[under] = (beside, named), []
            held[1].insert(0, (own, result))
            del held[1][SITES:]
            return result

        forgotten(known.clear)
        return asked  # type: ignore[return-value]

    return remembering


def _name(thing: object) -> object:
    return thing if isinstance(thing, PLAIN) else id(thing)


def _same(readings: Readings, site: Any) -> bool:
    for (name, key), value in readings.items():
        there = getattr(site, name)
        if key is ORDER:
            if there is value or _in_order(there, value):
                continue
            return False
        now = there if key is WHOLE else there.get(key, MISSING)
        if now is not value and not (isinstance(value, PLAIN) and _equal(now, value)):
            return False
    return True


@memo(64)
def _in_order(one: Mapping[Any, Any], other: Mapping[Any, Any]) -> bool:
    return list(one) == list(other)


def _equal(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other


class _View:
    """A site of which is written down what is read."""

    def __init__(self, raw: Any, readings: tuple[Readings, ...]) -> None:
        self._raw, self._all, self._open = raw, readings, True

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._raw, name)
        if isinstance(value, Mapping):
            return _Keys(self, name, value)
        self._write(name, WHOLE, value)
        return value

    def _write(self, name: str, key: object, value: object) -> None:
        if not self._open:
            raise RuntimeError(f"{name} of a site is read after what follows from it was made")
        for readings in self._all:
            readings[name, key] = value

    def _close(self) -> None:
        self._open = False


class _Keys(Mapping[Any, Any]):
    """A mapping of a site, in the same way."""

    def __init__(self, view: _View, name: str, held: Mapping[Any, Any]) -> None:
        self._view, self._name, self._held = view, name, held

    def __getitem__(self, key: Any) -> Any:
        value = self._held.get(key, MISSING)
        self._view._write(self._name, key, value)
        if value is MISSING:
            raise KeyError(key)
        return value

    def __iter__(self) -> Iterator[Any]:
        return iter(self._order())

    def __len__(self) -> int:
        return len(self._order())

    def values(self) -> Any:
        return self._whole().values()

    def items(self) -> Any:
        return self._whole().items()

    def keys(self) -> Any:
        return self._order().keys()

    def _order(self) -> Mapping[Any, Any]:
        self._view._write(self._name, ORDER, self._held)
        return self._held

    def _whole(self) -> Mapping[Any, Any]:
        self._view._write(self._name, WHOLE, self._held)
        return self._held
