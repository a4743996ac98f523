"""A drawing in a page in; the picture that it is out, made ready once it is drawn.

An icon stands in dozens of places and in every layout of a sheet. WeasyPrint makes each of them
ready in each, and gives styles and boxes to all that is in it, which it then throws away: a drawing
is drawn by itself.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from xml.etree import ElementTree

from weasyprint import html as handlers  # type: ignore[import-untyped]
from weasyprint.images import SVGImage  # type: ignore[import-untyped]
from weasyprint.svg import SVG  # type: ignore[import-untyped]

from affiche.sheets.layout import trees

# What is drawn by itself: shapes in plain colours, wherever on the page they stand.
SHAPES = {"svg", "g", "path", "circle", "ellipse", "line", "rect", "polyline", "polygon", "title"}
APART = re.compile(r"url\(|opacity|style=")

_handled = handlers.HTML_HANDLERS[trees.DRAWING]


@dataclass(frozen=True)
class Drawing:
    """A drawing as read; `plain` where nothing but its own shapes and colours says how it looks;
    what it measures at each type size, in CSS pixels."""

    tree: Any
    plain: bool
    sizes: dict[float, Any] = field(default_factory=dict)


@trees.kept
def read(said: str) -> Drawing | None:
    """A drawing, read once; None for what is not one alone."""
    tree = trees.drawing(said)
    if tree is None:
        return None
    return Drawing(tree, _plain(tree, said))


def _plain(tree: Any, said: str) -> bool:
    tags = {str(one.tag).removeprefix(trees.SVG) for one in tree.iter()}
    return tags <= SHAPES and not APART.search(said)


def alone(tree: Any) -> str | None:
    """What stands for a drawing of a file, when it is drawn by itself; None for any other."""
    said = ElementTree.tostring(tree, encoding="unicode")
    return said if _plain(tree, said) else None


class Inline(SVGImage):  # type: ignore[misc]
    """A drawing in a page, made ready when it is drawn: most layouts only measure."""

    def __init__(
        self, said: str, drawing: Drawing, base_url: Any, url_fetcher: Any, context: Any
    ) -> None:
        self.plainly = said if drawing.plain else None
        self._drawing = drawing
        self._base_url, self._url_fetcher, self._context = base_url, url_fetcher, context

    @cached_property
    def _svg(self) -> Any:
        tree = self._drawing.tree
        return SVG(
            tree if self._drawing.plain else deepcopy(tree),  # it is written in while it is drawn
            self._base_url,
            self._context.font_config if self._context else None,
            self._url_fetcher,
        )

    def get_intrinsic_size(self, image_resolution: Any, font_size: Any) -> Any:
        """Width, height and their ratio, in CSS pixels."""
        sizes = self._drawing.sizes
        if font_size not in sizes:
            sizes[font_size] = super().get_intrinsic_size(image_resolution, font_size)
        return sizes[font_size]


def boxed(element: Any, box: Any, get_image_from_uri: Any, base_url: Any) -> Any:
    """The box of a drawing in a page."""
    said = element.get(trees.HELD)
    drawing = read(said) if said else None
    if drawing is None:
        return _handled(element, box, get_image_from_uri, base_url)
    known = get_image_from_uri.keywords
    image = Inline(said, drawing, base_url, known["url_fetcher"], known["context"])
    return [handlers.make_replaced_box(drawing.tree, box, image)]
