"""A stream of a page in; what its instructions paint out, by the handlers that it is given.

Keeps what they share: the graphics state, the resources of the stream, the tags that it stands in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from affiche.preflight.painting.fonts import Font, read_font
from affiche.preflight.painting.geometry import EVERYWHERE, IDENTITY, Matrix
from affiche.preflight.painting.marks import Mark, State, Tag
from affiche.preflight.painting.spaces import space_name
from affiche.preflight.painting.tokens import Instruction, Name, operations

# How deep streams may call for one another.
DEEPEST = 24

Handler = Callable[["Canvas", Instruction], "Iterable[Mark] | None"]


class Canvas:
    """What one stream paints on. `base` is where its space lies on the page, `tags` what it stands
    in, `parent` its number in the tree of tags."""

    def __init__(
        self,
        handlers: Mapping[str, Handler],
        fonts: dict[Any, Font],
        resources: Any,
        base: Matrix,
        depth: int,
        tags: tuple[Tag | None, ...],
        parent: int | None,
    ) -> None:
        self.handlers = handlers
        self.fonts = fonts
        self.resources = resources
        self.base = base
        self.depth = depth
        self.tags = tags
        self.parent = parent
        self.state = State(base, EVERYWHERE)
        self.above: list[State] = []
        self.path: list[tuple[float, float]] = []
        self.straight: list[tuple[tuple[float, float], tuple[float, float]]] = []
        self.start: tuple[float, float] | None = None
        self.clipping = False
        self.text = self.line = IDENTITY

    def read(self, stream: bytes, state: State) -> Iterator[Mark]:
        """Everything that the stream paints, in order."""
        self.state = state
        for each in operations(stream):
            handle = self.handlers.get(each.operator)
            if handle is not None:
                yield from handle(self, each) or ()

    @property
    def tag(self) -> Tag | None:
        """The innermost tag that says anything."""
        return next((tag for tag in reversed(self.tags) if tag is not None), None)

    def resource(self, kind: str, name: object) -> Any:
        """A resource of the stream, or None."""
        return self.resources.get(f"/{kind}", {}).get(f"/{name}")

    def colour_space(self, space: Any) -> str:
        """The name of a colour space, by its name in the stream or as an object."""
        if isinstance(space, Name | str):
            known = self.resource("ColorSpace", space)
            return space_name(known) if known is not None else str(space)
        return space_name(space)

    def font(self, font: Any) -> Font:
        """A font of the stream; each is read once."""
        key = font.objgen if font.is_indirect else repr(font)
        if key not in self.fonts:
            self.fonts[key] = read_font(font)
        return self.fonts[key]

    def inner(self, resources: Any, base: Matrix, parent: int | None) -> Canvas:
        """The canvas of a stream that this one calls for."""
        tags, depth = (self.tag,), self.depth + 1
        return Canvas(self.handlers, self.fonts, resources, base, depth, tags, parent)


def matrix_of(values: Any) -> Matrix:
    """Six numbers as a matrix."""
    a, b, c, d, e, f = (float(value) for value in values)
    return a, b, c, d, e, f
