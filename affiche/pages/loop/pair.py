"""Two versions of a sheet in; the picture that shows them beside each other, as a sheet, out.

Upright sheets stand side by side, wide ones below each other. Lengths are in percent of the page's
width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from affiche.markup import plain
from affiche.model import PAPERS
from affiche.pages.plan import Sheet

KIND = "pair"
# The page is this wide, in mm; the white at its sides, between the two, and what stands above them.
WIDE = 420.0
SIDE, BETWEEN, HEAD, CAPTION, FOOT = 3.0, 2.4, 8.4, 4.2, 2.6


@dataclass(frozen=True)
class Half:
    """One of the two: what it is called, whether there is one, and its window on the page."""

    label: str
    there: bool
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Pair:
    """What the picture shows: a name, how much changed in words, and both versions."""

    name: str
    figures: tuple[str, ...]
    halves: tuple[Half, Half]


def sheet(
    like: Sheet, name: str, figures: Sequence[str], labels: tuple[str, str],
    there: tuple[bool, bool],
) -> Sheet:  # fmt: skip
    """The sheet round two of which `like` is one; `there` tells which of the two there are."""
    ratio = like.height / like.width
    inside = 100 - 2 * SIDE
    wide = ratio < 1
    width = inside if wide else (inside - BETWEEN) / 2
    height = width * ratio
    tops = [HEAD + CAPTION, HEAD + CAPTION]
    lefts = [SIDE, SIDE]
    if wide:
        tops[1] += height + CAPTION + BETWEEN
    else:
        lefts[1] += width + BETWEEN
    halves = tuple(Half(labels[at], there[at], lefts[at], tops[at], width, height) for at in (0, 1))
    high = (tops[1] + height + FOOT) / 100 * WIDE
    pair = Pair(plain(name), tuple(figures), (halves[0], halves[1]))
    return replace(
        like,
        path=like.path.replace(".pdf", f"-{KIND}.pdf"),
        kind=KIND,
        template="sheets/pair.html.j2",
        paper=replace(PAPERS["a3"], name=KIND, width=WIDE, height=round(high, 3)),
        landscape=False,
        variant="",
        data={"pair": pair},
    )
