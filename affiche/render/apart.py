"""The values of a line in; the line out, in which each keeps its direction to itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from jinja2 import pass_eval_context
from jinja2.filters import do_join
from jinja2.nodes import EvalContext

from affiche.directions import isolated, kept_apart
from affiche.words import Words


def saying(words: Words) -> Callable[..., str]:
    """`say` for what is set in type: a value keeps its direction to itself."""

    def apart(value: object) -> object:
        if isinstance(value, tuple | list):
            return type(value)(map(apart, value))
        return isolated(value) if isinstance(value, str) else value

    def say(text: str, /, **values: object) -> str:
        return words.say(text, **{name: apart(value) for name, value in values.items()})

    return say


@pass_eval_context
def line(
    about: EvalContext, value: Iterable[object], d: str = "", attribute: str | int | None = None
) -> str:
    """Jinja's `join`, of parts that keep their direction to themselves."""
    if not d or attribute is not None:
        joined: str = do_join(about, value, d, attribute)
        return joined
    parts = [part if isinstance(part, str) else str(part) for part in value]
    apart: str = do_join(about, kept_apart(parts), d)
    return apart
