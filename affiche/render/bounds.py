"""An expression of a template in; its value out, or a mistake at its line when no page holds it.

A slip (`"x" * 1000000000`, a range without an end) is told where it stands, before the machine has
no memory left. What grows bit by bit is for `building.rendering.patience` to end.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import GeneratorType
from typing import Any, cast

import jinja2
from jinja2 import Template, TemplateRuntimeError, nodes
from jinja2.visitor import NodeTransformer

MOST = 10_000_000
"""Characters, items or steps that one expression gives; the longest page of ours has a tenth."""
LONGEST = 100_000_000
"""Characters of a whole page or sheet."""
TOO_LARGE = "the result is too large"


class Environment(jinja2.Environment):
    """Templates that multiply, raise and count within bounds."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree: nodes.Template = _Bounded().visit(super()._parse(source, name, filename))
        return tree.set_environment(self)  # type: ignore[return-value]

    def times(self, one: Any, other: Any) -> Any:
        """`one * other`."""
        return times(one, other)

    def power(self, one: Any, other: Any) -> Any:
        """`one ** other`."""
        return power(one, other)


class _Bounded(NodeTransformer):
    """Puts a call in the place of an operation, which would be worked out while it is compiled."""

    def visit_Mul(self, node: nodes.Mul) -> nodes.Node:  # noqa: N802
        return self._call("times", node)

    def visit_Pow(self, node: nodes.Pow) -> nodes.Node:  # noqa: N802
        return self._call("power", node)

    def _call(self, name: str, node: nodes.BinExpr) -> nodes.Node:
        self.generic_visit(node)
        called = nodes.EnvironmentAttribute(name)
        return nodes.Call(called, [node.left, node.right], [], None, None, lineno=node.lineno)


def drawn(
    template: Template, given: Mapping[str, object], most: int = LONGEST,
    why: Exception | None = None,
) -> str:  # fmt: skip
    """What a template makes of its data. One that gets longer than `most` (for the reason `why`),
    or that somebody stops, is stopped at the line at which it is then."""
    parts, size = [], 0
    stream = cast("GeneratorType[str, None, None]", template.generate(**given))
    try:
        for part in stream:
            parts.append(part)
            size += len(part)
            if size > most:
                raise why or TemplateRuntimeError(TOO_LARGE)
    except Exception as error:
        if stream.gi_frame is None:  # it came from there
            raise
        stream.throw(error.with_traceback(None))
    return "".join(parts)


def times(one: Any, other: Any) -> Any:
    """`one * other`; of a text or a list, at most `MOST` of it."""
    for whole, count in ((one, other), (other, one)):
        if isinstance(whole, str | list | tuple) and isinstance(count, int):
            _check(len(whole) * count)
    return one * other


def power(one: Any, other: Any) -> Any:
    """`one ** other`, of at most `MOST` bits."""
    if isinstance(one, int) and isinstance(other, int):
        _check(one.bit_length() * other)
    return one**other


def steps(*said: int) -> range:
    """A range of at most `MOST` steps."""
    made = range(*said)
    _check(max(0, (made.stop - made.start) // made.step))
    return made


def _check(size: int) -> None:
    if size > MOST:
        raise TemplateRuntimeError(TOO_LARGE)
