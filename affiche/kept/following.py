"""A function of a site in; the same, that remembers its results with what it read of it, out.

A site is another one after each save, and most of it is what it was. So the function is given a
view of the site that writes down what is read: a field, or a key of a field that is a mapping. As
long as a site gives the same things to the same readings, the result is the same. Nothing has to
say what a function depends on, and nothing can be forgotten: what a view does not know how to
write down (`|`, `replace`, `isinstance`) it cannot do, and it is closed when the function ends.

What such a function is told by another of its kind is a reading as well, and all that it knows of
what the other read. When that is made anew and says the same, it is the very thing of before: a
change goes no further than it shows.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import wraps
from typing import Any, TypeVar

from affiche.kept.memo import Lately, memo

Made = TypeVar("Made", bound=Callable[..., Any])
# Of the same things so many results are kept, for as many sites: for screens, for paper…
SITES = 4
# Two of these are the same when they are equal.
PLAIN = (str, int, bool, date, frozenset, type(None))
WHOLE = object()
ORDER = object()
THERE = object()
MISSING = object()


# Field and key → what was there. WHOLE: the field itself; ORDER: its keys alone, one by one;
# (THERE, key): whether there is such a key; of another function, what it was asked → (site → what
# it says, what it said). In the order in which they were read: what is asked later may follow from
# what was read before.
Readings = dict[tuple[Any, Any], Any]


class _Result:
    """A result, with what was read for it and the site for which that was looked at last."""

    def __init__(self, readings: Readings, value: Any, site: Any) -> None:
        self.value = value
        self._readings = readings
        self._site = weakref.ref(site)

    def holds(self, site: Any) -> bool:
        """Whether it is the result for this site."""
        if self._site() is site:
            return True
        if not _same(self._readings, site):
            return False
        self._site = weakref.ref(site)
        return True


def following(at: int, most: int) -> Callable[[Made], Made]:
    """A decorator of a function whose argument number `at` is a frozen site, given in its place.
    `most`: of so many other things results are kept, each with the things that it was made of."""

    def remembering(made: Made) -> Made:
        known: Lately[tuple[Any, ...], tuple[object, list[_Result]]] = Lately(most)

        def found(under: tuple[Any, ...], beside: Any, named: Any, site: Any) -> Any:
            held = known.get(under)
            for result in held[1] if held else ():
                if result.holds(site):
                    return result.value
            view = _View(site)
            value = made(*beside[:at], view, *beside[at:], **named)
            readings = view._closed()
            if held is None:
                held = (beside, named), []
                known.put(under, held)
            value = next((one.value for one in held[1] if _alike(one.value, value)), value)
            held[1].insert(0, _Result(readings, value, site))
            del held[1][SITES:]
            return value

        @wraps(made)
        def asked(*things: Any, **named: Any) -> Any:
            site = things[at]
            beside = (*things[:at], *things[at + 1 :])
            under = (
                *map(_name, beside),
                *((key, _name(one)) for key, one in sorted(named.items())),
            )
            if not isinstance(site, _View):
                return found(under, beside, named, site)
            try:
                value = found(under, beside, named, site._raw)
            except BaseException:  # whoever goes on without it has to ask again
                site._write(asked, under, (lambda _: MISSING, None))
                raise
            site._write(asked, under, (lambda now: found(under, beside, named, now), value))
            return value

        return asked  # type: ignore[return-value]

    return remembering


def _name(thing: object) -> object:
    return thing if isinstance(thing, PLAIN) else id(thing)


def _alike(before: object, now: object) -> bool:
    """Whether two results say the same. Written down, 3 and 3.0 are two things."""
    if before is now:
        return True
    return type(before) is type(now) and before == now and repr(before) == repr(now)


def _same(readings: Readings, site: Any) -> bool:
    for (name, key), value in readings.items():
        if isinstance(name, str):
            there = getattr(site, name)
            if key is ORDER:
                if there is value or _in_order(there, value):
                    continue
                return False
            if type(key) is tuple and key[0] is THERE:
                now: Any = key[1] in there
            else:
                now = there if key is WHOLE else there.get(key, MISSING)
        else:
            now, value = value[0](site), value[1]
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

    def __init__(self, raw: Any) -> None:
        self._raw, self._open = raw, True
        self._readings: Readings = {}

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._raw, name)
        if isinstance(value, Mapping):
            return _Keys(self, name, value)
        self._write(name, WHOLE, value)
        return value

    def _write(self, name: Any, key: object, value: object) -> None:
        if not self._open:
            raise RuntimeError(f"{name} of a site is read after what follows from it was made")
        self._readings[name, key] = value

    def _closed(self) -> Readings:
        self._open = False
        return self._readings


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

    def __contains__(self, key: object) -> bool:
        there = key in self._held
        self._view._write(self._name, (THERE, key), there)
        return there

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
