"""What pydantic found in one place in; a problem at that place, out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from affiche.errors import Kind, Place, Problem
from affiche.model.text import Document
from affiche.reading import keys

Location = tuple[str | int, ...]
_SHORTHANDS = ("text", "score", "level", "summary", "customer", "hex")  # keys that go unwritten


@dataclass(frozen=True)
class Mistake:
    """One thing that pydantic found: where, in which model, and what was written there."""

    model: type[Document]
    place: Callable[[Location, bool], Place]
    location: Location
    sort: str
    input: Any
    context: Mapping[str, Any]

    def problem(
        self, rule: str, what: str, hint: str = "", key: bool = False, **values: object
    ) -> Problem:
        """This mistake as a problem, at its value (or its key)."""
        where = self.place(self.location, key)
        short = {name: _shortened(value) for name, value in values.items()}
        return Problem(Kind.ERROR, rule, where, what, hint, {"key": self.name, **short})

    @property
    def name(self) -> str:
        """The key that the mistake is at: the last one on the way that was written."""
        named = [step for step in self.location if isinstance(step, str)]
        shorthand = named[-1:] and named[-1] in _SHORTHANDS
        return str(named[-2] if shorthand and len(named) > 1 else named[-1] if named else "")

    @property
    def parent(self) -> type[Document] | None:
        """The model that the last step of the way is a field of."""
        kind, _ = keys.expected(self.model, self.location[:-1])
        return kind if isinstance(kind, type) and issubclass(kind, Document) else None


def _shortened(value: object) -> object:
    """A value as a message quotes it: a long text only by its beginning."""
    long = isinstance(value, str) and len(value) > 60
    return f"{value[:57]}…" if long and isinstance(value, str) else value


def unreadable(mistake: Mistake) -> Problem:
    """A value of which nothing better is known."""
    return mistake.problem(
        "wrong-value", "the value of `{key}` cannot be read", "Check how it is written"
    )
