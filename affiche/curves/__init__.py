"""The emotion curve: points in, a drawing that a template turns into SVG out. Pure geometry.

Nothing here knows a persona, a file or a colour. `draw` makes the curve of a journey map,
`sparkline` the small one of a card; `places_in` gives the x of a phase's points in its column.
"""

from affiche.curves.draw import draw
from affiche.curves.drawing import Drawing, Frame, LeftOff, Moment, Point, Series, Spark, Style
from affiche.curves.marks import places_in
from affiche.curves.spark import sparkline
from affiche.curves.text import TextWidth, advances, estimate_width

__all__ = [
    "Drawing",
    "Frame",
    "LeftOff",
    "Moment",
    "Point",
    "Series",
    "Spark",
    "Style",
    "TextWidth",
    "advances",
    "draw",
    "estimate_width",
    "places_in",
    "sparkline",
]
