"""A value in, its bytes out, and back: made of the classes that were named, and of nothing else.

A pickle can start any program. What is read here may have been written by somebody else, so that a
class of no named module makes it worthless.
"""

from __future__ import annotations

import datetime
import io
import pickle
from typing import Any, TypeVar

Value = TypeVar("Value")
PLAIN = {("datetime", "date"): datetime.date, ("builtins", "set"): set,
         ("builtins", "frozenset"): frozenset}  # fmt: skip


def written(value: object) -> bytes | None:
    """The bytes of a value; None for one that has none, as a function within a function."""
    try:
        return pickle.dumps(value, 5)
    except (pickle.PicklingError, AttributeError, TypeError):
        return None


def opened(body: bytes | None, kind: type[Value], modules: tuple[str, ...]) -> Value | None:
    """A value of this class out of its bytes; None when they are none, or hold a class of another
    module than those whose names begin so."""
    if body is None:
        return None
    try:
        found = _Unpickler(body, modules).load()
        return found if type(found) is kind else None
    except Exception:  # whatever a broken pickle does, the value is made anew
        return None


class _Unpickler(pickle.Unpickler):
    def __init__(self, body: bytes, modules: tuple[str, ...]) -> None:
        super().__init__(io.BytesIO(body))
        self._modules = modules

    def find_class(self, module: str, name: str) -> Any:
        """A class of the modules. Raises UnpicklingError for any other thing."""
        if plain := PLAIN.get((module, name)):
            return plain
        if module.startswith(self._modules) and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")
