"""The emotion curve: points in, a drawing that a template turns into SVG out. Pure geometry."""

from affiche.curves.draw import draw
from affiche.curves.drawing import Drawing, Frame, Point, Series, Style
from affiche.curves.text import advances, estimate_width

__all__ = [
    "Drawing",
    "Frame",
    "Point",
    "Series",
    "Style",
    "advances",
    "draw",
    "estimate_width",
]
